namespace WelfareFund.Ledger;

/// <param name="Size">Entries that were replayed.</param>
/// <param name="Root">Merkle root over the stored leaf hashes.</param>
/// <param name="Findings">Empty when everything agrees.</param>
public sealed record Verification(long Size, Digest Root, IReadOnlyList<Finding> Findings);
