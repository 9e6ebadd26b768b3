using WelfareFund.Refusals;

namespace WelfareFund.Terms.Reading;

/// <summary>Everything found wrong with one file, with the line of each path in it.</summary>
internal sealed class Problems(string file)
{
    /// <summary>Nobody reads more, and a hostile file shall not make the list quadratic.</summary>
    private const int Most = 1000;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly List<(int Line, Refusal Refusal)> found = [];
    private readonly List<string> unreadable = [];

    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<Refusal> Refusals => found.OrderBy(problem => problem.Line).Select(problem => problem.Refusal).ToList();

    internal int Count => found.Count;

    internal bool IsFull => found.Count >= Most;

    internal void Locate(string path, int line) => lines[path] = line;

    /// <summary>A value that could not be read. A placeholder stands for it, and <see cref="Add"/> draws no conclusions from that.</summary>
    internal void AddUnreadable(string path, string code, string what, string remedy, int? line = null)
    {
        if (!IsFull)
        {
            MarkUnreadable(path);
            Write(path, code, what, remedy, line ?? LineOf(path));
        }
    }

    /// <summary>A value that could not be read, for a reason that was reported elsewhere.</summary>
    internal void MarkUnreadable(string path) => unreadable.Add(path);

    /// <summary>A value that was read and contradicts others, unless one of those it was compared with could not be read.</summary>
    /// <param name="comparedWith">Other paths that the judgement rests on.</param>
    internal void Add(string path, string code, string what, string remedy, params ReadOnlySpan<string> comparedWith)
    {
        if (!IsFull && IsReadable(path) && comparedWith.ToArray().All(IsReadable))
        {
            Write(path, code, what, remedy, LineOf(path));
        }
    }

    private bool IsReadable(string path) => !unreadable.Exists(bad => TermsPath.IsWithin(bad, path) || TermsPath.IsWithin(path, bad));

    private int LineOf(string? path)
    {
        for (; path is not null; path = TermsPath.Parent(path))
        {
            if (lines.TryGetValue(path, out var line))
            {
                return line;
            }
        }

        return 1;
    }

    private void Write(string path, string code, string what, string remedy, int line) =>
        found.Add((line, new Refusal(code, $"{file}:{line}: {path}", what, remedy)));
}
