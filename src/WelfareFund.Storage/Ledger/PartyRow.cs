using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>The number by which the books know a worker, a contract, a holding: unique in the fund, whatever the kind. 0 is nobody.</summary>
public sealed class PartyRow
{
    public required int Fund { get; init; }
    public required long Number { get; init; }
    public required PartyKind Kind { get; init; }

    /// <summary>The id in the fund's files; unique per kind.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Whose it is, by id: a contract's provider, a holding's investor. Null where the party is its own.</summary>
    public string? Owner { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PartyRow>
    {
        public void Configure(EntityTypeBuilder<PartyRow> builder) =>
            builder.ToTable("parties").HasKey(party => new { party.Fund, party.Number });
    }
}
