using System.Globalization;
using System.Text.Json.Nodes;

namespace WelfareFund.AcceptanceTests.Calculate;

/// <summary>The published cases of docs/examples, through the command itself.</summary>
public sealed class PublishedExamplesTests
{
    [Theory]
    [InlineData(65_000, 921, 24, 22_100, "920.83", "920.83")]
    [InlineData(85_000, 1_204, 24, 28_900, "1204.17", "1204.17")]
    [InlineData(105_000, 1_488, 24, 34_500, "1487.50", "287.50")]
    [InlineData(125_000, 1_771, 20, 34_500, "1770.83", "854.23")]
    [InlineData(135_000, 1_913, 19, 34_500, "1912.50", "75.00")]
    public async Task The_income_share_illustration(int yearly, int shown, int payments, int total, string first, string last)
    {
        var calculated = await ContributionsAsync("income-share", $"wages-{yearly}.csv");

        var dues = calculated["rows"]!.AsArray().Select(row => (string)row!["due"]!).Where(due => due != "0.00").ToList();
        dues[0].ShouldBe(first);
        Whole(dues[0]).ShouldBe(shown);
        dues[^1].ShouldBe(last);
        ((int)calculated["payments"]!).ShouldBe(payments);
        dues.Count.ShouldBe(payments);
        Whole((string)calculated["total"]!).ShouldBe(total);
        dues.Sum(Amount).ShouldBe(Amount((string)calculated["total"]!));
        ((string)calculated["ended"]!).ShouldBe("completed");
    }

    [Fact]
    public async Task The_student_loan_repayments()
    {
        var calculated = await ContributionsAsync("student-loan", "wages.csv");
        calculated["rows"]!.AsArray().Select(row => (string)row!["due"]!).ShouldBe(["38.00", "60.00", "28.00", "51.00", "60.00", "11.00"]);
        ((string)calculated["ended"]!).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_job_path_fees()
    {
        var ran = await Calculating.RunAsync("outcomes", "--terms", Example("jobpath", "contract.json"), "--facts", Example("jobpath", "facts.csv"), "--json");

        ran.Exit.ShouldBe(0, ran.Errors);
        var rows = JsonNode.Parse(ran.Output)!.AsArray().ToLookup(row => (string)row!["worker_id"]!, row => ((string)row!["metric"]!, (string)row["payable"]!));
        rows["stays"].ShouldBe([("registration", "311.00"), ("13-weeks", "613.00"), ("26-weeks", "737.00"), ("39-weeks", "892.00"), ("52-weeks", "1165.00")]);
        rows["stays"].Sum(row => Amount(row.Item2)).ShouldBe(3_718);
        rows["leaves-after-30-weeks"].Sum(row => Amount(row.Item2)).ShouldBe(1_661);
        rows["registers-again"].ShouldBe([("registration", "311.00")]);
        ran.Errors.ShouldStartWith("registers-again registration: not payable: ");
    }

    [Fact]
    public async Task The_internal_rate_that_a_spreadsheet_prints()
    {
        var ran = await Calculating.RunAsync("irr", "--flows", Example("internal-rate", "flows.csv"), "--json");

        ran.Exit.ShouldBe(0, ran.Errors);
        JsonNode.Parse(ran.Output)!.AsObject().Select(each => each.Key).ShouldBe(["irr", "roots"]);
        ((string)JsonNode.Parse(ran.Output)!["irr"]!).ShouldBe("0.373362534");
        Amount((string)JsonNode.Parse(ran.Output)!["irr"]!).ShouldBe(0.373362535m, 0.00000001m);
        ((string)JsonNode.Parse(ran.Output)!["roots"]!).ShouldBe("one");
    }

    [Fact]
    public async Task The_waterfall_of_one_year()
    {
        var ran = await Calculating.RunAsync("waterfall", "--terms", Example("waterfall", "capital.json"), "--flows", Example("waterfall", "flows.csv"), "--json");

        ran.Exit.ShouldBe(0, ran.Errors);
        var rows = JsonNode.Parse(ran.Output)!.AsArray();
        rows[0]!.AsObject().Select(each => each.Key).ShouldBe(["date", "step", "tranche", "investor_id", "amount"]);
        var sums = rows.GroupBy(row => ((string)row!["step"]!, (string)row["tranche"]! == "" ? (string)row["investor_id"]! : (string)row["tranche"]!), row => Amount((string)row!["amount"]!))
            .ToDictionary(group => group.Key, group => group.Sum());
        sums.ShouldBe(new Dictionary<(string, string), decimal>
        {
            [("return-of-capital", "equity")] = 20_000_000m,
            [("preferred-return", "equity")] = 1_400_000m,
            [("catch-up", "manager")] = 350_000m,
            [("split", "equity")] = 6_600_000m,
            [("split", "manager")] = 1_650_000m,
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_command_that_the_examples_name_runs()
    {
        var commands = (await File.ReadAllLinesAsync(Path.Combine(Calculating.Examples, "README.md")))
            .Where(line => line.StartsWith("    welfarefund ", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBe(5);
        foreach (var command in commands)
        {
            var arguments = command.Replace("docs/examples", Calculating.Examples, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..];
            (await Calculating.RunAsync(arguments)).Exit.ShouldBe(0, command);
        }
    }

    private static async Task<JsonNode> ContributionsAsync(string folder, string wages)
    {
        var ran = await Calculating.RunAsync("contributions", "--terms", Example(folder, "terms.json"), "--wages", Example(folder, wages), "--json");
        ran.Exit.ShouldBe(0, ran.Errors);
        ran.Errors.ShouldBeEmpty();
        return JsonNode.Parse(ran.Output)!;
    }

    private static string Example(string folder, string file) => Path.Combine(Calculating.Examples, folder, file);

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Whole(string text) => Math.Round(Amount(text), MidpointRounding.AwayFromZero);
}
