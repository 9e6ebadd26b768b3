using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.Tests.Statements;

public sealed class CashFlowStatementTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Php = Currency.Of("PHP");
    private static readonly LocalDate First = new(2025, 2, 1);
    private static readonly LocalDate Last = new(2025, 3, 31);

    private const int Main = 1000, Manila = 1001, Transit = 1100, Payable = 2000, Called = 3010, Interest = 4200, TradingEur = 6978, TradingPhp = 6608, Unfunded = 9000;

    private static readonly Dictionary<int, Account> Accounts = new Account[]
    {
        new(Main, "bank:main", AccountType.Asset, Eur, PartyKind.None), new(Manila, "bank:manila", AccountType.Asset, Php, PartyKind.None),
        new(Transit, "payments-in-transit:manila", AccountType.Asset, Php, PartyKind.None), new(Payable, "provider-payable", AccountType.Liability, null, PartyKind.Contract),
        new(Called, "called-capital", AccountType.Equity, Eur, PartyKind.Holding), new(Interest, "interest", AccountType.Income, Eur, PartyKind.None),
        new(TradingEur, "trading:EUR", AccountType.Trading, Eur, PartyKind.None), new(TradingPhp, "trading:PHP", AccountType.Trading, Php, PartyKind.None),
        new(Unfunded, "unfunded-commitments", AccountType.Memorandum, Eur, PartyKind.Holding),
    }.ToDictionary(account => account.Number);

    private readonly List<DatedPosting> postings = [];
    private readonly Dictionary<BalanceKey, long> opening = new() { [new(Main, Eur, 0)] = 2_000_00, [new(Called, Eur, 1)] = -2_000_00 };
    private readonly Dictionary<BalanceKey, long> closing = new() { [new(Main, Eur, 0)] = 2_000_00, [new(Called, Eur, 1)] = -2_000_00 };

    private long entries;

    private void Post(LocalDate on, params (int Account, decimal Debit, Currency Currency)[] entry)
    {
        entries++;
        foreach (var (account, debit, currency) in entry)
        {
            var amount = Money.Round(debit, currency, RoundingMode.HalfUp);
            postings.Add(new(on, entries, Accounts[account], amount));
            var key = new BalanceKey(account, currency, 0);
            closing[key] = closing.GetValueOrDefault(key) + amount.MinorUnits;
        }
    }

    /// <summary>60 in February, 61 in March.</summary>
    private Refusals.Result<CashFlowStatement> Statement(decimal? march = 61m) =>
        CashFlowStatement.Of(Accounts, opening, closing, postings, First, Last, (day, _) => day.Month < 3 ? 60m : march, Eur);

    private string[] Lines() => [.. Statement().Value.Lines.Select(line => $"{line.Section} {line.Account.Id} {line.Amount} {line.InBase}")];

    /// <summary>The rules' example: 89,100.00 PHP bought for 1,500.00 EUR on a day at 60, and paid at 61.</summary>
    [Fact]
    public void Currency_that_is_bought_and_paid_is_told_by_currency_and_the_rates_take_the_rest()
    {
        Post(new(2025, 2, 10), (Main, -1_500m, Eur), (TradingEur, 1_500m, Eur));
        Post(new(2025, 2, 10), (Manila, 89_100m, Php), (TradingPhp, -89_100m, Php));
        Post(new(2025, 3, 5), (Transit, -89_100m, Php), (Payable, 89_100m, Php));
        Post(new(2025, 3, 8), (Transit, 89_100m, Php), (Manila, -89_100m, Php));

        // 1,485.00 came at 60 and 1,460.66 went at 61: rates cost 24.34.
        Lines().ShouldBe(["Operating provider-payable -89100.00 PHP -1460.66 EUR", "Exchange trading:PHP 89100.00 PHP 1485.00 EUR", "Exchange trading:EUR -1500.00 EUR -1500.00 EUR"]);
        Statement().Value.Cash.Select(cash => $"{cash.Opening} {cash.Closing} {cash.ExchangeInBase}").ShouldBe(["2000.00 EUR 500.00 EUR 0.00 EUR", "0.00 PHP 0.00 PHP -24.34 EUR"]);
    }

    [Fact]
    public void Income_in_another_currency_is_told_by_what_it_is_and_not_by_the_way_it_is_booked()
    {
        Post(new(2025, 3, 31), (Manila, 610m, Php), (TradingPhp, -610m, Php), (TradingEur, 10m, Eur), (Interest, -10m, Eur));

        Lines().ShouldBe(["Operating interest 610.00 PHP 10.00 EUR"]);
    }

    [Fact]
    public void A_promise_is_no_cash_and_money_of_investors_is_financing()
    {
        Post(new(2025, 2, 3), (Main, 400m, Eur), (Called, -400m, Eur), (Unfunded, 5m, Eur));

        Lines().ShouldBe(["Financing called-capital 400.00 EUR 400.00 EUR"]);
    }

    [Fact]
    public void A_month_without_a_closing_rate_is_refused_by_its_date()
    {
        Post(new(2025, 3, 5), (Manila, 61m, Php), (TradingPhp, -61m, Php));

        Statement(march: null).Refusals.Select(refusal => refusal.ToString())
            .ShouldBe(["cash moved in PHP, for which 2025-03-31 counts, and there is no rate to EUR; import the rate of that day."]);
    }

    [Fact]
    public void Flows_that_do_not_lead_from_opening_to_closing_cash_are_no_statement()
    {
        Post(new(2025, 2, 3), (Main, 400m, Eur), (Called, -400m, Eur));
        postings.RemoveAt(1);

        Should.Throw<ArgumentException>(() => Statement()).Message.ShouldStartWith("Cash of 2000.00 EUR and flows of 0.00 EUR do not come to 2400.00 EUR.");
    }
}
