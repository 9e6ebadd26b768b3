namespace WelfareFund;

/// <summary>Text from outside as an error may repeat it: short, on one line, without control characters.</summary>
public static class Excerpt
{
    private const int LongestQuote = 40;
    private const int LongestSentence = 200;

    public static string Of(ReadOnlySpan<char> text) => $"'{Cut(text, LongestQuote)}'";

    /// <summary>Another's sentence, which may quote the text in turn.</summary>
    public static string OfSentence(ReadOnlySpan<char> sentence) => Cut(sentence, LongestSentence);

    private static string Cut(ReadOnlySpan<char> text, int longest)
    {
        var shown = text.Length <= longest ? text : text[..longest];
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) || source[i] is '\u2028' or '\u2029' ? '\uFFFD' : source[i];
        }) + (shown.Length < text.Length ? "…" : "");
    }
}
