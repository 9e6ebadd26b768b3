using System.CommandLine;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;
using WelfareFund.Refusals;
using WelfareFund.Statements;

namespace WelfareFund.Cli.Commands;

/// <summary><c>capital notice --fund ID --call ID|--distribution ID [--id INVESTOR] --out DIR</c>.</summary>
internal static class CapitalNoticeCommand
{
    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var call = new Option<string?>("--call") { Description = "the capital call's id" };
        var distribution = new Option<string?>("--distribution") { Description = "the distribution's id" };
        var id = new Option<string?>("--id") { Description = "only this investor's; else everybody's whom it asks or pays something" };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "where the PDFs go; made when it is not there" };
        var command = new Command("notice", "Notices of a posted capital call or distribution as PDF, or with --json the figures in them.") { fund, call, distribution, id, folder };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(call) is null == parsed.GetValue(distribution) is null)
                parsed.AddError("Name one of --call and --distribution.");
        });
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) =>
        {
            var (of, whose) = (parsed.GetRequiredValue(fund), parsed.GetValue(id));
            return parsed.GetValue(call) is { } called
                ? WriteAsync(session, of, session.Get<AnnounceCapitalCall>().RunAsync(session.Actor, of, called, whose, token), NoticeJson.Write, parsed.GetValue(folder), token)
                : WriteAsync(session, of, session.Get<AnnounceDistribution>().RunAsync(session.Actor, of, parsed.GetValue(distribution)!, whose, token), NoticeJson.Write, parsed.GetValue(folder), token);
        }, cancellation));
        return command;
    }

    private static async Task<Result<int>> WriteAsync<T>(
        Session session, string fund, Task<Result<IReadOnlyList<T>>> announced, Func<IEnumerable<T>, string> json, DirectoryInfo? folder, CancellationToken cancellation)
        where T : IDocument
    {
        var notices = await announced;
        if (notices.IsRefused)
            return Result.Refused<int>(notices.Refusals);
        if (session.Json)
            session.Output.WriteLine(json(notices.Value));
        if (folder is not null)
            return await DocumentCommands.IssueAsync(session, fund, [.. notices.Value.Select(notice => new DocumentDraft(notice))], folder, cancellation);
        return session.Json ? 0 : new Refusal("no-folder", "--out", "nothing says where the PDFs go", "name a folder, or ask for the figures with --json");
    }
}
