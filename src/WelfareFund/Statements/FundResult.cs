using WelfareFund.Accounting;

namespace WelfareFund.Statements;

/// <summary>A net result by the lines of an investor's roll-forward, in base currency; costs and losses are negative.</summary>
public sealed record FundResult(
    Money ContributionIncome, Money GrantIncome, Money OutcomePayments, Money AdministrationAndOversight, Money ExchangeResult, Money Losses, Money Other)
{
    public Money Total => ContributionIncome + GrantIncome + OutcomePayments + AdministrationAndOversight + ExchangeResult + Losses + Other;

    public static FundResult Of(IncomeStatement statement)
    {
        var lines = statement.Income.Select(line => (Role: ChartOfAccounts.RoleOf(line.Account), line.Amount))
            .Concat(statement.Expenses.Select(line => (Role: ChartOfAccounts.RoleOf(line.Account), Amount: -line.Amount))).ToList();
        var result = new FundResult(
            Sum(AccountRole.ContributionIncome, AccountRole.EmployerContributions, AccountRole.OutcomePayerIncome, AccountRole.MembershipIncome), Sum(AccountRole.GrantIncome), Sum(AccountRole.OutcomePayments),
            Sum(AccountRole.Administration) + Sum(AccountRole.Oversight), statement.ExchangeResult, Sum(AccountRole.LossesOnReceivables), Sum());
        return result with { Other = statement.NetResult - result.Total };

        Money Sum(params AccountRole[] roles) => lines.Where(line => roles.Contains(line.Role)).Aggregate(Money.Zero(statement.ExchangeResult.Currency), (sum, line) => sum + line.Amount);
    }

    /// <summary>
    /// One investor's part: of every line what falls to its paid-in capital by largest remainder. What its own net result differs from the sum, the
    /// waterfall's ranks moved, and stands in <see cref="Other"/>.
    /// </summary>
    /// <param name="paidIn">Of all investors, in the stable order that decides ties; minor units.</param>
    /// <param name="place">The investor's place in it.</param>
    /// <param name="netResult">What the investor's capital account gained.</param>
    public FundResult ShareOf(ReadOnlySpan<long> paidIn, int place, Money netResult)
    {
        var weights = paidIn.ToArray();
        var none = !weights.Any(weight => weight > 0);
        var share = new FundResult(
            Part(ContributionIncome), Part(GrantIncome), Part(OutcomePayments), Part(AdministrationAndOversight), Part(ExchangeResult), Part(Losses), Money.Zero(Other.Currency));
        return share with { Other = netResult - share.Total };

        Money Part(Money line) => none ? Money.Zero(line.Currency) : Allocation.Split(line, weights)[place];
    }
}
