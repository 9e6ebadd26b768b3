using System.CommandLine;
using NodaTime;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>statement investor|provider|worker|fund --fund ID --id X --as-of DATE --out DIR</c>; a fund's has no <c>--id</c>.</summary>
internal static class StatementCommand
{
    internal static Command Of(SessionOptions options) => new("statement", "Statements as PDF, or with --json the figures in them.")
    {
        Statement(options, "investor", "An investor's capital account.", "the investor's id", static async (session, fund, id, asOf, token) =>
        {
            var prepared = await session.Get<StateInvestor>().RunAsync(session.Actor, fund, id, asOf, token);
            return prepared.IsRefused ? Result.Refused<Stated>(prepared.Refusals) : new Stated(prepared.Value.Draft, () => StatementJson.Write(prepared.Value.Statement));
        }),
        Statement(options, "provider", "A provider's remittance advice for the month up to a day.", "the provider's id", static async (session, fund, id, asOf, token) =>
        {
            var statement = await session.Get<StateProvider>().RunAsync(session.Actor, fund, id, asOf, token);
            return statement.IsRefused ? Result.Refused<Stated>(statement.Refusals) : new Stated(new(statement.Value), () => ProviderStatementJson.Write(statement.Value));
        }),
        Statement(options, "worker", "What a worker pays, month by month, and how much is left.", "the worker's id", static async (session, fund, id, asOf, token) =>
        {
            var statement = await session.Get<StateWorker>().RunAsync(session.Actor, fund, id, asOf, token);
            return statement.IsRefused ? Result.Refused<Stated>(statement.Refusals) : new Stated(new(statement.Value), () => WorkerStatementJson.Write(statement.Value));
        }),
        Statement(options, "fund", "A fund's quarterly report: sums only, nothing of one person.", null, static async (session, fund, _, asOf, token) =>
        {
            var report = await session.Get<StateFund>().RunAsync(session.Actor, fund, asOf, token);
            return report.IsRefused ? Result.Refused<Stated>(report.Refusals) : new Stated(new(report.Value), () => FundReportJson.Write(report.Value));
        }),
    };

    /// <param name="whose">What <c>--id</c> names; null where it names nobody.</param>
    private static Command Statement(
        SessionOptions options, string name, string description, string? whose, Func<Session, string, string, LocalDate, CancellationToken, Task<Result<Stated>>> state)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var id = new Option<string>("--id") { Required = whose is not null, Description = whose };
        var asOf = new Option<LocalDate?>("--as-of") { Required = true, CustomParser = Parsing.Date };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "where the PDF and what is attached to it go; made when it is not there" };
        var command = new Command(name, description) { fund, asOf, folder };
        if (whose is not null)
            command.Add(id);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var stated = await state(session, parsed.GetRequiredValue(fund), whose is null ? "" : parsed.GetRequiredValue(id), parsed.GetValue(asOf)!.Value, token);
            if (stated.IsRefused)
                return Result.Refused<int>(stated.Refusals);
            if (session.Json)
                session.Output.WriteLine(stated.Value.Json());
            if (parsed.GetValue(folder) is { } into)
                return await DocumentCommands.IssueAsync(session, parsed.GetRequiredValue(fund), [stated.Value.Draft], into, token);
            return session.Json ? 0 : new Refusal("no-folder", "--out", "nothing says where the PDF goes", "name a folder, or ask for the figures with --json");
        }, cancellation));
        return command;
    }

    private sealed record Stated(DocumentDraft Draft, Func<string> Json);
}
