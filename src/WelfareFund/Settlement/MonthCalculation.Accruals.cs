using NodaTime;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// Brings what the books let contracts, and all of them together, still spend to what their maxima leave: nothing where a maximum was lowered
    /// below what was accepted before.
    /// </summary>
    internal void SetMaxima()
    {
        if (terms.OutcomesMaximum is { } most && Left(most, OutcomesSoFar) - state.Headroom(baseCurrency) is { IsZero: false } more)
            Post("fund", "outcomes", firstDay, most, new OutcomesMaximumSet(more), Because("outcomes-maximum", most));
        foreach (var contract in terms.Contracts.Where(contract => contract.From <= lastDay && contract.Maximum is not null))
        {
            var maximum = contract.Maximum!.Value;
            var accepted = state.Outcomes.Where(outcome => outcome.Contract == contract.Id).Aggregate(Money.Zero(contract.Currency), (sum, outcome) => sum + outcome.Gross);
            var change = Left(maximum, accepted) - state.Headroom(contract.Id, contract.Currency);
            if (!change.IsZero)
                Post("contract", contract.Id, LocalDate.Max(contract.From, firstDay), maximum, new ContractMaximumSet(contract.Id, change),
                    Because("contract-maximum", contract.Id, maximum));
        }
    }

    /// <summary>What stands of all that was accepted, in base currency.</summary>
    private Money OutcomesSoFar => state.Outcomes.Aggregate(Money.Zero(baseCurrency), (sum, outcome) => sum + outcome.BaseAmount);

    private static Money Left(Money maximum, Money used) => Money.Max(maximum - used, Money.Zero(maximum.Currency));

    internal void SetContributionCaps()
    {
        foreach (var agreement in people.Agreements.Where(agreement => agreement.ConsentOn <= lastDay && IsTheWorkersDebt(agreement) && state.Workers.Cap(agreement.Id) is null)
            .OrderBy(agreement => agreement.Worker).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal).ToList())
        {
            Post("agreement", agreement.Id.Value, agreement.ConsentOn, agreement.DisclosedCap,
                new ContributionCapSet(agreement.Id, agreement.Worker, agreement.DisclosedCap),
                Because("cap-disclosed", agreement.Worker.Value, agreement.DisclosedCap, agreement.ConsentOn));
        }
    }

    internal void AccrueAdministration()
    {
        if (terms.Administration is { } administration && !state.IsSettled("administration", Subject(month)))
            Post("administration", Subject(month), lastDay, administration.Monthly, new AdministrationAccrued(month, administration.Monthly),
                Because("administration", administration.Monthly));
    }

    private static string Subject(YearMonth month) => NodaTime.Text.YearMonthPattern.Iso.Format(month);
}
