using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Cli;
using WelfareFund.Tests.Tracing;

namespace WelfareFund.AcceptanceTests.Settlement;

/// <summary>Every line that the sample fund's months ever proposed, read as people read it: its words lead to its amount.</summary>
[Collection(LivedSampleTests.Name)]
public sealed class RecomputedSampleTests(LivedSample sample)
{
    [Fact]
    public async Task Every_amount_recomputes_from_its_words()
    {
        var months = (await sample.AskAsync("report", "entries", "--fund", "care-corridors", "--csv")).Split('\n').Skip(1).Where(line => line.Length > 0)
            .Select(line => line.Split(',')[2][..7]).Distinct().Order(StringComparer.Ordinal).ToList();
        months.Count.ShouldBeGreaterThan(12);
        var lines = 0;
        var kinds = new HashSet<string>();
        foreach (var month in months)
        {
            using var output = new StringWriter();
            using var errors = new StringWriter();
            (await CommandLine.RunAsync(["settle", "--db", sample.Sqlite.Address, "--fund", "care-corridors", "--month", month, "--json"], output, errors, CancellationToken.None)).ShouldBe(0, errors.ToString());
            var proposal = JsonNode.Parse(output.ToString())!.AsArray();
            foreach (var line in proposal.Where(line => line!["amount"] is not null))
            {
                var (kind, words, amount) = ((string)line!["kind"]!, (string)line["trace"]!, (string)line["amount"]!);
                var stated = decimal.Parse(amount, CultureInfo.InvariantCulture);
                TraceCalculator.Amount(kind, words, (string)line["currency"]!).ShouldBe(stated, tolerance: 1e-9m, $"{month} {kind} {line["subject"]}: {words}");
                kinds.Add(kind);
                lines++;
            }
        }

        lines.ShouldBeGreaterThan(1_000);
        kinds.IsSupersetOf(["capital-call", "outcome", "oversight", "grant", "contribution", "payment", "exchange", "holdback"]).ShouldBeTrue(string.Join(' ', kinds));
    }
}
