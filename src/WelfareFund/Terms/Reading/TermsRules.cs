using NodaTime;

namespace WelfareFund.Terms.Reading;

/// <summary>What has to hold between the terms of a fund, beyond the form of each.</summary>
internal sealed class TermsRules(Problems problems)
{
    internal void Check(FundTerms fund)
    {
        CheckBankAccounts(fund);
        CheckCalendar(fund.Calendar);
        CheckCorridors(fund);
        CheckCostLines(fund);
        CheckQuality(fund.Quality);
        CheckRunning(fund);
        CheckAccounts(fund);
        var contracts = new ContractRules(problems, fund);
        for (var i = 0; i < fund.Contracts.Count; i++)
        {
            contracts.Check(fund.Contracts[i], "$.contracts" + TermsPath.Index(i));
        }

        var contributions = new ContributionRules(problems, fund);
        for (var i = 0; i < fund.Contributions.Count; i++)
        {
            contributions.Check(fund.Contributions[i], "$.contributions" + TermsPath.Index(i));
        }

        new CapitalRules(problems, fund).Check(fund.Capital, "$.capital");
    }

    private void CheckBankAccounts(FundTerms fund)
    {
        const string Path = "$.bankAccounts";
        if (fund.BankAccounts.All(account => account.Currency != fund.BaseCurrency))
        {
            problems.Add(Path, "no-bank-account", $"no account is in {fund.BaseCurrency}, the base currency", $"add a bank account in {fund.BaseCurrency}", "$.baseCurrency");
        }

        for (var i = 0; i < fund.BankAccounts.Count; i++)
        {
            if (fund.BankAccounts[i].Iban is { } iban && !HasRightCheckDigits(iban))
            {
                problems.Add($"{Path}[{i}].iban", "bad-value", $"the check digits of '{iban}' are wrong", "compare it with the bank's letter");
            }
        }
    }

    /// <summary>ISO 7064 MOD 97-10, as ISO 13616 uses it.</summary>
    private static bool HasRightCheckDigits(string iban) =>
        iban.Length > 4 && (iban[4..] + iban[..4]).Aggregate(0, (remainder, c) => char.IsAsciiDigit(c)
            ? ((remainder * 10) + c - '0') % 97
            : ((remainder * 100) + c - 'A' + 10) % 97) == 1;

    private void CheckCalendar(CalendarTerms calendar)
    {
        const string Path = "$.calendar";
        for (var i = 0; i < calendar.Weekend.Count; i++)
        {
            if (calendar.Weekend.Take(i).Contains(calendar.Weekend[i]))
                problems.Add($"{Path}.weekend[{i}]", "duplicate", "this day of the week stands in the list already", "name each day once");
        }

        if (calendar.Weekend.Distinct().Count() == 7)
            problems.Add($"{Path}.weekend", "contradiction", "no day of the week is left for business", "leave out the days on which people work");
        if (calendar.Holidays.Count > 0 && calendar.Country is null)
            problems.Add($"{Path}.holidays", "contradiction", "nothing says whose holidays these are", "name the country: \"country\": \"DE\"", $"{Path}.country");
    }

    private void CheckCorridors(FundTerms fund)
    {
        for (var i = 0; i < fund.Corridors.Count; i++)
        {
            if (fund.Corridors[i].From == fund.Corridors[i].To)
            {
                problems.Add($"$.corridors[{i}].to", "contradiction", $"the corridor leads from {fund.Corridors[i].From} to itself", "name the receiving country", $"$.corridors[{i}].from");
            }
        }
    }

    private void CheckCostLines(FundTerms fund)
    {
        for (var i = 0; i < fund.CostLines.Count; i++)
        {
            if (fund.CostLines[i] is { Kind: CostLineKind.Service, Basis: null } line)
            {
                problems.Add($"$.costLines[{i}].basis", "missing-key", $"the service '{line.Id}' does not say why the job does not need it", "say so in a basis, or make it recruitment, which no worker pays for", $"$.costLines[{i}].kind");
            }
        }
    }

    private void CheckQuality(QualityTerms quality)
    {
        const string Path = "$.quality.tiers";
        for (var i = 1; i < quality.Tiers.Count; i++)
        {
            if (quality.Tiers[i].From >= quality.Tiers[i - 1].From)
            {
                problems.Add($"{Path}[{i}].from", "not-in-order", $"{quality.Tiers[i].From} is not below {quality.Tiers[i - 1].From}, where the tier before it begins", "list the best tier first", $"{Path}[{i - 1}].from");
            }
        }

        if (quality.Tiers.Count > 0 && quality.Tiers[^1].From != 0)
        {
            problems.Add($"{Path}[{quality.Tiers.Count - 1}].from", "gap", $"scores below {quality.Tiers[^1].From} have no tier", "let the last tier begin at 0");
        }

        problems.CheckKnown("$.quality.untestedTier", quality.UntestedTier, "tier", [.. quality.Tiers.Select(tier => tier.Id)], Path);
    }

    private void CheckRunning(FundTerms fund)
    {
        var end = fund.FiscalYearEnd.InYear(2023);
        if (fund.FiscalYearEnd != new AnnualDate(2, 29) && end.Day != end.Calendar.GetDaysInMonth(end.Year, end.Month))
        {
            problems.Add("$.fiscalYearEnd", "bad-value", $"{fund.FiscalYearEnd:MM-dd} is not the last day of a month", "books close at the end of a month, such as \"12-31\"");
        }

        var oversight = fund.Oversight.Sum(payee => payee.ShareOfOutcomes);
        if (oversight > 1)
        {
            problems.Add("$.oversight", "does-not-sum", $"the shares sum to {Scalar.WriteDecimal(oversight)}", "together they are 1 at most");
        }

        for (var i = 1; i < fund.Allowance.Count; i++)
        {
            var (before, step) = (fund.Allowance[i - 1], fund.Allowance[i]);
            if (step.OverdueDays < before.OverdueDays || step.Share < before.Share)
            {
                problems.Add($"$.allowance[{i}]", "not-in-order", "this step is younger than the one before it, or has a smaller share", "put the steps in ascending order; an older debt is never worth more", $"$.allowance[{i - 1}]");
            }
        }
    }

    private void CheckAccounts(FundTerms fund)
    {
        foreach (var same in fund.Accounts.GroupBy(account => account.Value.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var path = "$.accounts" + TermsPath.Key(same.Last().Key) + ".code";
            problems.Add(path, "duplicate", $"the code {same.Key} is already that of '{same.First().Key}'", "give each account its own code", "$.accounts" + TermsPath.Key(same.First().Key) + ".code");
        }
    }
}

internal static class References
{
    /// <summary>Reports an id that nothing has.</summary>
    /// <param name="listPath">Where the known ones stand.</param>
    internal static void CheckKnown(this Problems problems, string path, string id, string noun, IReadOnlyCollection<string> known, string listPath)
    {
        if (!known.Contains(id))
        {
            problems.Add(path, "unknown-id", $"there is no {noun} '{id}'", Nearest.Remedy(id, known, $"add it under {listPath}"), listPath);
        }
    }

    internal static void CheckKnown(this Problems problems, string path, IReadOnlyList<string>? ids, string noun, IReadOnlyCollection<string> known, string listPath)
    {
        for (var i = 0; i < (ids?.Count ?? 0); i++)
        {
            problems.CheckKnown(path + TermsPath.Index(i), ids![i], noun, known, listPath);
        }
    }

    /// <summary>Reports shares of a whole that do not sum to it.</summary>
    internal static void CheckWhole(this Problems problems, string path, IReadOnlyDictionary<string, decimal> shares)
    {
        var sum = shares.Values.Sum();
        if (shares.Count > 0 && sum != 1)
        {
            problems.Add(path, "does-not-sum", $"the shares sum to {Scalar.WriteDecimal(sum)}", "together they have to be 1");
        }
    }
}
