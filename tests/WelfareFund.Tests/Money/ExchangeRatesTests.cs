using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace WelfareFund.Tests;

public sealed class ExchangeRatesTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Usd = Currency.Of("USD");
    private static readonly Currency Php = Currency.Of("PHP");
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly Currency Kwd = Currency.Of("KWD");

    // A Friday.
    private static readonly LocalDate Day = new(2025, 1, 31);

    private static readonly ExchangeRates Rates = new(
    [
        Of(Day.PlusDays(-1), Usd, 1.0403m),
        Of(Day, Usd, 1.0393m),
        Of(Day, Php, 60m),
        Of(Day, Jpy, 160.99m),
        Of(Day.PlusDays(-3), Kwd, 0.32m),
    ]);

    [Fact]
    public void The_newest_rate_on_or_before_the_date_holds()
    {
        Rates.Find(Eur, Usd, Day.PlusDays(-1)).Value.ShouldBe(new RateUsed(1.0403m, Day.PlusDays(-1)));
        Rates.Find(Eur, Usd, Day).Value.ShouldBe(new RateUsed(1.0393m, Day));
        Rates.Find(Eur, Usd, Day.PlusDays(3)).Value.ShouldBe(new RateUsed(1.0393m, Day));
    }

    [Fact]
    public void A_rate_of_exactly_the_greatest_age_holds_and_a_day_later_no_more()
    {
        Rates.Find(Eur, Usd, Day.PlusDays(5)).Value.Date.ShouldBe(Day);

        var refusal = Rates.Find(Eur, Usd, Day.PlusDays(6)).Refusals.ShouldHaveSingleItem();
        refusal.Code.ShouldBe("no-rate");
        refusal.ToString().ShouldBe("there is no rate from EUR to USD for 2025-02-06: ecb's newest of USD is of 2025-01-31, 6 days before, "
            + "and 5 are allowed; import rates from 2025-02-01 to 2025-02-06.");
    }

    [Fact]
    public void The_age_limit_holds_for_both_legs_of_a_cross()
    {
        Rates.Find(Kwd, Usd, Day.PlusDays(2)).Value.Date.ShouldBe(Day.PlusDays(-3));
        Rates.Find(Kwd, Usd, Day.PlusDays(3)).Refusals.Single().What.ShouldBe(
            "there is no rate from KWD to USD for 2025-02-03: ecb's newest of KWD is of 2025-01-28, 6 days before, and 5 are allowed");
        Rates.Find(Usd, Kwd, Day.PlusDays(3)).IsRefused.ShouldBeTrue();
        Rates.Find(Kwd, Usd, Day.PlusDays(6)).Refusals.Single().What.ShouldContain("of KWD is of 2025-01-28, 9 days before, and 5 are allowed, and ecb's newest of USD");
    }

    [Fact]
    public void A_refusal_says_when_a_currency_is_unknown_and_when_its_rates_begin_later()
    {
        Rates.Find(Eur, Currency.Of("KES"), Day).Refusals.Single().What.ShouldEndWith("for 2025-01-31: ecb has none of KES");
        Rates.Find(Eur, Php, Day.PlusDays(-1)).Refusals.Single().What.ShouldEndWith("ecb's first of PHP is of 2025-01-31");
        new ExchangeRates([]).Find(Eur, Php, Day).Refusals.Single().What.ShouldEndWith("no rates are known");
        new ExchangeRates([Of(Day, Usd, 1m)], maxAgeDays: 0).Find(Eur, Usd, Day.PlusDays(1)).Refusals.Single().Remedy.ShouldBe("import the rates of that day");
    }

    [Fact]
    public void A_currency_is_itself_at_one_whatever_is_known()
    {
        var nothing = new ExchangeRates([]);

        nothing.Find(Php, Php, Day).Value.ShouldBe(new RateUsed(1, Day));
        nothing.Convert(new(-123, Php), Php, Day).Value.Money.ShouldBe(new Money(-123, Php));
    }

    [Fact]
    public void Crosses_and_inverses_are_exact_divisions_of_decimals()
    {
        Rates.Find(Php, Eur, Day).Value.Rate.ShouldBe(1m / 60m);
        Rates.Find(Php, Jpy, Day).Value.Rate.ShouldBe(160.99m / 60m);
    }

    [Theory]
    [InlineData("PHP", 9_900_000, "EUR", RoundingMode.HalfUp, 165_000)] // the worked example of the accounting rules
    [InlineData("PHP", 300_000, "EUR", RoundingMode.Down, 5_000)] // × 0.01666… cut to 28 digits would be a cent short
    [InlineData("EUR", 10_000, "JPY", RoundingMode.HalfUp, 16_099)]
    [InlineData("JPY", 16_099, "EUR", RoundingMode.HalfUp, 10_000)]
    [InlineData("KWD", 320, "PHP", RoundingMode.HalfUp, 6_000)]
    [InlineData("PHP", 30, "EUR", RoundingMode.HalfUp, 1)]
    [InlineData("PHP", 30, "EUR", RoundingMode.HalfEven, 0)]
    [InlineData("PHP", 30, "EUR", RoundingMode.Down, 0)]
    [InlineData("PHP", -30, "EUR", RoundingMode.HalfUp, -1)]
    [InlineData("PHP", 90, "EUR", RoundingMode.HalfEven, 2)]
    public void A_conversion_rounds_once_by_its_mode(string from, long units, string to, RoundingMode mode, long result) =>
        Rates.Convert(new(units, Currency.Of(from)), Currency.Of(to), Day, mode).Value.Money.ShouldBe(new Money(result, Currency.Of(to)));

    [Fact]
    public void A_conversion_tells_the_rate_and_the_day_it_used_or_why_it_was_refused()
    {
        Rates.Convert(new(10_000, Eur), Usd, Day.PlusDays(2)).Value.ShouldBe(new Converted(new(10_393, Usd), new(1.0393m, Day)));
        Rates.Convert(new(10_000, Eur), Usd, Day.PlusDays(9)).Refusals.Single().Code.ShouldBe("no-rate");
    }

    [Fact]
    public void A_conversion_that_does_not_fit_throws() =>
        Should.Throw<OverflowException>(() => Rates.Convert(new(long.MaxValue, Eur), Php, Day));

    [Fact]
    public void Of_one_date_the_rate_written_last_holds_as_it_was_known_then()
    {
        ExchangeRate[] written = [Of(Day, Usd, 1.1m, sequence: 7), Of(Day, Usd, 1.2m, sequence: 9), Of(Day, Usd, 1.0m, sequence: 3)];

        new ExchangeRates(written).Find(Eur, Usd, Day).Value.Rate.ShouldBe(1.2m);
        new ExchangeRates(written, knownAt: 9).Find(Eur, Usd, Day).Value.Rate.ShouldBe(1.2m);
        new ExchangeRates(written, knownAt: 8).Find(Eur, Usd, Day).Value.Rate.ShouldBe(1.1m);
        new ExchangeRates(written, knownAt: 3).Find(Eur, Usd, Day).Value.Rate.ShouldBe(1.0m);
        new ExchangeRates(written, knownAt: 2).Find(Eur, Usd, Day).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public void Rates_that_contradict_each_other_do_not_make_a_table()
    {
        Should.Throw<ArgumentException>(() => new ExchangeRates([Of(Day, Usd, 1.1m), Of(Day, Usd, 1.2m)])).Message.ShouldContain("two rates of USD for 2025-01-31");
        Should.Throw<ArgumentException>(() => new ExchangeRates([Of(Day, Usd, 1.1m), new(Day, Usd, Php, 58m, "ecb", 1)]));
        Should.Throw<ArgumentException>(() => new ExchangeRates([Of(Day, Usd, 1.1m), new(Day, Eur, Php, 60m, "own", 1)]));
        Should.Throw<ArgumentException>(() => new ExchangeRates([], maxAgeDays: -1));
    }

    [Fact]
    public void A_rate_that_cannot_be_does_not_construct()
    {
        Should.Throw<ArgumentException>(() => Of(Day, Usd, 0m));
        Should.Throw<ArgumentException>(() => Of(Day, Usd, -1m));
        Should.Throw<ArgumentException>(() => Of(Day, Usd, ExchangeRate.Highest + 1));
        Should.Throw<ArgumentException>(() => Of(Day, Eur, 1m));
        Should.Throw<ArgumentException>(() => new ExchangeRate(Day, Eur, Usd, 1m, " ", 1));
        Should.Throw<ArgumentException>(() => new ExchangeRate(Day, Eur, Usd, 1m, "ecb", -1));
        Of(Day, Usd, ExchangeRate.Lowest).Rate.ShouldBe(0.000000001m);
    }

    private static readonly Gen<decimal> AnyRate =
        from digits in Any.Long
        from scale in Gen.Choose(0, 27)
        let rate = Math.Abs(digits >> 1) / Pow10(scale)
        where rate is >= ExchangeRate.Lowest and <= ExchangeRate.Highest
        select rate;

    private static readonly Gen<(Money Money, Currency To, decimal FromRate, decimal ToRate, RoundingMode Mode)> Conversions =
        from money in Any.Money
        from to in Any.Currency
        from fromRate in AnyRate
        from toRate in AnyRate
        from mode in Any.Mode
        where money.Currency != Eur && to != Eur && money.Currency != to
        select (new Money(money.MinorUnits >> 20, money.Currency), to, fromRate, toRate, mode);

    [Fact]
    public void A_conversion_is_the_exact_quotient_rounded_once() => Conversions.Holds(c =>
    {
        // Exact fractions, independent of how the conversion computes: units × toRate × 10^to ÷ (fromRate × 10^from).
        var numerator = (BigInteger)c.Money.MinorUnits * new BigInteger(c.ToRate * Pow10(c.ToRate.Scale)) * Pow(c.FromRate.Scale + c.To.Exponent);
        var denominator = new BigInteger(c.FromRate * Pow10(c.FromRate.Scale)) * Pow(c.ToRate.Scale + c.Money.Currency.Exponent);
        if (BigInteger.Abs(numerator) >= (BigInteger)long.MaxValue * denominator)
            return true;

        var units = Table(c).Convert(c.Money, c.To, Day, c.Mode).Value.Money.MinorUnits;
        var twiceError = 2 * (units * denominator - numerator);
        return c.Mode switch
        {
            RoundingMode.Down => BigInteger.Abs(twiceError) < 2 * denominator && twiceError * numerator.Sign <= 0,
            RoundingMode.HalfUp => BigInteger.Abs(twiceError) < denominator || twiceError == denominator * numerator.Sign,
            _ => BigInteger.Abs(twiceError) < denominator || (BigInteger.Abs(twiceError) == denominator && long.IsEvenInteger(units)),
        };
    });

    [Fact]
    public void There_and_back_is_one_within_what_a_decimal_can_say() => Conversions.Holds(c =>
    {
        var table = Table(c);
        var there = table.Find(c.Money.Currency, c.To, Day).Value.Rate;
        var back = table.Find(c.To, c.Money.Currency, Day).Value.Rate;
        return Math.Abs(there * back - 1) < 0.000000001m;
    });

    [Fact]
    public void Converted_there_and_back_an_amount_differs_by_no_more_than_the_roundings() => Conversions
        .Where(c => Math.Abs(c.Money.MinorUnits) < 1_000_000_000 && c.FromRate is > 0.001m and < 1_000m && c.ToRate is > 0.001m and < 1_000m)
        .Holds(c =>
        {
            var table = Table(c);
            var there = table.Convert(c.Money, c.To, Day, c.Mode).Value.Money;
            var back = table.Convert(there, c.Money.Currency, Day, c.Mode).Value.Money;
            var oneUnitThere = c.FromRate / c.ToRate * c.Money.Currency.MinorUnitsPerMajor / c.To.MinorUnitsPerMajor;
            return Math.Abs(back.MinorUnits - c.Money.MinorUnits) <= oneUnitThere + 1;
        });

    [Fact]
    public void The_table_answers_as_a_plain_search_through_the_rows_does()
    {
        var rows = from days in Gen.Choose(0, 40).NonEmptyListOf()
                   from asked in Gen.Choose(-5, 60)
                   from maxAge in Gen.Choose(0, 10)
                   select (Rows: days.Select((day, i) => Of(Day.PlusDays(day), Usd, i + 1, sequence: i)).ToArray(), Asked: Day.PlusDays(asked), maxAge);
        rows.Holds(x =>
        {
            var expected = x.Rows.Where(row => row.Date <= x.Asked && Period.DaysBetween(row.Date, x.Asked) <= x.maxAge)
                .OrderBy(row => row.Date).ThenBy(row => row.LogSequence).LastOrDefault();
            var found = new ExchangeRates(x.Rows, x.maxAge).Find(Eur, Usd, x.Asked);
            return expected is null ? found.IsRefused : found.Value == new RateUsed(expected.Rate, expected.Date);
        });
    }

    private static ExchangeRates Table((Money Money, Currency To, decimal FromRate, decimal ToRate, RoundingMode Mode) c) =>
        new([Of(Day, c.Money.Currency, c.FromRate), Of(Day, c.To, c.ToRate)]);

    private static ExchangeRate Of(LocalDate date, Currency quote, decimal rate, long sequence = 1) => new(date, Eur, quote, rate, "ecb", sequence);

    private static BigInteger Pow(int power) => BigInteger.Pow(10, power);

    private static decimal Pow10(int power) => (decimal)Pow(power);
}
