using System.CommandLine;
using NodaTime;
using WelfareFund.Application.Statements;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>statement investor --fund ID --id X --as-of DATE --out DIR</c>.</summary>
internal static class StatementCommand
{
    internal static Command Of(SessionOptions options) => new("statement", "Statements as PDF, or with --json the figures in them.") { Investor(options) };

    private static Command Investor(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var id = new Option<string>("--id") { Required = true, Description = "the investor's id" };
        var asOf = new Option<LocalDate?>("--as-of") { Required = true, CustomParser = Parsing.Date };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "where the PDF and its proof go; made when it is not there" };
        var command = new Command("investor", "An investor's capital account.") { fund, id, asOf, folder };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var prepared = await session.Get<StateInvestor>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(id), parsed.GetValue(asOf)!.Value, token);
            if (prepared.IsRefused)
                return Result.Refused<int>(prepared.Refusals);
            if (session.Json)
                session.Output.WriteLine(StatementJson.Write(prepared.Value.Statement));
            if (parsed.GetValue(folder) is { } into)
                return await DocumentCommands.IssueAsync(session, parsed.GetRequiredValue(fund), [prepared.Value.Draft], into, token);
            return session.Json ? 0 : new Refusal("no-folder", "--out", "nothing says where the PDF goes", "name a folder, or ask for the figures with --json");
        }, cancellation));
        return command;
    }
}
