namespace WelfareFund.SampleFunds;

/// <summary>Where the story's special cases are found, in words.</summary>
internal sealed class Notes
{
    private readonly List<(string About, string Text)> notes = [];

    internal IReadOnlyList<string> All => [.. notes.OrderBy(note => note.About, StringComparer.Ordinal).Select(note => $"{note.About}: {note.Text}")];

    internal void Add(Twist about, string text) => Add(about.ToString(), text);

    internal void Add(string about, string text) => notes.Add((about, text));
}
