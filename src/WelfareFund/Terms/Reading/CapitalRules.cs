using System.Globalization;

namespace WelfareFund.Terms.Reading;

/// <summary>What has to hold within the terms of capital, and between them and their fund.</summary>
/// <param name="fund">Null when capital is read alone.</param>
internal sealed class CapitalRules(Problems problems, FundTerms? fund)
{
    internal void Check(CapitalTerms capital, string path)
    {
        CheckGrants(capital, path);
        for (var i = 0; i < capital.Waterfall.Count; i++)
        {
            CheckStep(capital, i, $"{path}.waterfall[{i}]", $"{path}.tranches");
        }

        for (var i = 0; i < capital.Tranches.Count; i++)
        {
            CheckIsPaid(capital, capital.Tranches[i], $"{path}.tranches[{i}]", $"{path}.waterfall");
        }
    }

    private void CheckGrants(CapitalTerms capital, string path)
    {
        for (var i = 0; fund is not null && i < capital.Grants.Count; i++)
        {
            var grant = capital.Grants[i];
            problems.CheckKnown($"{path}.grants[{i}].costLines", grant.CostLines, "cost line", [.. fund.CostLines.Select(line => line.Id)], "$.costLines");
            problems.CheckKnown($"{path}.grants[{i}].corridors", grant.Corridors, "corridor", [.. fund.Corridors.Select(corridor => corridor.Id)], "$.corridors");
        }
    }

    private void CheckStep(CapitalTerms capital, int index, string path, string tranchesPath)
    {
        string[] tranches = [.. capital.Tranches.Select(tranche => tranche.Id)];
        switch (capital.Waterfall[index])
        {
            case ReturnOfCapitalStep { Tranche: var tranche }:
                problems.CheckKnown($"{path}.tranche", tranche, "tranche", tranches, tranchesPath);
                break;
            case CappedReturnStep { Tranche: var tranche }:
                problems.CheckKnown($"{path}.tranche", tranche, "tranche", tranches, tranchesPath);
                break;
            case PreferredReturnStep { Tranche: var tranche }:
                problems.CheckKnown($"{path}.tranche", tranche, "tranche", tranches, tranchesPath);
                if (capital.Tranche(tranche) is { PreferredReturn: null })
                {
                    problems.Add($"{path}.tranche", "contradiction", $"the tranche '{tranche}' has no preferred return", "give the tranche a preferredReturn, or leave the step out", tranchesPath);
                }

                break;
            case CatchUpStep { To: var to, Rate: var rate, Until: var until }:
                problems.CheckKnown($"{path}.to", to, "tranche", [.. tranches, CapitalTerms.Manager], tranchesPath);
                if (rate <= until)
                {
                    problems.Add($"{path}.rate", "contradiction", string.Create(CultureInfo.InvariantCulture, $"whoever gets {rate} of this step never comes to {until} of all profit"), "write a rate above until", $"{path}.until");
                }

                break;
            case SplitStep { Shares: var shares }:
                problems.CheckWhole($"{path}.shares", shares);
                foreach (var name in shares.Keys)
                {
                    problems.CheckKnown($"{path}.shares{TermsPath.Key(name)}", name, "tranche", [.. tranches, CapitalTerms.Manager], tranchesPath);
                }

                break;
            default:
                break;
        }

        if (index > 0 && capital.Waterfall[index - 1] is ToFundStep or SplitStep)
        {
            problems.Add(path, "contradiction", "the step before this one takes all that is left, so this one never gets anything", "put a split or to-fund last");
        }
    }

    private void CheckIsPaid(CapitalTerms capital, TrancheTerms tranche, string path, string waterfallPath)
    {
        if (tranche.PreferredReturn is not null && !capital.Waterfall.OfType<PreferredReturnStep>().Any(step => step.Tranche == tranche.Id))
        {
            problems.Add($"{path}.preferredReturn", "contradiction", $"no step of the waterfall pays the preferred return of '{tranche.Id}'", "add the step preferred-return, or leave the return out", waterfallPath);
        }

        if (!capital.Waterfall.Any(step => (step is ReturnOfCapitalStep back && back.Tranche == tranche.Id) || (step is CappedReturnStep capped && capped.Tranche == tranche.Id)))
        {
            problems.Add(path, "contradiction", $"no step of the waterfall ever pays '{tranche.Id}' back", "add the step return-of-capital for it", waterfallPath);
        }
    }
}
