using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Of what corrections added, so much is to be paid with this wage month. Posts nothing: it is owed already.</summary>
public sealed record ArrearsCalled(AgreementId Agreement, WorkerId Worker, YearMonth WageMonth, Money Amount) : FundEvent;

/// <summary>What a worker still owed is given up; negative where a later correction shows that it was never due.</summary>
/// <param name="WageMonth">The wage month it was given up with.</param>
/// <param name="Counted">In agreement currency: the clocks count so much less.</param>
/// <param name="Parts">One for each currency of pay, the base amounts at the rate of the day.</param>
/// <param name="FollowsAnother">Not the worker's first agreement: its entries name it.</param>
public sealed record ContributionWrittenOff(
    AgreementId Agreement, WorkerId Worker, YearMonth WageMonth, Money Counted, IReadOnlyList<DuePart> Parts, bool FollowsAnother = false) : FundEvent;

/// <summary>What a worker paid too much is owed back.</summary>
public sealed record RefundOwed(AgreementId Agreement, WorkerId Worker, Money Amount) : FundEvent;

/// <summary>The allowance for what will not come, brought to what the ages of the debts ask for.</summary>
/// <param name="Change">In base currency; negative where less is asked for than before.</param>
public sealed record AllowanceAdjusted(YearMonth Month, Money Required, Money Change) : FundEvent;

/// <summary>An employer kept a contribution from a worker's pay: the worker has paid, the employer owes it.</summary>
public sealed record ContributionDeducted(string Deduction, WorkerId Worker, EmployerId Employer, Money Amount) : FundEvent;

/// <summary>An employer passed on what it had deducted, for one worker or many.</summary>
public sealed record DeductionsReceived(string BankLine, string BankAccount, EmployerId Employer, Money Amount) : FundEvent;
