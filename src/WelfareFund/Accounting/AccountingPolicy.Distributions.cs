using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public static partial class AccountingPolicy
{
    private static IEnumerable<(string Title, string Why, FundEvent Example)> DistributionExamples(Currency eur)
    {
        var investor = new InvestorId("investor");
        yield return ("A distribution returns capital", "Owed from the day it is distributed. What may be called again is unfunded once more.", new CapitalReturned("DIST-1", 2, investor, "senior", new(5_000_000, eur), new(1_000_000, eur)));
        yield return ("A distribution pays a return", "Preferred return and profit lower equity; they are no cost of the fund.", new ReturnDistributed("DIST-1", 1, investor, "senior", true, new(600_000, eur)));
        yield return ("Principal is recycled", "Nothing is owed or paid: a memorandum counts it against the limit.", new PrincipalRecycled("DIST-1", 2, investor, "senior", new(2_000_000, eur)));
        yield return ("A distribution gives a share to the manager, or the rest to whom the terms name at the end of the fund", "", new ShareDistributed("DIST-1", 4, "manager", new(35_000, eur)));
        yield return ("An investor is paid", "", new PaymentInstructed("P-202502-003", "main", PaymentTo.Investor, "investor/senior", new(5_600_000, eur), []));
        yield return ("The manager is paid", "", new PaymentInstructed("P-202502-004", "main", PaymentTo.Recipient, "manager", new(35_000, eur), []));
    }
}
