using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Ledger;

/// <summary>The seals' part of a replay: their chain, their signatures, and what each commits to.</summary>
internal sealed class SealReplay(
    string fund, YearMonth firstPeriod, IReadOnlyList<SignedSeal> seals, IReadOnlySet<Digest> trustedKeys, List<Finding> findings)
{
    private readonly Dictionary<BalanceKey, long> closing = [];
    private readonly SortedDictionary<YearMonth, Dictionary<BalanceKey, long>> months = [];
    private int next;

    /// <summary>The first month that no seal so far has closed.</summary>
    internal YearMonth OpenPeriod { get; private set; } = firstPeriod;

    /// <summary>Size of the log at the next seal; -1 when none is left.</summary>
    internal long NextSize => next < seals.Count ? seals[next].Seal.LogSize : -1;

    internal void Apply(EntryDraft body)
    {
        var month = body.Effective.ToYearMonth();
        if (!months.TryGetValue(month, out var balances)) months[month] = balances = [];
        Balances.Add(balances, body);
    }

    internal void CheckThoseAt(MerkleFrontier frontier)
    {
        for (; NextSize == frontier.Size; next++)
        {
            var (signed, seal) = (seals[next], seals[next].Seal);
            if (!trustedKeys.Contains(signed.KeyFingerprint)) Find(seal, $"it is signed with the unknown key {signed.KeyFingerprint}");
            if (!signed.IsSigned()) Find(seal, "its signature does not match it");
            if (seal.Fund != fund) Find(seal, $"it is a seal of {seal.Fund}");
            if (seal.Period != OpenPeriod) Find(seal, $"the month to be sealed was {YearMonthPattern.Iso.Format(OpenPeriod)}");
            if (seal.Previous != (next == 0 ? null : seals[next - 1].Seal.Hash)) Find(seal, "it does not name the seal before it");
            if (seal.Root != frontier.Root) Find(seal, $"it commits to the root {seal.Root}, and the first {frontier.Size} entries have {frontier.Root}");

            OpenPeriod = seal.Period.PlusMonths(1);
            Close(seal.Period);
            var balances = SealedList.OfBalances(Balances.Ordered(closing));
            if (seal.Balances != balances) Find(seal, $"it commits to {seal.Balances.Count} closing balances with hash {seal.Balances.Hash}, and the entries give {balances.Count} with {balances.Hash}");
        }
    }

    internal void Finish(long size)
    {
        for (; next < seals.Count; next++) Find(seals[next].Seal, $"it commits to {seals[next].Seal.LogSize} entries, which is out of order in the log of {size}");
    }

    private void Close(YearMonth period)
    {
        foreach (var month in months.Keys.TakeWhile(month => month <= period).ToArray())
        {
            foreach (var (key, minorUnits) in months[month]) closing[key] = closing.GetValueOrDefault(key) + minorUnits;
            months.Remove(month);
        }
    }

    private void Find(Seal seal, string what) => findings.Add(new($"seal of {YearMonthPattern.Iso.Format(seal.Period)}", what));
}
