using System.Text.Json.Nodes;

namespace WelfareFund.AcceptanceTests.Calculate;

public sealed class CalculateWaterfallTests
{
    private const string Terms = """
        { "tranches": [{ "id": "senior", "rank": 1, "preferredReturn": { "rate": "0.03" } }, { "id": "junior", "rank": 2 }],
          "waterfall": [{ "step": "preferred-return", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "senior" },
                        { "step": "return-of-capital", "tranche": "junior" }, { "step": "to-fund" }],
          "recycling": { "until": "2025-12-31", "limit": "1000.00" } }
        """;

    private const string Header = "date,kind,tranche,investor_id,amount\n";

    private const string Flows = Header + """
        2026-03-15,distributable,,,3000.00
        2025-01-01,drawdown,senior,bank,100000.00
        2025-01-01,drawdown,junior,foundation,50000.00
        2025-03-15,distributable,,,1000.00
        2025-03-15,distributable,,,700.00
        """;

    [Fact]
    public async Task Each_part_is_a_row_by_date_and_step_and_lines_may_stand_in_any_order()
    {
        var ran = await Calculating.OnAsync("waterfall", Terms, Flows, "--csv");

        // 73 days of 3% on 100,000.00 are 600.00; 1,000.00 of principal are recycled; then 100.00 are paid, and 365 days on 100,000.00 − 100.00 cost 2,997.00.
        (ran.Exit, ran.Errors).ShouldBe((0, ""));
        ran.Output.ShouldBe("date,step,tranche,investor_id,amount\r\n"
            + "2025-03-15,preferred-return,senior,bank,600.00\r\n"
            + "2025-03-15,recycled,senior,bank,1000.00\r\n"
            + "2025-03-15,return-of-capital,senior,bank,100.00\r\n"
            + "2026-03-15,preferred-return,senior,bank,2997.00\r\n"
            + "2026-03-15,return-of-capital,senior,bank,3.00\r\n");
    }

    [Fact]
    public async Task With_the_trace_each_amount_says_how_it_came_about()
    {
        var ran = await Calculating.OnAsync("waterfall", Terms, Flows, "--json", "--trace");
        JsonNode.Parse(ran.Output)![0]!["trace"]!.AsArray().Select(clause => (string)clause!).ShouldBe(
        [
            "100,000.00 EUR × 3% × 73 ÷ 365 days from 2025-01-01 = 600.00", "preferred return of 600.00, less 0.00 paid, to the nearest unit 600.00",
            "of 1,700.00 EUR left, senior may take 600.00 and takes 600.00", "600.00 EUR × 600.00 ÷ 600.00, rounded down, 600.00",
        ]);
    }

    [Theory]
    [InlineData("2025-01-01,drawdown,mezzanine,bank,1.00", "in.csv:2: tranche: 'mezzanine' is none of its words; write senior or junior.")]
    [InlineData("2025-01-01,drawdown,senior,,1.00", "in.csv:2: investor_id: nothing stands here; a drawdown is some investor's, into some tranche.")]
    [InlineData("2025-01-01,distributable,senior,,1.00", "in.csv:2: tranche: what may be distributed is nobody's yet; leave the cell empty.")]
    [InlineData("2025-01-01,distribution,,,1.00", "in.csv:2: kind: 'distribution' is none of its words; write drawdown or distributable.")]
    [InlineData("2025-01-01,distributable,,,-1.00", "in.csv:2: amount: '-1.00' is not above zero; write a positive amount.")]
    [InlineData("2025-01-01,distributable,,,1.001", "in.csv:2: amount: '1.001' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00.")]
    [InlineData("2025-13-01,distributable,,,1.00", "in.csv:2: date: '2025-13-01' is not a date from 1900 to 2199; write year, month and day, for example 2025-01-31.")]
    public async Task A_wrong_file_of_flows_gets_its_sentence(string row, string sentence)
    {
        var ran = await Calculating.OnAsync("waterfall", Terms, Header + row + "\n", "--json");
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence + Environment.NewLine));
    }

    [Fact]
    public async Task Amounts_have_the_decimals_of_the_currency_that_is_said()
    {
        var yen = await Calculating.OnAsync("waterfall", Terms.Replace("1000.00", "1000", StringComparison.Ordinal), Header + "2025-01-01,drawdown,junior,a,100\n2025-01-02,distributable,,,150\n", "--csv", "--currency", "JPY");
        yen.Output.ShouldEndWith("2025-01-02,recycled,junior,a,100\r\n2025-01-02,to-fund,,,50\r\n");
        (await Calculating.OnAsync("waterfall", Terms, Flows, "--currency", "EURO")).Errors.ShouldStartWith("--currency: 'EURO' is not a currency of ISO 4217");
    }

    [Fact]
    public async Task Wrong_terms_and_too_much_money_are_told()
    {
        (await Calculating.OnAsync("waterfall", Terms.Replace("\"to-fund\"", "\"to-found\"", StringComparison.Ordinal), Flows)).Errors.ShouldStartWith("terms.json:3: $.waterfall[3].step: ");
        (await Calculating.OnAsync("waterfall", "{}", Flows)).Errors.ShouldStartWith("terms.json: $.tranches: there is no tranche");
        var much = string.Concat(Enumerable.Repeat("2025-01-01,drawdown,junior,a,90000000000000.00\n", 2_000));
        (await Calculating.OnAsync("waterfall", Terms, Header + much + "2025-02-01,distributable,,,1.00\n")).Errors.ShouldStartWith("in.csv: amount: the amounts together are more");
    }

    [Theory]
    [InlineData("2025-01-01,-100.00\n2026-01-01,110.00\n", """{"irr":"0.100000000","roots":"one"}""")]
    [InlineData("2025-01-01,-100.00\n2026-01-01,-110.00\n", """{"irr":null,"roots":"none"}""")]
    [InlineData("2027-01-01,-132.00\n2025-01-01,-100.00\n2026-01-01,230.00\n", """{"irr":null,"roots":"several"}""")]
    public async Task A_rate_is_printed_only_where_there_is_one(string rows, string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "date,amount\n" + rows);
            var ran = await Calculating.RunAsync("irr", "--flows", file, "--json");
            (ran.Exit, ran.Errors).ShouldBe((0, ""));
            JsonNode.Parse(ran.Output)!.ToJsonString().ShouldBe(json);

            await File.WriteAllTextAsync(file, "date,amount\n2025-01-01,soon\n");
            (await Calculating.RunAsync("irr", "--flows", file, "--json")).Errors.ShouldStartWith($"{file}:2: amount: ");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
