namespace WelfareFund.AcceptanceTests.Calculate;

public sealed class CalculateOutcomesTests
{
    private const string Contract = """
        { "id": "agency", "currency": "PHP", "from": "2025-01-01", "to": "2027-12-31", "claimAfterDays": 10,
          "rateCards": [{ "effective": "2025-01-01",
            "metrics": [
              { "id": "trained", "trigger": { "kind": "event", "event": "trained" }, "price": "30000.00" },
              { "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "90000.00" },
              { "id": "retained-6m", "trigger": { "kind": "sustained", "months": 6, "maxGapDays": 30 }, "price": "60000.00", "after": ["started"] },
              { "id": "good-job", "trigger": { "kind": "audit", "tier": "B" }, "price": "10000.00" },
              { "id": "earning", "trigger": { "kind": "rolling", "months": 2, "within": 3, "threshold": "1800.00", "currency": "EUR" }, "price": "5000.00" }],
            "qualityFactors": { "A": "1.10", "B": "1.00", "C": "not-payable" },
            "uplifts": { "groups": { "woman": "0.10" } } }],
          "holdback": { "share": "0.10", "releaseOn": "retained-6m" }, "perWorker": "180000.00" }
        """;

    private const string Header = "worker_id,kind,on,amount,note\n";

    [Fact]
    public async Task Each_payable_metric_is_a_row_with_its_price_what_is_payable_and_what_is_held_back()
    {
        var ran = await Calculating.OnAsync("outcomes", Contract, Header + """
            w-1,enrolled,2025-01-06,,woman
            w-1,event:trained,2025-02-20,,
            w-1,started,2025-03-03,,
            w-1,month-earnings,2025-04-30,1800.00,
            w-1,month-earnings,2025-05-31,1799.99,
            w-1,month-earnings,2025-06-30,900.00,first
            w-1,month-earnings,2025-06-30,900.00,second
            w-1,audit:A,2025-08-01,,
            w-1,audit:C,2026-01-10,,
            """, "--csv");

        ran.Exit.ShouldBe(0, ran.Errors);
        ran.Errors.ShouldBeEmpty();
        ran.Output.Split("\r\n").Select(line => string.Join(',', line.Split(',')[..Math.Min(6, line.Split(',').Length)])).ShouldBe(
        [
            "worker_id,metric,achieved_on,price,payable,heldBack",
            "w-1,trained,2025-02-20,30000.00,33000.00,3300.00",
            "w-1,started,2025-03-03,90000.00,99000.00,9900.00",
            "w-1,earning,2025-06-30,5000.00,5500.00,550.00",
            "w-1,good-job,2025-08-01,10000.00,12100.00,1210.00",
            // 60,000.00 × 1.10 (tier A) × 1.10 is cut to what 180,000.00 for a worker leave; it releases and nothing of it is held back.
            "w-1,retained-6m,2025-09-01,60000.00,30400.00,0.00",
            "",
        ]);
    }

    [Fact]
    public async Task What_is_achieved_and_not_payable_is_told_beside_the_result()
    {
        var ran = await Calculating.OnAsync("outcomes", Contract, Header + "w-1,enrolled,2025-01-06,,\nw-1,started,2025-03-03,,\nw-1,audit:C,2025-03-03,,\nw-1,ended,2025-04-01,,\n", "--csv");
        ran.Exit.ShouldBe(0);
        ran.Output.Split("\r\n").Length.ShouldBe(2);
        ran.Errors.ShouldStartWith("w-1 started: achieved on 2025-03-03, as the records of work show; waits: the job's tier was C on 2025-03-03, which is not payable");
    }

    [Theory]
    [InlineData("w-1,started,2025-03-03,,\n", "in.csv:2: worker_id: no row says when w-1 was enrolled; add a row of the kind enrolled: its day fixes the rate card.")]
    [InlineData("w-1,enrolled,2024-12-31,,\n", "in.csv:2: on: no rate card is in force on 2024-12-31; the first is effective on 2025-01-01.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,ended,2025-03-03,,\n", "in.csv:3: kind: w-1 has no job on 2025-03-03; say when the job started, and name it in note where there are several.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,started,2025-03-03,,\nw-1,started,2025-04-03,,\n",
        "in.csv:4: kind: the job that w-1 started on 2025-03-03 has not ended; say when it ended, or name each job in note.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,audit:A,2025-03-03,,\n", "in.csv:3: kind: w-1 has no job yet on 2025-03-03 that could be audited; an audit is of a job that has started.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,started,2025-03-03,,\nw-1,audit:D,2025-03-03,,\n", "in.csv:4: kind: 'D' is not a tier of the contract; it has A, B, C.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,month-earnings,2025-03-31,,\n", "in.csv:3: amount: nothing stands here; month-earnings need their amount.")]
    [InlineData("w-1,enrolled,2025-01-06,1.00,\n", "in.csv:2: amount: only month-earnings have an amount; leave the cell empty.")]
    [InlineData("w-1,enrolled,2025-01-06,,\nw-1,month-earnings,2025-03-01,1.00,\nw-1,month-earnings,2025-03-31,2.00,\n",
        "in.csv:4: kind: the earnings of 2025-03 stand in line 3 already; keep one of the two, or name each employer in note.")]
    [InlineData("w-1,arrived,2025-01-06,,\n", "in.csv:2: kind: 'arrived' is none of its words; write enrolled, event:NAME, started, ended, month-earnings or audit:TIER.")]
    public async Task A_wrong_file_of_facts_gets_its_sentence(string rows, string sentence)
    {
        var ran = await Calculating.OnAsync("outcomes", Contract, Header + rows);
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence + Environment.NewLine));
    }

    [Theory]
    [InlineData("", "terms.json:1: $: the file is empty; write the terms in braces: { \"key\": value }.")]
    [InlineData("[]", "terms.json:1: $: this is a list, not an object; write it in braces: { \"key\": value }.")]
    [InlineData("{ \"id\": \"agency\"", "terms.json:1: $: the file ends, and a bracket is still open; close it, or look for the one that is not closed.")]
    [InlineData("claimAfterDays|claimAfterDay", "terms.json:1: $.claimAfterDay: there is no such key; did you mean 'claimAfterDays'? Known here: id, provider, corridors, currency, from, to, maximum, perWorker, rateCards, holdback, advance, clawbackDays, claimAfterDays, claimWithinDays, paymentTermsDays, $schema.")]
    [InlineData("\"30000.00\"|30000", "terms.json:4: $.rateCards[0].metrics[0].price: this is a number, not an amount in quotes; write it in quotes, in major units, with 14 digits at most and no sign, such as \"1250.00\".")]
    [InlineData("\"claimAfterDays\": 10|\"claimAfterDays\": -1", "terms.json:1: $.claimAfterDays: '-1' is outside of what is possible; give 0 or more, and 3660 at most.")]
    [InlineData("\"after\": [\"started\"]|\"after\": [\"retained-6m\"]", "terms.json:6: $.rateCards[0].metrics[2].after: 'retained-6m' has to be achieved before itself, so it never can be; take one metric out of the circle.")]
    [InlineData("\"tier\": \"B\"|\"tier\": \"Z\"", "terms.json:7: $.rateCards[0].metrics[3].trigger.tier: there is no tier 'Z'; known here: A, B, C.")]
    [InlineData("\"A\": \"1.10\"|\"A\": \"-1.10\"", "terms.json:9: $.rateCards[0].qualityFactors.A: '-1.10' is not a factor; write it in quotes, such as \"1.10\", or \"not-payable\".")]
    [InlineData("\"currency\": \"PHP\"|\"currency\": \"PHX\"", "terms.json:1: $.currency: 'PHX' is not a currency of ISO 4217; write its three capital letters, such as \"EUR\".")]
    [InlineData("\"perWorker\": \"180000.00\"|\"perWorker\": \"180000.00\", \"maximum\": \"100000.00\"", "terms.json:11: $.perWorker: 180000.00 PHP for one worker is more than the 100000.00 PHP that the contract pays in all; let perWorker be the smaller.")]
    public async Task Wrong_terms_get_their_sentence(string slip, string sentence)
    {
        var terms = slip.Split('|') is [var old, var @new] ? Contract.Replace(old, @new, StringComparison.Ordinal) : slip;
        var ran = await Calculating.OnAsync("outcomes", terms, Header + "w-1,enrolled,2025-01-06,,\n");
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence + Environment.NewLine));
    }

    [Theory]
    [InlineData("", "in.csv:1: the file is empty; the first line names the columns.")]
    [InlineData(Header, "in.csv: there is not one row in this file; below the header each line is a row.")]
    [InlineData("worker_id;kind;on;amount;note\n", "in.csv:1: 'worker_id;kind;on;amount;note' is not a column; columns are separated by commas; the columns of facts are worker_id, kind, on, amount?, note?.")]
    [InlineData("PK\u0003\u0004\n", "in.csv:1: 'PK\u0003\u0004' is not a column: this file is no text; save the table as CSV in UTF-8.")]
    [InlineData(Header + "w-1,event:,2025-02-02,,\n", "in.csv:2: kind: 'event:' is none of its words; write enrolled, event:NAME, started, ended, month-earnings or audit:TIER.")]
    [InlineData(Header + "w:1,enrolled,2025-01-06,,\n", "in.csv:2: worker_id: 'w:1' is not an id; an id is letters, digits, dots, dashes and underscores.")]
    [InlineData(Header + "w-1,enrolled,06.01.2025,,\n", "in.csv:2: on: '06.01.2025' is not a date from 1900 to 2199; write year, month and day, for example 2025-01-31.")]
    [InlineData(Header + "w-1,enrolled,2025-01-06,,\nw-1,month-earnings,2025-03-31,-5.00,\n", "in.csv:3: amount: '-5.00' is negative; write zero or a positive amount.")]
    [InlineData(Header + "w-1,enrolled,2025-01-06,,\nw-1,month-earnings,2025-03-31,99999999999999999.00,\n", "in.csv:3: amount: '99999999999999999.00' EUR is more than an amount can hold; write an amount from -92233720368547758.08 to 92233720368547758.07.")]
    [InlineData(Header + "w-1,enrolled,2025-01-06,,\nw-1,started,2025-03-03,,\nw-1,ended,2025-02-03,,\n", "in.csv:4: kind: w-1 has no job on 2025-02-03; say when the job started, and name it in note where there are several.")]
    public async Task An_odd_file_of_facts_gets_one_sentence(string facts, string sentence)
    {
        var ran = await Calculating.OnAsync("outcomes", Contract, facts);
        (ran.Exit, ran.Output, ran.Errors).ShouldBe((1, "", sentence.Replace("\u0003\u0004", ran.Errors.Contains('\u0003', StringComparison.Ordinal) ? "\u0003\u0004" : "\uFFFD\uFFFD", StringComparison.Ordinal) + Environment.NewLine));
    }

    [Fact]
    public async Task Rows_that_no_metric_looks_at_are_told_beside_the_result()
    {
        var ran = await Calculating.OnAsync("outcomes", Contract, Header + "w-1,enrolled,2025-01-06,,\nw-1,event:trainde,2025-02-02,,\nw-1,started,2028-03-03,,\n", "--csv");
        ran.Exit.ShouldBe(0);
        ran.Errors.Split(Environment.NewLine).ShouldBe(
        [
            "in.csv:3: kind: this row counts for nothing: no metric of the contract is paid for 'trainde'; it pays for trained, started",
            "in.csv:4: kind: this row counts for nothing: 2028-03-03 is after the contract's last day, 2027-12-31",
            "",
        ]);
    }

    [Fact]
    public async Task Two_jobs_at_once_are_told_apart_by_their_names_and_count_once()
    {
        var rows = Header + """
            w-1,enrolled,2025-01-06,,
            w-1,started,2025-03-03,,morning
            w-1,started,2025-03-10,,evening
            w-1,ended,2025-04-30,,morning
            w-1,ended,2025-09-01,,moved away
            """;
        (await Calculating.OnAsync("outcomes", Contract, rows, "--csv")).Output.ShouldContain("w-1,retained-6m,2025-09-01,");
        (await Calculating.OnAsync("outcomes", Contract, rows.Replace("2025-09-01", "2025-08-31", StringComparison.Ordinal), "--csv")).Output.ShouldNotContain("retained-6m");
    }
}
