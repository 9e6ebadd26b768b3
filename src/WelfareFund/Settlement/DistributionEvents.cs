using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>A distribution returns paid-in capital to a holding: owed from here, paid by an instruction.</summary>
/// <param name="Step">The place in the waterfall of the step that gave it, from 1.</param>
/// <param name="Recallable">The part that may be called again.</param>
public sealed record CapitalReturned(string Distribution, int Step, InvestorId Investor, string Tranche, Money Amount, Money Recallable) : FundEvent;

/// <summary>A distribution pays a holding more than its capital.</summary>
/// <param name="Preferred">Whether it is preferred return; else it is profit.</param>
public sealed record ReturnDistributed(string Distribution, int Step, InvestorId Investor, string Tranche, bool Preferred, Money Amount) : FundEvent;

/// <summary>Principal stays in the fund for the next workers. It is still the holding's, and counts against the limit of recycling.</summary>
public sealed record PrincipalRecycled(string Distribution, int Step, InvestorId Investor, string Tranche, Money Amount) : FundEvent;

/// <summary>A distribution gives a share to somebody who holds no capital: the manager, or at the end of the fund whom the terms name.</summary>
public sealed record ShareDistributed(string Distribution, int Step, string Payee, Money Amount) : FundEvent;
