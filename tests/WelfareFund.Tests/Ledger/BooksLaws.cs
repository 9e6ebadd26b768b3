using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

/// <summary>What holds for any drafts, sensible or not.</summary>
public sealed class BooksLaws
{
    private static readonly int[] Numbers = [.. Accounts.Keys.Order(), 4711];

    private static readonly Gen<Posting> AnyPosting =
        from account in Gen.Elements(Numbers)
        from currency in Gen.Elements(Eur, Php)
        from units in Gen.Choose(-500, 500)
        from party in Gen.Choose(-1, 3)
        select new Posting(account, new Money(units, currency), party);

    /// <summary>Mostly what the books take: two accounts, right currencies and parties, amounts that run into limits.</summary>
    private static readonly Gen<Posting[]> LikelyPostings =
        from pair in Gen.Elements(
            (Bank, PaidInCapital), (OutcomePayments, ProviderPayable), (ProviderPayable, OnTheWay), (OnTheWay, Bank), (ProviderPayable, HoldbackPayable),
            (HoldbackPayable, ProviderPayable), (Receivable, ContributionIncome), (Bank, Receivable), (Unfunded, Committed), (Committed, Unfunded),
            (Headroom, HeadroomOpposite), (HeadroomOpposite, Headroom), (OutcomePayments, Bank))
        from units in Gen.Choose(1, 500)
        from party in Gen.Choose(1, 2)
        select new[] { Debit(pair.Item1, units, party: PartyOn(pair.Item1, party)), Credit(pair.Item2, units, party: PartyOn(pair.Item2, party)) };

    private static readonly Gen<Posting[]> LikelyConversions =
        from cents in Gen.Choose(1, 100)
        from buys in Gen.Elements(true, false)
        let sign = buys ? 1 : -1
        select new[] { Debit(Manila, sign * cents * 60, Php), Credit(TradingPhp, sign * cents * 60, Php), Debit(TradingEur, sign * cents), Credit(Bank, sign * cents) };

    private static readonly Gen<EntryDraft> AnyDraft =
        from postings in Gen.Frequency((8, LikelyPostings), (2, LikelyConversions), (1, AnyPosting.ArrayOf()))
        from subject in Gen.Choose(0, 10_000)
        from day in Gen.Choose(-3, 40)
        select Draft($"s{subject}", new LocalDate(2025, 1, 1).PlusDays(day), postings);

    private static readonly Arbitrary<EntryDraft[]> AnyDrafts = Gen.Choose(0, 60).SelectMany(count => AnyDraft.ArrayOf(count)).ToArbitrary();

    [Fact]
    public void Whatever_is_accepted_sums_to_zero_in_every_currency() =>
        Prop.ForAll(AnyDrafts, drafts =>
        {
            var (appended, _) = AppendAcceptable(drafts);
            foreach (var entry in appended.Entries)
            {
                foreach (var currency in new[] { Eur, Php }) entry.Body.Postings.Where(posting => posting.Amount.Currency == currency).Sum(posting => posting.Amount.MinorUnits).ShouldBe(0);
            }

            foreach (var currency in new[] { Eur, Php }) appended.Changes.Where(change => change.Key.Currency == currency).Sum(change => change.Value).ShouldBe(0);
            TrialBalance.Of(Accounts, appended.Changes).IsBalanced.ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Changes_are_what_the_entries_add_up_to() =>
        Prop.ForAll(AnyDrafts, drafts =>
        {
            var (appended, _) = AppendAcceptable(drafts);
            Balances.Ordered(appended.Changes).ShouldBe(Balances.Ordered(Balances.Of(appended.Entries.Select(entry => entry.Body))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_drafts_without_the_refused_ones_are_accepted() =>
        Prop.ForAll(AnyDrafts, drafts =>
        {
            var (appended, refused) = AppendAcceptable(drafts);
            appended.Entries.Count.ShouldBe(drafts.Length - refused.Count);
            if (refused.Count > 0) Append(Start, drafts).IsRefused.ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_chunk_or_many_give_the_same_log_and_the_same_balances() =>
        Prop.ForAll(AnyDrafts, Gen.Choose(1, 10).ToArbitrary(), (drafts, size) =>
        {
            var (whole, _) = AppendAcceptable(drafts);
            var head = Start;
            var balances = new Dictionary<BalanceKey, long>();
            var entries = new List<Entry>();
            foreach (var chunk in whole.Entries.Select(entry => entry.Body).Chunk(size))
            {
                var appended = Append(head, balances, chunk).Value;
                head = appended.Head;
                entries.AddRange(appended.Entries);
                foreach (var (key, change) in appended.Changes) balances[key] = balances.GetValueOrDefault(key) + change;
            }

            head.ShouldBe(whole.Head);
            entries.ShouldBe(whole.Entries);
            Balances.Ordered(balances).ShouldBe(Balances.Ordered(whole.Changes));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_limit_is_ever_crossed() =>
        Prop.ForAll(AnyDrafts, drafts =>
        {
            var balances = new Dictionary<BalanceKey, long>();
            foreach (var entry in AppendAcceptable(drafts).Appended.Entries)
            {
                foreach (var posting in entry.Body.Postings)
                {
                    var key = new BalanceKey(posting.Account, posting.Amount.Currency, posting.Party);
                    balances[key] = balances.GetValueOrDefault(key) + posting.Amount.MinorUnits;
                }

                balances.Any(balance => balance.Key.Account is Unfunded or Headroom && balance.Value < 0).ShouldBeFalse();
                balances.Any(balance => balance.Key.Account is ProviderPayable or HoldbackPayable && balance.Value > 0).ShouldBeFalse();
                if (entry.Body.Postings.Any(posting => posting is { Account: OnTheWay, Amount.IsNegative: true }))
                    (balances[new(OnTheWay, Eur, 0)] + balances.GetValueOrDefault(new(Bank, Eur, 0))).ShouldBeGreaterThanOrEqualTo(0);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_refused_call_leaves_no_trace_in_the_next_one() =>
        Prop.ForAll(AnyDrafts, drafts =>
        {
            var unbalanced = Draft("unbalanced", Debit(Bank, 1), Credit(PaidInCapital, 2, party: 1));
            var before = Append(Start, PaidIn("first", 100)).Value;

            Append(before.Head, before.Changes, [.. drafts, unbalanced]).IsRefused.ShouldBeTrue();

            Append(Start, PaidIn("first", 100)).Value.Head.ShouldBe(before.Head);
            before.Changes.ShouldBe(new Dictionary<BalanceKey, long> { [new(Bank, Eur, 0)] = 100, [new(PaidInCapital, Eur, 1)] = -100 }, ignoreOrder: true);
        }).QuickCheckThrowOnFailure();

    private static (Appended Appended, List<EntryDraft> Refused) AppendAcceptable(EntryDraft[] drafts)
    {
        // One call at a time tells which drafts to leave out, without the limit of fifty refusals.
        var (head, accepted, refused) = (Start, new List<EntryDraft>(), new List<EntryDraft>());
        var balances = new Dictionary<BalanceKey, long>();
        foreach (var draft in drafts)
        {
            var result = Append(head, balances, draft);
            if (result.IsRefused || accepted.Exists(other => other.Key == draft.Key))
            {
                refused.Add(draft);
                continue;
            }

            accepted.Add(draft);
            head = result.Value.Head;
            foreach (var (key, change) in result.Value.Changes) balances[key] = balances.GetValueOrDefault(key) + change;
        }

        return (Append(Start, accepted).Value, refused);
    }

    private static long PartyOn(int account, int party) => Accounts[account].Party == PartyKind.None ? 0 : party;
}
