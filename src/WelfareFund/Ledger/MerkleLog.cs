namespace WelfareFund.Ledger;

/// <summary>
/// Roots and proofs of an RFC 6962 log (RFC 9162, section 2.1), made from its leaf hashes by a function of their place, from 0. Each call
/// asks for every leaf it needs exactly once and in order, so that a stream of stored hashes can answer.
/// </summary>
public static class MerkleLog
{
    public static Digest Root(long size, Func<long, Digest> leafHash) => size == 0 ? MerkleTree.EmptyRoot : Subtree(0, size, leafHash);

    /// <summary>The path from each leaf up to the root of the first <paramref name="size"/> leaves, all from one pass.</summary>
    /// <param name="places">Of the leaves, from 0: ascending, none twice, all below <paramref name="size"/>.</param>
    public static IReadOnlyList<IReadOnlyList<Digest>> InclusionProofs(long size, IReadOnlyList<long> places, Func<long, Digest> leafHash)
    {
        for (var index = 0; index < places.Count; index++)
        {
            if (places[index] < (index == 0 ? 0 : places[index - 1] + 1) || places[index] >= size)
                throw new ArgumentException($"Leaf {places[index]} is out of order or not among the first {size}.", nameof(places));
        }

        var paths = places.Select(_ => new List<Digest>()).ToArray();
        if (paths.Length > 0) Collect(0, size, 0, paths.Length);
        return paths;

        // Leaves first..first+count hold the wanted places from..to. Siblings join the paths from the bottom up.
        Digest Collect(long first, long count, int from, int to)
        {
            if (from == to) return Subtree(first, count, leafHash);
            if (count == 1) return leafHash(first);
            var split = MerkleTree.Split(count);
            var middle = from;
            while (middle < to && places[middle] < first + split) middle++;
            var left = Collect(first, split, from, middle);
            var right = Collect(first + split, count - split, middle, to);
            for (var index = from; index < to; index++) paths[index].Add(index < middle ? right : left);
            return MerkleTree.Node(left, right);
        }
    }

    /// <summary>Shows that the log of <paramref name="size"/> leaves begins with the log of <paramref name="olderSize"/>.</summary>
    public static IReadOnlyList<Digest> ConsistencyProof(long olderSize, long size, Func<long, Digest> leafHash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(olderSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(olderSize, size);
        var proof = new List<Digest>();
        if (olderSize > 0 && olderSize < size) Collect(olderSize, 0, size, complete: true);
        return proof;

        // SUBPROOF of RFC 9162, 2.1.4.1, over the leaves first..first+count, of which the older log has the first "older".
        void Collect(long older, long first, long count, bool complete)
        {
            if (older == count)
            {
                if (!complete) proof.Add(Subtree(first, count, leafHash));
                return;
            }

            var split = MerkleTree.Split(count);
            if (older <= split)
            {
                Collect(older, first, split, complete);
                proof.Add(Subtree(first + split, count - split, leafHash));
            }
            else
            {
                var left = Subtree(first, split, leafHash);
                Collect(older - split, first + split, count - split, complete: false);
                proof.Add(left);
            }
        }
    }

    /// <summary>Whether the leaf at this place, from 0, is in the log with this size and root (RFC 9162, 2.1.3.2).</summary>
    public static bool Includes(long size, Digest root, long place, Digest leafHash, IReadOnlyList<Digest> path)
    {
        if (place < 0 || place >= size) return false;
        var (node, last, hash) = (place, size - 1, leafHash);
        foreach (var sibling in path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the older log is the beginning of the newer one (RFC 9162, 2.1.4.2). The empty log is the beginning of every log.</summary>
    public static bool IsConsistent(long olderSize, Digest olderRoot, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (olderSize < 0 || olderSize > size) return false;
        if (olderSize == size) return proof.Count == 0 && olderRoot == root;
        if (olderSize == 0) return proof.Count == 0 && olderRoot == MerkleTree.EmptyRoot;

        // A full older tree is not in the proof: it is the older root itself.
        var isFull = (olderSize & (olderSize - 1)) == 0;
        if (!isFull && proof.Count == 0) return false;
        var (node, last) = (olderSize - 1, size - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var older = isFull ? olderRoot : proof[0];
        var newer = older;
        for (var index = isFull ? 0 : 1; index < proof.Count; index++)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                older = MerkleTree.Node(proof[index], older);
                newer = MerkleTree.Node(proof[index], newer);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newer = MerkleTree.Node(newer, proof[index]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && older == olderRoot && newer == root;
    }

    private static Digest Subtree(long first, long count, Func<long, Digest> leafHash)
    {
        if (count == 1) return leafHash(first);
        var split = MerkleTree.Split(count);
        var left = Subtree(first, split, leafHash);
        return MerkleTree.Node(left, Subtree(first + split, count - split, leafHash));
    }
}
