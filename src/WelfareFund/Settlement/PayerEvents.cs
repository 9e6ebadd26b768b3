using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Who owes the fund.</summary>
/// <param name="Id">The worker's or employer's id, the agency's contract, the id of the outcome payer's terms.</param>
public sealed record Debtor(DebtorKind Kind, string Id);

public enum DebtorKind
{
    Worker,
    Employer,

    /// <summary>The provider under whose contract the worker was placed.</summary>
    Agency,

    /// <summary>A government or a donor.</summary>
    OutcomePayer,
}

/// <summary>What somebody else than a worker owes for a month, or the difference that newer facts make.</summary>
/// <param name="Subject">The agreement, for outcomes the claim, for support the id of the payer's terms.</param>
/// <param name="Month">The wage month of a share of pay, else the month it settles in.</param>
/// <param name="Revision">Counts what was booked before on the same matter for the same debtor, from 0.</param>
/// <param name="BaseAmount">
/// <paramref name="Amount"/> at the rate of its day, half-up; of a corrected share what the whole share comes to, less what was booked; of what is taken back whole what was booked.
/// </param>
public sealed record PayerDue(
    DueFor For, Debtor From, string Subject, YearMonth Month, int Revision, string? Corridor, Money Amount, Money BaseAmount) : FundEvent;

public enum DueFor
{
    /// <summary>A share of the wage bill, owed by the employer.</summary>
    WageShare,

    /// <summary>An accepted outcome.</summary>
    Outcome,

    /// <summary>A fixed amount a month.</summary>
    Support,

    /// <summary>The days of a bond, owed by the employer of those days.</summary>
    Bond,

    /// <summary>The share of pay that an employer passes on for the worker to keep. Expected, never the fund's: it posts nothing.</summary>
    Savings,
}

/// <summary>A deployment began, and with it a membership: the fee is due whole and earned by month.</summary>
/// <param name="From">Who pays the fee.</param>
/// <param name="StartedOn">The first day of the term.</param>
/// <param name="Months">How many months the fee covers.</param>
public sealed record MembershipStarted(
    AgreementId Agreement, WorkerId Worker, Debtor From, LocalDate StartedOn, int Months, string Corridor, Money Fee) : FundEvent
{
    /// <summary>The last day of the term.</summary>
    public LocalDate Through => StartedOn.PlusMonths(Months).PlusDays(-1);
}

/// <summary>A month of a membership is over and its part of the fee is income.</summary>
/// <param name="StartedOn">Of the membership.</param>
/// <param name="BaseAmount"><paramref name="Amount"/> at the month's closing rate, half-up.</param>
public sealed record MembershipEarned(WorkerId Worker, LocalDate StartedOn, YearMonth Month, string Corridor, Money Amount, Money BaseAmount) : FundEvent;

/// <summary>A worker's savings arrived. They are owed to the worker from that day, and nobody's income.</summary>
public sealed record SavingsReceived(string BankLine, string BankAccount, AgreementId Agreement, WorkerId Worker, Money Amount) : FundEvent;

/// <summary>An employer, an agency or an outcome payer paid. What exceeds its dues stands as its credit against the next ones.</summary>
public sealed record PayerPaid(string BankLine, string BankAccount, Debtor By, Money Amount) : FundEvent;
