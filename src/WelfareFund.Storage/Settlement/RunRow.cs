using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Storage.Settlement;

/// <summary>Lines that were calculated together, are approved together and posted together, with the snapshot they were made from and how far they have got.</summary>
public sealed class RunRow
{
    public required int Fund { get; init; }

    /// <summary>Counts the fund's runs, from 1. Entries name it.</summary>
    public required long Number { get; init; }
    public RunPurpose Purpose { get; init; } = RunPurpose.Settlement;
    public required YearMonth Month { get; init; }
    public required RunState State { get; set; }

    /// <summary>The snapshot's last fact.</summary>
    public required long Intake { get; init; }

    /// <summary>The snapshot's log size.</summary>
    public required long LogSize { get; init; }
    public required int TermsVersion { get; init; }
    public required int RuleVersion { get; init; }
    public required int Lines { get; init; }

    /// <summary>SHA-256 of the proposal's lines: what was approved is what is posted.</summary>
    public required byte[] ProposalHash { get; init; }

    /// <summary>Lines up to this number are posted: a killed run goes on from here.</summary>
    public int PostedLines { get; set; }
    public required int Maker { get; init; }
    public int Approver { get; set; }
    public required Instant CalculatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RunRow>
    {
        public void Configure(EntityTypeBuilder<RunRow> builder) => builder.ToTable("runs").HasKey(run => new { run.Fund, run.Number });
    }
}
