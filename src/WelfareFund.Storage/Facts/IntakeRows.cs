using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Facts;

/// <summary>The end of a fund's intake. Whoever takes facts in locks it first, so that their numbers are the order of commits.</summary>
public sealed class IntakeHeadRow
{
    public required int Fund { get; init; }
    public required long Last { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IntakeHeadRow>
    {
        public void Configure(EntityTypeBuilder<IntakeHeadRow> builder)
        {
            builder.ToTable("intake_heads").HasKey(head => head.Fund);
            builder.Property(head => head.Fund).ValueGeneratedNever();
        }
    }
}

/// <summary>A file that told the fund something new.</summary>
public sealed class ImportRow
{
    public required int Fund { get; init; }
    public required int Number { get; init; }
    public required string Kind { get; init; }
    public required string FileName { get; init; }
    public required byte[] Sha256 { get; init; }
    public required long Rows { get; init; }
    public required long NewRows { get; init; }
    public required long FirstIntake { get; init; }
    public required long LastIntake { get; init; }

    /// <summary>A user's number.</summary>
    public required int ImportedBy { get; init; }
    public required string Channel { get; init; }
    public required Instant ImportedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ImportRow>
    {
        public void Configure(EntityTypeBuilder<ImportRow> builder) => builder.ToTable("imports").HasKey(import => new { import.Fund, import.Number });
    }
}
