using System.Data.Common;
using System.Globalization;
using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

/// <summary>An entry as it stands in the tables, or why it cannot be read.</summary>
internal sealed record StoredEntry(long Sequence, Entry? Entry, string? Problem);

/// <summary>
/// A fund's entries column by column, in the order of the log, each with its postings. It believes nothing: what was tampered with or
/// damaged comes out as a problem of that entry and does not stop the rest.
/// </summary>
internal static class StoredLog
{
    internal const string EntryColumns = "sequence, key, effective, concerns, corrects, run, terms_version, rule_version, maker, approver, leaf_hash";
    internal const string PostingColumns = "sequence, line, account, currency, amount, party, corridor, cost_line";

    internal static IEnumerable<StoredEntry> Read(DbDataReader entries, DbDataReader postings)
    {
        var more = postings.Read();
        while (entries.Read())
        {
            var sequence = entries.GetInt64(0);
            var (lines, problems) = (new List<Posting>(), new List<string>());
            while (more && postings.GetInt64(0) <= sequence)
            {
                if (postings.GetInt64(0) < sequence) yield return new(postings.GetInt64(0), null, "it has postings and is not in the log");
                else if (postings.GetInt64(1) != lines.Count + 1) problems.Add($"its posting {lines.Count + 1} is missing");
                else if (Try(() => ReadPosting(postings), out var posting) is { } problem) problems.Add($"its posting {lines.Count + 1} cannot be read: {problem}");
                else lines.Add(posting);
                more = postings.Read();
            }

            if (Try(() => ReadEntry(entries, sequence, lines), out var entry) is { } unreadable) problems.Add($"it cannot be read: {unreadable}");
            yield return problems.Count == 0 ? new(sequence, entry, null) : new(sequence, null, string.Join("; ", problems));
        }

        for (; more; more = postings.Read()) yield return new(postings.GetInt64(0), null, "it has postings and is not in the log");
    }

    private static Entry ReadEntry(DbDataReader row, long sequence, IReadOnlyList<Posting> postings) => new(
        sequence,
        new EntryDraft(
            EntryRow.ReadKey(row.GetString(1)),
            ReadDate(row, 2),
            ReadDate(row, 3),
            row.IsDBNull(4) ? null : row.GetInt64(4),
            new Provenance(row.GetInt64(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9)),
            postings),
        new Digest(row.GetFieldValue<byte[]>(10)));

    private static Posting ReadPosting(DbDataReader row) => new(
        row.GetInt32(2),
        new Money(row.GetInt64(4), Currency.Of(row.GetInt16(3))),
        row.IsDBNull(5) ? 0 : row.GetInt64(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    private static LocalDate ReadDate(DbDataReader row, int column) => LocalDate.FromDateOnly(row.GetValue(column) switch
    {
        DateOnly date => date,
        DateTime date => DateOnly.FromDateTime(date),
        string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        var other => throw new FormatException($"'{other}' is not a date"),
    });

    private static string? Try<T>(Func<T> read, out T value)
    {
        try
        {
            value = read();
            return null;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidCastException or OverflowException)
        {
            value = default!;
            return problem.Message.TrimEnd('.');
        }
    }
}
