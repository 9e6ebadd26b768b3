using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <param name="Rate">Units of the currency for one unit of base currency.</param>
public readonly record struct ClosingRate(Currency Currency, decimal Rate);

/// <summary>What a fund commits to when it closes a month for ever. Two seals are equal when their bytes are.</summary>
/// <param name="LogSize">Entries in the log when it was sealed; <paramref name="Root"/> is the Merkle tree hash of just these.</param>
/// <param name="Balances">Balances of the entries effective up to the period's end.</param>
/// <param name="Rates">By currency number: of every currency other than the base that had a balance.</param>
/// <param name="AccountNames">What people saw for each account's number.</param>
/// <param name="Previous">Hash of the seal of the month before; null on the fund's first.</param>
public sealed record Seal(
    string Fund,
    YearMonth Period,
    Currency BaseCurrency,
    long LogSize,
    Digest Root,
    SealedList Balances,
    IReadOnlyList<ClosingRate> Rates,
    SealedList AccountNames,
    Digest? Previous)
{
    private const byte Version = 1;
    private const int FixedBytes = 256;
    private const int MaximumBytesOfRate = 48;

    /// <summary>SHA-256 of <see cref="Encode"/>: what is signed, and what the next seal names.</summary>
    public Digest Hash => Digest.Of(Encode());

    /// <summary>Seals the head's open period. Refused (<c>no-rate</c>) for every currency with a balance and without a rate.</summary>
    /// <param name="closingBalances">Of all entries effective up to the period's end, in the order of <see cref="BalanceKey"/>; read once.</param>
    /// <param name="rate">The closing rate: units of the currency for one unit of base currency, or null.</param>
    /// <param name="accountNames">By account number.</param>
    /// <exception cref="ArgumentException">The previous seal is not the one of the month before, or a list is out of order.</exception>
    public static Result<Seal> Close(
        Head head,
        Currency baseCurrency,
        IEnumerable<KeyValuePair<BalanceKey, long>> closingBalances,
        Func<Currency, decimal?> rate,
        IReadOnlyList<AccountName> accountNames,
        Seal? previous)
    {
        if (previous is not null && (previous.Fund != head.Fund || previous.Period.PlusMonths(1) != head.OpenPeriod || previous.LogSize > head.Size))
            throw new ArgumentException("The previous seal is another fund's or another month's.", nameof(previous));

        var foreign = new HashSet<Currency>();
        var balances = SealedList.OfBalances(closingBalances.Select(balance =>
        {
            if (balance.Value != 0 && balance.Key.Currency != baseCurrency) foreign.Add(balance.Key.Currency);
            return balance;
        }));

        var rates = new List<ClosingRate>();
        var refusals = new List<Refusal>();
        foreach (var currency in foreign.OrderBy(currency => currency.Number))
        {
            if (rate(currency) is { } found) rates.Add(new(currency, found));
            else refusals.Add(new("no-rate", YearMonthPattern.Iso.Format(head.OpenPeriod), $"there is no closing rate of {currency}, and the books hold balances in it", $"import a rate of {currency} of the month's last days"));
        }

        return refusals.Count > 0
            ? Result.Refused<Seal>(refusals)
            : new Seal(head.Fund, head.OpenPeriod, baseCurrency, head.Size, head.Frontier.Root, balances, rates, SealedList.OfAccountNames(accountNames), previous?.Hash);
    }

    /// <summary>
    /// In this order, as <see cref="CanonicalWriter"/> writes: version (1 byte, now 1), fund, period (202501), base currency (16 bits), log size (64),
    /// root, count (64) and hash of the balances, number of rates (32), each as currency number (16) and text without needless zeros,
    /// count (64) and hash of the account names, hash of the previous seal (zeros for none).
    /// </summary>
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(new byte[FixedBytes + (3 * Fund.Length) + (MaximumBytesOfRate * Rates.Count)]);
        writer.Byte(Version);
        writer.Text(Fund);
        writer.Month(Period);
        writer.Int16(BaseCurrency.Number);
        writer.Int64(LogSize);
        writer.Digest(Root);
        writer.Int64(Balances.Count);
        writer.Digest(Balances.Hash);
        writer.Int32(Rates.Count);
        foreach (var rate in Rates)
        {
            writer.Int16(rate.Currency.Number);
            writer.Text(Text(rate.Rate));
        }

        writer.Int64(AccountNames.Count);
        writer.Digest(AccountNames.Hash);
        writer.Digest(Previous ?? default);
        return writer.Written.ToArray();
    }

    /// <summary>Refuses (<c>seal-encoding</c>) whatever <see cref="Encode"/> cannot have written.</summary>
    public static Result<Seal> Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var seal = Read(bytes);
            if (!seal.Encode().AsSpan().SequenceEqual(bytes)) throw new FormatException("It is not in canonical form.");
            return seal;
        }
        catch (FormatException problem)
        {
            return new Refusal("seal-encoding", "", "these bytes are not a seal: " + problem.Message.TrimEnd('.'), "take the bytes as they were written");
        }
    }

    public bool Equals(Seal? other) => other is not null && Encode().AsSpan().SequenceEqual(other.Encode());

    public override int GetHashCode() => Hash.GetHashCode();

    private static Seal Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var version = reader.Byte();
        if (version != Version) throw new FormatException($"Version {version} of the encoding is unknown.");
        var (fund, period, baseCurrency, size, root) = (reader.Text(), reader.Month(), reader.Currency(), reader.Int64(), reader.Digest());
        var balances = new SealedList(reader.Int64(), reader.Digest());
        var rates = new ClosingRate[reader.Count()];
        for (var index = 0; index < rates.Length; index++) rates[index] = new(reader.Currency(), Rate(reader.Text()));
        var names = new SealedList(reader.Int64(), reader.Digest());
        var previous = reader.Digest();
        reader.End();
        return new(fund, period, baseCurrency, size, root, balances, rates, names, previous == default ? null : previous);
    }

    /// <summary>61.00 and 61 are the same rate: dividing by a one with 28 decimals drops the trailing zeros.</summary>
    private static string Text(decimal rate) => (rate / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static decimal Rate(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) ? rate : throw new FormatException($"'{text}' is not a rate.");
}
