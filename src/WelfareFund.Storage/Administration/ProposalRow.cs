using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Administration;

public enum ProposalState
{
    Pending = 1,
    Approved = 2,
    Rejected = 3,

    /// <summary>What it was about changed before anybody decided.</summary>
    Stale = 4,
}

/// <summary>Something that one person prepared and another has to approve.</summary>
public sealed class ProposalRow
{
    /// <summary>The database's own count: what <c>approve</c> takes.</summary>
    public long Number { get; init; }

    /// <summary>Null while the fund does not exist: its first terms are being approved.</summary>
    public int? Fund { get; init; }

    /// <summary>The fund's id in its terms.</summary>
    public required string FundId { get; init; }

    /// <summary><c>terms</c>, <c>settlement</c> or <c>sealing</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What is approved, frozen, as the kind's own JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>Of what the approver was shown: a proposal's lines, a version's text. 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }
    public required ProposalState State { get; set; }
    public required int Maker { get; init; }
    public required Instant ProposedAt { get; init; }
    public int? DecidedBy { get; set; }
    public Instant? DecidedAt { get; set; }

    /// <summary>Why it was rejected; null otherwise.</summary>
    public string? Reason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProposalRow>
    {
        public void Configure(EntityTypeBuilder<ProposalRow> builder)
        {
            builder.ToTable("proposals").HasKey(proposal => proposal.Number);
            builder.Property(proposal => proposal.State).HasConversion<string>();
        }
    }
}
