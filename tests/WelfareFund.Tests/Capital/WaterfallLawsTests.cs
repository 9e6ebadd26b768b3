using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Capital.Given;

namespace WelfareFund.Tests.Capital;

/// <summary>Waterfalls of all shapes over holdings of all sizes, part of which was distributed before.</summary>
public sealed class WaterfallLawsTests
{
    private static readonly string[] Tranches = ["senior", "mezzanine", "junior"];

    [Fact]
    public void Parts_sum_to_the_cash_and_every_amount_comes_out_of_its_trace() => Cases.Holds(it =>
    {
        var payout = it.Pay(it.Cash);
        return payout.Parts.Aggregate(Euros(0), (sum, part) => sum + part.Amount) == it.Cash && payout.Parts.All(part => part.Amount.IsPositive
            && TraceCalculator.Amount("distribution", TraceText.Sentence(part.Trace), "EUR") == part.Amount.Amount);
    });

    [Fact]
    public void Nobody_gets_more_than_the_step_allows() => Cases.Holds(it =>
    {
        var payout = it.Pay(it.Cash);
        return it.Standing.Holdings.All(holding =>
        {
            var own = new Recipient.Holder(holding.Investor, holding.Tranche);
            var most = it.Terms.Tranche(holding.Tranche)!.PreferredReturn is { } preferred ? PreferredReturn.Owed(holding, it.On, preferred, Eur, new NoTrace()) : Euros(0);
            return payout.Of(PartKind.ReturnOfCapital, own) + payout.Of(PartKind.Recycled, own) <= holding.PaidIn(Eur) - holding.Returned(Eur)
                && payout.Of(PartKind.PreferredReturn, own) + payout.Of(PartKind.UnpaidReturn, own) <= most;
        });
    });

    /// <summary>By step and recipient's tranche; a single holding can lose one minor unit, which is what largest remainder does (the Alabama paradox).</summary>
    [Fact]
    public void More_cash_never_gives_anybody_less() => Cases.Holds(it =>
    {
        var (less, more) = (it.Pay(it.Cash), it.Pay(it.Cash + it.More));
        return ByTranche(less).All(part => ByTranche(more).GetValueOrDefault(part.Key) >= part.Value - ShareSlack(it))
            && ByHolder(less).All(part => ByHolder(more).GetValueOrDefault(part.Key) >= part.Value - 1 - ShareSlack(it));
    });

    [Fact]
    public void The_order_of_drawdowns_and_receipts_does_not_matter() => Cases.Holds(it =>
    {
        var turned = it.Standing with { Holdings = [.. it.Standing.Holdings.Select(holding => holding with { Drawdowns = [.. holding.Drawdowns.Reverse()], Received = [.. holding.Received.Reverse()] })] };
        return Lines((it with { Standing = turned }).Pay(it.Cash)).SequenceEqual(Lines(it.Pay(it.Cash)));
    });

    [Fact]
    public void Nothing_goes_to_a_lower_rank_before_the_higher_one_has_its_capital_and_return() => Cases.Where(it => it.IsByRank).Holds(it =>
    {
        var payout = it.Pay(it.Cash);
        var after = it.Standing.After(payout);
        for (var rank = 0; rank + 1 < Tranches.Length; rank++)
        {
            var lowerGets = payout.Parts.Any(part => part.To is Recipient.Holder holder && Array.IndexOf(Tranches, holder.Tranche) > rank);
            if (lowerGets && after.Holdings.Where(holding => holding.Tranche == Tranches[rank]).Any(holding => holding.PaidIn(Eur) != holding.Returned(Eur)
                || (it.Terms.Tranche(holding.Tranche)!.PreferredReturn is { } preferred && PreferredReturn.Owed(holding, it.On, preferred, Eur, new NoTrace()).IsPositive)))
                return false;
        }

        return true;
    });

    /// <summary>Principal that was recycled is owed anew, so this is of waterfalls that recycle nothing. Steps that fill claims pay the same to the cent; shares round once for each payout.</summary>
    [Fact]
    public void Paying_twice_on_one_day_pays_what_paying_once_does() => Cases.Select(it => it with { Terms = it.Terms with { Recycling = null } }).Holds(it =>
    {
        var once = it.Pay(it.Cash + it.More);
        var first = it.Pay(it.Cash);
        var second = (it with { Standing = it.Standing.After(first) }).Pay(it.More);
        var (whole, parts) = (ByHolder(once), Added(ByHolder(first), ByHolder(second)));
        var (wholeSteps, partSteps) = (ByTranche(once), Added(ByTranche(first), ByTranche(second)));
        return wholeSteps.Keys.Union(partSteps.Keys).All(key => Math.Abs(wholeSteps.GetValueOrDefault(key) - partSteps.GetValueOrDefault(key)) <= 2 * ShareSlack(it))
            && whole.Keys.Union(parts.Keys).All(key => Math.Abs(whole.GetValueOrDefault(key) - parts.GetValueOrDefault(key)) <= 2 + (2 * ShareSlack(it)));
    });

    [Fact]
    public void Within_a_tranche_every_part_is_within_one_unit_of_its_exact_share() => Cases.Select(it => it with { Terms = it.Terms with { Recycling = null } }).Holds(it =>
        it.Pay(it.Cash).Parts.Where(part => part.Kind is PartKind.ReturnOfCapital && part.Step is ReturnOfCapitalStep).GroupBy(part => ((Recipient.Holder)part.To).Tranche).All(tranche =>
        {
            var own = it.Standing.Holdings.Where(holding => holding.Tranche == tranche.Key).ToList();
            decimal claims = own.Sum(holding => Unreturned(holding)), paid = tranche.Sum(part => part.Amount.MinorUnits);
            return own.All(holding => Math.Abs(tranche.Where(part => part.To == new Recipient.Holder(holding.Investor, holding.Tranche)).Sum(part => part.Amount.MinorUnits)
                - (paid * Unreturned(holding) / claims)) < 1);
        }));

    [Fact]
    public void Capital_accounts_the_managers_claim_and_the_surplus_are_net_assets_whatever_they_are() => Cases.Holds(it =>
        new[] { it.Cash, -it.Cash, it.Cash + it.More, -it.More }.All(netAssets =>
        {
            var position = CapitalAccounts.At(it.On, netAssets, it.Terms, it.Standing);
            return position.Accounts.Aggregate(position.ManagerClaim + position.RecycledSurplus, (sum, account) => sum + account.Balance) == netAssets
                && position.Accounts.All(account => !account.Balance.IsNegative) && !position.ManagerClaim.IsNegative
                && (netAssets.IsPositive || position.Accounts.All(account => account.Balance.IsZero));
        }));

    private static decimal Unreturned(Holding holding) => holding.PaidIn(Eur).MinorUnits - holding.Returned(Eur).MinorUnits;

    /// <summary>What rounding a share can move: nothing where only claims are filled.</summary>
    private static int ShareSlack(Case it) => it.Terms.Waterfall.Any(step => step is SplitStep or CatchUpStep { Rate: < 1 }) ? 3 : 0;

    private static Dictionary<string, long> ByTranche(Payout payout) => payout.Parts
        .GroupBy(part => $"{part.Step.Name} {part.Kind} {(part.To is Recipient.Holder holder ? holder.Tranche : Name(part.To))}").ToDictionary(group => group.Key, group => group.Sum(part => part.Amount.MinorUnits));

    private static Dictionary<string, long> ByHolder(Payout payout) => payout.Parts
        .GroupBy(part => $"{part.Step.Name} {part.Kind} {Name(part.To)}").ToDictionary(group => group.Key, group => group.Sum(part => part.Amount.MinorUnits));

    private static Dictionary<string, long> Added(Dictionary<string, long> first, Dictionary<string, long> second) =>
        first.Keys.Union(second.Keys).ToDictionary(key => key, key => first.GetValueOrDefault(key) + second.GetValueOrDefault(key));

    internal sealed record Case(CapitalTerms Terms, CapitalStanding Standing, NodaTime.LocalDate On, Money Cash, Money More, bool IsByRank)
    {
        internal Payout Pay(Money cash) => Waterfall.Pay(On, cash, Terms, Standing, Occasion.Distribution);
    }

    private static readonly Gen<PreferredReturnTerms?> Preferred = Gen.OneOf(
        Gen.Constant<PreferredReturnTerms?>(null),
        from rate in Gen.Elements(0m, 0.03m, 0.0725m, 1m)
        from compounding in Gen.Elements(Enum.GetValues<Compounding>())
        from dayCount in Gen.Elements(Enum.GetValues<DayCount>())
        select (PreferredReturnTerms?)new PreferredReturnTerms { Rate = rate, Compounding = compounding, DayCount = dayCount });

    private static readonly Gen<WaterfallStep[]> Ends = Gen.Elements<WaterfallStep[]>(
        [new ToFundStep()],
        [],
        [new CappedReturnStep { Tranche = "junior", Multiple = 1.2m }, new ToFundStep()],
        [new CatchUpStep { To = "manager", Rate = 1, Until = 0.2m }, new SplitStep { Shares = new Dictionary<string, decimal> { ["junior"] = 0.8m, ["manager"] = 0.2m } }],
        [new CatchUpStep { To = "manager", Rate = 0.5m, Until = 0.2m }, new SplitStep { Shares = new Dictionary<string, decimal> { ["junior"] = 0.5m, ["manager"] = 0.2m, ["mezzanine"] = 0.3m } }],
        [new CatchUpStep { To = "junior", Rate = 0.8m, Until = 0.4m }, new ToFundStep()]);

    private static readonly Gen<Holding[]> Holdings =
        from count in Gen.Choose(0, 7)
        from holdings in Gen.ArrayOf(
            from tranche in Gen.Elements(Tranches)
            from drawdowns in Gen.ArrayOf(
                from day in Gen.Choose(0, 1_200)
                from amount in Gen.OneOf(Gen.Choose(1, 100), Gen.Choose(1, 100_000_000))
                select new Drawdown(Day("2022-11-30").PlusDays(day), new Money(amount, Eur)))
            select (tranche, drawdowns: drawdowns.Take(4).ToArray()), count)
        select holdings.Select((holding, i) => new Holding(new InvestorId($"i{i}"), holding.tranche, holding.drawdowns))
            .OrderBy(holding => Array.IndexOf(Tranches, holding.Tranche)).ToArray();

    private static readonly Gen<Case> Cases =
        from preferred in Gen.ArrayOf(Preferred, 3)
        from end in Ends
        from holdings in Holdings
        from recycling in Gen.OneOf(Gen.Constant<RecyclingTerms?>(null), from limit in Gen.Choose(1, 50_000_000)
                                                                         from pays in Gen.Elements(true, false)
                                                                         select (RecyclingTerms?)new RecyclingTerms { Until = Day("2026-06-30"), Limit = new Money(limit, Eur), PayReturn = pays })
        from before in Gen.ListOf(from day in Gen.Choose(0, 1_200) from cash in Gen.Choose(0, 30_000_000) select (Day: day, Cash: cash))
        from day in Gen.Choose(1_201, 2_500)
        from cash in Gen.OneOf(Gen.Choose(0, 1_000), Gen.Choose(0, 300_000_000), Gen.Choose(0, 2_000_000_000))
        from more in Gen.OneOf(Gen.Choose(1, 10), Gen.Choose(1, 200_000_000))
        select Make(preferred, end, holdings, recycling, [.. before.Take(3)], day, cash, more);

    private static Case Make(PreferredReturnTerms?[] preferred, WaterfallStep[] end, Holding[] holdings, RecyclingTerms? recycling, (int Day, int Cash)[] before, int day, int cash, int more)
    {
        var terms = new CapitalTerms
        {
            Tranches = [.. Tranches.Select((id, i) => new TrancheTerms { Id = id, Rank = i + 1, PreferredReturn = preferred[i] })],
            Waterfall = [.. Tranches.SelectMany(id => new WaterfallStep[] { new PreferredReturnStep { Tranche = id }, new ReturnOfCapitalStep { Tranche = id } }), .. end],
            Recycling = recycling,
        };
        var standing = CapitalStanding.Of(holdings, Eur);
        foreach (var (on, paid) in before.OrderBy(each => each.Day))
        {
            var date = Day("2022-11-30").PlusDays(on);
            var then = standing with { Holdings = [.. standing.Holdings.Select(holding => holding with { Drawdowns = [.. holding.Drawdowns.Where(drawdown => drawdown.ValueDate <= date)] })] };
            var after = then.After(Waterfall.Pay(date, new Money(paid, Eur), terms, then, Occasion.Distribution));
            standing = after with { Holdings = [.. after.Holdings.Zip(standing.Holdings, (received, whole) => received with { Drawdowns = whole.Drawdowns })] };
        }

        return new(terms, standing, Day("2022-11-30").PlusDays(day), new Money(cash, Eur), new Money(more, Eur), recycling is null && end.Length < 2);
    }
}
