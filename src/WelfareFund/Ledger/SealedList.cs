using System.Security.Cryptography;

namespace WelfareFund.Ledger;

/// <summary>A list that a seal commits to without carrying it: whoever has the list can make this again and compare.</summary>
public readonly record struct SealedList(long Count, Digest Hash)
{
    private const int BytesOfBalance = 22;

    /// <summary>Each balance as account (32 bits), currency number (16), party (64) and minor units (64); zeros are left out.</summary>
    /// <param name="ordered">In the order of <see cref="BalanceKey"/>.</param>
    /// <exception cref="ArgumentException">The balances are out of order, or one comes twice.</exception>
    public static SealedList OfBalances(IEnumerable<KeyValuePair<BalanceKey, long>> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> buffer = stackalloc byte[BytesOfBalance];
        var count = 0L;
        BalanceKey? before = null;
        foreach (var (key, minorUnits) in ordered)
        {
            if (before is { } last && last.CompareTo(key) >= 0) throw new ArgumentException($"{key} is out of order.", nameof(ordered));
            before = key;
            if (minorUnits == 0) continue;
            var writer = new CanonicalWriter(buffer);
            writer.Int32(key.Account);
            writer.Int16(key.Currency.Number);
            writer.Int64(key.Party);
            writer.Int64(minorUnits);
            hash.AppendData(buffer);
            count++;
        }

        return new(count, Finish(hash));
    }

    /// <summary>Each name as number (32 bits), code and name.</summary>
    /// <param name="ordered">By account number.</param>
    /// <exception cref="ArgumentException">The names are out of order, or one comes twice.</exception>
    public static SealedList OfAccountNames(IReadOnlyList<AccountName> ordered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var index = 0; index < ordered.Count; index++)
        {
            var name = ordered[index];
            if (index > 0 && ordered[index - 1].Number >= name.Number) throw new ArgumentException($"Account {name.Number} is out of order.", nameof(ordered));
            var writer = new CanonicalWriter(new byte[12 + (3 * (name.Code.Length + name.Name.Length))]);
            writer.Int32(name.Number);
            writer.Text(name.Code);
            writer.Text(name.Name);
            hash.AppendData(writer.Written);
        }

        return new(ordered.Count, Finish(hash));
    }

    private static Digest Finish(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[Digest.Length];
        hash.GetHashAndReset(digest);
        return new(digest);
    }
}
