using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>The loss is at the rate of the day; the memorandum gives back what the due had used of the cap.</summary>
    private IEnumerable<EventEntry> Of(ContributionWrittenOff what, LocalDate concerns)
    {
        var worker = Worker(what.Worker);
        var baseAmount = what.Parts.Aggregate(Money.Zero(baseCurrency), (sum, part) => sum + part.BaseAmount);
        yield return Entry("write-off", concerns, what.Worker.Value, PartOf(what.Parts[0].Due.IsNegative ? "taken-back" : "arrears", what.Agreement, what.FollowsAnother),
            [Debit(AccountRole.LossesOnReceivables, baseAmount),
             .. what.Parts.SelectMany(part => (IEnumerable<Posting>)
                [Credit(AccountRole.ContributionsReceivable, part.Due, worker), .. Converting(part.Due, part.BaseAmount)]),
             Debit(AccountRole.ContributionHeadroom, what.Counted, worker),
             Credit(AccountRole.ContributionCap, what.Counted, worker)]);
    }

    private IEnumerable<EventEntry> Of(RefundOwed what, LocalDate concerns)
    {
        yield return Entry("refund", concerns, what.Worker.Value, what.Amount.Currency.Code,
            Debit(AccountRole.ContributionsReceivable, what.Amount, Worker(what.Worker)),
            Credit(AccountRole.WorkerRefundsPayable, what.Amount, Worker(what.Worker)));
    }

    private IEnumerable<EventEntry> Of(AllowanceAdjusted what, LocalDate concerns)
    {
        yield return Entry("allowance", concerns, YearMonthPattern.Iso.Format(what.Month), "adjusted",
            Debit(AccountRole.LossesOnReceivables, what.Change),
            Credit(AccountRole.ContributionsAllowance, what.Change));
    }

    /// <summary>The worker has paid; the employer owes it.</summary>
    private IEnumerable<EventEntry> Of(ContributionDeducted what, LocalDate concerns)
    {
        yield return Entry("deduction", concerns, what.Deduction, "deducted",
            Debit(AccountRole.DeductedByEmployers, what.Amount, party(PartyKind.Employer, what.Employer.Value)),
            Credit(AccountRole.ContributionsReceivable, what.Amount, Worker(what.Worker)));
    }

    private IEnumerable<EventEntry> Of(DeductionsReceived what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "deductions",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.DeductedByEmployers, what.Amount, party(PartyKind.Employer, what.Employer.Value)));
    }
}
