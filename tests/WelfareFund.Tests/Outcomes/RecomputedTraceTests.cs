using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Outcomes;
using WelfareFund.Quality;
using WelfareFund.Terms;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;
using static WelfareFund.Tests.Outcomes.Given;

namespace WelfareFund.Tests.Outcomes;

public sealed class RecomputedTraceTests
{
    [Fact]
    public void A_trace_recomputes_to_what_is_payable()
    {
        var cases =
            from price in Gen.Choose(0, 20_000_000)
            from factor in Gen.Choose(1, 2_000)
            from woman in Gen.Choose(0, 500)
            from remote in Gen.Choose(0, 500)
            from mode in Gen.Elements(UpliftMode.Highest, UpliftMode.Sum)
            from groups in Gen.Elements("", "woman", "remote-province", "remote-province|woman")
            from rounding in Gen.Elements(RoundingMode.Down, RoundingMode.HalfEven, RoundingMode.HalfUp)
            from volume in Gen.Choose(1, 2_000)
            from perWorker in Gen.Choose(1, 30_000_000)
            from maximum in Gen.Choose(1, 60_000_000)
            from share in Gen.Choose(1, 999)
            select (
                Groups: groups,
                Contract: Contract with
                {
                    PerWorker = new Money(perWorker, Php),
                    Maximum = new Money(maximum, Php),
                    Holdback = new() { Share = share / 1000m, ReleaseOn = "retained-6m" },
                    RateCards =
                    [
                        Card with
                        {
                            Metrics = [Card.Metrics[0] with { Price = new(price, Php) }, Card.Metrics[1] with { Price = new(price / 3, Php) }],
                            QualityFactors = new Dictionary<string, QualityFactor> { ["A"] = QualityFactor.Of(factor / 1000m), ["B"] = QualityFactor.Of(factor / 999m), ["C"] = QualityFactor.NotPayable },
                            Uplifts = new() { Mode = mode, Groups = new Dictionary<string, decimal> { ["woman"] = woman / 1000m, ["remote-province"] = remote / 1000m } },
                            Rounding = rounding,
                            Volume = [new() { UpTo = 1, Factor = 1 }, new() { Factor = volume / 1000m }],
                        },
                    ],
                });
        Prop.ForAll(Arb.From(cases), each =>
        {
            AcceptedClaim[] claims = [.. new[] { "w-1", "w-2", "w-3" }.SelectMany(worker => new[] { Claim("started", Start, worker: worker), Claim("retained-6m", new(2025, 9, 1), worker: worker) })];
            Audit[] audits = [Audit(Start, "contract-as-offered", AuditResult.Met), Audit(Start, "wage-paid-in-full", AuditResult.Met)];
            var decided = AcceptedClaims.Decide(claims, OutcomesSettled.Nothing, _ => each.Contract,
                id => Facts(Worker(id.Value, each.Groups), [Job(Start, worker: id.Value)], id.Value == "w-1" ? audits : [])).Decisions;
            foreach (var one in decided)
            {
                if (one.Decision is not PayableOutcome payable)
                    continue;
                var words = TraceText.Sentence(one.Trace);
                TraceCalculator.Amount("outcome", words, "PHP").ShouldBe(payable.Gross.Amount, tolerance: 1e-9m, words);
            }
        }).QuickCheckThrowOnFailure();
    }
}
