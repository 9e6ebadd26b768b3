using System.Globalization;
using WelfareFund.Benchmarks;

// dotnet run -c Release -- posting --entries 100000 [--postgres CONNECTION]
// dotnet run -c Release -- month --workers 100000 [--postgres CONNECTION]
// dotnet run -c Release -- contributions --months 1000000
// dotnet run -c Release -- documents --count 400
// dotnet run -c Release -- pages --workers 1000000 [--times 100] [--postgres CONNECTION]
switch (args)
{
    case ["posting", ..]:
        await PostingBenchmark.RunAsync(Number("--entries", 100_000), Option("--postgres") ?? Environment.GetEnvironmentVariable("WELFAREFUND_TEST_POSTGRES"));
        return 0;
    case ["month", ..]:
        await MonthBenchmark.RunAsync(Number("--workers", 10_000), Option("--postgres"));
        return 0;
    case ["contributions", ..]:
        ContributionBenchmark.Run(Number("--months", 1_000_000));
        return 0;
    case ["documents", ..]:
        await DocumentBenchmark.RunAsync(Number("--count", 400));
        return 0;
    case ["pages", ..]:
        await PagesBenchmark.RunAsync(Number("--workers", 10_000), Number("--times", 100), Option("--postgres"));
        return 0;
    default:
        Console.Error.WriteLine("usage: posting --entries N [--postgres CONNECTION] | month --workers N [--postgres CONNECTION] | contributions --months N | documents --count N | pages --workers N [--times N] [--postgres CONNECTION]");
        return 2;
}

int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
