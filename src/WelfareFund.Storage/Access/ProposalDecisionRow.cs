using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>What one person decided on a proposal. Each person decides once; a proposal may need several.</summary>
public sealed class ProposalDecisionRow
{
    public required long Proposal { get; init; }
    public required int UserNumber { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Of a rejection, in words.</summary>
    public string? Reason { get; init; }
    public required Instant DecidedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProposalDecisionRow>
    {
        public void Configure(EntityTypeBuilder<ProposalDecisionRow> builder) => builder.ToTable("proposal_decisions").HasKey(row => new { row.Proposal, row.UserNumber });
    }
}
