using WelfareFund.Statements;

namespace WelfareFund.Tests.Statements;

public sealed class FormattedMoneyTests
{
    [Theory]
    [InlineData(123_456_789, "EUR", "1,234,567.89")]
    [InlineData(-123_456_789, "EUR", "(1,234,567.89)")]
    [InlineData(-5, "EUR", "(0.05)")]
    [InlineData(1_250_000, "JPY", "1,250,000")]
    [InlineData(1_250, "KWD", "1.250")]
    [InlineData(0, "EUR", "–")]
    [InlineData(long.MinValue, "JPY", "(9,223,372,036,854,775,808)")]
    public void An_amount_has_separators_its_currencys_decimals_and_parentheses_when_negative(long minorUnits, string currency, string expected) =>
        FormattedMoney.Of(new(minorUnits, Currency.Of(currency))).ShouldBe(expected);

    [Theory]
    [InlineData(125_000, "EUR", "1,250.00 EUR")]
    [InlineData(-125_000, "EUR", "(1,250.00) EUR")]
    [InlineData(0, "EUR", "0.00 EUR")]
    public void In_running_text_the_currency_follows_and_nothing_is_a_number(long minorUnits, string currency, string expected) =>
        FormattedMoney.WithCurrency(new(minorUnits, Currency.Of(currency))).ShouldBe(expected);
}
