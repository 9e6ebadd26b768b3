namespace WelfareFund.Terms.Reading;

internal static class Nearest
{
    /// <summary>The word that was probably meant: at most two letters, or a third of them, away; null when none is so near.</summary>
    internal static string? To(string written, IEnumerable<string> known)
    {
        if (written.Length > 64)
        {
            return null;
        }

        var nearest = known.Select(word => (Word: word, Distance: Distance(written.ToLowerInvariant(), word.ToLowerInvariant()))).OrderBy(near => near.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(2, nearest.Word.Length / 3) && nearest.Distance < nearest.Word.Length ? nearest.Word : null;
    }

    /// <summary>What to write instead, as a remedy.</summary>
    internal static string Remedy(string written, IReadOnlyCollection<string> known, string none) =>
        To(written, known) is { } word ? $"did you mean '{word}'? Known here: {List(known)}"
        : known.Count == 0 ? none
        : $"known here: {List(known)}";

    private static string List(IReadOnlyCollection<string> known) => string.Join(", ", known.Distinct().Take(24)) + (known.Count > 24 ? ", …" : "");

    /// <summary>Letters to insert, remove or replace (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
