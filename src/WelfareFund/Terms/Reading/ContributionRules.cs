namespace WelfareFund.Terms.Reading;

/// <summary>What has to hold within a set of contribution terms, and between it and its fund.</summary>
/// <param name="fund">Null when the terms are read alone.</param>
internal sealed class ContributionRules(Problems problems, FundTerms? fund)
{
    internal void Check(ContributionTerms terms, string path)
    {
        CheckPayer(terms, path);
        CheckVersions(terms.Floor, $"{path}.floor", (floor, at) => CheckCurrency(floor.Amount, terms, at, path));
        CheckVersions(terms.Cap, $"{path}.cap", (cap, at) => CheckCap(cap, terms, at, path));
        if (fund is null)
        {
            return;
        }

        problems.CheckBankAccount($"{path}.currency", terms.Currency, fund);
        problems.CheckKnown($"{path}.carryingTiers", terms.CarryingTiers, "tier", [.. fund.Quality.Tiers.Select(tier => tier.Id)], "$.quality.tiers");
        if (terms is { Payer: Payer.Worker or Payer.Employer, Payments: null, WindowMonths: null, Cap: null })
        {
            problems.Add(path, "never-ends", "nothing ever ends an agreement on these terms", "give a cap, payments or windowMonths");
        }

        if (terms.OutcomePayer?.PerOutcome is not null && fund.Contributions.FirstOrDefault(other => other.OutcomePayer?.PerOutcome is not null) is { } first && first.Id != terms.Id)
        {
            problems.Add($"{path}.outcomePayer.perOutcome", "sold-twice", $"'{first.Id}' pays for every accepted outcome already, and no outcome is sold twice", "let one payer pay for each outcome, and the others a fixed amount a month");
        }

        if (terms.Savings is { } savings)
        {
            CheckSavings(savings, terms, path, fund);
        }
    }

    /// <summary>Each payer has its own terms, and no others.</summary>
    private void CheckPayer(ContributionTerms terms, string path)
    {
        var payer = ((EnumShape)Shape.Of(typeof(Payer))).NameOf(terms.Payer);
        var takesShare = terms.Payer is Payer.Worker or Payer.Employer or Payer.Savings;
        Expect(terms.Share, "share", takesShare);
        Expect(terms.Bond, "bond", terms.Payer is Payer.EmployerBond);
        Expect(terms.Membership, "membership", terms.Payer is Payer.Membership);
        Expect(terms.Savings, "savings", terms.Payer is Payer.Savings);
        Expect(terms.OutcomePayer, "outcomePayer", terms.Payer is Payer.Government or Payer.Donor);
        if (terms.OutcomePayer is { } outcomes && outcomes.PerOutcome is null == outcomes.Fixed is null)
        {
            problems.Add($"{path}.outcomePayer", "contradiction", outcomes.Fixed is null ? "it does not say what is paid" : "it has both perOutcome and fixed", "give perOutcome or fixed, one of them");
        }

        void Expect(object? own, string key, bool expected)
        {
            if (own is null == expected)
            {
                problems.Add($"{path}.{key}", expected ? "missing-key" : "contradiction", expected ? $"the payer '{payer}' needs this key" : $"the payer '{payer}' has no use for this key", expected ? "add it" : "leave it out, or name another payer", $"{path}.payer");
            }
        }
    }

    private void CheckCap(CapTerms cap, ContributionTerms terms, string path, string termsPath)
    {
        if (cap.Amount is null && cap.TimesServiceCost is null)
        {
            problems.Add(path, "missing-key", "the cap does not say how much", "give an amount, timesServiceCost, or both");
        }

        if (cap.Amount is { } amount)
        {
            CheckCurrency(amount, terms, path, termsPath);
        }

        if (fund is null)
        {
            return;
        }

        problems.CheckKnown($"{path}.costLines", cap.CostLines, "cost line", [.. fund.CostLines.Select(line => line.Id)], "$.costLines");
        if (cap is { CostLines: not null, TimesServiceCost: null, Amount: not null })
        {
            problems.Add($"{path}.costLines", "contradiction", "these cost lines are those that timesServiceCost counts, and there is none", "add timesServiceCost, or leave costLines out");
        }

        for (var i = 0; IsTheWorkersMoney(terms) && i < (cap.CostLines?.Count ?? 0); i++)
        {
            if (fund.CostLine(cap.CostLines![i]) is { Kind: not CostLineKind.Service } line)
            {
                problems.Add($"{path}.costLines[{i}]", "recruitment-fee", $"'{line.Id}' is a {line.Kind.ToString().ToLowerInvariant()} cost, and no worker pays for that", "name cost lines of kind service only", "$.costLines");
            }
        }

        if (cap.TimesServiceCost is not null && fund.CostLines.All(line => line.Kind is not CostLineKind.Service))
        {
            problems.Add($"{path}.timesServiceCost", "contradiction", "no cost line is a service, so this cap is always nothing", "give an amount instead, or add a cost line of kind service", "$.costLines");
        }
    }

    private static bool IsTheWorkersMoney(ContributionTerms terms) =>
        terms.Payer is Payer.Worker or Payer.Savings || terms.Membership?.PaidBy is MembershipPayer.Worker;

    private void CheckCurrency(Money amount, ContributionTerms terms, string path, string termsPath)
    {
        if (amount.Currency != terms.Currency)
        {
            problems.Add($"{path}.currency", "contradiction", $"the amount is in {amount.Currency}, but the agreement is in {terms.Currency}", $"give the amount in {terms.Currency}", $"{termsPath}.currency", $"{path}.amount");
        }
    }

    private void CheckSavings(SavingsTerms savings, ContributionTerms terms, string path, FundTerms whole)
    {
        problems.CheckKnown($"{path}.savings.account", savings.Account, "bank account", [.. whole.BankAccounts.Select(account => account.Id)], "$.bankAccounts");
        if (whole.BankAccount(savings.Account) is { } account && account.Currency != terms.Currency)
        {
            problems.Add($"{path}.savings.account", "contradiction", $"'{account.Id}' is in {account.Currency}, but the agreement is in {terms.Currency}", $"name an account in {terms.Currency}", $"{path}.currency", "$.bankAccounts");
        }
    }

    private static void CheckVersions<T>(Dated<T>? dated, string path, Action<T, string> check)
    {
        if (dated is null)
        {
            return;
        }

        var isAlways = DatedTerms.IsAlways(DatedTerms.VersionsOf(dated));
        for (var i = 0; i < dated.Versions.Count; i++)
        {
            check(dated.Versions[i].Value, isAlways ? path : path + TermsPath.Index(i));
        }
    }
}

internal static class BankAccounts
{
    /// <summary>Reports a currency that the fund cannot pay or receive.</summary>
    internal static void CheckBankAccount(this Problems problems, string path, Currency currency, FundTerms fund)
    {
        if (fund.BankAccounts.All(account => account.Currency != currency))
        {
            problems.Add(path, "no-bank-account", $"the fund has no bank account in {currency}", $"add one to $.bankAccounts, or name one of: {string.Join(", ", fund.BankAccounts.Select(account => account.Currency.Code).Distinct())}", "$.bankAccounts");
        }
    }
}
