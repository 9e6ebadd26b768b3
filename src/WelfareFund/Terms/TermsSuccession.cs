using WelfareFund.Refusals;

namespace WelfareFund.Terms;

/// <summary>What a new version of a fund's terms may not do to the one before it.</summary>
public static class TermsSuccession
{
    /// <summary>A cost line that was recruitment or protection and is to be service: what was spent on it would enter the cap on workers' contributions.</summary>
    /// <remarks>Rules: docs/rules.md, section 5 "Contributions", "The cap".</remarks>
    public static CostLine? MadeService(FundTerms before, FundTerms after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return after.CostLines.FirstOrDefault(line => line.Kind is CostLineKind.Service && before.CostLine(line.Id) is { Kind: not CostLineKind.Service });
    }

    /// <summary>A contract that the books go on with: it stays in the terms, in its currency, and says how its advance comes back.</summary>
    /// <returns><c>contract-gone</c>, <c>contract-currency</c>, <c>advance-gone</c>; null where nothing is against the new terms.</returns>
    /// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Later terms".</remarks>
    public static Refusal? Broken(FundTerms before, FundTerms after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Contracts.Select(contract => Broken(contract, after.Contract(contract.Id))).FirstOrDefault(broken => broken is not null);
    }

    private static Refusal? Broken(ContractTerms before, ContractTerms? after)
    {
        var place = $"$.contracts[{before.Id}]";
        if (after is null)
            return new("contract-gone", place, $"the contract '{before.Id}' is gone, and its claims, holdbacks and payments are not", "leave it in, and end it with its last day (to)");
        if (after.Currency != before.Currency)
            return new("contract-currency", place + ".currency", $"what the contract owes is in {before.Currency}, and no term makes {after.Currency} of it", "end this contract, and begin another");
        return before.Advance is not null && after.Advance is null
            ? new("advance-gone", place + ".advance", "nothing says any more how what was advanced comes back", "leave the advance in; a lower amount advances nothing more, and recoverShare may change")
            : null;
    }
}
