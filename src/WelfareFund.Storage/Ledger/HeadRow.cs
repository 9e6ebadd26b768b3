using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Ledger;

/// <summary>The end of a fund's log. Every posting locks this row first, so the order of the log is the order of commits.</summary>
public sealed class HeadRow
{
    public required int Fund { get; init; }
    public required long Size { get; set; }
    public required byte[] Frontier { get; set; }
    public required YearMonth OpenPeriod { get; set; }

    /// <summary>The newest fencing number handed out; a commit with an older one is refused.</summary>
    public required long Fence { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<HeadRow>
    {
        public void Configure(EntityTypeBuilder<HeadRow> builder)
        {
            builder.ToTable("heads").HasKey(head => head.Fund);
            builder.Property(head => head.Fund).ValueGeneratedNever();
        }
    }
}
