using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>Something one person made and another has to decide.</summary>
public sealed class ProposalRow
{
    /// <summary>What people approve by.</summary>
    public long Number { get; init; }

    /// <summary>Null while the fund itself is what is proposed.</summary>
    public int? Fund { get; init; }
    public required string FundId { get; init; }

    /// <summary>What is proposed: <c>terms</c>, <c>capital-call</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON; the kind says of what shape.</summary>
    public required string Payload { get; init; }

    /// <summary>Of the payload: what is approved is what was shown.</summary>
    public required string Hash { get; init; }

    /// <summary>What it comes to, in minor units of the fund's base currency; null where it has no amount, or none is known.</summary>
    public long? BaseAmount { get; init; }
    public required int Maker { get; init; }
    public required Instant ProposedAt { get; init; }

    /// <summary><c>pending</c>, <c>approved</c> or <c>rejected</c>.</summary>
    public required string State { get; set; }

    /// <summary>How many people have approved it so far.</summary>
    public int Approvals { get; set; }

    /// <summary>Who had the last word.</summary>
    public int? DecidedBy { get; set; }
    public string? Reason { get; set; }
    public Instant? DecidedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProposalRow>
    {
        public void Configure(EntityTypeBuilder<ProposalRow> builder)
        {
            builder.ToTable("proposals").HasKey(proposal => proposal.Number);
            builder.Property(proposal => proposal.State).IsConcurrencyToken();
            builder.Property(proposal => proposal.Approvals).IsConcurrencyToken();
        }
    }
}
