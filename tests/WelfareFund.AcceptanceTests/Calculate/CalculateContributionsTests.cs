using System.Text.Json.Nodes;

namespace WelfareFund.AcceptanceTests.Calculate;

public sealed class CalculateContributionsTests
{
    private const string Terms = """
        { "id": "standard", "currency": "EUR", "share": "0.10", "floor": { "amount": "1800.00", "rule": "taper" }, "cap": { "amount": "500.00" },
          "payments": 5, "windowMonths": 12, "graceMonths": 1, "carryingTiers": ["A", "B"] }
        """;

    [Fact]
    public async Task Each_month_says_what_is_due_why_and_what_is_left()
    {
        var ran = await Calculating.OnAsync("contributions", Terms, """
            month,gross,employer,currency,rate,paused,abroad,tier
            2025-09,2000.00,home,,,,,A
            2025-01,2500.00,home,,,,,
            2025-02,2500.00,home,,,,,
            2025-03,2500.00,home,EUR,1,no,yes,A
            2025-04,1700.00,home,,,,,
            2025-06,2500.00,home,,,yes,,
            2025-07,2500.00,home,,,,no,
            2025-08,2500.00,home,,,,,C
            2025-09,160000,second,JPY,0.00625,,,B
            2025-10,2000.00,home,,,,,
            """, "--json");

        ran.Exit.ShouldBe(0, ran.Errors);
        var calculated = JsonNode.Parse(ran.Output)!;
        calculated["rows"]!.AsArray().Select(row => $"{row!["month"]} {row["gross"]?.ToString() ?? "-"} {row["due"]} {row["reason"]} {row["paidToDate"]} {row["paymentsMade"]} {row["paymentsLeft"]} {row["windowLeft"]} {row["capLeft"]}").ShouldBe(
        [
            "2025-01 2500.00 0.00 grace 0.00 0 5 11 500.00",
            "2025-02 2500.00 0.00 grace 0.00 0 5 10 500.00",
            "2025-03 2500.00 250.00  250.00 1 4 9 250.00",
            "2025-04 1700.00 0.00 below-floor 250.00 1 4 8 250.00",
            "2025-05 - 0.00 wage-report-missing 250.00 1 4 7 250.00",
            "2025-06 2500.00 0.00 paused 250.00 1 4 7 250.00",
            "2025-07 2500.00 0.00 not-abroad 250.00 1 4 6 250.00",
            "2025-08 2500.00 0.00 tier 250.00 1 4 5 250.00",
            // 2,000.00 EUR and 160,000 JPY are 3,000.00 EUR; the cap leaves 250.00, a share of 8.3333333333%: 166.66 EUR and 13,333 JPY (83.33 EUR).
            "2025-09 3000.00 249.99  499.99 2 3 4 0.01",
            "2025-10 2000.00 0.01  500.00 3 2 3 0.00",
        ]);
        ((string)calculated["total"]!).ShouldBe("500.00");
        ((int)calculated["payments"]!).ShouldBe(3);
        ((string)calculated["ended"]!).ShouldBe("completed");
        calculated["rows"]![2]!["trace"]!.AsArray().Select(clause => (string)clause!).ShouldBe(
            ["2,500.00 EUR − floor 1,800.00 leaves 700.00", "2,500.00 EUR × 10% = 250.00", "cap left 500.00", "due 250.00"]);
    }

    [Fact]
    public async Task As_csv_every_column_stands_under_its_name()
    {
        var ran = await Calculating.OnAsync("contributions", Terms, "month,gross\n2025-01,2500.00\n", "--csv");
        ran.Output.ShouldBe("month,gross,due,reason,paidToDate,paymentsMade,paymentsLeft,windowLeft,capLeft,trace\r\n"
            + "2025-01,2500.00,0.00,grace,0.00,0,5,11,500.00,month 0 after the month of the first start; nothing is due up to month 1\r\n");
    }

    [Fact]
    public async Task No_database_is_opened() =>
        (await Calculating.OnAsync("contributions", Terms, "month,gross\n2025-01,2500.00\n", "--db", "sqlite:/there/is/no/such/folder/books.db")).Exit.ShouldBe(0);

    [Fact]
    public async Task A_cap_by_service_cost_holds_once_the_cost_is_said()
    {
        var terms = """{ "id": "a", "currency": "EUR", "share": "0.10", "cap": { "timesServiceCost": "1.50" } }""";
        const string Wages = "month,gross\n2025-01,2500.00\n2025-02,2500.00\n";

        var without = await Calculating.OnAsync("contributions", terms, Wages, "--json");
        without.Exit.ShouldBe(0);
        without.Errors.ShouldBe("terms.json: $.cap: what the fund pays for a worker's services is not known here, so the cap by service cost does not hold; say it with --service-cost AMOUNT." + Environment.NewLine);
        JsonNode.Parse(without.Output)!["rows"]![1]!["capLeft"].ShouldBeNull();

        var with = await Calculating.OnAsync("contributions", terms, Wages, "--json", "--service-cost", "200.00");
        with.Errors.ShouldBeEmpty();
        ((string)JsonNode.Parse(with.Output)!["total"]!).ShouldBe("300.00");
        (await Calculating.OnAsync("contributions", terms, Wages, "--service-cost", "2,00")).Errors.ShouldStartWith("--service-cost: '2,00' has a thousands separator");
    }

    [Theory]
    [InlineData("month,gross\n2025-01,2500.005\n", "in.csv:2: gross: '2500.005' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00.")]
    [InlineData("month,gross,currency\n2025-01,250000,JPY\n", "in.csv:2: rate: pay in JPY has no rate; write how much EUR 1 JPY was at the month's end.")]
    [InlineData("month,gross,rate\n2025-01,2500.00,1.1\n", "in.csv:2: rate: pay in EUR, the agreement's own currency, has the rate 1.1; leave the rate empty, or name the pay's currency.")]
    [InlineData("month,gross,employer\n2025-01,1.00,a\n2025-01,1.00,b\n2025-01,2.00,a\n", "in.csv:4: month: 2025-01 of a stands in line 2 already; keep one of the two.")]
    [InlineData("month,gross,paused\n2025-01,1.00,perhaps\n", "in.csv:2: paused: 'perhaps' is none of its words; write yes or no.")]
    [InlineData("month,gross,bonus\n2025-01,1.00,1\n", "in.csv:1: 'bonus' is not a column; the columns of wages are month, gross, employer?, currency?, rate?, paused?, abroad?, tier?.")]
    [InlineData("month\n2025-01\n", "in.csv:1: gross: this column is missing; the columns of wages are month, gross, employer?, currency?, rate?, paused?, abroad?, tier?.")]
    [InlineData("", "in.csv:1: the file is empty; the first line names the columns.")]
    [InlineData("month,gross\n2025-01,1.00\n2025-01,1.00\n", "in.csv:3: month: 2025-01 stands in line 2 already; keep one of the two.")]
    [InlineData("month,gross\n2025-01,-5.00\n", "in.csv:2: gross: '-5.00' is negative; write zero or a positive amount.")]
    [InlineData("month,gross\n2025-13,5.00\n", "in.csv:2: month: '2025-13' is not a month from 1900 to 2199; write year and month, for example 2025-01.")]
    [InlineData("month,gross\n2025-01,\"2,500.00\"\n", "in.csv:2: gross: '2,500.00' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 125.00.")]
    [InlineData("month,gross,currency,rate\n2025-01,5.00,XXZ,1\n", "in.csv:2: currency: 'XXZ' is not a currency of ISO 4217; write its three capital letters, for example EUR.")]
    [InlineData("month,gross,currency,rate\n2025-01,5.50,JPY,0.006\n", "in.csv:2: gross: '5.50' has 2 decimals, and JPY has none; write whole units, for example 12500.")]
    [InlineData("month,gross,currency,rate\n2025-01,5.00,USD,0\n", "in.csv:2: rate: '0' is out of range; write a number from 0.000000001 to 1000000000.")]
    [InlineData("month,gross\n2025-01\n", "in.csv:2: the row has 1 cell, and the header has 2; give every column a cell; a cell with a comma, a quote or a line break stands in quotes.")]
    [InlineData("month,gross,employer\n2025-01,90000000000000000.00,a\n2025-01,90000000000000000.00,b\n", "in.csv: gross: the amounts together are more than an amount can hold; write what was paid in a month.")]
    [InlineData("month,gross\n", "in.csv: there is not one row in this file; below the header each line is a row.")]
    public async Task A_wrong_file_of_wages_gets_its_sentence(string wages, string sentence)
    {
        var ran = await Calculating.OnAsync("contributions", Terms, wages, "--json");
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence + Environment.NewLine));
    }

    [Theory]
    [InlineData("", "terms.json:1: $: the file is empty; write the terms in braces: { \"key\": value }.")]
    [InlineData(" \n ", "terms.json:1: $: the file is empty; write the terms in braces: { \"key\": value }.")]
    [InlineData("[]", "terms.json:1: $: this is a list, not an object; write it in braces: { \"key\": value }.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": 0.10 }""", "terms.json:1: $.share: this is a number, not a decimal number in quotes; write it in quotes, such as \"0.10\", with 12 decimals at most.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0" }""", "terms.json:1: $.share: '0' is outside of what is possible; give more than 0, and 1 at most.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "1.2" }""", "terms.json:1: $.share: '1.2' is outside of what is possible; give more than 0, and 1 at most.")]
    [InlineData("""{ "id": "a", "currency": "EUR" }""", "terms.json:1: $.share: the payer 'worker' needs this key; add it.")]
    [InlineData("""{ "id": "a", "currency": "eur", "share": "0.10" }""", "terms.json:1: $.currency: 'eur' is not a currency of ISO 4217; write its three capital letters, such as \"EUR\".")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "cap": { "amount": "0" } }""", "terms.json:1: $.cap.amount: '0' is outside of what is possible; give more than 0.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "cap": {} }""", "terms.json:1: $.cap: the cap does not say how much; give an amount, timesServiceCost, or both.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "windowMonths": 0 }""", "terms.json:1: $.windowMonths: '0' is outside of what is possible; give 1 or more, and 600 at most.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "payments": 99999999999 }""", "terms.json:1: $.payments: '99999999999' is outside of what is possible; give 1 or more, and 600 at most.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "payments": 1.5 }""", "terms.json:1: $.payments: '1.5' is not a whole number; write it in digits, without quotes, such as 12.")]
    [InlineData("""{ "id": "a", "currency": "EUR", "share": "0.10", "floor": { "amount": "1.00", "rule": "soft" } }""", "terms.json:1: $.floor.rule: 'soft' is none of the choices; known here: cliff, above, taper.")]
    public async Task Wrong_terms_get_their_sentence(string terms, string sentence)
    {
        var ran = await Calculating.OnAsync("contributions", terms, "month,gross\n2025-01,2500.00\n");
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence + Environment.NewLine));
    }

    [Theory]
    [InlineData("1.00", "250.00", "")]
    [InlineData("9999.00", "0.00", "below-floor")]
    [InlineData("99999999999999.00", "0.00", "below-floor")]
    public async Task A_floor_may_stand_above_any_pay(string floor, string due, string reason)
    {
        var ran = await Calculating.OnAsync("contributions", $$"""{ "id": "a", "currency": "EUR", "share": "0.10", "floor": { "amount": "{{floor}}", "rule": "taper" } }""", "month,gross\n2025-01,2500.00\n", "--json");
        ran.Errors.ShouldBeEmpty();
        var month = JsonNode.Parse(ran.Output)!["rows"]![0]!;
        ((string)month["due"]!, (string)month["reason"]!).ShouldBe((due, reason));
    }

    [Fact]
    public async Task A_service_cost_that_changes_nothing_or_comes_to_too_much_is_told()
    {
        var ran = await Calculating.OnAsync("contributions", Terms, "month,gross\n2025-01,2500.00\n", "--service-cost", "5.00");
        (ran.Exit, ran.Errors).ShouldBe((0, "--service-cost: no cap of these terms is a multiple of it, so it changes nothing; leave it out, or give the cap timesServiceCost." + Environment.NewLine));
        (await Calculating.OnAsync("contributions", """{ "id": "a", "currency": "EUR", "share": "0.10", "cap": { "timesServiceCost": "10" } }""", "month,gross\n2025-01,1.00\n", "--service-cost", "92233720368547758.07"))
            .Errors.ShouldBe("--service-cost: the cap's multiple of 92233720368547758.07 EUR is more than an amount can hold; write what the fund pays for one worker's services." + Environment.NewLine);
    }

    [Fact]
    public async Task At_most_fifty_errors_are_told()
    {
        var ran = await Calculating.OnAsync("contributions", Terms, "month,gross\n" + string.Concat(Enumerable.Repeat("soon,much\n", 60)));
        (ran.Exit, ran.Errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length).ShouldBe((1, 50));
    }

    [Fact]
    public async Task Wrong_terms_are_told_with_line_path_and_remedy()
    {
        var ran = await Calculating.OnAsync("contributions", "{ \"id\": \"a\", \"currency\": \"EUR\",\n  \"shares\": \"0.10\" }", "month,gross\n2025-01,1.00\n");
        ran.Exit.ShouldBe(1);
        ran.Errors.ShouldContain("terms.json:2: $.shares: ");
        (await Calculating.OnAsync("contributions", """{ "id": "a", "payer": "membership", "currency": "PHP", "membership": { "fee": "1.00", "months": 24, "paidBy": "worker" } }""", "month,gross\n2025-01,1.00\n"))
            .Errors.ShouldBe("terms.json: $.payer: under these terms nobody owes a share of a month's pay; take terms with a share." + Environment.NewLine);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_missing_option_are_told()
    {
        (await Calculating.RunAsync("contributions", "--terms", "nowhere.json", "--wages", "nowhere.csv")).ShouldBe(new(1, "", "nowhere.json: there is no such file; name a file that is there." + Environment.NewLine));
        (await Calculating.RunAsync("contributions", "--terms", "nowhere.json")).Exit.ShouldBe(2);
    }
}
