namespace WelfareFund;

/// <summary>Text from outside as an error may quote it: short, on one line, without control characters.</summary>
internal static class Excerpt
{
    private const int Longest = 40;

    internal static string Of(ReadOnlySpan<char> text)
    {
        var shown = text.Length <= Longest ? text : text[..Longest];
        return "'" + string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) || source[i] is '\u2028' or '\u2029' ? '\uFFFD' : source[i];
        }) + (shown.Length < text.Length ? "…'" : "'");
    }
}
