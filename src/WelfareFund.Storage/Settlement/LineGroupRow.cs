using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WelfareFund.Settlement;

namespace WelfareFund.Storage.Settlement;

/// <summary>
/// Lines of a run that are alike, counted and added up while they are kept: what a page says of a month takes as long for a million workers as for ten.
/// </summary>
public sealed class LineGroupRow
{
    public required int Fund { get; init; }
    public required long Run { get; init; }

    /// <summary>The number of the first of them; by it the groups stand in the order in which they begin.</summary>
    public required int FirstLine { get; init; }
    public required string Kind { get; init; }
    public required LineState State { get; init; }

    /// <summary>A code of <see cref="LineReason"/>; empty where the lines simply post.</summary>
    public required string Reason { get; init; }

    /// <summary>Null where nothing is owed, paid or held.</summary>
    public Currency? Currency { get; init; }
    public required int Lines { get; set; }

    /// <summary>Minor units of <see cref="Currency"/>; null without one.</summary>
    public long? Amount { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LineGroupRow>
    {
        public void Configure(EntityTypeBuilder<LineGroupRow> builder) => builder.ToTable("settlement_line_groups").HasKey(group => new { group.Fund, group.Run, group.FirstLine });
    }
}
