using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Jobs;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Jobs;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>Nodes are processes that ring every second on PostgreSQL, over a sample fund's first months that nobody settled yet.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KilledNodesTests
{
    private static readonly YearMonth First = new(2024, 10);
    private static readonly YearMonth Last = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1" ? new(2025, 9) : new(2024, 11);

    /// <summary>The months in which it is disturbed: all but the first.</summary>
    private static bool IsDisturbed(YearMonth month) => month > First;
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 1, 12, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Of_two_nodes_that_ring_one_is_killed_in_mid_run_and_every_month_is_settled_once_as_if_undisturbed()
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        var expected = await UndisturbedAsync(keys);
        await using var database = await EmptyDatabase.CreateAsync(Engine.PostgreSql);
        await using var fund = await OpenAsync(database, keys);
        var nodes = new List<Node> { Node.Start(database, keys), Node.Start(database, keys) };
        try
        {
            // Each month another stage: the wait after the approval grows, and the node that has the run is killed.
            for (var month = First; month <= Last; month = month.PlusMonths(1))
            {
                await ApprovedAsync(fund, month);
                await Task.Delay(50 * (month.Month % 6));
                if (IsDisturbed(month) && await UntilAsync(fund, async () => (await OpenRunAsync(fund))?.Node.Split(':')[^1]) is { } holder && nodes.Find(node => node.Id.ToString(CultureInfo.InvariantCulture) == holder) is { } killed)
                {
                    await killed.KillAsync();
                    nodes.Remove(killed);
                    killed.Dispose();
                    nodes.Add(Node.Start(database, keys));
                }

                await ApprovedUntilSealedAsync(fund, month);
            }
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }

        (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
        var runs = (await fund.RunsAsync()).FindAll(run => run.State is RunState.Sealed);
        runs.Select(run => run.Month).ShouldBeUnique();
        Directory.Delete(keys, recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_stopped_and_started_in_mid_run_keeps_nobody_from_finishing_it()
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        var expected = await UndisturbedAsync(keys);
        await using var cluster = await OwnCluster.StartNewAsync();
        await using (var database = await EmptyDatabase.CreateBareAsync(Engine.PostgreSql, cluster.Connection))
        await using (var fund = await OpenAsync(database, keys))
        using (var node = Node.Start(database, keys))
        {
            for (var month = First; month <= Last; month = month.PlusMonths(1))
            {
                await ApprovedAsync(fund, month);
                if (IsDisturbed(month))
                {
                    await Task.Delay(100 * (month.Month % 4));
                    await cluster.StopAsync();
                    await Task.Delay(1_500); // a ring finds nobody there
                    await cluster.StartAsync();
                }

                await ApprovedUntilSealedAsync(fund, month);
            }

            NpgsqlConnection.ClearAllPools(); // this process's own connections of before the stop
            (await SampleBooks.EndStateAsync(database)).ShouldBe(expected);
            var (code, errors) = await node.StopAsync();
            code.ShouldBe(0, errors);
            errors.ShouldMatch("could not be looked up|does not answer");
        }

        Directory.Delete(keys, recursive: true);
    }

    private static async Task<ScheduledFund> OpenAsync(EmptyDatabase database, string keys)
    {
        var fund = await ScheduledFund.OpenAsync(database, keys, SampleBooks.Folder);
        await fund.TellAsync(null, Last.PlusMonths(1).OnDayOfMonth(5), watched: false);
        fund.Clock.Now = Now;
        return fund;
    }

    /// <summary>The end state of the same months, by one ring after the other in this process.</summary>
    private static async Task<string> UndisturbedAsync(string keys)
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await OpenAsync(database, keys);
        await fund.LiveAsync(Now);
        return await SampleBooks.EndStateAsync(database);
    }

    private static Task<RunState?> StateAsync(ScheduledFund fund, YearMonth month) => fund.AskAsync(context =>
        context.Set<RunRow>().Where(run => run.Month == month && run.State != RunState.Superseded && run.Purpose == RunPurpose.Settlement).Select(run => (RunState?)run.State).SingleOrDefaultAsync());

    private static Task<JobRunRow?> OpenRunAsync(ScheduledFund fund) => fund.AskAsync(context =>
        context.Set<JobRunRow>().AsNoTracking().Where(run => run.Job == Job.Settlement && run.Result == JobResult.Running).OrderBy(run => run.Due).FirstOrDefaultAsync());

    private static Task<string> ApprovedAsync(ScheduledFund fund, YearMonth month) =>
        UntilAsync(fund, async () => await StateAsync(fund, month) is RunState.Calculated && await fund.ApproveAllAsync() > 0 ? "approved" : null);

    private static Task<string> ApprovedUntilSealedAsync(ScheduledFund fund, YearMonth month) => UntilAsync(fund, async () =>
    {
        if (await StateAsync(fund, month) is RunState.Sealed)
            return "sealed";
        await fund.ApproveAllAsync();
        return null;
    });

    /// <summary>Asks until there is an answer. A database that is down for a moment gives none.</summary>
    private static async Task<string> UntilAsync(ScheduledFund fund, Func<Task<string?>> ask)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            try
            {
                if (await ask() is { } answer)
                    return answer;
            }
            catch (Exception down) when (fund.Get<FundDatabase>().WhyUnavailable(down) is not null)
            {
                // Asked again.
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("It did not come about.");
    }
}
