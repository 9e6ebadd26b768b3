using System.Numerics;
using System.Security.Cryptography;

namespace WelfareFund.Ledger;

/// <summary>The hashes of RFC 9162, 2.1.1: a leaf and a node can never be taken for each other.</summary>
internal static class MerkleTree
{
    internal const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    internal static Digest EmptyRoot { get; } = Digest.Of([]);

    internal static Digest Leaf(ReadOnlySpan<byte> data) => Digest.Of([LeafPrefix, .. data]);

    internal static Digest Node(Digest left, Digest right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Digest.Length)];
        buffer[0] = NodePrefix;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + Digest.Length)..]);
        Span<byte> hash = stackalloc byte[Digest.Length];
        SHA256.HashData(buffer, hash);
        return new(hash);
    }

    /// <summary>The largest power of two smaller than <paramref name="size"/>, which is at least 2.</summary>
    internal static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
