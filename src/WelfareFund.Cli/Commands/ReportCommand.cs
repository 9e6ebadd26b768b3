using System.CommandLine;
using NodaTime;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>report NAME --fund ID [--as-of DATE] [--known-at SEQ] [--restated]</c>.</summary>
internal static class ReportCommand
{
    internal static Command Of(SessionOptions options)
    {
        var report = new Command("report", "What the books say.");
        foreach (var kind in FundReports.All)
            report.Subcommands.Add(Of(options, kind));
        report.Subcommands.Add(Figures(options));
        return report;
    }

    /// <summary>Has no point of view of its own: two of them would tell apart what lies between.</summary>
    private static Command Figures(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var command = new Command("figures", "What the fund does, over ten people at least: workers, jobs and money by corridor, at the end of the last posted month.") { fund };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var figures = await session.Get<FundFiguresReport>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), token);
            if (figures.IsRefused)
                return Result.Refused<int>(figures.Refusals);
            Table.Write(session, FigureRows.Of(figures.Value), FigureRows.Columns);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Of(SessionOptions options, ReportKind kind)
    {
        var books = new FundView();
        var from = new Option<LocalDate?>("--from") { Description = kind.IsOfEntries ? "the first day that counts" : "the period's first day; else the fiscal year's", CustomParser = Parsing.Date };
        var account = new Option<string?>("--account") { Description = "a code or an id" };
        var party = new Option<string?>("--party") { Description = "a worker's, contract's or holding's id" };
        var totals = new Option<bool>("--totals") { Description = "one line for each payer and currency" };
        var command = new Command(kind.Name, kind.Description);
        foreach (var (option, isThere) in ((Option, bool)[])[(account, kind.IsOfEntries), (party, kind.IsOfEntries), (from, kind.HasFrom), (totals, kind.HasTotals)])
        {
            if (isThere)
                command.Options.Add(option);
        }

        books.AddTo(command, kind.CanBeRestated);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var request = new ReportRequest(books.Of(parsed), Given(from), Given(account), Given(party), Given(totals));
            var table = await session.Get<FundReports>().RunAsync(session.Actor, books.FundOf(parsed), kind.Name, request, token);
            if (table.IsRefused)
                return Result.Refused<int>(table.Refusals);
            Table.Write(session, table.Value.Rows, table.Value.Columns);
            return 0;

            T? Given<T>(Option<T> option) => command.Options.Contains(option) ? parsed.GetValue(option) : default;
        }, cancellation));
        return command;
    }
}
