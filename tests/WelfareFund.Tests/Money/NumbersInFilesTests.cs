using System.Globalization;
using FsCheck.Fluent;

namespace WelfareFund.Tests;

public sealed class NumbersInFilesTests
{
    [Theory]
    [InlineData("EUR", "125.00", 12_500)]
    [InlineData("EUR", "125", 12_500)]
    [InlineData("EUR", "125.5", 12_550)]
    [InlineData("EUR", "-3.10", -310)]
    [InlineData("EUR", "-0", 0)]
    [InlineData("EUR", "007.50", 750)]
    [InlineData("JPY", "12500", 12_500)]
    [InlineData("KWD", "1.250", 1_250)]
    [InlineData("UYW", "0.0001", 1)]
    [InlineData("EUR", "92233720368547758.07", long.MaxValue)]
    [InlineData("EUR", "-92233720368547758.08", long.MinValue)]
    [InlineData("JPY", "-0000000000000000000000009223372036854775808", long.MinValue)]
    public void An_amount_is_read_in_major_units(string code, string text, long minorUnits)
    {
        MoneyText.TryParse(text, Currency.Of(code), out var money, out var refusal).ShouldBeTrue(refusal?.ToString());
        money.ShouldBe(new Money(minorUnits, Currency.Of(code)));
    }

    [Theory]
    [InlineData("EUR", "12.500", "too-many-decimals", "'12.500' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00.")]
    [InlineData("EUR", "0.001", "too-many-decimals", "'0.001' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00.")]
    [InlineData("JPY", "12500.0", "too-many-decimals", "'12500.0' has 1 decimal, and JPY has none; write whole units, for example 12500.")]
    [InlineData("EUR", "92233720368547758.08", "amount-too-large", "'92233720368547758.08' EUR is more than an amount can hold; write an amount from -92233720368547758.08 to 92233720368547758.07.")]
    [InlineData("JPY", "99999999999999999999999999999999999999999999", "amount-too-large", "'9999999999999999999999999999999999999999…' JPY is more than an amount can hold; write an amount from -9223372036854775808 to 9223372036854775807.")]
    [InlineData("EUR", "", "not-a-number", "nothing stands here; write a number, for example 125.00.")]
    [InlineData("EUR", "1,250.00", "not-a-number", "'1,250.00' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 125.00.")]
    [InlineData("EUR", "1'250", "not-a-number", "'1'250' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 125.00.")]
    [InlineData("KWD", "1 250", "not-a-number", "'1 250' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 1.250.")]
    [InlineData("EUR", "+1", "not-a-number", "'+1' has a plus sign; write digits, a point before decimals and - in front when negative, for example 125.00.")]
    [InlineData("EUR", "abc", "not-a-number", "'abc' is not a number; write digits, a point before decimals and - in front when negative, for example 125.00.")]
    public void What_is_wrong_with_an_amount_is_said_and_what_would_be_right(string code, string text, string reason, string sentence)
    {
        MoneyText.TryParse(text, Currency.Of(code), out _, out var refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(reason);
        refusal.ToString().ShouldBe(sentence);
    }

    [Theory]
    [InlineData("1e5")]
    [InlineData("1E5")]
    [InlineData("--1")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1-")]
    [InlineData("(1)")]
    [InlineData(" 1")]
    [InlineData("1\t")]
    [InlineData("€1")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("−1")] // the typographic minus
    [InlineData("١٢")] // digits, but not 0 to 9
    public void Only_plain_digits_point_and_minus_are_a_number(string text)
    {
        MoneyText.TryParse(text, Currency.Of("EUR"), out _, out var ofMoney).ShouldBeFalse();
        DecimalText.TryParse(text, out _, out var ofDecimal).ShouldBeFalse();
        ofMoney!.Code.ShouldBe("not-a-number");
        ofDecimal!.Code.ShouldBe("not-a-number");
    }

    [Fact]
    public void An_error_quotes_at_most_forty_characters_on_one_line()
    {
        MoneyText.TryParse("x\r\n\u0007\u2028" + new string('9', 1_000), Currency.Of("EUR"), out _, out var refusal).ShouldBeFalse();
        refusal!.What.ShouldBe("'x\uFFFD\uFFFD\uFFFD\uFFFD" + new string('9', 35) + "…' is not a number");
    }

    [Fact]
    public void Every_amount_of_every_currency_comes_back_from_its_text() => Any.Money.Holds(money =>
        MoneyText.TryParse(money.ToAmountString(), money.Currency, out var read, out _) && read == money);

    [Fact]
    public void The_extremes_of_every_currency_come_back_from_their_text()
    {
        foreach (var currency in Currencies.All)
        {
            foreach (var units in new[] { long.MinValue, -1, 0, 1, long.MaxValue })
            {
                MoneyText.TryParse(new Money(units, currency).ToAmountString(), currency, out var money, out _).ShouldBeTrue();
                money.MinorUnits.ShouldBe(units);
            }
        }
    }

    [Theory]
    [InlineData("0.10", "0.10")]
    [InlineData("1.1684", "1.1684")]
    [InlineData("-3", "-3")]
    [InlineData("-0.00", "0.00")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("00000000000000000000000000000000001.5", "1.5")]
    public void A_rate_or_share_is_read_exactly_with_its_decimals(string text, string value)
    {
        DecimalText.TryParse(text, out var read, out _).ShouldBeTrue();
        read.ToString(CultureInfo.InvariantCulture).ShouldBe(value);
    }

    [Theory]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("10000000000000000000000000000")]
    [InlineData("1.0000000000000000000000000000")]
    public void A_number_that_would_have_to_be_rounded_is_refused(string text)
    {
        DecimalText.TryParse(text, out _, out var refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe("too-many-digits");
    }

    [Fact]
    public void Every_decimal_of_up_to_28_digits_comes_back_from_its_text() => Any.Decimal
        .Where(value => decimal.Abs(value) < 1 ? value.Scale <= 28 : value.ToString(CultureInfo.InvariantCulture).Count(char.IsAsciiDigit) <= 28)
        .Holds(value => DecimalText.TryParse(value.ToString(CultureInfo.InvariantCulture), out var read, out _) && read == value && read.Scale == value.Scale);
}
