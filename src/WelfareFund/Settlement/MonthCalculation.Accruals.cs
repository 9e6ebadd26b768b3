using NodaTime;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>What changed since the contracts' maxima were last set, from each contract's first day.</summary>
    internal void SetContractMaxima()
    {
        foreach (var contract in terms.Contracts.Where(contract => contract.From <= lastDay))
        {
            if (contract.Maximum is not { } maximum || maximum == state.Maximum(contract.Id))
                continue;
            var change = state.Maximum(contract.Id) is { } before ? maximum - before : maximum;
            Post("contract", contract.Id, LocalDate.Max(contract.From, firstDay), maximum, new ContractMaximumSet(contract.Id, change),
                Because("contract-maximum", contract.Id, maximum));
        }
    }

    internal void SetContributionCaps()
    {
        foreach (var agreement in facts.Agreements.Where(agreement => agreement.ConsentOn <= lastDay && IsTheWorkersDebt(agreement) && state.Cap(agreement.Id) is null)
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
