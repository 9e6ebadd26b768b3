using FsCheck;
using FsCheck.Fluent;

namespace WelfareFund.Tests;

public sealed class MoneyTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Usd = Currency.Of("USD");

    private static readonly Gen<(Money A, Money B, Money C)> Three =
        from currency in Any.Currency
        from a in Any.Small
        from b in Any.Small
        from c in Any.Small
        select (new Money(a, currency), new Money(b, currency), new Money(c, currency));

    [Fact]
    public void Addition_is_commutative_and_associative_with_zero_and_opposites() => Three.Holds(m =>
        m.A + m.B == m.B + m.A
        && m.A + m.B + m.C == m.A + (m.B + m.C)
        && m.A + Money.Zero(m.A.Currency) == m.A
        && m.A + -m.A == Money.Zero(m.A.Currency)
        && m.A - m.B == m.A + -m.B);

    [Fact]
    public void Comparison_agrees_with_subtraction() => Three.Holds(m =>
        m.A < m.B == (m.A - m.B).IsNegative
        && m.A > m.B == (m.A - m.B).IsPositive
        && m.A == m.B == (m.A - m.B).IsZero
        && m.A <= m.B == !(m.A > m.B)
        && m.A >= m.B == !(m.A < m.B)
        && Money.Min(m.A, m.B) + Money.Max(m.A, m.B) == m.A + m.B
        && Money.Min(m.A, m.B) <= Money.Max(m.A, m.B));

    [Fact]
    public void Amounts_of_two_currencies_are_never_equal_not_even_at_zero()
    {
        Money.Zero(Eur).ShouldNotBe(Money.Zero(Usd));
        new Money(100, Eur).ShouldNotBe(new Money(100, Usd));
    }

    [Fact]
    public void Amounts_of_two_currencies_do_not_add_subtract_or_compare()
    {
        var (one, other) = (Money.Zero(Eur), Money.Zero(Usd));

        Should.Throw<InvalidOperationException>(() => one + other).Message.ShouldContain("EUR and USD do not mix");
        Should.Throw<InvalidOperationException>(() => one - other);
        Should.Throw<InvalidOperationException>(() => one < other);
        Should.Throw<InvalidOperationException>(() => Money.Max(one, other));
    }

    [Fact]
    public void Overflow_throws()
    {
        var (highest, lowest, cent) = (new Money(long.MaxValue, Eur), new Money(long.MinValue, Eur), new Money(1, Eur));

        Should.Throw<OverflowException>(() => highest + cent);
        Should.Throw<OverflowException>(() => lowest - cent);
        Should.Throw<OverflowException>(() => -lowest);
        Should.Throw<OverflowException>(() => Money.Round(92_233_720_368_547_758.08m, Eur, RoundingMode.Down));
        Should.Throw<OverflowException>(() => Money.Round(decimal.MaxValue, Eur, RoundingMode.Down));
        Money.Round(92_233_720_368_547_758.07m, Eur, RoundingMode.Down).ShouldBe(highest);
        Money.Round(-92_233_720_368_547_758.08m, Eur, RoundingMode.Down).ShouldBe(lowest);
    }

    [Fact]
    public void An_amount_that_was_never_set_has_no_currency_and_prints_nothing()
    {
        Should.Throw<InvalidOperationException>(() => default(Money).Currency);
        Should.Throw<InvalidOperationException>(() => default(Money) + Money.Zero(Eur));
        default(Money).ToString().ShouldBe("");
        default(Money).ShouldNotBe(Money.Zero(Eur));
    }

    [Theory]
    [InlineData("EUR", -12_500, "-125.00 EUR")]
    [InlineData("EUR", -5, "-0.05 EUR")]
    [InlineData("JPY", 12_500, "12500 JPY")]
    [InlineData("KWD", 1_250, "1.250 KWD")]
    [InlineData("CLF", 1, "0.0001 CLF")]
    [InlineData("EUR", long.MinValue, "-92233720368547758.08 EUR")]
    public void An_amount_prints_exactly_its_currencys_decimals(string code, long units, string text) =>
        new Money(units, Currency.Of(code)).ToString().ShouldBe(text);

    [Theory]
    [InlineData("0.005", 1, 0, 0)]
    [InlineData("0.015", 2, 2, 1)]
    [InlineData("0.025", 3, 2, 2)]
    [InlineData("-0.005", -1, 0, 0)]
    [InlineData("-0.015", -2, -2, -1)]
    [InlineData("0.0049999999999999999999999999", 0, 0, 0)]
    [InlineData("7.0050000000000000000000000001", 701, 701, 700)]
    public void Rounding_is_by_its_mode(string amount, long halfUp, long halfEven, long down)
    {
        var exact = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        Money.Round(exact, Eur, RoundingMode.HalfUp).MinorUnits.ShouldBe(halfUp);
        Money.Round(exact, Eur, RoundingMode.HalfEven).MinorUnits.ShouldBe(halfEven);
        Money.Round(exact, Eur, RoundingMode.Down).MinorUnits.ShouldBe(down);
    }

    [Fact]
    public void Rounding_stays_within_half_a_unit_and_down_never_grows()
    {
        var amounts = from units in Any.Long
                      from tail in Gen.Choose(-99_999, 99_999)
                      from currency in Any.Currency
                      from mode in Any.Mode
                      select (Units: (units >> 8) + tail / 100_000m, currency, mode);
        amounts.Holds(a =>
        {
            var rounded = Money.Round(a.Units / a.currency.MinorUnitsPerMajor, a.currency, a.mode);
            var error = rounded.MinorUnits - a.Units;
            return a.mode == RoundingMode.Down
                ? Math.Abs(error) < 1 && Math.Abs((decimal)rounded.MinorUnits) <= Math.Abs(a.Units)
                : Math.Abs(error) <= 0.5m;
        });
    }

    [Fact]
    public void What_is_whole_already_is_not_changed_by_any_mode() =>
        (from money in Any.Money from mode in Any.Mode select (money, mode))
            .Holds(x => Money.Round(x.money.Amount, x.money.Currency, x.mode) == x.money);

    [Fact]
    public void An_unknown_rounding_mode_throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Money.Round(1.5m, Eur, (RoundingMode)9));
}
