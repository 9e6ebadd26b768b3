using NodaTime;

namespace WelfareFund.Statements;

/// <summary>The signed seal that the statement's inclusion proofs lead to.</summary>
public sealed record StatementSeal
{
    /// <param name="logSize">Entries in the log when the period was sealed.</param>
    /// <param name="root">The log's root: SHA-256, 64 hexadecimal digits.</param>
    /// <param name="keyFingerprint">Of the public key that the signature checks with: SHA-256, 64 hexadecimal digits.</param>
    /// <exception cref="ArgumentException">The log is empty, or a digest is not 64 lower-case hexadecimal digits.</exception>
    public StatementSeal(YearMonth period, long logSize, string root, string keyFingerprint)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(logSize);
        Period = period;
        LogSize = logSize;
        Root = Digest(root, nameof(root));
        KeyFingerprint = Digest(keyFingerprint, nameof(keyFingerprint));
    }

    public YearMonth Period { get; }
    public long LogSize { get; }
    public string Root { get; }
    public string KeyFingerprint { get; }

    private static string Digest(string hex, string name) => hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower)
        ? hex
        : throw new ArgumentException($"'{hex}' is not 64 lower-case hexadecimal digits.", name);
}
