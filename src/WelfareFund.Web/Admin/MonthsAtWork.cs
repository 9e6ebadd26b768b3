using NodaTime;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Refusals;
using WelfareFund.Settlement;

namespace WelfareFund.Web.Admin;

/// <summary>
/// The months that people set going from the page, one a fund. Each goes on when its reader leaves; when this node ends, it stops between two chunks, and whoever
/// goes on later goes on there.
/// </summary>
internal sealed class MonthsAtWork(SettleMonth settle, IHostApplicationLifetime node)
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, MonthAtWork> ofFunds = new(StringComparer.Ordinal);

    /// <summary>Whether the page looks again by its script.</summary>
    internal static bool IsShownAt(PathString page) => page.Value?.EndsWith("/settlement", StringComparison.Ordinal) is true;

    /// <summary>As far as one person may bring it. One that is at work already goes on alone.</summary>
    internal MonthAtWork GoOn(Actor actor, string fund, YearMonth month)
    {
        lock (turn)
        {
            if (ofFunds.TryGetValue(fund, out var before) && !before.Ends.IsCompleted)
                return before;
            return ofFunds[fund] = new MonthAtWork(month, actor.Number, progress => settle.RunAsync(actor, fund, month, RunState.Sealed, progress, node.ApplicationStopping));
        }
    }

    /// <summary>What works; what has ended is told once, to whoever began it. Null when there is nothing to tell.</summary>
    internal MonthAtWork? Of(Actor actor, string fund)
    {
        lock (turn)
        {
            if (!ofFunds.TryGetValue(fund, out var work) || !work.Ends.IsCompleted)
                return work;
            if (work.Maker != actor.Number)
                return null;
            ofFunds.Remove(fund);
            return work;
        }
    }
}

/// <summary>A month's work from one pressed button.</summary>
internal sealed class MonthAtWork : IProgress<WorkProgress>
{
    /// <param name="work">Begun at once, on another thread.</param>
    internal MonthAtWork(YearMonth month, int maker, Func<IProgress<WorkProgress>, Task<Result<MonthProgress>>> work)
    {
        (Month, Maker) = (month, maker);
        Ends = Task.Run(() => work(this));
    }

    internal YearMonth Month { get; }

    /// <summary>The number of whoever began it.</summary>
    internal int Maker { get; }

    internal Task<Result<MonthProgress>> Ends { get; }

    /// <summary>Null before anything was said.</summary>
    internal WorkProgress? SoFar { get; private set; }

    void IProgress<WorkProgress>.Report(WorkProgress value) => SoFar = value;
}
