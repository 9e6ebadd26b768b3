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
}
