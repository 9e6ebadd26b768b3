using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Documents;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Statements;

namespace WelfareFund.Benchmarks;

/// <summary>
/// Investor statements from ready figures through the product's path, beside the PDF engine given the same ready JSON, fonts and attachment in a bare
/// loop over the same worker script. Both on as many processes as there are cores; the rounds alternate, and each side's best counts.
/// </summary>
internal static class DocumentBenchmark
{
    private const int Rounds = 3;
    private static readonly Currency Eur = Currency.Of("EUR");

    internal static async Task RunAsync(int count)
    {
        var statements = Enumerable.Range(1, count).Select(Statement).ToList();
        var proof = new Dictionary<string, ReadOnlyMemory<byte>> { ["proof.json"] = Encoding.UTF8.GetBytes(new JsonObject { ["size"] = 48_211, ["path"] = new string('0', 20_000) }.ToJsonString()) };
        var requests = statements.Select((statement, i) => Paper.Of(statement, proof).ToDocument(IssueOf(i)).ToRequestLine(i)).ToList();
        using var workers = new TypstWorkers();
        using var engines = new BareEngines();
        await DrawAllAsync(workers, statements.Take(10).ToList(), proof);
        await engines.DrawAllAsync([.. requests.Take(10)]);

        var (ours, engine, bytes) = (double.MaxValue, double.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            engine = Math.Min(engine, await TimeAsync(async () => bytes = await engines.DrawAllAsync(requests)));
            ours = Math.Min(ours, await TimeAsync(async () => bytes -= await DrawAllAsync(workers, statements, proof)));
            if (bytes != 0)
                throw new InvalidOperationException("The two paths did not draw the same documents.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} two-page statements on {Environment.ProcessorCount} cores, best of {Rounds}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"engine alone  {count / engine,8:0.0} a second  {engine * 1000 / count,6:0.0} ms each"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"our path      {count / ours,8:0.0} a second  {ours * 1000 / count,6:0.0} ms each"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of time {ours / engine:0.00} (at most 1.30); largest worker {workers.LargestPeakMemory() / 1048576} MiB at its peak"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>As the act that issues documents does: words from figures, canonical JSON for the register, changes, drawing.</summary>
    private static async Task<long> DrawAllAsync(TypstWorkers workers, IReadOnlyList<InvestorStatement> statements, Dictionary<string, ReadOnlyMemory<byte>> proof)
    {
        var pdfs = await Task.WhenAll(statements.Select(async (statement, i) =>
        {
            await Task.Yield();
            return await workers.DrawAsync(Paper.Of(statement, proof), IssueOf(i));
        }));
        return pdfs.Sum(pdf => (long)pdf.Value.Length);
    }

    private static Issue IssueOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"benchmark-2026-{number:D4}"), 1, 48_377, [], NamesChanged: false);

    private static InvestorStatement Statement(int number)
    {
        var zero = ColumnAmounts.Zero(Eur);
        var paid = new ColumnAmounts(Euros(125_000), Euros(125_000), Euros(1_387_500 + number));
        var opening = new ColumnAmounts(Euros(1_262_500 + number), Euros(1_262_500 + number), Euros(0));
        return new(
            new("benchmark", "Benchmark Fund", Eur, new InvestorId($"INV-{number:D4}"), $"Stiftung Nummer {number}", new(new(2026, 1, 1), new(2026, 3, 31)), 48_377),
            [new("Senior", Euros(1_500_000), Euros(1_050_000), Euros(1_050_000), Euros(450_000), Euros(0))],
            new(opening, paid, zero, new(zero, zero, zero, zero, zero, zero, zero)),
            new(
                [Returns.Of(new(2026, 3, 31), Euros(1_500_000), [new(new(2025, 1, 15), -paid.SinceInception)], paid.SinceInception)],
                [PeriodReturn.Of(new(2026, 1, 1), new(2026, 3, 31), opening.Quarter, [new(new(2026, 1, 15), -paid.Quarter)], paid.SinceInception)]),
            [.. Enumerable.Range(1, 25).Select(line => new StatementLine(new LocalDate(2026, 1, 1).PlusDays(line * 3), 1_000 + line, $"Capital call {line} paid in, Senior", Euros((100 * line) + number)))],
            [], ["The capital account is computed and not posted.", "Expected future contributions are claims on future pay."])
        {
            Outcomes = [new("started", 12.5m, Euros(15_000 + number), 140.25m, Euros(168_000 + number)), new("retained-6m", 8.75m, Euros(7_000), 96.5m, Euros(77_000 + number))],
            Approval = new("Amara Okafor", "Jonas Lindqvist"),
            Seal = new(new YearMonth(2026, 3), 48_211, Digest.Of("the log"u8), Digest.Of("the key"u8)),
        };
    }

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    /// <summary>The worker script and nothing else: a line in, a header and bytes out.</summary>
    private sealed class BareEngines : IDisposable
    {
        private readonly List<Process> processes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { "--expose-gc", Path.Combine(DocumentsFolder.Path, "worker", "worker.mjs") },
            WorkingDirectory = DocumentsFolder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!)];

        internal async Task<long> DrawAllAsync(List<byte[]> requests)
        {
            var next = -1;
            var drawn = await Task.WhenAll(processes.Select(async process =>
            {
                var (input, output, bytes) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream, 0L);
                var one = new byte[1];
                while (Interlocked.Increment(ref next) is var at && at < requests.Count)
                {
                    await input.WriteAsync(requests[at]);
                    await input.FlushAsync();
                    var header = new List<byte>();
                    do
                    {
                        await output.ReadExactlyAsync(one);
                        header.Add(one[0]);
                    }
                    while (one[0] != '\n');
                    var length = JsonNode.Parse(header.ToArray())!["length"]!.GetValue<int>();
                    await output.ReadExactlyAsync(new byte[length]);
                    bytes += length;
                }

                return bytes;
            }));
            return drawn.Sum();
        }

        public void Dispose()
        {
            foreach (var process in processes)
            {
                process.Kill(entireProcessTree: true);
                process.Dispose();
            }
        }
    }
}
