using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

public sealed class EntryRow
{
    public required int Fund { get; init; }
    public required long Sequence { get; init; }

    /// <summary><see cref="EntryKey"/> as text, in ordinal order: one run's keys lie side by side.</summary>
    public required string Key { get; init; }
    public required LocalDate Effective { get; init; }
    public required LocalDate Concerns { get; init; }
    public long? Corrects { get; init; }
    public required long Run { get; init; }
    public required int TermsVersion { get; init; }
    public required int RuleVersion { get; init; }
    public required int Maker { get; init; }
    public required int Approver { get; init; }

    /// <summary>The clock at writing: for people; no rule reads it and no proof covers it.</summary>
    public required Instant RecordedAt { get; init; }
    public required byte[] LeafHash { get; init; }

    public List<PostingRow> Postings { get; init; } = [];

    /// <summary>Needs <see cref="Postings"/> loaded.</summary>
    public Entry ToEntry() => new(
        Sequence,
        new EntryDraft(
            ReadKey(Key),
            Effective,
            Concerns,
            Corrects,
            new Provenance(Run, TermsVersion, RuleVersion, Maker, Approver),
            [.. Postings.OrderBy(posting => posting.Line).Select(posting => posting.ToPosting())]),
        new Digest(LeafHash));

    internal static EntryKey ReadKey(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 5 && int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new EntryKey(parts[0], parts[1], parts[2], parts[3], revision)
            : throw new FormatException($"'{text}' is not an entry's key: kind/concerned/subject/part/revision.");
    }

    internal sealed class Mapping : IEntityTypeConfiguration<EntryRow>
    {
        public void Configure(EntityTypeBuilder<EntryRow> builder)
        {
            builder.ToTable("entries").HasKey(entry => new { entry.Fund, entry.Sequence });
            builder.HasMany(entry => entry.Postings).WithOne().HasForeignKey(posting => new { posting.Fund, posting.Sequence });
        }
    }
}
