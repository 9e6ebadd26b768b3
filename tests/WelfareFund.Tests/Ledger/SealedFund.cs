using System.Security.Cryptography;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

/// <summary>Two months, sealed: January has five entries, February two and one more that is already effective in March.</summary>
internal sealed class SealedFund
{
    internal static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal static readonly IReadOnlyList<AccountName> Names =
        [.. Accounts.Values.OrderBy(account => account.Number).Select(account => new AccountName(account.Number, $"{account.Number}", account.Id))];

    internal SealedFund()
    {
        Add(PaidIn("first", 100_000), PaidIn("second", 200_000, holding: 2), PaidIn("third", 50_000), Owed("claim-1", 60_00), Owed("claim-2", 120_00));
        SealMonth();
        Add(PaidIn("fourth", 40_000) with { Effective = new(2025, 2, 3) }, PaidIn("fifth", 30_000) with { Effective = new(2025, 3, 1) }, PaidIn("sixth", 20_000, holding: 2) with { Effective = new(2025, 2, 28) });
        SealMonth();
    }

    internal Head Head { get; private set; } = Start;
    internal List<Entry> Entries { get; } = [];
    internal List<SignedSeal> Seals { get; } = [];
    internal Dictionary<BalanceKey, long> StoredBalances { get; } = [];
    internal static IReadOnlySet<Digest> TrustedKeys { get; } = new HashSet<Digest> { Digest.Of(Key.ExportSubjectPublicKeyInfo()) };

    internal StatementProof ProofOf(long holding) => StatementProof.Make(
        Seals[^1], Names, Secret, [.. Entries.Where(entry => entry.Body.Postings.Any(posting => posting.Account == PaidInCapital && posting.Party == holding))], place => Entries[(int)place].LeafHash);

    internal static IReadOnlyList<KeyValuePair<BalanceKey, long>> ClosingBalances(IEnumerable<Entry> entries, NodaTime.YearMonth period) =>
        Balances.Ordered(Balances.Of(entries.Select(entry => entry.Body).Where(body => body.Effective < period.PlusMonths(1).OnDayOfMonth(1))));

    private static EntryDraft Owed(string subject, long cents) =>
        Draft(subject, Debit(OutcomePayments, cents), Credit(TradingEur, cents), Debit(TradingPhp, 60 * cents, Php), Credit(ProviderPayable, 60 * cents, Php, 7));

    private void Add(params EntryDraft[] drafts)
    {
        var appended = Append(Head, StoredBalances, drafts).Value;
        Head = appended.Head;
        Entries.AddRange(appended.Entries);
        foreach (var (key, change) in appended.Changes) StoredBalances[key] = StoredBalances.GetValueOrDefault(key) + change;
    }

    private void SealMonth()
    {
        var seal = Seal.Close(Head, Eur, ClosingBalances(Entries, Head.OpenPeriod), _ => 60.50m, Names, Seals.LastOrDefault()?.Seal).Value;
        Seals.Add(SignedSeal.Sign(seal, Key));
        Head = Head with { OpenPeriod = Head.OpenPeriod.PlusMonths(1) };
    }
}
