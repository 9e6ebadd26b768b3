using NodaTime;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Calculations;

/// <summary>One metric that a contract pays for one worker.</summary>
/// <param name="Price">Of the worker's rate card, before quality, uplift and volume.</param>
/// <param name="Payable">After the caps, with what is held back of it.</param>
public sealed record CalculatedOutcome(
    WorkerId Worker, string Metric, LocalDate AchievedOn, Money Price, Money Payable, Money HeldBack, IReadOnlyList<TraceStep> Trace);

/// <summary>What one contract pays for a file of facts, outside a fund: each metric is claimed and accepted as soon as it is achieved and may be claimed.</summary>
/// <param name="Outcomes">In the order of acceptance.</param>
/// <param name="Unpaid">What was achieved and is not payable, and rows that no metric looks at, and why.</param>
/// <remarks>
/// A job without an end lasts to the contract's last day. Claims fold the same step as a settlement. Rules: docs/rules.md, section 4 "Outcomes".
/// </remarks>
public sealed record OutcomeCalculation(Currency Currency, IReadOnlyList<CalculatedOutcome> Outcomes, IReadOnlyList<string> Unpaid)
{
    /// <param name="lines">In any order; of one day in the order of the file.</param>
    public static Result<OutcomeCalculation> Of(ContractTerms contract, IReadOnlyCollection<FactLine> lines)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (lines.FirstOrDefault(line => line.Kind == FactLineKind.MonthEarnings) is { } earned && FactLine.EarningsCurrencies(contract).Count() > 1)
            return new Refusal("several-currencies", earned.Source.Place(FactLine.KindColumn.Name),
                $"the contract measures earnings in {string.Join(" and ", FactLine.EarningsCurrencies(contract))}, and this file says no currency", "measure them in one currency");

        var tiers = new ToldTiers(contract, lines.Where(line => line.Kind == FactLineKind.Audit).Select(line => line.Name));
        var workers = lines.GroupBy(line => line.Worker).Select(ofOne => new ToldWorker(tiers, ofOne)).ToList();
        if (workers.SelectMany(worker => worker.Refusals).ToList() is { Count: > 0 } refusals)
            return Result.Refused<OutcomeCalculation>(refusals);

        var facts = workers.ToDictionary(worker => worker.Facts!.Worker.Id, worker => worker.Facts!);
        var (_, decisions) = AcceptedClaims.Decide(workers.SelectMany(worker => worker.Claims()), OutcomesSettled.Nothing, _ => tiers.Contract, id => facts[id]);
        var triggers = contract.RateCards.SelectMany(card => card.Metrics).Select(metric => metric.Trigger).ToList();
        return new OutcomeCalculation(contract.Currency,
            [.. decisions.Where(decided => decided.Decision is PayableOutcome).Select(decided => RowOf(contract, facts[decided.Claim.Claim.Worker].Worker, decided))],
            [
                .. decisions.Where(decided => decided.Decision is not PayableOutcome).Select(decided => $"{decided.Claim.Claim.Worker} {decided.Claim.Claim.Metric}: {TraceText.Sentence(decided.Trace)}"),
                .. lines.Select(line => CountsForNothing(contract, triggers, line)).OfType<string>(),
            ]);
    }

    /// <summary>A row that no metric looks at is told: it may be a slip.</summary>
    private static string? CountsForNothing(ContractTerms contract, IReadOnlyList<Trigger> triggers, FactLine line)
    {
        var why = line.Kind switch
        {
            FactLineKind.Event when !triggers.OfType<EventTrigger>().Any(trigger => trigger.Event == line.Name) =>
                $"no metric of the contract is paid for '{line.Name}'{(Events(triggers) is { Length: > 0 } known ? "; it pays for " + known : "")}",
            FactLineKind.MonthEarnings when !triggers.Any(trigger => trigger is RollingTrigger or EarningsTrigger) => "no metric of the contract looks at earnings",
            FactLineKind.Started or FactLineKind.Audit or FactLineKind.MonthEarnings when line.On > contract.To => $"{line.On:uuuu-MM-dd} is after the contract's last day, {contract.To:uuuu-MM-dd}",
            _ => null,
        };
        return why is null ? null : $"{line.Source.Place(FactLine.KindColumn.Name)}: this row counts for nothing: {why}";
    }

    private static string Events(IEnumerable<Trigger> triggers) => string.Join(", ", triggers.OfType<EventTrigger>().Select(trigger => trigger.Event).Distinct(StringComparer.Ordinal));

    private static CalculatedOutcome RowOf(ContractTerms contract, Worker worker, DecidedClaim decided)
    {
        var (payable, metric) = ((PayableOutcome)decided.Decision, decided.Claim.Claim.Metric);
        return new(worker.Id, metric, payable.AchievedOn, contract.RateCardOn(worker.EnrolledOn)!.Metric(metric)!.Price, payable.Gross, payable.HeldBack, decided.Trace);
    }
}
