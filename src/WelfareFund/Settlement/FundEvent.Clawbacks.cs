using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Evidence took an accepted outcome back, at the rate it was booked at.</summary>
/// <param name="Gross">What still stood of it; the next four sum to it.</param>
/// <param name="FromHoldback">Held back and not released.</param>
/// <param name="FromPayable">Owed and not yet instructed.</param>
/// <param name="AdvanceRestored">What it had recovered of the contract's advance, which is outstanding again.</param>
/// <param name="Receivable">The provider has it and returns it, out of its next payouts first.</param>
/// <param name="Revision">That of the acceptance.</param>
/// <param name="UsesFundMaximum">Whether the fund has a maximum of its own that is free again by <paramref name="BaseAmount"/>.</param>
public sealed record OutcomeClawedBack(
    ClaimId Claim, WorkerId Worker, string Contract, string Corridor, Money Gross, Money BaseAmount, Money FromHoldback, Money FromPayable,
    Money AdvanceRestored, Money Receivable, bool UsesMaximum, IReadOnlyList<CostPart> Parts, int Revision, bool UsesFundMaximum = false) : FundEvent;

/// <summary>What had released a claim's holdback was clawed back: it is held back again.</summary>
/// <param name="By">The claim that had released it.</param>
/// <param name="Amount">The sum of the three after it.</param>
/// <param name="Revision">That of the release.</param>
public sealed record HoldbackRetaken(
    ClaimId Claim, ClaimId By, string Contract, Money Amount, Money FromPayable, Money AdvanceRestored, Money Receivable, int Revision) : FundEvent;

/// <summary>What releases a claim's holdback can no longer happen: it lowers the outcome's cost, at the rate it was booked at.</summary>
/// <param name="Parts">Sum to <paramref name="BaseAmount"/>.</param>
/// <param name="Revision">That of the acceptance.</param>
public sealed record HoldbackForfeited(
    ClaimId Claim, WorkerId Worker, string Contract, string Corridor, Money Amount, Money BaseAmount, bool UsesMaximum, IReadOnlyList<CostPart> Parts,
    int Revision, bool UsesFundMaximum = false) : FundEvent;

/// <summary>A payout pays what the provider has to return.</summary>
/// <param name="Claim">Whose payout.</param>
/// <param name="Holdback">Whether it is the released holdback rather than the payout.</param>
/// <param name="Revision">How often this payout was netted before.</param>
public sealed record ClawbackNetted(ClaimId Claim, bool Holdback, string Contract, Money Amount, int Revision) : FundEvent;

/// <param name="Revision">That of the acceptance.</param>
public sealed record OversightReversed(ClaimId Claim, string Payee, Money BaseAmount, int Revision) : FundEvent;

/// <summary>What a grant had paid for did not last: it is unspent again.</summary>
/// <param name="Spent">Revision of the <see cref="GrantReleased"/> that it reverses.</param>
/// <param name="Revision">How often some of it was restored before.</param>
public sealed record GrantRestored(string Grant, ClaimId Claim, string CostLine, string Corridor, Money BaseAmount, int Spent, int Revision) : FundEvent;

/// <summary>A contract begins with working capital for the provider, or later terms raise it; it is owed like a payout.</summary>
/// <param name="Revision">How often the contract was advanced something before.</param>
public sealed record AdvanceGranted(string Contract, Money Amount, int Revision = 0) : FundEvent
{
    private const string Prefix = "advance:";

    /// <summary>What the advance stands under among the claims that a payment pays; no imported id holds a colon.</summary>
    public static ClaimId PaidAs(string contract, int revision) =>
        new(Prefix + contract + (revision == 0 ? "" : FormattableString.Invariant($":{revision}")));

    public static bool Is(ClaimId claim) => claim.Value.StartsWith(Prefix, StringComparison.Ordinal);
}

/// <summary>A payout recovers a part of the advance.</summary>
/// <param name="Claim">Whose payout.</param>
/// <param name="Holdback">Whether it is the released holdback rather than the payout.</param>
/// <param name="Revision">How often this payout recovered before.</param>
public sealed record AdvanceRecovered(ClaimId Claim, bool Holdback, string Contract, Money Amount, int Revision) : FundEvent;
