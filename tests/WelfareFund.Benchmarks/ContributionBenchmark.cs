using System.Diagnostics;
using System.Globalization;
using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Benchmarks;

/// <summary>
/// Worker-months through the contribution rules on two threads: the plain step that the forecast folds, the step with its trace, with the trace's words,
/// and whole histories from a worker's reports.
/// </summary>
internal static class ContributionBenchmark
{
    private const int Threads = 2;
    private const int MonthsOfAWorker = 40;

    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly Currency Jpy = Currency.Of("JPY");
    private static readonly YearMonth First = new(2025, 1);

    private static readonly ContributionTerms Terms = new()
    {
        Id = "measured",
        Currency = Eur,
        Share = new(0.10m),
        Floor = new(new FloorTerms { Amount = new(180_000, Eur), Rule = FloorRule.Taper }),
        Payments = 36,
        WindowMonths = 60,
        GraceMonths = 2,
        MaxShareOfPay = 0.15m,
        CarryingTiers = ["A", "B"],
    };

    private static readonly QualityTerms Quality = new()
    {
        Criteria = [new() { Id = "wage-paid-in-full", Weight = 20, Must = true }],
        Tiers = [new() { Id = "A", From = 80 }, new() { Id = "B", From = 60 }, new() { Id = "C", From = 0 }],
        UntestedTier = "B",
    };

    private static readonly ExchangeRates Rates = new(Enumerable.Range(0, MonthsOfAWorker + 1)
        .Select(month => new ExchangeRate(First.PlusMonths(month).ToDateInterval().End, Eur, Jpy, 155 + month % 10, "ecb", 1)));

    internal static void Run(int months)
    {
        var workers = months / MonthsOfAWorker;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers * MonthsOfAWorker:N0} worker-months, {Threads} threads, {Environment.ProcessorCount} processors"));
        var step = new Plain();
        Measure("step, one employer, no trace", workers * 20, first => { for (var worker = first.From; worker < first.To; worker++) Steps(step, worker, 1, default(NoTrace)); });
        Measure("step, euros and yen, no trace", workers * 5, first => { for (var worker = first.From; worker < first.To; worker++) Steps(step, worker, 2, default(NoTrace)); });
        Measure("step, one employer, with trace", workers, first => { for (var worker = first.From; worker < first.To; worker++) Traced(step, worker, words: false); });
        Measure("step, one employer, with words", workers, first => { for (var worker = first.From; worker < first.To; worker++) Traced(step, worker, words: true); });
        Measure("history of a worker, no trace", workers, first => { for (var worker = first.From; worker < first.To; worker++) History(worker, First.PlusMonths(MonthsOfAWorker)); });
        Measure("history of a worker, with trace", workers, first => { for (var worker = first.From; worker < first.To; worker++) History(worker, First); });
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the process {process.PeakWorkingSet64 / 1024.0 / 1024:N0} MB"));
    }

    /// <summary>A tenth goes before, so that nobody pays for the compiler.</summary>
    private static void Measure(string what, int workers, Action<(int From, int To)> work)
    {
        InParallel(Math.Max(1, workers / 10), work);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (allocated, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var processor = Environment.CpuUsage.TotalTime;
        InParallel(workers, work);
        var (seconds, bytes) = (Stopwatch.GetElapsedTime(started).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated);
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var months = (double)workers * MonthsOfAWorker;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-32} {months / seconds / 1e6,8:N2} million a second; {months / used / 1e6,7:N2} million a second of processor time; {bytes / months,9:N2} bytes each"));
    }

    private static void InParallel(int workers, Action<(int From, int To)> work)
    {
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => work((workers * i / Threads, workers * (i + 1) / Threads))))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    /// <summary>What every worker shares.</summary>
    private sealed class Plain
    {
        internal MonthTerms Terms { get; } = new(ContributionBenchmark.Terms, First.OnDayOfMonth(1), new Money(9_000_00, Eur));
        internal Pay[] Home { get; } = [.. Enumerable.Range(0, 1024).Select(i => new Pay(new("home"), new(170_000 + i * 117, Eur), 1, PayStanding.Counts))];
        internal Pay[] Night { get; } = [.. Enumerable.Range(0, 1024).Select(i => new Pay(new("night"), new(60_000 + i * 87, Jpy), 0.00625m, PayStanding.Counts))];
    }

    private static long Steps<TTrace>(Plain plain, int worker, int employers, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        Span<long> dues = stackalloc long[employers];
        var pays = new TwoPays();
        Span<Pay> span = pays;
        var state = default(ContributionState);
        for (var month = 0; month < MonthsOfAWorker; month++)
        {
            span[0] = plain.Home[(worker * 37 + month * 11) & 1023];
            if (employers > 1)
                span[1] = plain.Night[(worker * 53 + month * 7) & 1023];
            (state, _) = ContributionStep.Take(plain.Terms, state, new MonthFacts { Pays = span[..employers], MonthsSinceStart = month }, dues, trace);
        }

        return state.Counted;
    }

    private static void Traced(Plain plain, int worker, bool words)
    {
        var trace = new TraceList();
        Steps(plain, worker, 1, trace);
        if (words && TraceText.Sentence(trace.Steps).Length == 0)
            throw new InvalidOperationException("A trace without words.");
    }

    private static void History(int worker, YearMonth tracedFrom)
    {
        var id = new WorkerId(worker.ToString(CultureInfo.InvariantCulture));
        var facts = new AgreementFacts
        {
            Agreement = new() { Id = new("a"), Worker = id, TermsId = Terms.Id, ConsentOn = First.OnDayOfMonth(1), DisclosedCap = new(9_000_00, Eur) },
            Terms = Terms,
            Quality = Quality,
            Employments =
            [
                new() { Id = new("e"), Worker = id, Employer = new("home"), StartedOn = First.OnDayOfMonth(6), OfferedWage = new(1, Eur), ContractWage = new(1, Eur), HoursPerWeek = 40 },
            ],
            WageReports =
            [
                .. Enumerable.Range(0, MonthsOfAWorker).Select(month => new WageReport
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"r-{month:D2}"),
                    Worker = id,
                    Employer = new("home"),
                    Month = First.PlusMonths(month),
                    Gross = worker % 10 == 0 ? new(330_000 + month * 500, Jpy) : new(170_000 + (worker * 37L + month * 11) % 120_000, Eur),
                    Source = WageSource.Payroll,
                    ReportedOn = First.PlusMonths(month + 1).OnDayOfMonth(3),
                }),
            ],
        };
        if (ContributionHistory.Of(facts, Rates, First.PlusMonths(MonthsOfAWorker - 1), tracedFrom).Count != MonthsOfAWorker)
            throw new InvalidOperationException("A history of another length.");
    }

    [System.Runtime.CompilerServices.InlineArray(2)]
    private struct TwoPays
    {
        private Pay first;
    }
}
