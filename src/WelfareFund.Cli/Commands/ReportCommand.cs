using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Ledger;
using WelfareFund.Application.Reports;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Tracing;

namespace WelfareFund.Cli.Commands;

/// <summary><c>report NAME --fund ID [--as-of DATE] [--known-at SEQ] [--restated]</c>.</summary>
internal static class ReportCommand
{
    internal static Command Of(SessionOptions options) => new("report", "What the books say.")
    {
        Report(options, "trial-balance", "Every account's balance; memorandum accounts in a section of their own.", static async (session, fund, view, token) =>
            Write(session, await session.Get<ShowTrialBalance>().RunAsync(session.Actor, fund, view.AsOf, view.KnownAt, view.Restated, token), FinancialRows.Of, FinancialRows.TrialBalance)),
        Report(options, "balance-sheet", "What the fund has and owes, at the date's rates.", static async (session, fund, view, token) =>
            Write(session, await session.Get<FinancialReports>().BalanceSheetAsync(session.Actor, fund, view, token), FinancialRows.Of, FinancialRows.BalanceSheet)),
        Income(options),
        CashFlow(options),
        Entries(options),
        Report(options, "capital-account", "What each investor would get if net assets at book were paid out, and what it committed, paid in and received.", static async (session, fund, view, token) =>
            Write(session, await session.Get<CapitalAccountReport>().RunAsync(session.Actor, fund, view, token), CapitalRows.Of, CapitalRows.Columns)),
        Report(options, "liquidity", "What the banks hold, what of it is owed or bound, and what could be distributed.", static async (session, fund, view, token) =>
            Write(session, await session.Get<LiquidityReport>().RunAsync(session.Actor, fund, view, token), FinancialRows.Of, FinancialRows.Liquidity)),
        ContributionsReport(options),
        Report(options, "outcomes", "Every claim and where it is.", static async (session, fund, view, token) =>
            Write(session, await session.Get<OutcomeReport>().RunAsync(session.Actor, fund, view, token), lines => lines, Outcomes)),
        Report(options, "providers", "Each provider's claims: where they are, why, and when money is expected.", static async (session, fund, view, token) =>
            Write(session, await session.Get<OutcomeReport>().RunAsync(session.Actor, fund, view, token),
                lines => lines.OrderBy(line => line.Provider, StringComparer.Ordinal).ThenBy(line => line.Contract, StringComparer.Ordinal), Providers)),
        Report(options, "evidence", "How workers fare: what the job cost them, what they contribute, what is left; by corridor and by worker.", static async (session, fund, view, token) =>
            Write(session, await session.Get<EvidenceReport>().RunAsync(session.Actor, fund, view, token), EvidenceRows.Of, EvidenceRows.Columns)),
        Figures(options),
        Report(options, "clearing", "What the clearing accounts hold, since when, and what an unallocated receipt could be.", static async (session, fund, view, token) =>
            Write(session, await session.Get<ClearingReport>().RunAsync(session.Actor, fund, view, token), items => items, Clearing)),
        Report(options, "held", "What waits, and for what, and what the settlement warns of.", static async (session, fund, view, token) =>
            Write(session, await session.Get<HeldReport>().RunAsync(session.Actor, fund, view, token), lines => lines, Held)),
    };

    private static Command Report(SessionOptions options, string name, string description, Func<Session, string, ReportView, CancellationToken, Task<Result<int>>> run)
    {
        var books = new FundView();
        var command = new Command(name, description);
        books.AddTo(command);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) => run(session, books.FundOf(parsed), books.Of(parsed), token), cancellation));
        return command;
    }

    private static Command Income(SessionOptions options)
    {
        var books = new FundView();
        var from = new Option<LocalDate?>("--from") { Description = "the period's first day; else the fiscal year's", CustomParser = Parsing.Date };
        var command = new Command("income", "What the fund earned and spent, and what its currencies gained or lost.") { from };
        books.AddTo(command);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => Write(session,
            await session.Get<FinancialReports>().IncomeAsync(session.Actor, books.FundOf(parsed), books.Of(parsed), parsed.GetValue(from), token), FinancialRows.Of, FinancialRows.Income), cancellation));
        return command;
    }

    private static Command CashFlow(SessionOptions options)
    {
        var books = new FundView();
        var from = new Option<LocalDate?>("--from") { Description = "the period's first day; else the fiscal year's", CustomParser = Parsing.Date };
        var command = new Command("cash-flow", "Where the fund's cash came from and where it went, by currency.") { from };
        books.AddTo(command, withRestated: false);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => Write(session,
            await session.Get<CashFlowReport>().RunAsync(session.Actor, books.FundOf(parsed), books.Of(parsed), parsed.GetValue(from), token), FinancialRows.Of, FinancialRows.BalanceSheet), cancellation));
        return command;
    }

    private static Command ContributionsReport(SessionOptions options)
    {
        var books = new FundView();
        var totals = new Option<bool>("--totals") { Description = "one line for each payer and currency" };
        var command = new Command("contributions", "What workers and everybody else who pays owe for each month, and what was paid.") { totals };
        books.AddTo(command);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var report = await session.Get<ContributionReport>().RunAsync(session.Actor, books.FundOf(parsed), books.Of(parsed), token);
            return parsed.GetValue(totals) ? Write(session, report, ContributionReport.TotalsOf, ContributionTotals) : Write(session, report, lines => lines, Contributions);
        }, cancellation));
        return command;
    }

    private static Command Figures(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var command = new Command("figures", "What the fund does, over ten people at least: workers, jobs and money by corridor, at the end of the last posted month.") { fund };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
            Write(session, await session.Get<FundFiguresReport>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), token), FigureRows.Of, FigureRows.Columns), cancellation));
        return command;
    }

    private static Command Entries(SessionOptions options)
    {
        var books = new FundView();
        var account = new Option<string?>("--account") { Description = "a code or an id" };
        var party = new Option<string?>("--party") { Description = "a worker's, contract's or holding's id" };
        var from = new Option<LocalDate?>("--from") { Description = "the first day that counts", CustomParser = Parsing.Date };
        var command = new Command("entries", "Entries posting by posting, in the order of the log.") { account, party, from };
        books.AddTo(command);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var filter = new EntryFilter(parsed.GetValue(account), parsed.GetValue(party), parsed.GetValue(from));
            return Write(session, await session.Get<EntryReport>().RunAsync(session.Actor, books.FundOf(parsed), books.Of(parsed), filter, token), lines => lines.Read.ToBlockingEnumerable(token), EntryColumns.All);
        }, cancellation));
        return command;
    }

    private static Result<int> Write<T, TRow>(Session session, Result<T> report, Func<T, IEnumerable<TRow>> rows, IReadOnlyList<Column<TRow>> columns)
    {
        if (report.IsRefused)
            return Result.Refused<int>(report.Refusals);
        Table.Write(session, rows(report.Value), columns);
        return 0;
    }

    private static readonly Column<ContributionLine>[] Contributions =
    [
        new("worker", line => line.Worker), new("wage_month", line => line.Month is { } month ? YearMonthPattern.Iso.Format(month) : null),
        new("due", line => line.Due?.ToAmountString(), IsNumber: true), new("paid", line => line.Paid?.ToAmountString(), IsNumber: true),
        new("written_off", line => line.WrittenOff?.ToAmountString(), IsNumber: true),
        new("currency", line => (line.Due ?? line.Paid ?? line.WrittenOff)?.Currency.Code), new("reason", line => line.Reason), new("missing", line => line.Missing),
        new("subject", line => line.Subject), new("payer", line => Words.Of(line.Payer)), new("owed_by", line => line.OwedBy),
        new("open", line => line.Open?.ToAmountString(), IsNumber: true),
    ];

    private static readonly Column<ContributionTotal>[] ContributionTotals =
    [
        new("payer", total => Words.Of(total.Payer)), new("due", total => total.Due.ToAmountString(), IsNumber: true),
        new("paid", total => total.Paid.ToAmountString(), IsNumber: true), new("written_off", total => total.WrittenOff.ToAmountString(), IsNumber: true),
        new("open", total => total.Open.ToAmountString(), IsNumber: true), new("currency", total => total.Due.Currency.Code),
    ];

    private static readonly Column<OutcomeLine>[] Outcomes =
    [
        new("claim", line => line.Claim), new("contract", line => line.Contract), new("worker", line => line.Worker), new("metric", line => line.Metric),
        new("submitted_on", line => LocalDatePattern.Iso.Format(line.SubmittedOn)), new("state", line => Words.Of(line.Standing)),
        new("amount", line => line.Amount?.ToAmountString(), IsNumber: true), new("held_back", line => line.HeldBack?.ToAmountString(), IsNumber: true),
        new("currency", line => line.Amount?.Currency.Code), new("instructions", line => line.Instructions), new("reason", line => line.Reason), new("why", line => line.Why),
    ];

    private static readonly Column<OutcomeLine>[] Providers =
    [
        new("provider", line => line.Provider), new("contract", line => line.Contract), new("claim", line => line.Claim), new("worker", line => line.Worker),
        new("metric", line => line.Metric), new("submitted_on", line => LocalDatePattern.Iso.Format(line.SubmittedOn)), new("state", line => Words.Of(line.Standing)),
        new("amount", line => line.Amount?.ToAmountString(), IsNumber: true), new("held_back", line => line.HeldBack?.ToAmountString(), IsNumber: true),
        new("currency", line => line.Amount?.Currency.Code), new("expected_on", line => line.ExpectedOn is { } on ? LocalDatePattern.Iso.Format(on) : null),
        new("status", line => line.Status), new("why", line => line.Why),
    ];

    private static readonly Column<ClearingItem>[] Clearing =
    [
        new("account", item => Words.Of(item.Kind)), new("bank_account", item => item.BankAccount), new("subject", item => item.Subject), new("party", item => item.Party),
        new("amount", item => item.Amount.ToAmountString(), IsNumber: true), new("currency", item => item.Amount.Currency.Code), new("since", item => LocalDatePattern.Iso.Format(item.Since)),
        new("suggestions", item => string.Join("; ", item.Suggestions.Select(suggestion => $"allocate to '{suggestion.Reference}': {suggestion.Why}"))),
    ];

    private static readonly Column<HeldLine>[] Held =
    [
        new("month", line => YearMonthPattern.Iso.Format(line.Month)), new("line", line => line.Line.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("kind", line => line.Line.Kind), new("subject", line => line.Line.Subject), new("concerns", line => LocalDatePattern.Iso.Format(line.Line.Concerns)),
        new("amount", line => line.Line.Amount?.ToAmountString(), IsNumber: true), new("currency", line => line.Line.Amount?.Currency.Code),
        new("reason", line => line.Line.Reason), new("why", line => TraceText.Sentence(line.Line.Trace)),
    ];
}
