using System.Globalization;
using WelfareFund.Benchmarks;

// dotnet run -c Release -- posting --entries 100000 [--postgres CONNECTION]
if (args is not ["posting", ..])
{
    Console.Error.WriteLine("usage: posting --entries N [--postgres CONNECTION]");
    return 2;
}

var entries = int.Parse(Option("--entries") ?? "100000", CultureInfo.InvariantCulture);
await PostingBenchmark.RunAsync(entries, Option("--postgres") ?? Environment.GetEnvironmentVariable("WELFAREFUND_TEST_POSTGRES"));
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
