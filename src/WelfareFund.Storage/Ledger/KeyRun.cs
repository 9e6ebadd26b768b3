namespace WelfareFund.Storage.Ledger;

/// <summary>Keys of one kind and concerned month, which lie side by side in the index.</summary>
internal sealed record KeyRun(string First, string Last, IReadOnlyList<string> Keys)
{
    internal static IEnumerable<KeyRun> Of(IReadOnlyList<string> keys) => keys
        .GroupBy(Prefix, StringComparer.Ordinal)
        .Select(group => group.ToList())
        .Select(run => new KeyRun(run.Min(StringComparer.Ordinal)!, run.Max(StringComparer.Ordinal)!, run));

    private static string Prefix(string key) => key[..key.IndexOf('/', key.IndexOf('/', StringComparison.Ordinal) + 1)];
}
