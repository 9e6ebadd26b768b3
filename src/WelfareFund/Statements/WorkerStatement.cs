using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Statements;

/// <summary>The figures of a worker's contribution statement: what was earned, due and paid month by month, and how much is left.</summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions".</remarks>
public sealed record WorkerStatement : IDocument
{
    /// <param name="balances">What the books say the worker owes in each currency; negative is credit.</param>
    /// <exception cref="ArgumentException">The months do not come to what the books say.</exception>
    public WorkerStatement(
        WorkerHead head, WorkerAgreement agreement, IReadOnlyList<WorkerMonth> months, IReadOnlyList<WorkerFee> fees, IReadOnlyList<Money> received, IReadOnlyList<Money> balances, ContributionsLeft left)
    {
        Totals = [.. months.SelectMany(month => month.Dues).Concat(fees.Select(fee => fee.Amounts)).GroupBy(due => due.Due.Currency).OrderBy(dues => dues.Key)
            .Select(dues => dues.Aggregate(ContributionAmounts.Zero(dues.Key), (sum, due) => sum + due))];
        Credits = [.. received.Select(money => money - (Totals.FirstOrDefault(total => total.Due.Currency == money.Currency)?.Paid ?? Money.Zero(money.Currency))).Where(credit => !credit.IsZero)];
        foreach (var currency in Totals.Select(total => total.Due.Currency).Concat(received.Concat(balances).Select(money => money.Currency)).Distinct())
        {
            var open = Totals.Where(total => total.Due.Currency == currency).Aggregate(Money.Zero(currency), (sum, total) => sum + total.Open)
                - Credits.Where(credit => credit.Currency == currency).Aggregate(Money.Zero(currency), (sum, credit) => sum + credit);
            var books = balances.FirstOrDefault(balance => balance.Currency == currency, Money.Zero(currency));
            if (open != books)
            {
                throw new ArgumentException($"The months of {head.Worker} come to {open}; the books say {books}.");
            }
        }

        (Head, Agreement, Months, Fees, Left) = (head, agreement, months, fees, left);
    }

    public WorkerHead Head { get; }
    public DocumentIdentity Identity => new("worker-statement", Head.Worker.Value, Head.AsOf);
    public long KnownAt => Head.KnownAt;
    public WorkerAgreement Agreement { get; }

    /// <summary>From the month of the first job to the last settled wage month.</summary>
    public IReadOnlyList<WorkerMonth> Months { get; }
    /// <summary>Of memberships that the worker pays, oldest first.</summary>
    public IReadOnlyList<WorkerFee> Fees { get; }
    public ContributionsLeft Left { get; }

    /// <summary>One a currency of pay.</summary>
    public IReadOnlyList<ContributionAmounts> Totals { get; }

    /// <summary>Paid and not needed yet, by currency.</summary>
    public IReadOnlyList<Money> Credits { get; }
}

/// <param name="KnownAt">The log sequence up to which the books were read.</param>
public sealed record WorkerHead(string FundId, string FundName, WorkerId Worker, string WorkerName, LocalDate AsOf, long KnownAt);

/// <param name="Share">Of gross pay, in force on the statement's day; null where the worker pays fees alone.</param>
/// <param name="IsDeducted">The worker's consent to have employers keep it from the pay is in force.</param>
/// <param name="PayInto">The IBAN of the fund's account in agreement currency; null where the terms name none.</param>
public sealed record WorkerAgreement(
    AgreementId Id, LocalDate ConsentOn, Currency Currency, decimal? Share, FloorTerms? Floor, int? MostPayments, int? WindowMonths, int GraceMonths, Money DisclosedCap, bool IsDeducted, string? PayInto, ContactTerms Contact);

/// <param name="Pay">Gross, one a currency; empty where none was reported.</param>
/// <param name="Dues">One a currency in which something was due.</param>
/// <param name="Reason">Why nothing was due; <see cref="ContributionReason.None"/> where something was.</param>
/// <param name="IsReportMissing">An employer's wage report is missing.</param>
public sealed record WorkerMonth(YearMonth Month, IReadOnlyList<Money> Pay, IReadOnlyList<ContributionAmounts> Dues, ContributionReason Reason, bool IsReportMissing);

/// <summary>A membership's fee.</summary>
/// <param name="Through">The last day of the term.</param>
public sealed record WorkerFee(LocalDate From, LocalDate Through, ContributionAmounts Amounts);

public sealed record ContributionAmounts(Money Due, Money Paid, Money WrittenOff)
{
    public Money Open => Due - Paid - WrittenOff;

    public static ContributionAmounts Zero(Currency currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public static ContributionAmounts operator +(ContributionAmounts left, ContributionAmounts right) => new(left.Due + right.Due, left.Paid + right.Paid, left.WrittenOff + right.WrittenOff);
}

/// <summary>What can still come, by each of the three limits; whichever is reached first ends the agreement. In agreement currency.</summary>
/// <param name="Cap">The most that is ever paid, as things stand.</param>
/// <param name="Counted">Of it so far.</param>
/// <param name="Payments">Made so far.</param>
/// <param name="LastMonth">The last wage month that can be counted; null where there is no window.</param>
/// <param name="Ended"><see cref="ContributionReason.None"/> while it goes on.</param>
public sealed record ContributionsLeft(Money? Cap, Money Counted, Money? Money, int Payments, int? PaymentsLeft, YearMonth? LastMonth, ContributionReason Ended);
