namespace WelfareFund.Terms.Reading;

/// <summary>What has to hold within a contract, and between it and its fund.</summary>
/// <param name="fund">Null when the contract is read alone.</param>
internal sealed class ContractRules(Problems problems, FundTerms? fund)
{
    internal void Check(ContractTerms contract, string path)
    {
        if (contract.From > contract.To)
        {
            problems.Add($"{path}.to", "not-in-order", $"the contract ends on {contract.To:uuuu-MM-dd}, before it begins on {contract.From:uuuu-MM-dd}", "name a later last day", $"{path}.from");
        }

        if (contract.ClaimAfterDays > contract.ClaimWithinDays)
        {
            problems.Add($"{path}.claimAfterDays", "contradiction", $"no claim can be made after {contract.ClaimAfterDays} days and within {contract.ClaimWithinDays}", "let claimAfterDays be the smaller", $"{path}.claimWithinDays");
        }

        if (fund is not null)
        {
            problems.CheckKnown($"{path}.corridors", contract.Corridors, "corridor", [.. fund.Corridors.Select(corridor => corridor.Id)], "$.corridors");
            problems.CheckBankAccount($"{path}.currency", contract.Currency, fund);
        }

        if (IsMore(contract.PerWorker, contract.Maximum))
        {
            problems.Add($"{path}.perWorker", "contradiction", $"{contract.PerWorker} for one worker is more than the {contract.Maximum} that the contract pays in all", "let perWorker be the smaller", $"{path}.maximum");
        }

        if (IsMore(contract.Advance?.Amount, contract.Maximum))
        {
            problems.Add($"{path}.advance.amount", "contradiction", $"{contract.Advance?.Amount} is more than the {contract.Maximum} that the contract pays in all, so it could never be recovered", "advance less than the maximum", $"{path}.maximum");
        }

        CheckRateCards(contract, path);
        CheckHoldback(contract, path);
    }

    /// <summary>An amount that could not be read stands in no currency of the contract.</summary>
    private static bool IsMore(Money? amount, Money? than) => amount is { } some && than is { } most && ReferenceEquals(some.Currency, most.Currency) && some > most;

    private void CheckRateCards(ContractTerms contract, string path)
    {
        var cards = contract.RateCards;
        if (cards.Count > 0 && cards[0].Effective > contract.From)
        {
            problems.Add($"{path}.rateCards[0].effective", "gap", $"no prices hold from {contract.From:uuuu-MM-dd}, when the contract begins, until {cards[0].Effective:uuuu-MM-dd}", "let the first card be effective when the contract begins", $"{path}.from");
        }

        for (var i = 0; i < cards.Count; i++)
        {
            var cardPath = $"{path}.rateCards[{i}]";
            if (i > 0 && cards[i].Effective < cards[i - 1].Effective)
            {
                problems.Add($"{cardPath}.effective", "not-in-order", $"{cards[i].Effective:uuuu-MM-dd} is before {cards[i - 1].Effective:uuuu-MM-dd}, the date of the card before it", "put the cards in the order of their dates", $"{path}.rateCards[{i - 1}].effective");
            }

            CheckCard(cards[i], cardPath);
        }
    }

    private void CheckCard(RateCard card, string path)
    {
        for (var i = 0; i < card.Metrics.Count; i++)
        {
            CheckMetric(card, card.Metrics[i], $"{path}.metrics[{i}]", $"{path}.metrics");
        }

        CheckQualityFactors(card, $"{path}.qualityFactors");
        for (var i = 0; i < card.Volume.Count; i++)
        {
            var isLast = i == card.Volume.Count - 1;
            if (card.Volume[i].UpTo is null != isLast)
            {
                problems.Add($"{path}.volume[{i}]", "gap", isLast ? "the last step ends, and what comes after it has no factor" : "only the last step can be without upTo", isLast ? "leave out upTo in the last step" : "say up to which outcome this step goes");
            }
            else if (i > 0 && card.Volume[i].UpTo < card.Volume[i - 1].UpTo)
            {
                problems.Add($"{path}.volume[{i}].upTo", "not-in-order", $"{card.Volume[i].UpTo} is below the step before it", "put the steps in ascending order", $"{path}.volume[{i - 1}].upTo");
            }
        }
    }

    private void CheckMetric(RateCard card, MetricTerms metric, string path, string listPath)
    {
        problems.CheckWhole($"{path}.costLines", metric.CostLines);
        if (fund is not null)
        {
            foreach (var line in metric.CostLines.Keys)
            {
                problems.CheckKnown($"{path}.costLines{TermsPath.Key(line)}", line, "cost line", [.. fund.CostLines.Select(known => known.Id)], "$.costLines");
            }
        }

        problems.CheckKnown($"{path}.after", metric.After, "metric", [.. card.Metrics.Select(known => known.Id)], listPath);
        if (NeedsItself(card, metric))
        {
            problems.Add($"{path}.after", "circle", $"'{metric.Id}' has to be achieved before itself, so it never can be", "take one metric out of the circle", listPath);
        }

        CheckTrigger(card, metric.Trigger, $"{path}.trigger", listPath);
    }

    private static bool NeedsItself(RateCard card, MetricTerms metric)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(metric.After);
        while (waiting.TryPop(out var id))
        {
            if (reached.Add(id))
            {
                foreach (var earlier in card.Metric(id)?.After ?? [])
                {
                    waiting.Push(earlier);
                }
            }
        }

        return reached.Contains(metric.Id);
    }

    private void CheckTrigger(RateCard card, Trigger trigger, string path, string listPath)
    {
        switch (trigger)
        {
            case SustainedTrigger sustained when sustained.Weeks is null == sustained.Months is null:
                problems.Add(path, "contradiction", sustained.Weeks is null ? "it does not say for how long" : "it has both weeks and months", "give weeks or months, one of them");
                break;
            case RollingTrigger rolling when rolling.Months > rolling.Within:
                problems.Add($"{path}.months", "contradiction", $"{rolling.Months} months do not fit into {rolling.Within}", "let the window be as long or longer", $"{path}.within");
                break;
            case AuditTrigger audit when fund is not null:
                CheckTier($"{path}.tier", audit.Tier, fund.Quality);
                break;
            case AuditTrigger audit when card.QualityFactors is { } factors:
                problems.CheckKnown($"{path}.tier", audit.Tier, "tier", [.. factors.Keys], listPath);
                break;
            default:
                break;
        }
    }

    private void CheckQualityFactors(RateCard card, string path)
    {
        if (card.QualityFactors is not { } factors || fund is null)
        {
            return;
        }

        foreach (var tier in factors.Keys)
        {
            CheckTier(path + TermsPath.Key(tier), tier, fund.Quality);
        }

        var missing = fund.Quality.Tiers.Select(tier => tier.Id).Where(tier => !factors.ContainsKey(tier)).ToList();
        if (missing.Count > 0)
        {
            problems.Add(path, "gap", $"there is no factor for {string.Join(", ", missing)}", "name every tier, with \"not-payable\" where nothing is to be paid", "$.quality.tiers");
        }
    }

    private void CheckTier(string path, string tier, QualityTerms quality) =>
        problems.CheckKnown(path, tier, "tier", [.. quality.Tiers.Select(known => known.Id)], "$.quality.tiers");

    private void CheckHoldback(ContractTerms contract, string path)
    {
        if (contract.Holdback is not { } holdback)
        {
            return;
        }

        if (holdback.ReleaseOn is null == holdback.ReleaseDate is null)
        {
            problems.Add($"{path}.holdback", "contradiction", holdback.ReleaseOn is null ? "nothing ever releases it" : "a metric and a date both release it", "give releaseOn or releaseDate, one of them");
        }

        for (var i = 0; holdback.ReleaseOn is { } metric && i < contract.RateCards.Count; i++)
        {
            var card = contract.RateCards[i];
            if (card.Metric(metric) is null)
            {
                problems.Add($"{path}.holdback.releaseOn", "unknown-id", $"the card of {card.Effective:uuuu-MM-dd} has no metric '{metric}', so its holdback would never be released", Nearest.Remedy(metric, [.. card.Metrics.Select(known => known.Id)], "name a metric of every card"), $"{path}.rateCards");
            }
        }
    }
}
