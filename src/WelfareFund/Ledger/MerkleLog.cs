namespace WelfareFund.Ledger;

/// <summary>The roots of the full subtrees of an RFC 6962 log, largest first: all that appending needs.</summary>
public sealed record MerkleFrontier
{
    /// <summary>The log with no entry.</summary>
    public static MerkleFrontier Empty { get; } = new();
}
