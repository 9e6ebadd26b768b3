using NodaTime;
using NodaTime.Text;
using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    public static PartyKind PartyOf(DebtorKind debtor) => debtor switch
    {
        DebtorKind.Worker => PartyKind.Worker,
        DebtorKind.Employer => PartyKind.Employer,
        DebtorKind.Agency => PartyKind.Contract,
        DebtorKind.OutcomePayer => PartyKind.Funder,
        _ => throw new ArgumentOutOfRangeException(nameof(debtor), debtor, "Nobody of this kind owes the fund."),
    };

    /// <summary>Nothing is income yet. Where the worker pays, the fee uses up what was disclosed.</summary>
    private IEnumerable<EventEntry> Of(MembershipStarted what)
    {
        yield return new EventEntry(
            new("contribution", YearMonthPattern.Iso.Format(what.StartedOn.ToYearMonth()), what.Worker.Value, $"membership:{what.Agreement}"),
            [OwedBy(what.From, what.Fee, what.Corridor),
             Credit(AccountRole.UnearnedMembership, what.Fee, corridor: what.Corridor),
             .. what.From.Kind is DebtorKind.Worker
                ? (IEnumerable<Posting>)[Debit(AccountRole.ContributionCap, what.Fee, Worker(what.Worker)), Credit(AccountRole.ContributionHeadroom, what.Fee, Worker(what.Worker))]
                : []]);
    }

    private IEnumerable<EventEntry> Of(MembershipEarned what)
    {
        yield return new EventEntry(
            new("membership", YearMonthPattern.Iso.Format(what.Month), $"{what.Worker}:{LocalDatePattern.Iso.Format(what.StartedOn)}", "earned"),
            [Debit(AccountRole.UnearnedMembership, what.Amount, corridor: what.Corridor),
             .. Converting(-what.Amount, -what.BaseAmount),
             Credit(AccountRole.MembershipIncome, what.BaseAmount, corridor: what.Corridor)]);
    }

    /// <summary>The payer's own debt, in its own currency; income is in base currency.</summary>
    private IEnumerable<EventEntry> Of(PayerDue what)
    {
        yield return new EventEntry(
            new("contribution", YearMonthPattern.Iso.Format(what.Month), what.Subject, $"{Part(what.For)}:{what.From.Id}", what.Revision),
            [OwedBy(what.From, what.Amount, what.Corridor),
             .. Converting(-what.Amount, -what.BaseAmount),
             Credit(what.From.Kind is DebtorKind.OutcomePayer ? AccountRole.OutcomePayerIncome : AccountRole.EmployerContributions, what.BaseAmount, corridor: what.Corridor)]);
    }

    private static string Part(DueFor why) => why switch
    {
        DueFor.WageShare => "share",
        DueFor.Outcome => "outcome",
        DueFor.Support => "support",
        DueFor.Bond => "bond",
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "Nothing is owed for this."),
    };

    /// <summary>In its own currency and never converted: what came in is what goes back.</summary>
    private IEnumerable<EventEntry> Of(SavingsReceived what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "savings",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            Credit(AccountRole.WorkerSavingsPayable, what.Amount, Worker(what.Worker)));
    }

    private IEnumerable<EventEntry> Of(PayerPaid what, LocalDate concerns)
    {
        yield return BankEntry(what.BankLine, concerns, "payer",
            Debit(AccountRole.Bank, what.Amount, qualifier: what.BankAccount),
            OwedBy(what.By, -what.Amount));
    }

    private Posting OwedBy(Debtor debtor, Money amount, string? corridor = null) => Debit(
        debtor.Kind switch
        {
            DebtorKind.Worker => AccountRole.ContributionsReceivable,
            DebtorKind.Employer => AccountRole.EmployerReceivable,
            DebtorKind.Agency => AccountRole.AgencyReceivable,
            _ => AccountRole.OutcomePayerReceivable,
        }, amount, party(PartyOf(debtor.Kind), debtor.Id), corridor: corridor);
}
