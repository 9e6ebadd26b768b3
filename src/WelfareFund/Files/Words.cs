using System.Text;

namespace WelfareFund.Files;

/// <summary>A closed choice as files and tables write it: <c>SelfReport</c> is <c>self-report</c>.</summary>
public static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.ByValue[value];

    /// <summary>In the order of their declaration.</summary>
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Table<T>.ByWord.Keys;

    /// <exception cref="FormatException">The word is none of <see cref="All"/>.</exception>
    public static T Read<T>(string word) where T : struct, Enum =>
        TryRead<T>(word, out var value) ? value : throw new FormatException($"'{word}' is none of {string.Join(", ", All<T>())}.");

    public static bool TryRead<T>(string word, out T value) where T : struct, Enum => Table<T>.ByWord.TryGetValue(word, out value);

    private static class Table<T> where T : struct, Enum
    {
        internal static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(value => Kebab(value.ToString()), StringComparer.Ordinal);
        internal static readonly Dictionary<T, string> ByValue = ByWord.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    private static string Kebab(string name)
    {
        var word = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
