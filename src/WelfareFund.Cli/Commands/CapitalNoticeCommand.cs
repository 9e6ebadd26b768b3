using System.CommandLine;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>capital notice --fund ID --call ID [--id INVESTOR] --out DIR</c>.</summary>
internal static class CapitalNoticeCommand
{
    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var call = new Option<string>("--call") { Required = true, Description = "the capital call's id" };
        var id = new Option<string?>("--id") { Description = "only this investor's; else everybody's whom the call asks for something" };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "where the PDFs go; made when it is not there" };
        var command = new Command("notice", "Notices of a posted capital call as PDF, or with --json the figures in them.") { fund, call, id, folder };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var notices = await session.Get<AnnounceCapitalCall>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(call), parsed.GetValue(id), token);
            if (notices.IsRefused)
                return Result.Refused<int>(notices.Refusals);
            if (session.Json)
                session.Output.WriteLine(NoticeJson.Write(notices.Value));
            if (parsed.GetValue(folder) is { } into)
                return await DocumentCommands.IssueAsync(session, parsed.GetRequiredValue(fund), [.. notices.Value.Select(notice => new DocumentDraft(notice))], into, token);
            return session.Json ? 0 : new Refusal("no-folder", "--out", "nothing says where the PDFs go", "name a folder, or ask for the figures with --json");
        }, cancellation));
        return command;
    }
}
