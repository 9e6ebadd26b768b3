using System.Buffers;
using System.Globalization;

namespace WelfareFund.Terms.Reading;

/// <summary>Pieces of paths such as <c>$.contracts[0].rateCards[1]</c>.</summary>
internal static class TermsPath
{
    private const int LongestKey = 64;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$-");

    internal static string Key(string name) =>
        name.Length is > 0 and <= LongestKey && !name.AsSpan().ContainsAnyExcept(Plain) ? "." + name : $"[{Excerpt.Of(name)}]";

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
}
