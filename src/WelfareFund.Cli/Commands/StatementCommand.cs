using System.CommandLine;
using NodaTime;
using NodaTime.Text;
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
                return await DrawAsync(session, prepared.Value, into, token);
            return session.Json ? 0 : new Refusal("no-folder", "--out", "nothing says where the PDF goes", "name a folder, or ask for the figures with --json");
        }, cancellation));
        return command;
    }

    private static async Task<Result<int>> DrawAsync(Session session, PreparedStatement prepared, DirectoryInfo folder, CancellationToken cancellation)
    {
        var drawn = await session.Get<DrawStatement>().RunAsync(prepared, cancellation);
        if (drawn.IsRefused)
            return Result.Refused<int>(drawn.Refusals);
        folder.Create();
        var head = prepared.Statement.Head;
        var path = Path.Combine(folder.FullName, $"{head.FundId}-{head.Investor}-{LocalDatePattern.Iso.Format(head.AsOf)}");
        await File.WriteAllBytesAsync(path + ".pdf", drawn.Value.Pdf, cancellation);
        session.Errors.WriteLine(path + ".pdf");
        if (drawn.Value.Proof.Length > 0)
        {
            await File.WriteAllBytesAsync(path + ".proof.json", drawn.Value.Proof, cancellation);
            session.Errors.WriteLine(path + ".proof.json");
        }

        return 0;
    }
}
