using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Storage.Settlement;

/// <summary>
/// What a line says of one claim, kept with the line and found by the claim: how far a claim is takes as long in a fund of a million as in a small one, and a payment of a hundred thousand
/// claims need not be read for one of them. It says no more than the line does.
/// </summary>
public sealed record LineClaimRow
{
    public required int Fund { get; init; }

    /// <summary>The claim that was made, also where the line is about what it had caught up; or what an advance is paid as.</summary>
    public required string Claim { get; init; }
    public required long Run { get; init; }
    public required int Line { get; init; }

    /// <summary>Its place among the claims that the line pays, from 0.</summary>
    public required int Part { get; init; }

    /// <summary>The metric that the claim had caught up; null where the line is about the claim itself.</summary>
    public string? CaughtUp { get; init; }

    /// <summary>Whether it is about what was held back, and not about the payout.</summary>
    public required bool Holdback { get; init; }
    public required string Kind { get; init; }
    public required LineState State { get; init; }
    public required string Reason { get; init; }
    public required LocalDate Effective { get; init; }
    public required LocalDate Concerns { get; init; }

    /// <summary>Null for lines that hold and refuse: they have no event.</summary>
    public string? Contract { get; init; }

    /// <summary>Of an accepted outcome; so is <see cref="AchievedOn"/>.</summary>
    public string? Metric { get; init; }
    public WorkerId? Worker { get; init; }
    public LocalDate? AchievedOn { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>: an outcome's gross price, else what is released, kept, paid or waits; null where nothing is said.</summary>
    public long? Amount { get; init; }
    public long? HeldBack { get; init; }
    public Currency? Currency { get; init; }

    /// <summary>The payment that pays it, or that came back.</summary>
    public string? Instruction { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LineClaimRow>
    {
        public void Configure(EntityTypeBuilder<LineClaimRow> builder) =>
            builder.ToTable("settlement_line_claims").HasKey(row => new { row.Fund, row.Claim, row.Run, row.Line, row.Part });
    }
}
