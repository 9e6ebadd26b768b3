using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Settlement;

/// <summary>
/// Whatever two providers claim for three workers in eight months who change between them, with rejections, appeals, corrections, endings and grievances,
/// under contracts with every term, a cap of the fund, a grant and a ministry that pays for outcomes.
/// </summary>
public sealed class TwoProvidersLawsTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth First = new(2024, 10);
    private static readonly LocalDate Start = new(2024, 10, 7);
    private static readonly string[] Contracts = ["maharlika-2024", "sakura-bridge-2024"];
    private static readonly string[] Workers = ["W1", "W2", "W3"];
    private static readonly string[] Metrics = ["started", "trained", "retained-6m"];
    private static readonly Money PerOutcome = new(90_001, Eur);
    private static readonly FundTerms Terms = FundInMemory.Terms with
    {
        OutcomesMaximum = new Money(420_000, Eur),
        Contracts = [.. FundInMemory.Terms.Contracts.Select(Full)],
        Contributions = [.. FundInMemory.Terms.Contributions, new() { Id = "ministry", Payer = Payer.Government, Currency = Eur, OutcomePayer = new() { PerOutcome = PerOutcome } }],
    };

    private static readonly Gen<(Happening[][] Months, int Seed)> Lives =
        from months in (
            from kind in Gen.Choose(0, 11) from worker in Gen.Choose(0, 2) from which in Gen.Choose(0, 9) select new Happening(kind, worker, which))
            .ListOf(5).Select(happened => happened.ToArray()).ListOf(8).Select(months => months.ToArray())
        from seed in Gen.Choose(0, 1_000_000)
        select (months, seed);

    [Fact]
    public void What_is_paid_held_taken_back_and_refused_explains_every_accepted_claim_no_metric_pays_twice_and_the_order_of_arrival_changes_nothing() =>
        Prop.ForAll(Arb.From(Lives), each =>
        {
            var (fund, claims) = (PayingFund(), new Dictionary<ClaimId, Explained>());
            var refused = new HashSet<string>(StringComparer.Ordinal);
            var month = First;
            foreach (var happened in each.Months)
            {
                foreach (var one in happened)
                    Happen(fund, month, one);
                SameInAnyOrder(fund, month, each.Seed);
                var lines = fund.Settle(month).Lines;
                foreach (var line in lines)
                    Take(line, claims, refused);

                var standing = claims.Where(claim => claim.Value.Outcome is not null).ToList();
                standing.Select(claim => (claim.Value.Outcome!.Worker, claim.Value.Outcome.Metric)).ShouldBeUnique();
                foreach (var (claim, money) in claims)
                    money.Owed.IsNegative.ShouldBeFalse($"{claim} was paid more than it came to");
                Sum(claims.Values.Select(claim => claim.Held)).ShouldBe(-fund.BalanceOf(AccountRole.HoldbackPayable, Php));
                Sum(claims.Values.Select(claim => claim.Owed)).ShouldBe(-fund.BalanceOf(AccountRole.ProviderPayable, Php) - AdvancesNotPaid(fund));
                var held = lines.Where(line => line is { Kind: "outcome", State: LineState.Held }).Select(line => line.Subject).ToHashSet(StringComparer.Ordinal);
                foreach (var claim in AcceptedBy(fund, month.ToDateInterval().End))
                    (claims.GetValueOrDefault(claim)?.Outcome is not null || refused.Contains(claim.Value) || held.Contains(claim.Value)).ShouldBeTrue($"{claim} is accepted, and nothing says what became of it in {month}");
                ShownOnce(fund, standing.Count);
                month = month.PlusMonths(1);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_lives_are_about_everything()
    {
        string[] wanted = ["advance", "advance-recovery", "clawback", "clawback-netting", "exchange", "forfeit", "grant", "grant-reversal", "holdback", "outcome", "outcome-payer", "payment"];
        string[] reasons = [LineReason.AlreadyPaid, LineReason.AtCap, LineReason.CutToCap, LineReason.OpenGrievance, "overlapping-claims", "other-contract", "waits-for-metric"];
        var missing = wanted.Select(kind => "kind " + kind).Concat(reasons.Select(reason => "reason " + reason)).Concat(Contracts.Select(contract => "contract " + contract)).ToHashSet(StringComparer.Ordinal);
        for (var lives = 0; missing.Count > 0; lives += 20)
        {
            lives.ShouldBeLessThan(600, $"no life has {string.Join(", ", missing)}");
            foreach (var (months, _) in Lives.Sample(20))
                missing.ExceptWith(LinesOf(months).SelectMany(line => new[] { "kind " + line.Kind, "reason " + line.Reason, "contract " + (line.Event as OutcomeAccepted)?.Contract }));
        }
    }

    private static IEnumerable<SettlementLine> LinesOf(Happening[][] months)
    {
        var fund = PayingFund();
        foreach (var (happened, i) in months.Select((happened, i) => (happened, i)))
        {
            foreach (var one in happened)
                Happen(fund, First.PlusMonths(i), one);
            foreach (var line in fund.Settle(First.PlusMonths(i)).Lines)
                yield return line;
        }
    }

    /// <summary>Work that is reported shorter and then as it was before, with nothing paid and nothing else decided in between; compared when the quarter's levies are paid.</summary>
    [Fact]
    public void A_correction_of_the_records_and_its_reversal_leave_no_trace_in_any_balance() =>
        Prop.ForAll(Arb.From(
            from trained in Gen.Elements(true, false)
            from worker in Gen.Choose(0, 1)
            from end in Gen.Choose(0, 170)
            from corrected in Gen.Choose(5, 6)
            select (trained, worker, end, corrected)), each =>
        {
            var (told, changed) = (Life(each.trained), Life(each.trained));
            for (var month = First; month <= new YearMonth(2025, 9); month = month.PlusMonths(1))
            {
                if (month == new YearMonth(2025, each.corrected))
                    Ends(changed, Workers[each.worker], Start.PlusDays(each.end));
                if (month == new YearMonth(2025, each.corrected + 1))
                    Ends(changed, Workers[each.worker], null);
                told.Settle(month);
                changed.Settle(month);
            }

            changed.Posted.ShouldContain(line => line.Kind == "clawback");
            changed.Standing().ShouldBe(told.Standing());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static FundInMemory Life(bool trained)
    {
        var fund = Fund();
        foreach (var (worker, contract) in new[] { ("W1", Contracts[0]), ("W2", Contracts[1]) })
        {
            if (trained)
                fund.Claim($"T-{worker}", "trained", new(2025, 1, 10), new(2025, 1, 20), worker, contract);
            fund.Claim($"S-{worker}", "started", new(2025, 1, 4), new(2025, 1, 15), worker, contract);
            fund.Claim($"R-{worker}", "retained-6m", new(2025, 4, 7), new(2025, 4, 20), worker, contract);
        }

        return fund;
    }

    private static ContractTerms Full(ContractTerms contract) => contract with
    {
        Maximum = new Money(14_000_000, Php),
        ClaimWithinDays = 120,
        Advance = new() { Amount = new(2_000_000, Php), RecoverShare = 0.30m },
        RateCards = [.. contract.RateCards.Select(card => card with { Metrics = [.. card.Metrics.Select(metric => metric.Id == "started" ? metric with { CatchUp = true } : metric)] })],
    };

    private static FundInMemory PayingFund()
    {
        var fund = Fund();
        fund.Bank("manila", new(2024, 10, 12), new(8_000_000, Php), "PHP-IN");
        return fund;
    }

    private static FundInMemory Fund()
    {
        var fund = FundInMemory.Under(Terms);
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Bank("main", new(2024, 10, 10), new(100_000, Eur), "language-grant");
        fund.Tell(facts => facts with
        {
            Workers = [FundInMemory.Worker("W1", Contracts[0], "ph-de"), FundInMemory.Worker("W2", Contracts[1], "ph-jp"), FundInMemory.Worker("W3", Contracts[0], "ph-de")],
            Employments = [.. Workers.Select(worker => facts.Employments[0] with { Intake = fund.NextIntake(), Id = new("E" + worker), Worker = new(worker) })],
        });
        return fund;
    }

    private static void Happen(FundInMemory fund, YearMonth month, Happening one)
    {
        var (day, worker, claims) = (month.OnDayOfMonth(10 + one.Which), Workers[one.Worker], fund.Facts.Claims);
        var contract = one.Which % 4 == 0 ? Contracts[one.Which / 4 % 2] : fund.Facts.Workers.Single(known => known.Id.Value == worker).Contract;
        switch (one.Kind)
        {
            case 0 or 1 or 2 or 3: fund.Claim($"C{claims.Count:D3}", Metrics[one.Kind % 3], day.PlusDays(-5), day, worker, contract); break;
            case 4 or 5 when claims.Count > 0: Say(claims[one.Which % claims.Count], one.Kind == 4 ? ClaimDecision.Rejected : ClaimDecision.Accepted, day.PlusDays(one.Kind)); break;
            case 6 when claims.Count > 0: Say(claims[^1], ClaimDecision.Returned, day.PlusDays(3)); break;
            case 7: Ends(fund, worker, one.Which < 6 && day.PlusDays(-20 * one.Which) is var on && on > Start ? on : null); break;
            case 8 when one.Which < 3 && fund.Facts.Endings.Count == 0:
                fund.Tell(facts => facts with { Endings = [new() { Intake = fund.NextIntake(), EndedOn = day, Reason = one.Which == 0 ? EndingReason.Died : EndingReason.Returned, Worker = new(worker) }] });
                break;
            case 9: fund.Bank("manila", day, new(2_500_000, Php), "PHP-IN"); break;
            case 10:
                fund.Tell(facts => facts with
                {
                    Workers = [.. facts.Workers.Select(known => known.Id.Value != worker ? known : known with { EnrolledOn = day, Contract = Contracts[one.Which % 2], Corridor = one.Which % 2 == 0 ? "ph-de" : "ph-jp" })],
                });
                break;
            case 11 when one.Which < 4:
                fund.Tell(facts => facts with
                {
                    Grievances = [.. facts.Grievances, new() { Intake = fund.NextIntake(), Id = $"G{facts.Grievances.Count}", Worker = new(worker), RaisedOn = day, ClosedOn = day.PlusDays(25), Category = "wages", Severity = Severity.Serious, Outcome = one.Which == 0 ? GrievanceOutcome.Upheld : GrievanceOutcome.NotUpheld }],
                });
                break;
        }

        void Say(Claim claim, ClaimDecision decision, LocalDate on)
        {
            if (!fund.Facts.Verifications.Any(word => word.Claim == claim.Id && word.DecidedOn == on))
                fund.Decide(claim.Id.Value, decision, on);
        }
    }

    private static void Ends(FundInMemory fund, string worker, LocalDate? on) => fund.Tell(facts => facts with
    {
        Employments = [.. facts.Employments, facts.Employments.First(job => job.Worker.Value == worker) with { Intake = fund.NextIntake(), EndedOn = on }],
    });

    /// <summary>The same facts, in other orders and (but for what a later report replaces) told at other times.</summary>
    private static void SameInAnyOrder(FundInMemory fund, YearMonth month, int seed)
    {
        var (told, proposal) = (fund.Facts, MonthSettlementTests.Bytes(fund.Calculate(month)));
        fund.Tell(facts => facts with
        {
            Workers = [.. Mixed(facts.Workers)],
            Employments = [.. Mixed(facts.Employments)],
            Claims = [.. Mixed(facts.Claims).Select((fact, i) => fact with { Intake = 5_000 + i })],
            Verifications = [.. Mixed(facts.Verifications).Select((fact, i) => fact with { Intake = 6_000 + i })],
            Grievances = [.. Mixed(facts.Grievances).Select((fact, i) => fact with { Intake = 7_000 + i })],
            BankLines = [.. Mixed(facts.BankLines)],
        });
        MonthSettlementTests.Bytes(fund.Calculate(month)).ShouldBe(proposal);
        fund.Tell(_ => told);

        IEnumerable<T> Mixed<T>(IReadOnlyList<T> facts) => facts.Select((fact, i) => (fact, Place: (i + 1L) * (seed * 2L + 1) % 1_009)).OrderBy(one => one.Place).Select(one => one.fact);
    }

    private static void Take(SettlementLine line, Dictionary<ClaimId, Explained> claims, HashSet<string> refused)
    {
        if (line.Kind == "outcome" && line.State is LineState.Refused)
            refused.Add(line.Subject);
        switch (line.Event)
        {
            case OutcomeAccepted e: claims[e.Claim] = new(e) { Held = e.HeldBack, Owed = e.Gross - e.HeldBack }; break;
            case HoldbackReleased e: Change(e.Claim, claim => claim with { Held = claim.Held - e.Amount, Owed = claim.Owed + e.Amount, Released = e.Amount }); break;
            case HoldbackForfeited e: Change(e.Claim, claim => claim with { Held = claim.Held - e.Amount, Outcome = claim.Outcome! with { Gross = claim.Outcome.Gross - e.Amount } }); break;
            case ClawbackNetted e: Change(e.Claim, claim => claim.Less(e.Amount, e.Holdback)); break;
            case AdvanceRecovered e: Change(e.Claim, claim => claim.Less(e.Amount, e.Holdback) with { Recovered = claim.Recovered + e.Amount }); break;
            case PaymentInstructed { To: PaymentTo.Provider } e:
                foreach (var part in e.Claims.Where(part => !AdvanceGranted.Is(part.Claim)))
                    Change(part.Claim, claim => claim.Less(part.Amount, part.Holdback));
                break;
            case HoldbackRetaken e:
                (e.FromPayable + e.AdvanceRestored + e.Receivable).ShouldBe(claims[e.Claim].Released);
                Change(e.Claim, claim => claim with { Held = e.Amount, Owed = claim.Owed - e.FromPayable, Recovered = claim.Recovered - e.AdvanceRestored, Released = Money.Zero(Php) });
                break;
            case OutcomeClawedBack e:
                var before = claims[e.Claim];
                (e.Gross, e.FromHoldback, e.FromPayable, e.AdvanceRestored).ShouldBe((before.Outcome!.Gross, before.Held, before.Owed, before.Recovered));
                e.Receivable.ShouldBe(e.Gross - before.Held - before.Owed - before.Recovered, "what it was paid, or had paid of what was to be returned");
                claims[e.Claim] = new(null);
                refused.Remove(e.Claim.Value);
                break;
        }

        void Change(ClaimId claim, Func<Explained, Explained> change) => claims[claim] = change(claims[claim]);
    }

    private static IEnumerable<ClaimId> AcceptedBy(FundInMemory fund, LocalDate day) => fund.Facts.Claims.Where(claim => claim.SubmittedOn <= day).Select(claim => claim.Id)
        .Where(id => fund.Facts.Verifications.Where(word => word.Claim == id && word.DecidedOn <= day).OrderBy(word => word.DecidedOn).LastOrDefault()?.Decision is ClaimDecision.Accepted);

    private static Money AdvancesNotPaid(FundInMemory fund) => Sum(fund.Events.OfType<AdvanceGranted>().Select(granted => granted.Amount))
        - Sum(fund.Events.OfType<PaymentInstructed>().SelectMany(payment => payment.Claims).Where(part => AdvanceGranted.Is(part.Claim)).Select(part => part.Amount));

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(Php), (sum, amount) => sum + amount);

    /// <summary>What funders are shown is what outcomes cost, to the cent, and one for each of them; a grant's part is not sold to the ministry.</summary>
    private static void ShownOnce(FundInMemory fund, int standing)
    {
        var outcomes = OutcomeFunding.Of(fund.Posted, CapitalHoldings.Of(fund.Posted, fund.Facts.BankLines, Terms.Capital, Eur), Eur);
        outcomes.Count.ShouldBe(standing);
        foreach (var outcome in outcomes)
        {
            outcome.Shares.Sum(share => share.Amount.MinorUnits).ShouldBe(outcome.Amount.MinorUnits);
            outcome.Shares.Sum(share => share.Count).ShouldBe(1);
        }

        outcomes.Sum(outcome => outcome.Amount.MinorUnits).ShouldBe(Terms.CostLines.Sum(line => fund.BalanceOf(AccountRole.OutcomePayments, Eur, line.Id).MinorUnits));
        outcomes.SelectMany(outcome => outcome.Shares).Where(share => share.By.Kind is FunderKind.Grant).Sum(share => share.Amount.MinorUnits).ShouldBe(-fund.BalanceOf(AccountRole.GrantIncome, Eur).MinorUnits);
        var charged = fund.Events.OfType<PayerDue>().Where(due => due.For is DueFor.Outcome).ToLookup(due => due.Subject, due => due.Amount.MinorUnits);
        foreach (var accepted in fund.Events.OfType<OutcomeAccepted>().GroupBy(outcome => outcome.Claim).Select(again => again.Last()).Where(outcome => outcomes.Any(one => one.Claim == outcome.Claim)))
        {
            var granted = fund.Events.OfType<GrantReleased>().Where(grant => grant.Claim == accepted.Claim && grant.Revision == accepted.Revision).Sum(grant => grant.BaseAmount.MinorUnits);
            if (fund.Posted.LastOrDefault(line => line.Event is HoldbackForfeited forfeit && forfeit.Claim == accepted.Claim) is { Event: HoldbackForfeited lost } forfeited)
            {
                // Charged at the end of the month: what was forfeited by then is no cost, and what a grant got back of it paid for nothing.
                var isAtOnce = fund.Posted.Last(line => ReferenceEquals(line.Event, accepted)).Effective.ToYearMonth() == forfeited.Effective.ToYearMonth();
                var restored = fund.Events.OfType<GrantRestored>().Where(grant => grant.Claim == accepted.Claim && grant.Revision == accepted.Revision).Sum(grant => grant.BaseAmount.MinorUnits);
                (charged[accepted.Claim.Value].Sum() > 0).ShouldBe(isAtOnce ? granted - restored < accepted.BaseAmount.MinorUnits - lost.BaseAmount.MinorUnits : granted < accepted.BaseAmount.MinorUnits);
            }
            else
                ((decimal)charged[accepted.Claim.Value].Sum()).ShouldBe((decimal)PerOutcome.MinorUnits * (accepted.BaseAmount.MinorUnits - granted) / accepted.BaseAmount.MinorUnits, tolerance: 0.5m);
        }
    }

    private sealed record Happening(int Kind, int Worker, int Which);

    /// <summary>What became of one claim's money. What is neither held nor owed was paid, or paid for the provider what was to be returned.</summary>
    private sealed record Explained(OutcomeAccepted? Outcome)
    {
        internal Money Held { get; init; } = Money.Zero(Php);
        internal Money Owed { get; init; } = Money.Zero(Php);
        internal Money Recovered { get; init; } = Money.Zero(Php);

        /// <summary>Of the holdback, since its release.</summary>
        internal Money Released { get; init; } = Money.Zero(Php);

        internal Explained Less(Money amount, bool holdback) => holdback && amount > Released ? throw new InvalidOperationException("More than the released holdback was used.") : this with { Owed = Owed - amount };
    }
}
