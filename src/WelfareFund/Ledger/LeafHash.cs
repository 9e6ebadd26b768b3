using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace WelfareFund.Ledger;

/// <summary>
/// An entry's leaf: SHA-256 of a zero byte, the salt and the canonical encoding. The salt, HMAC-SHA-256 under the fund's secret of
/// fund, a zero byte and the key's text, keeps anybody from guessing a neighbour's amount from a proof.
/// </summary>
public static class LeafHash
{
    private const int OnStack = 1024;
    private const int FewEntries = 256;

    public static Digest Of(Digest salt, ReadOnlySpan<byte> encoding) => Digest.Of([MerkleTree.LeafPrefix, .. salt.ToArray(), .. encoding]);

    public static Digest Salt(ReadOnlySpan<byte> secret, string fund, EntryKey key)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        Span<byte> salt = stackalloc byte[Digest.Length];
        WriteSalt(salt, hmac, fund, key);
        return new(salt);
    }

    /// <summary>The leaf hashes of many entries, computed on all cores.</summary>
    internal static Digest[] OfAll(ReadOnlyMemory<byte> secret, string fund, int count, Func<int, (long Sequence, EntryDraft Body)> entry)
    {
        var hashes = new Digest[count];
        if (hashes.Length < FewEntries)
            Compute(0, hashes.Length);
        else
            Parallel.ForEach(Partitioner.Create(0, hashes.Length), range => Compute(range.Item1, range.Item2));
        return hashes;

        void Compute(int from, int to)
        {
            // The key is set up once for many salts: half the time of a salt.
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Span);
            for (var index = from; index < to; index++)
            {
                var (sequence, body) = entry(index);
                hashes[index] = Of(hmac, fund, sequence, body);
            }
        }
    }

    private static Digest Of(IncrementalHash hmac, string fund, long sequence, EntryDraft body)
    {
        const int Prefix = 1 + Digest.Length;
        var length = Prefix + CanonicalEntry.MaximumLength(fund, body);
        byte[]? rented = null;
        var buffer = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = MerkleTree.LeafPrefix;
        WriteSalt(buffer.Slice(1, Digest.Length), hmac, fund, body.Key);
        var written = CanonicalEntry.Write(buffer[Prefix..], fund, sequence, body);
        var leaf = Digest.Of(buffer[..(Prefix + written)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return leaf;
    }

    private static void WriteSalt(Span<byte> salt, IncrementalHash hmac, string fund, EntryKey key)
    {
        const int SlashesAndRevision = 16;
        var length = SlashesAndRevision + (3 * (fund.Length + key.Kind.Length + key.Concerned.Length + key.Subject.Length + key.Part.Length));
        byte[]? rented = null;
        var buffer = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        var writer = new CanonicalWriter(buffer);
        writer.Raw(fund);
        writer.Byte(0);
        writer.Raw(key.Kind);
        writer.Byte((byte)'/');
        writer.Raw(key.Concerned);
        writer.Byte((byte)'/');
        writer.Raw(key.Subject);
        writer.Byte((byte)'/');
        writer.Raw(key.Part);
        writer.Byte((byte)'/');
        writer.Raw(key.Revision);
        hmac.AppendData(writer.Written);
        hmac.GetHashAndReset(salt);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }
}
