using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public static partial class AccountingPolicy
{
    private static IEnumerable<(string Title, string Why, FundEvent Example)> PayerExamples()
    {
        var eur = Currency.Of("EUR");
        var worker = new WorkerId("W00001");
        yield return ("A deployment begins a membership", "The fee is owed by whoever pays it, and owed to the member until it is earned.",
            new MembershipStarted(new("A-2"), worker, new(DebtorKind.Employer, "care-home"), Day, 24, "ph-de", new(2_500, eur)));
        yield return ("A month of a membership is earned", "", new MembershipEarned(worker, Day, new(2025, 2), "ph-de", new(104, eur), new(104, eur)));
        yield return ("An employer owes a share of its wage bill", "Income of the fund, and no debt of the worker's.",
            new PayerDue(DueFor.WageShare, new(DebtorKind.Employer, "care-home"), "A-3", new(2025, 1), 0, "ph-de", new(24_000, eur), new(24_000, eur)));
        yield return ("A month of a bond accrues", "To the employer of those days, if it signed. Days that nobody signed for are never booked.",
            new PayerDue(DueFor.Bond, new(DebtorKind.Employer, "care-home"), "A-4", new(2025, 2), 0, "ph-de", new(9_205, eur), new(9_205, eur)));
        yield return ("An outcome payer owes for an accepted outcome", "So much for each outcome, or a fixed amount a month; a receivable from the government or donor.",
            new PayerDue(DueFor.Outcome, new(DebtorKind.OutcomePayer, "ministry"), "C-1", new(2025, 2), 0, "ph-de", new(120_000, eur), new(120_000, eur)));
        yield return ("Savings arrive", "The worker's own money, owed back from that day; what an employer is to pass on posts nothing before it is there.",
            new SavingsReceived("main:8", "main", new("A-5"), worker, new(15_000, eur)));
        yield return ("Savings are given back", "On return, or to the heirs.", new PaymentInstructed("P-202502-002", "main", PaymentTo.Savings, "W00001", new(90_000, eur), []));
        yield return ("An employer, an agency or an outcome payer pays", "", new PayerPaid("main:7", "main", new(DebtorKind.Employer, "care-home"), new(2_500, eur)));
    }
}
