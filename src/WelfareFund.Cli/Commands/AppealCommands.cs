using System.CommandLine;
using NodaTime.Text;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>appeal add --fund ID --claim ID --text TEXT</c> and <c>appeal list --fund ID</c>.</summary>
internal static class AppealCommands
{
    private static readonly ListColumn<ListedAppeal>[] Columns =
    [
        new("claim", one => one.Appeal.Claim), new("state", one => one.IsDecided ? "decided-again" : "open"), new("provider", one => one.Provider), new("contract", one => one.Contract),
        new("worker", one => one.Worker), new("metric", one => one.Metric), new("appealed_at", one => InstantPattern.General.Format(one.Appeal.At)), new("by", one => one.Appeal.By), new("text", one => one.Appeal.Text),
    ];

    internal static Command Of(SessionOptions options) => new("appeal", "Providers' wishes to have a claim decided again.") { Add(options), List(options) };

    private static Command Add(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var claim = new Option<string>("--claim") { Required = true, Description = "a claim that was rejected or refused" };
        var text = new Option<string>("--text") { Required = true, Description = "why the decision is wrong" };
        var command = new Command("add", "Appeals a claim, once. It changes no decision: the verifier's next one answers it.") { fund, claim, text };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var taken = await session.Get<Appeals>().AppealAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(claim), parsed.GetRequiredValue(text), token);
            if (taken.IsRefused)
                return Result.Refused<int>(taken.Refusals);
            session.Output.WriteLine($"the appeal of {taken.Value.Claim} is kept");
            return 0;
        }, cancellation));
        return command;
    }

    private static Command List(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var command = new Command("list", "Appeals, what waits first.") { fund };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var listed = await session.Get<Appeals>().ListAsync(session.Actor, parsed.GetRequiredValue(fund), token);
            if (listed.IsRefused)
                return Result.Refused<int>(listed.Refusals);
            Table.Write(session, listed.Value, Columns);
            return 0;
        }, cancellation));
        return command;
    }
}
