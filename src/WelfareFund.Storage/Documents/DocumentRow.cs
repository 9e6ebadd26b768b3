using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Documents;

/// <summary>One version of a document that the fund issued. Holds no name: those are in <see cref="NamesHash"/> under the fund's secret.</summary>
public sealed class DocumentRow
{
    public required int Fund { get; init; }

    /// <summary>Of the day the document speaks of.</summary>
    public required int Year { get; init; }

    /// <summary>Counts the fund's documents of the year, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>From 1; a higher one takes the place of those before.</summary>
    public required int Version { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }

    /// <summary>Empty where the kind, subject and day say everything.</summary>
    public required string Matter { get; init; }
    public required LocalDate AsOf { get; init; }

    /// <summary>The log sequence up to which the books were read.</summary>
    public required long KnownAt { get; init; }

    /// <summary>SHA-256 of <see cref="Figures"/>.</summary>
    public required byte[] FiguresHash { get; init; }

    /// <summary>HMAC-SHA-256, under the fund's secret, of what is personal on it: that it changed can be told, and what it was cannot be guessed.</summary>
    public required byte[] NamesHash { get; init; }

    /// <summary>Canonical JSON of what it says, less what is personal: the next version says what changed.</summary>
    public required string Figures { get; init; }
    public required int Maker { get; init; }
    public required Instant MadeAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DocumentRow>
    {
        public void Configure(EntityTypeBuilder<DocumentRow> builder) =>
            builder.ToTable("documents").HasKey(row => new { row.Fund, row.Year, row.Number, row.Version });
    }
}

/// <summary>A file that was drawn of a document's version. A better template draws the same version anew, under another hash.</summary>
public sealed class DocumentPrintRow
{
    public required int Fund { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required int Version { get; init; }

    /// <summary>SHA-256 of the PDF.</summary>
    public required byte[] PdfHash { get; init; }
    public required int Maker { get; init; }
    public required Instant MadeAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DocumentPrintRow>
    {
        public void Configure(EntityTypeBuilder<DocumentPrintRow> builder) =>
            builder.ToTable("document_prints").HasKey(row => new { row.Fund, row.PdfHash });
    }
}
