using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.Statements;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Statements;

public sealed class CashPositionTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Php = Currency.Of("PHP");

    /// <summary>The rules' example: bank 1,000,000.00, payables 200,000.00, savings 150,000.00, unspent grants 300,000.00; the reserve is 250,000.00.</summary>
    [Fact]
    public void The_worked_example_leaves_100_000_whatever_is_receivable_and_however_little_of_it_will_come()
    {
        var sheet = Sheet(
            ("bank:main", AccountType.Asset, 1_000_000m), ("provider-payable", AccountType.Liability, -200_000m), ("worker-savings-payable", AccountType.Liability, -150_000m),
            ("unspent-grants", AccountType.Equity, -300_000m), ("investor-capital", AccountType.Equity, -400_000m), ("contributions-receivable", AccountType.Asset, 60_000m),
            ("contributions-allowance", AccountType.Asset, -10_000m));

        Distributable(sheet).ShouldBe("100000.00");
    }

    [Fact]
    public void What_was_instructed_and_what_was_paid_ahead_is_not_distributable_either()
    {
        var sheet = Sheet(
            ("bank:main", AccountType.Asset, 1_000_000m), ("payments-in-transit:main", AccountType.Asset, -40_000m), ("contributions-receivable", AccountType.Asset, -500m),
            ("investor-capital", AccountType.Equity, -959_500m));

        // 1,000,000.00 − 40,000.00 − 500.00 − 250,000.00
        Distributable(sheet).ShouldBe("709500.00");
    }

    [Fact]
    public void Another_currency_counts_at_the_days_rate()
    {
        var accounts = new Account[]
        {
            new(1000, "bank:manila", AccountType.Asset, Php, PartyKind.None), new(2000, "provider-payable", AccountType.Liability, null, PartyKind.None), new(6608, "trading:PHP", AccountType.Trading, Php, PartyKind.None),
        }.ToDictionary(account => account.Number);
        var balances = new Dictionary<BalanceKey, long> { [new(1000, Php, 0)] = 61_000_000_00, [new(2000, Php, 0)] = -6_100_000_00, [new(6608, Php, 0)] = -54_900_000_00 };

        // At 61 a million less a hundred thousand, less the reserve.
        Distributable(BalanceSheet.Of(accounts, balances, _ => 61m, Eur).Value).ShouldBe("650000.00");
    }

    private static string Distributable(BalanceSheet sheet)
    {
        var cash = CashPosition.Of(sheet);
        var left = DistributableCash.Of(cash.Held, [.. cash.Bound, new("the reserve", Euros(250_000m))], Eur);
        TraceCalculator.Amount("distributable-cash", TraceText.Sentence(left.Trace), "EUR").ShouldBe(left.Amount.Amount);
        return left.Amount.ToAmountString();
    }

    private static BalanceSheet Sheet(params (string Id, AccountType Type, decimal Debit)[] balances)
    {
        var accounts = balances.Select((balance, i) => new Account(i + 1, balance.Id, balance.Type, null, PartyKind.None)).ToDictionary(account => account.Number);
        return BalanceSheet.Of(accounts, balances.Select((balance, i) => (i, balance.Debit)).ToDictionary(balance => new BalanceKey(balance.i + 1, Eur, 0), balance => Euros(balance.Debit).MinorUnits), _ => null, Eur).Value;
    }

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
