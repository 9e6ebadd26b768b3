using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;
using WelfareFund.Settlement;

namespace WelfareFund.Cli.Commands;

/// <summary><c>settle --fund ID --month M [--to STATE]</c>.</summary>
internal static class SettleCommand
{
    private static readonly Dictionary<string, RunState> States = new(StringComparer.Ordinal)
    {
        ["calculated"] = RunState.Calculated,
        ["approved"] = RunState.Approved,
        ["posted"] = RunState.Posted,
        ["paid"] = RunState.Paid,
        ["sealed"] = RunState.Sealed,
    };

    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var month = new Option<YearMonth?>("--month") { Required = true, CustomParser = Parsing.Month };
        var to = new Option<string>("--to") { Description = string.Join(", ", States.Keys), DefaultValueFactory = _ => "sealed" };
        to.AcceptOnlyFromAmong([.. States.Keys]);
        var command = new Command("settle", "Runs a month to a state, or to the next one that needs another person.") { fund, month, to };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            using var progress = TerminalProgress.On(session.Errors);
            var reached = await session.Get<SettleMonth>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(month)!.Value, States[parsed.GetRequiredValue(to)], progress, token);
            if (reached.IsRefused)
                return Result.Refused<int>(reached.Refusals);
            return await PrintAsync(session, parsed.GetRequiredValue(fund), reached.Value, token);
        }, cancellation));
        return command;
    }

    private static async Task<int> PrintAsync(Session session, string fund, MonthProgress progress, CancellationToken cancellation)
    {
        var month = YearMonthPattern.Iso.Format(progress.Month);
        if (session.Json)
        {
            var lines = await session.Get<ShowMonth>().RunAsync(session.Actor, fund, progress.Month, cancellation);
            if (lines.IsRefused)
                return 1;
            Table.Write(session, lines.Value.Lines, LineColumns.All);
        }
        else
        {
            session.Output.WriteLine($"{month}: {progress.State.ToString().ToLowerInvariant()}, {progress.Lines} lines (run {progress.Run})");
        }

        if (progress.Proposal is { } proposal)
            session.Errors.WriteLine($"Another person goes on: welfarefund approve {proposal}");
        return 0;
    }
}
