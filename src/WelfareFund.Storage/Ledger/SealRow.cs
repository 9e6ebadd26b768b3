using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>A month that takes no entry any more.</summary>
public sealed class SealRow
{
    public required int Fund { get; init; }
    public required YearMonth Period { get; init; }

    /// <summary>The log's size when it was sealed: whoever knows this much knows the whole month.</summary>
    public required long Size { get; init; }

    /// <summary>The log's Merkle root at that size.</summary>
    public required byte[] Root { get; init; }

    /// <summary>The seal as bytes (<see cref="Seal.Encode"/>), which are signed.</summary>
    public required byte[] Encoding { get; init; }
    public required byte[] Signature { get; init; }
    public required byte[] PublicKey { get; init; }
    public required int Maker { get; init; }
    public required int Approver { get; init; }
    public required Instant SealedAt { get; init; }

    /// <exception cref="InvalidDataException">The stored bytes are not a seal.</exception>
    public SignedSeal ToSeal()
    {
        var seal = Seal.Decode(Encoding);
        return seal.IsRefused
            ? throw new InvalidDataException($"The seal of {Period} cannot be read: {seal.Refusals[0]}")
            : new(seal.Value, Signature, PublicKey);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SealRow>
    {
        public void Configure(EntityTypeBuilder<SealRow> builder) =>
            builder.ToTable("seals").HasKey(seal => new { seal.Fund, seal.Period });
    }
}
