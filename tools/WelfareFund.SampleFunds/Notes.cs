namespace WelfareFund.SampleFunds;

/// <summary>Where the story's special cases are found, in words.</summary>
internal sealed class Notes
{
    private readonly List<(Twist About, string Text)> notes = [];

    internal void Add(Twist about, string text) => notes.Add((about, text));

    internal IEnumerable<string> All => notes.OrderBy(note => note.About).Select(note => $"{note.About}: {note.Text}");
}
