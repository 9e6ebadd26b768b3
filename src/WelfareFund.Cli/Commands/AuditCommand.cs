using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>audit [--fund ID] [--act A] [--by USER] [--about TEXT] [--from DATE] [--to DATE]</c>: who did what, the newest first.</summary>
internal static class AuditCommand
{
    private const int AtOnce = 1_000;

    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string?>("--fund") { Description = "the fund's id; else what was done in the whole installation, by UTC" };
        var act = new Option<string?>("--act") { Description = "as the trail names it: import, approve" };
        var by = new Option<string?>("--by") { Description = "a user's name" };
        var about = new Option<string?>("--about") { Description = "part of what it was about" };
        var from = new Option<LocalDate?>("--from") { Description = "the first day, in the fund's time zone", CustomParser = Parsing.Date };
        var to = new Option<LocalDate?>("--to") { Description = "the last day", CustomParser = Parsing.Date };
        var command = new Command("audit", "Who did what in a fund or the installation, when, and what it changed, the newest first.") { fund, act, by, about, from, to };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var filter = new AuditFilter(parsed.GetValue(act), parsed.GetValue(by), parsed.GetValue(about), parsed.GetValue(from), parsed.GetValue(to));
            var acts = new List<AuditedAct>();
            long? before = null;
            do
            {
                var page = await session.Get<ListAudit>().RunAsync(session.Actor, parsed.GetValue(fund), filter, before, AtOnce, token);
                if (page.IsRefused)
                    return Result.Refused<int>(page.Refusals);
                acts.AddRange(page.Value.Acts);
                before = page.Value.Next;
            }
            while (before is not null);
            Table.Write(session, acts, Columns);
            return 0;
        }, cancellation));
        return command;
    }

    private static readonly ListColumn<AuditedAct>[] Columns =
    [
        new("number", act => act.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("at", act => InstantPattern.ExtendedIso.Format(act.At)), new("user", act => act.User), new("channel", act => act.Channel),
        new("os_user", act => act.OsUser), new("act", act => act.Act), new("subject", act => act.Subject), new("before", act => act.Before), new("after", act => act.After),
    ];
}
