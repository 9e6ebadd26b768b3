using System.Numerics;

namespace WelfareFund.Ledger;

/// <summary>The roots of the full subtrees of an RFC 6962 log, largest first: all that appending needs.</summary>
public sealed record MerkleFrontier
{
    private const int MaximumDepth = 64;

    private readonly Digest[] roots;

    private MerkleFrontier(long size, Digest[] roots)
    {
        Size = size;
        this.roots = roots;
    }

    /// <summary>The log with no entry.</summary>
    public static MerkleFrontier Empty { get; } = new(0, []);

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>The Merkle tree hash of all leaves; of no leaves, SHA-256 of nothing.</summary>
    public Digest Root
    {
        get
        {
            if (roots.Length == 0) return MerkleTree.EmptyRoot;
            var root = roots[^1];
            for (var index = roots.Length - 2; index >= 0; index--) root = MerkleTree.Node(roots[index], root);
            return root;
        }
    }

    /// <summary>Reads what <see cref="ToArray"/> wrote.</summary>
    /// <exception cref="ArgumentException">A log of this size has another number of subtrees.</exception>
    public static MerkleFrontier Parse(long size, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var roots = new Digest[BitOperations.PopCount((ulong)size)];
        if (bytes.Length != roots.Length * Digest.Length)
            throw new ArgumentException($"The frontier of {size} leaves has {roots.Length} roots of {Digest.Length} bytes, not {bytes.Length} bytes.", nameof(bytes));
        for (var index = 0; index < roots.Length; index++) roots[index] = new(bytes.Slice(index * Digest.Length, Digest.Length));
        return new(size, roots);
    }

    /// <summary>The subtree roots one after another, 32 bytes each, without the size.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[roots.Length * Digest.Length];
        for (var index = 0; index < roots.Length; index++) roots[index].CopyTo(bytes.AsSpan(index * Digest.Length));
        return bytes;
    }

    public MerkleFrontier Append(params ReadOnlySpan<Digest> leafHashes)
    {
        Span<Digest> stack = stackalloc Digest[MaximumDepth];
        roots.CopyTo(stack);
        var (height, size) = (roots.Length, Size);
        foreach (var leafHash in leafHashes)
        {
            // Each trailing one of the old size is a full subtree that the new leaf completes.
            var hash = leafHash;
            for (var carry = size; (carry & 1) == 1; carry >>= 1) hash = MerkleTree.Node(stack[--height], hash);
            stack[height++] = hash;
            size++;
        }

        return new(size, stack[..height].ToArray());
    }

    public bool Equals(MerkleFrontier? other) => other is not null && Size == other.Size && roots.AsSpan().SequenceEqual(other.roots);

    public override int GetHashCode() => HashCode.Combine(Size, Root);
}
