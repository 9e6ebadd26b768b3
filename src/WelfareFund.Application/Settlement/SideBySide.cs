using System.Collections.Concurrent;
using System.Diagnostics;

namespace WelfareFund.Application.Settlement;

/// <summary>Long lists pass through two processors, in their order and with no more than a few thousand of them in memory.</summary>
internal static class SideBySide
{
    private const int AtOnce = 200;
    private const int Ahead = 3;

    /// <summary>How long the parts of a settlement take, for whoever listens.</summary>
    internal static readonly ActivitySource Parts = new("WelfareFund.Settlement");

    /// <summary>The work of each, done on other threads while the list is read on.</summary>
    internal static IEnumerable<TOut> Each<TIn, TOut>(IEnumerable<TIn> all, Func<TIn, TOut> work)
    {
        var running = new Queue<Task<TOut[]>>(Ahead);
        try
        {
            foreach (var some in all.Chunk(AtOnce))
            {
                running.Enqueue(Task.Run(() => Array.ConvertAll(some, each => work(each))));
                if (running.Count < Ahead)
                    continue;
                foreach (var done in running.Dequeue().GetAwaiter().GetResult())
                    yield return done;
            }

            while (running.TryDequeue(out var last))
            {
                foreach (var done in last.GetAwaiter().GetResult())
                    yield return done;
            }
        }
        finally
        {
            Task.WhenAll(running).ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        }
    }

    /// <summary>What another thread makes, while it makes it. Whoever stops taking stops the making.</summary>
    /// <param name="make">Gets what takes the next one.</param>
    internal static IEnumerable<T> Made<T>(Action<Action<T>> make) => Made(make, AtOnce, Ahead);

    /// <inheritdoc cref="Made{T}(Action{Action{T}})"/>
    /// <param name="atOnce">How many are handed over together.</param>
    /// <param name="ahead">How often that may be before they are taken.</param>
    internal static IEnumerable<T> Made<T>(Action<Action<T>> make, int atOnce, int ahead)
    {
        using var waiting = new BlockingCollection<List<T>>(ahead);
        using var stopped = new CancellationTokenSource();
        var making = Task.Run(() =>
        {
            try
            {
                var some = new List<T>(atOnce);
                make(one =>
                {
                    some.Add(one);
                    if (some.Count < atOnce)
                        return;
                    waiting.Add(some, stopped.Token);
                    some = new List<T>(atOnce);
                });
                waiting.Add(some, stopped.Token);
            }
            finally
            {
                waiting.CompleteAdding();
            }
        });
        try
        {
            foreach (var some in waiting.GetConsumingEnumerable())
            {
                foreach (var one in some)
                    yield return one;
            }

            making.GetAwaiter().GetResult();
        }
        finally
        {
            stopped.Cancel();
            making.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        }
    }
}
