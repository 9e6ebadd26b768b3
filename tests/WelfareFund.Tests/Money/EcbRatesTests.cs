using NodaTime;
using WelfareFund.Refusals;

namespace WelfareFund.Tests;

public sealed class EcbRatesTests
{
    internal const string Csv = """
        Date,USD,JPY,BGN,CYP,HRK,RUB,TRL,PHP,
        2026-04-13,1.1684,186.75,N/A,N/A,N/A,N/A,N/A,70.356,
        2019-01-02,1.1397,124.28,1.9558,N/A,7.4205,79.3589,N/A,59.894,

        """;

    internal const string Xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        	<gesmes:subject>Reference rates</gesmes:subject>
        	<gesmes:Sender>
        		<gesmes:name>European Central Bank</gesmes:name>
        	</gesmes:Sender>
        	<Cube>
        		<Cube time='2026-04-13'>
        			<Cube currency='USD' rate='1.1684'/>
        			<Cube currency='JPY' rate='186.75'/>
        			<Cube currency='PHP' rate='70.356'/>
        		</Cube>
        		<Cube time="2019-01-02">
        			<Cube currency="USD" rate="1.1397"/>
        			<Cube currency="JPY" rate="124.28"/>
        			<Cube currency="BGN" rate="1.9558"/>
        			<Cube currency="HRK" rate="7.4205"/>
        			<Cube currency="RUB" rate="79.3589"/>
        			<Cube currency="PHP" rate="59.894"/>
        		</Cube>
        	</Cube>
        </gesmes:Envelope>
        """;

    private static readonly string[] Published =
    [
        "2026-04-13 EUR USD 1.1684 ecb 7", "2026-04-13 EUR JPY 186.75 ecb 7", "2026-04-13 EUR PHP 70.356 ecb 7",
        "2019-01-02 EUR USD 1.1397 ecb 7", "2019-01-02 EUR JPY 124.28 ecb 7", "2019-01-02 EUR RUB 79.3589 ecb 7", "2019-01-02 EUR PHP 59.894 ecb 7",
    ];

    [Fact]
    public void The_CSV_is_read_as_the_bank_publishes_it_without_withdrawn_currencies() => Rates(Csv).ShouldBe(Published);

    [Fact]
    public void The_XML_gives_the_same_rates_as_the_CSV() => Rates(Xml).ShouldBe(Published);

    [Fact]
    public void A_byte_order_mark_other_line_ends_no_last_line_end_and_no_last_comma_are_all_read()
    {
        Rates('\uFEFF' + Csv).ShouldBe(Published);
        Rates('\uFEFF' + Xml).ShouldBe(Published);
        Rates(Csv.ReplaceLineEndings("\r\n")).ShouldBe(Published);
        Rates(Csv.TrimEnd()).ShouldBe(Published);
        Rates(Csv.Replace(",\n", "\n", StringComparison.Ordinal)).ShouldBe(Published);
    }

    [Fact]
    public void Rates_read_convert()
    {
        var rates = new ExchangeRates(EcbRates.Read(new StringReader(Csv), "eurofxref-hist.csv", 1).Select(row => row.Value));

        rates.Convert(new(7_035_600, Currency.Of("PHP")), Currency.Of("USD"), new LocalDate(2026, 4, 14)).Value.Money
            .ShouldBe(new Money(116_840, Currency.Of("USD")));
    }

    [Fact]
    public void Reading_streams_and_gives_the_first_day_before_it_reads_the_rest()
    {
        using var endless = new Endless();
        EcbRates.Read(endless, "f", 1).Skip(999).First().Value.Rate.ShouldBe(1.5m);
    }

    [Theory]
    [InlineData("2026-04-13,1.1684,1x,", "f.csv:2: JPY: '1x' is not a number; write digits, a point before decimals and - in front when negative, for example 1.25.")]
    [InlineData("2026-04-13,1.1684,,", "f.csv:2: JPY: nothing stands here; write a number, for example 1.25.")]
    [InlineData("2026-04-13,0,N/A,", "f.csv:2: USD: '0' is not a possible rate; write how many USD one EUR is, from 0.000000001 to 1000000000.")]
    [InlineData("2026-04-13,-1.1684,N/A,", "f.csv:2: USD: '-1.1684' is not a possible rate; write how many USD one EUR is, from 0.000000001 to 1000000000.")]
    [InlineData("13.04.2026,1.1684,N/A,", "f.csv:2: Date: '13.04.2026' is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("2026-02-30,1.1684,N/A,", "f.csv:2: Date: '2026-02-30' is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("-026-04-13,1.1684,N/A,", "f.csv:2: Date: '-026-04-13' is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("1998-12-31,1.1684,N/A,", "f.csv:2: Date: '1998-12-31' is before the euro; the ECB's first rates are of 1999-01-04.")]
    [InlineData("2026-04-13,1.1684,", "f.csv:2: the line has 3 columns, and the header has 4; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("2026-04-13,1.1684,N/A", "f.csv:2: the line has 3 columns, and the header has 4; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("2026-04-13,1.1684,N/A,5", "f.csv:2: '5' stands after the last column; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("2026-04-13,N/A,N/A,\n2026-04-13,N/A,N/A,", "f.csv:3: Date: 2026-04-13 stands in line 2 already; keep one of the two.")]
    public void What_is_wrong_in_a_line_is_said_with_its_place(string lines, string sentence) =>
        Refusals("Date,USD,JPY,\n" + lines, "f.csv").ShouldHaveSingleItem().ToString().ShouldBe(sentence);

    [Theory]
    [InlineData("Date,USD,ABC,", "f.csv:1: 'ABC': this is not a currency of ISO 4217; take the file as the ECB publishes it.")]
    [InlineData("Date,XAU,", "f.csv:1: 'XAU': this is not a currency of ISO 4217; take the file as the ECB publishes it.")]
    [InlineData("Date,EUR,", "f.csv:1: 'EUR': the ECB gives no rate of the euro to itself; take the file as the ECB publishes it.")]
    [InlineData("Date,USD,JPY,USD,", "f.csv:1: USD: the column is there twice; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("Date,USD,,JPY", "f.csv:1: currency: this is not a currency of ISO 4217; take the file as the ECB publishes it.")]
    [InlineData("USD,JPY,", "f.csv:1: the header begins with 'USD' and not with Date; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("", "f.csv:1: there is not one rate in this file; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("Date,USD,\n", "f.csv:1: there is not one rate in this file; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    public void What_is_wrong_with_a_header_is_said_and_nothing_else_is_read(string text, string sentence) =>
        Refusals(text, "f.csv").ShouldHaveSingleItem().ToString().ShouldBe(sentence);

    [Theory]
    [InlineData("rate='186.75'", "rate='1,5'", "f.xml:10: JPY: '1,5' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 1.25.")]
    [InlineData("rate='186.75'", "", "f.xml:10: JPY: nothing stands here; write a number, for example 1.25.")]
    [InlineData("currency='JPY'", "", "f.xml:10: currency: this is not a currency of ISO 4217; take the file as the ECB publishes it.")]
    [InlineData("currency='JPY'", "currency='USD'", "f.xml:10: USD: the currency stands there twice on one day; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("time='2026-04-13'", "time='today'", "f.xml:8: time: 'today' is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("time='2026-04-13'", "", "f.xml:8: time: '' is not a date; write year, month and day, for example 2025-01-31.")]
    [InlineData("time='2026-04-13'", "time='2019-01-02'", "f.xml:13: time: 2019-01-02 stands in line 8 already; keep one of the two.")]
    [InlineData("<Cube currency='JPY' rate='186.75'/>", "<Rate/>", "f.xml:10: 'Rate': this element has no place here; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    [InlineData("</gesmes:Envelope>", "", "f.xml:22: the XML cannot be read: Unexpected end of file has occurred. The following elements are not closed: gesmes:Envelope; take the file as the ECB publishes it, eurofxref-hist.csv or .xml.")]
    public void What_is_wrong_in_the_XML_is_said_with_its_place(string right, string wrong, string sentence)
    {
        Xml.ShouldContain(right);
        Refusals(Xml.Replace(right, wrong, StringComparison.Ordinal), "f.xml").ShouldHaveSingleItem().ToString().ShouldBe(sentence);
    }

    [Fact]
    public void A_document_type_is_refused_and_no_entity_is_followed()
    {
        var bomb = Xml.Replace("<gesmes:Envelope", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<gesmes:Envelope", StringComparison.Ordinal);

        var refusal = Refusals(bomb, "f.xml").ShouldHaveSingleItem();
        refusal.Where.ShouldBe("f.xml:1");
        refusal.What.ShouldContain("DTD");
    }

    [Fact]
    public void Reading_stops_at_the_fiftieth_refusal()
    {
        var lines = Enumerable.Range(0, 200).Select(i => new LocalDate(2020, 1, 1).PlusDays(i)).Select(date => $"{date:uuuu-MM-dd},x,y,\n");

        var rows = Refusals("Date,USD,JPY,\n" + string.Concat(lines), "f.csv");
        rows.Count.ShouldBe(50);
        rows[^1].Where.ShouldBe("f.csv:26: JPY");
    }

    [Fact]
    public void An_endless_line_is_refused_without_keeping_it()
    {
        var refusal = Refusals("Date,USD,\n2026-04-13," + new string('1', 1_000_000) + ",\n", "f.csv").ShouldHaveSingleItem();
        refusal.ToString().ShouldStartWith("f.csv:2: the line is longer than 10000 characters");
    }

    private static List<string> Rates(string text) => EcbRates.Read(new StringReader(text), "f", 7).Select(row => row.Value)
        .Select(rate => FormattableString.Invariant($"{rate.Date:uuuu-MM-dd} {rate.Base} {rate.Quote} {rate.Rate} {rate.Source} {rate.LogSequence}")).ToList();

    private static List<Refusal> Refusals(string text, string file) =>
        EcbRates.Read(new StringReader(text), file, 7).Where(row => row.IsRefused).SelectMany(row => row.Refusals).ToList();

    /// <summary>A file that never ends: what does not stream, hangs.</summary>
    private sealed class Endless : TextReader
    {
        private LocalDate day = new(2000, 1, 1);
        private StringReader line = new("Date,USD,\n");

        public override int Peek()
        {
            if (line.Peek() < 0)
            {
                line.Dispose();
                line = new($"{day:uuuu-MM-dd},1.5,\n");
                day = day.PlusDays(1);
            }

            return line.Peek();
        }

        public override int Read()
        {
            Peek();
            return line.Read();
        }

        protected override void Dispose(bool disposing)
        {
            line.Dispose();
            base.Dispose(disposing);
        }
    }
}
