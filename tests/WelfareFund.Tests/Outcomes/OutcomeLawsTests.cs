using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

public sealed class OutcomeLawsTests
{
    private static readonly LocalDate Retained = new(2025, 9, 1);

    /// <summary>Claims of three workers, with repetitions, accepted on any days, under a contract whose maximum is soon reached.</summary>
    private static readonly Gen<(AcceptedClaim[] Claims, long Maximum)> Cases =
        from claims in (
            from worker in Gen.Choose(1, 3)
            from metric in Gen.Elements("started", "retained-6m")
            from day in Gen.Choose(0, 60)
            from id in Gen.Choose(0, 1_000_000)
            select Claim(metric, metric == "started" ? Start : Retained, $"{id:D7}", $"w-{worker}", Retained.PlusDays(day))).ListOf(12)
        from maximum in Gen.Choose(1, 50_000_000)
        select (claims.DistinctBy(claim => claim.Claim.Id).ToArray(), (long)maximum);

    [Fact]
    public void No_metric_pays_twice_and_no_cap_is_passed_under_any_order_of_claims() => Check(each =>
    {
        var (settled, decided) = Decide(each.Claims, each.Maximum);
        var paid = decided.Where(one => one.Decision is PayableOutcome).ToList();
        paid.GroupBy(one => (one.Claim.Claim.Worker, one.Claim.Claim.Metric)).ShouldAllBe(same => same.Count() == 1);

        var sum = paid.Sum(one => ((PayableOutcome)one.Decision).Gross.MinorUnits);
        sum.ShouldBeLessThanOrEqualTo(each.Maximum);
        if (settled.Contracts.TryGetValue("maharlika-2025", out var state))
            state.Accepted.MinorUnits.ShouldBe(sum);
        decided.Count.ShouldBe(each.Claims.Length);
        return true;
    });

    [Fact]
    public void The_order_in_which_claims_arrive_does_not_matter() => Check(each =>
        Decide(each.Claims, each.Maximum).Decisions.Select(Words).ShouldBe(Decide([.. each.Claims.Reverse()], each.Maximum).Decisions.Select(Words)));

    [Fact]
    public void What_is_paid_out_and_held_back_and_the_cost_lines_each_sum_to_the_outcome() => Check(each =>
    {
        foreach (var payable in Decide(each.Claims, each.Maximum).Decisions.Select(one => one.Decision).OfType<PayableOutcome>())
        {
            (payable.Payout + payable.HeldBack).ShouldBe(payable.Gross);
            payable.Lines.Sum(line => line.Amount.MinorUnits).ShouldBe(payable.Gross.MinorUnits);
            payable.HeldBack.MinorUnits.ShouldBeInRange(0, payable.Gross.MinorUnits);
        }
    });

    [Fact]
    public void All_that_was_held_back_of_a_retained_worker_is_released() => Check(each =>
    {
        var (settled, decided) = Decide(each.Claims, long.MaxValue);
        foreach (var worker in settled.Workers.Values.Where(worker => worker.Of("retained-6m") is not null))
            worker.Settled.ShouldAllBe(outcome => outcome.HeldBack.IsZero);
        decided.Select(one => one.Decision).OfType<PayableOutcome>().Sum(one => one.Releases.Sum(release => release.Amount.MinorUnits) - one.HeldBack.MinorUnits)
            .ShouldBe(-settled.Workers.Values.Sum(worker => worker.Settled.Sum(outcome => outcome.HeldBack.MinorUnits)));
    });

    [Fact]
    public void Settling_in_two_runs_comes_to_the_same_as_in_one() => Check(each =>
    {
        var all = each.Claims.OrderBy(claim => claim.AcceptedOn).ThenBy(claim => claim.Claim.Id.Value, StringComparer.Ordinal).ToList();
        var split = all.FindIndex(claim => claim.AcceptedOn > Retained.PlusDays(30)) is var at and >= 0 ? at : all.Count;
        var first = AcceptedClaims.Decide(all.Take(split), OutcomesSettled.Nothing, _ => Contract, Known);
        var held = first.Decisions.Where(one => one.Decision is HeldOutcome).Select(one => one.Claim);
        var second = AcceptedClaims.Decide(held.Concat(all.Skip(split)), first.Settled, _ => Contract, Known);
        var paid = first.Decisions.Concat(second.Decisions).Where(one => one.Decision is PayableOutcome).Select(one => one.Claim.Claim.Id.Value);
        var atOnce = AcceptedClaims.Decide(all, OutcomesSettled.Nothing, _ => Contract, Known).Decisions;
        paid.Count().ShouldBe(atOnce.Count(one => one.Decision is PayableOutcome));
    });

    /// <summary>A worker who enrols again, with another provider or the same, and whose records of work are corrected in between.</summary>
    [Fact]
    public void No_metric_pays_twice_after_a_second_enrolment_or_a_correction()
    {
        var contracts = new[] { Contract, Contract with { Id = "visayas-2025" } }.ToDictionary(contract => contract.Id);
        var cases =
            from first in Claims()
            from second in Claims()
            from enrolled in Gen.Elements("maharlika-2025", "visayas-2025")
            from start in Gen.Choose(-40, 40)
            from end in Gen.Choose(100, 400)
            select (first, second, enrolled, start, end);
        Prop.ForAll(Arb.From(cases), each =>
        {
            var before = AcceptedClaims.Decide(each.first, OutcomesSettled.Nothing, id => contracts[id], Known);
            var held = before.Decisions.Where(one => one.Decision is HeldOutcome).Select(one => one.Claim);
            var after = AcceptedClaims.Decide(held.Concat(each.second.Select(claim => claim with { Claim = claim.Claim with { Id = new("again-" + claim.Claim.Id) } })), before.Settled,
                id => contracts[id],
                id => Facts(Worker(id.Value) with { Contract = each.enrolled, EnrolledOn = new(2025, 2, 1) }, [Job(Start.PlusDays(each.start), Start.PlusDays(each.end), worker: id.Value)]));

            before.Decisions.Concat(after.Decisions).Where(one => one.Decision is PayableOutcome)
                .GroupBy(one => (one.Claim.Claim.Worker, one.Claim.Claim.Metric)).ShouldAllBe(same => same.Count() == 1);
            foreach (var worker in after.Settled.Workers.Values)
                worker.Settled.Where(outcome => outcome.Gross.IsPositive).GroupBy(outcome => outcome.Metric).ShouldAllBe(same => same.Count() == 1);
        }).QuickCheckThrowOnFailure();

        static Gen<AcceptedClaim[]> Claims() =>
            from claims in (
                from worker in Gen.Choose(1, 2)
                from metric in Gen.Elements("started", "retained-6m")
                from contract in Gen.Elements("maharlika-2025", "visayas-2025")
                from day in Gen.Choose(0, 60)
                from id in Gen.Choose(0, 1_000_000)
                select Claim(metric, metric == "started" ? Start : Retained, $"{id:D7}", $"w-{worker}", Retained.PlusDays(day), contract)).ListOf(8)
            select claims.DistinctBy(claim => claim.Claim.Id).ToArray();
    }

    private static void Check(Action<(AcceptedClaim[] Claims, long Maximum)> law) => Prop.ForAll(Arb.From(Cases), law).QuickCheckThrowOnFailure();

    private static void Check(Func<(AcceptedClaim[] Claims, long Maximum), bool> law) => Prop.ForAll(Arb.From(Cases), law).QuickCheckThrowOnFailure();

    private static (OutcomesSettled Settled, IReadOnlyList<DecidedClaim> Decisions) Decide(AcceptedClaim[] claims, long maximum)
    {
        var contract = Contract with { Maximum = new(maximum, Php) };
        return AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, _ => contract, Known);
    }

    private static OutcomeFacts Known(People.WorkerId id) => Facts(Worker(id.Value), [Job(Start, worker: id.Value)]);

    private static string Words(DecidedClaim decided) => $"{decided.Claim.Claim.Id}: {TraceText.Sentence(decided.Trace)}";
}
