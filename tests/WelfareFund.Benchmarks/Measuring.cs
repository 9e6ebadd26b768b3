using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WelfareFund.Benchmarks;

/// <summary>How long the parts of the settlement took, as the activities of its source say; parts that run side by side add up to more than the whole.</summary>
internal sealed class PartTimes : IDisposable
{
    private readonly SortedDictionary<string, TimeSpan> times = new(StringComparer.Ordinal);
    private readonly ActivityListener listener;

    internal PartTimes()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == "WelfareFund.Settlement",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (times) times[activity.OperationName] = times.GetValueOrDefault(activity.OperationName) + activity.Duration;
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Since the last time this was asked, in words.</summary>
    internal string Take()
    {
        lock (times)
        {
            var text = new StringBuilder();
            foreach (var (name, time) in times) text.Append(text.Length == 0 ? "; of it " : ", ").Append(CultureInfo.InvariantCulture, $"{name} {time.TotalSeconds:F2}");
            times.Clear();
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();
}

/// <summary>The most memory that the process and its managed heap have taken, looked at twenty times a second.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;
    private long resident;
    private long heap;

    internal PeakMemory()
    {
        watching = Task.Run(async () =>
        {
            using var process = Process.GetCurrentProcess();
            while (!stop.IsCancellationRequested)
            {
                process.Refresh();
                resident = Math.Max(resident, process.WorkingSet64);
                heap = Math.Max(heap, GC.GetTotalMemory(false));
                await Task.Delay(50);
            }
        });
    }

    internal void Stop()
    {
        stop.Cancel();
        watching.Wait();
    }

    public void Dispose() => stop.Dispose();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"at most {resident / 1048576.0:N0} MiB resident, {heap / 1048576.0:N0} MiB of it managed");
}

/// <summary>On a busy machine the time of the processor says more than the time on the wall.</summary>
internal readonly record struct Cost(TimeSpan Time, TimeSpan Processor)
{
    public static Cost operator +(Cost left, Cost right) => new(left.Time + right.Time, left.Processor + right.Processor);

    internal static Cost Start() => new(Stopwatch.GetElapsedTime(0), Environment.CpuUsage.TotalTime);

    internal Cost Until() => new(Stopwatch.GetElapsedTime(0) - Time, Environment.CpuUsage.TotalTime - Processor);
}
