namespace WelfareFund.Tests;

public sealed class CurrencyTests
{
    [Fact]
    public void The_table_is_list_one_of_ISO_4217_without_what_has_no_minor_unit()
    {
        // 178 codes were published on 2026-01-01; 13 of them have the minor unit "N.A.".
        Currencies.All.Count.ShouldBe(178 - 13);
        // One wrong digit anywhere changes one of the two sums.
        Currencies.All.Sum(currency => currency.Number).ShouldBe(92_250);
        Currencies.All.Sum(currency => currency.Number * currency.Exponent).ShouldBe(172_764);
    }

    [Theory]
    [InlineData(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")]
    [InlineData(3, "BHD IQD JOD KWD LYD OMR TND")]
    [InlineData(4, "CLF UYW")]
    public void Every_currency_that_does_not_have_two_decimals_is_known_as_such(int exponent, string codes) =>
        string.Join(' ', Currencies.All.Where(currency => currency.Exponent == exponent).Order()).ShouldBe(codes);

    [Fact]
    public void All_others_have_two_decimals() =>
        Currencies.All.Count(currency => currency.Exponent == 2).ShouldBe(165 - 17 - 7 - 2);

    [Theory]
    [InlineData("EUR", 978, 100, "Euro")]
    [InlineData("PHP", 608, 100, "Philippine Peso")]
    [InlineData("JPY", 392, 1, "Yen")]
    [InlineData("KWD", 414, 1_000, "Kuwaiti Dinar")]
    [InlineData("CLF", 990, 10_000, "Unidad de Fomento")]
    [InlineData("NPR", 524, 100, "Nepalese Rupee")]
    [InlineData("LKR", 144, 100, "Sri Lanka Rupee")]
    [InlineData("BDT", 50, 100, "Taka")]
    [InlineData("ALL", 8, 100, "Lek")]
    [InlineData("XCG", 532, 100, "Caribbean Guilder")]
    [InlineData("ZWG", 924, 100, "Zimbabwe Gold")]
    public void A_currency_is_found_by_code_and_by_number(string code, short number, long minorUnits, string name)
    {
        var currency = Currency.Of(code);

        currency.Number.ShouldBe(number);
        currency.MinorUnitsPerMajor.ShouldBe(minorUnits);
        currency.Name.ShouldBe(name);
        Currency.Of(number).ShouldBeSameAs(currency);
    }

    [Fact]
    public void No_code_and_no_number_stands_twice_and_codes_are_three_capital_letters_in_order()
    {
        Currencies.All.Select(currency => currency.Code).ShouldBeUnique();
        Currencies.All.Select(currency => currency.Number).ShouldBeUnique();
        Currencies.All.ShouldBe(Currencies.All.Order());
        Currencies.All.ShouldAllBe(currency => currency.Code.Length == 3 && currency.Code.All(char.IsAsciiLetterUpper));
        Currencies.All.ShouldAllBe(currency => currency.Number > 0 && currency.Number < 1_000);
        Currencies.All.ShouldAllBe(currency => currency.Name.Trim() == currency.Name && currency.Name.Length > 1);
    }

    [Theory]
    [InlineData("XAU")] // gold
    [InlineData("XDR")] // a basket
    [InlineData("XXX")] // no currency
    [InlineData("XTS")] // tests
    [InlineData("BGN")] // withdrawn with the euro's arrival in 2026
    [InlineData("DEM")]
    [InlineData("eur")]
    [InlineData("EUR ")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_active_currency_with_minor_units_is_not_found(string? code)
    {
        Currency.TryOf(code, out var currency).ShouldBeFalse();
        currency.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_code_or_number_throws_and_names_it()
    {
        Should.Throw<ArgumentException>(() => Currency.Of("ABC")).Message.ShouldContain("'ABC'");
        Should.Throw<ArgumentException>(() => Currency.Of(1)).Message.ShouldContain("1 is not");
    }
}
