using NodaTime;
using WelfareFund.Ledger;

namespace WelfareFund.Statements;

/// <summary>The signed seal that the statement's inclusion proofs lead to.</summary>
public sealed record StatementSeal
{
    /// <param name="logSize">Entries in the log when the period was sealed.</param>
    /// <param name="root">The log's root at that size.</param>
    /// <param name="keyFingerprint">Of the public key that the signature checks with.</param>
    /// <exception cref="ArgumentOutOfRangeException">The log is empty.</exception>
    public StatementSeal(YearMonth period, long logSize, Digest root, Digest keyFingerprint)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(logSize);
        Period = period;
        LogSize = logSize;
        Root = root;
        KeyFingerprint = keyFingerprint;
    }

    public YearMonth Period { get; }
    public long LogSize { get; }
    public Digest Root { get; }
    public Digest KeyFingerprint { get; }
}
