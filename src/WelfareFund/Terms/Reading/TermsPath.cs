using System.Globalization;
using System.Text.RegularExpressions;

namespace WelfareFund.Terms.Reading;

/// <summary>Pieces of paths such as <c>$.contracts[0].rateCards[1]</c>.</summary>
internal static partial class TermsPath
{
    private const int LongestKey = 64;

    internal static string Key(string name)
    {
        var shown = Shorten(name);
        return PlainKey().IsMatch(shown) ? "." + shown : $"['{shown}']";
    }

    internal static string Index(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    /// <summary>The path without its last piece; null for the root.</summary>
    internal static string? Parent(string path)
    {
        var end = path.LastIndexOfAny(['.', '[']);
        return end <= 0 ? null : path[..end];
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="ancestor"/> or lies below it.</summary>
    internal static bool IsWithin(string path, string ancestor) =>
        path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || path[ancestor.Length] is '.' or '[');

    /// <summary>A text from a file as an error may repeat it: on one line, and not without end.</summary>
    internal static string Shorten(string text)
    {
        var oneLine = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return oneLine.Length <= LongestKey ? oneLine : oneLine[..LongestKey] + "…";
    }

    [GeneratedRegex("^[A-Za-z0-9_$-]+$")]
    private static partial Regex PlainKey();
}
