using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Storage.Settlement;

/// <summary>A line of a run's proposal, as it was calculated. Whether it is posted, its run says.</summary>
public sealed class SettlementLineRow
{
    public required int Fund { get; init; }
    public required long Run { get; init; }
    public required int Number { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public required LocalDate Effective { get; init; }
    public required LocalDate Concerns { get; init; }
    public required LineState State { get; init; }

    /// <summary>A code of <see cref="LineReason"/>; empty where the line simply posts.</summary>
    public required string Reason { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>; null where nothing is owed, paid or held.</summary>
    public long? Amount { get; init; }
    public Currency? Currency { get; init; }

    /// <summary>The event as <see cref="SettlementJson"/> writes it; null for held and refused lines.</summary>
    public string? Event { get; init; }

    /// <summary>The trace's steps as <see cref="SettlementJson"/> writes them.</summary>
    public required string Trace { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SettlementLineRow>
    {
        public void Configure(EntityTypeBuilder<SettlementLineRow> builder) =>
            builder.ToTable("settlement_lines").HasKey(line => new { line.Fund, line.Run, line.Number });
    }
}
