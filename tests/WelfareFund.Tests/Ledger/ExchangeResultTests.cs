using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class ExchangeResultTests
{
    /// <summary>99,000.00 PHP accepted at 60; 89,100.00 PHP bought for 1,500.00 EUR and paid.</summary>
    private static readonly IReadOnlyDictionary<BalanceKey, long> Worked = Append(
        Start,
        new Dictionary<BalanceKey, long> { [new(Bank, Eur, 0)] = 10_000_00 },
        Draft("accepted", Debit(OutcomePayments, 1_650_00), Credit(TradingEur, 1_650_00), Debit(TradingPhp, 99_000_00, Php), Credit(ProviderPayable, 89_100_00, Php, 7), Credit(HoldbackPayable, 9_900_00, Php, 7)),
        Draft("bought", Debit(Manila, 89_100_00, Php), Credit(TradingPhp, 89_100_00, Php), Debit(TradingEur, 1_500_00), Credit(Bank, 1_500_00)),
        Draft("paid", Debit(ProviderPayable, 89_100_00, Php, 7), Credit(Manila, 89_100_00, Php))).Value.Changes;

    [Fact]
    public void The_worked_example_is_a_loss_of_12_30_EUR_at_61()
    {
        Worked[new(TradingPhp, Php, 0)].ShouldBe(9_900_00);
        Worked[new(TradingEur, Eur, 0)].ShouldBe(-150_00);

        var loss = ExchangeResult.Cumulative(Accounts, Worked, Eur, _ => 61m).Value;

        loss.ToString().ShouldBe("12.30 EUR");
        var stillOwed = Money.Round(9_900.00m / 61m, Eur, RoundingMode.HalfUp);
        loss.ShouldBe(new Money(1_500_00, Eur) + stillOwed - new Money(1_650_00, Eur));
    }

    [Fact]
    public void At_the_rate_of_booking_only_the_purchase_gained_or_lost() =>
        ExchangeResult.Cumulative(Accounts, Worked, Eur, _ => 60m).Value.ToString().ShouldBe("15.00 EUR");

    [Fact]
    public void A_periods_result_is_what_came_on_top_since_its_opening_rates()
    {
        var opening = ExchangeResult.Cumulative(Accounts, Worked, Eur, _ => 60m).Value;
        var closing = ExchangeResult.Cumulative(Accounts, Worked, Eur, _ => 61m).Value;

        ExchangeResult.OfPeriod(opening, closing).ToString().ShouldBe("-2.70 EUR");
        ExchangeResult.OfPeriod(Money.Zero(Eur), closing).ShouldBe(closing);
    }

    [Fact]
    public void A_position_rounds_half_up() =>
        ExchangeResult.Cumulative(Accounts, new Dictionary<BalanceKey, long> { [new(TradingPhp, Php, 0)] = -1 }, Eur, _ => 2m).Value.ToString().ShouldBe("-0.01 EUR");

    [Fact]
    public void An_open_position_without_a_rate_is_refused() =>
        ExchangeResult.Cumulative(Accounts, Worked, Eur, _ => null).TheRefusal().ToString()
            .ShouldBe("PHP has an open position of 9900.00 PHP and no rate to EUR; import a rate of PHP.");

    [Fact]
    public void A_closed_position_needs_no_rate() =>
        ExchangeResult.Cumulative(Accounts, new Dictionary<BalanceKey, long> { [new(TradingPhp, Php, 0)] = 0, [new(TradingEur, Eur, 0)] = 7 }, Eur, _ => null).Value
            .ToString().ShouldBe("0.07 EUR");

    [Fact]
    public void The_trial_balance_of_the_worked_example_balances_in_both_currencies()
    {
        var trial = TrialBalance.Of(Accounts, Worked);

        trial.Lines.Select(line => $"{line.Account.Id} {line.Debit} | {line.Credit}").ShouldBe(
        [
            "bank:main 0.00 EUR | 1500.00 EUR",
            "trading:EUR 0.00 EUR | 150.00 EUR",
            "trading:PHP 9900.00 PHP | 0.00 PHP",
            "holdback-payable 0.00 PHP | 9900.00 PHP",
            "outcome-payments 1650.00 EUR | 0.00 EUR",
        ]);
        trial.Totals.Select(total => $"{total.Debit} | {total.Credit}").ShouldBe(["9900.00 PHP | 9900.00 PHP", "1650.00 EUR | 1650.00 EUR"]);
        trial.IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public void Parties_of_one_account_add_up_in_the_trial_balance() =>
        TrialBalance.Of(Accounts, new Dictionary<BalanceKey, long> { [new(PaidInCapital, Eur, 1)] = -5, [new(PaidInCapital, Eur, 2)] = -7, [new(Bank, Eur, 0)] = 12 }).Lines[1].Credit
            .ToString().ShouldBe("0.12 EUR");
}
