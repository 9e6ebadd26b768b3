using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Calculate;
using WelfareFund.Application.Tables;
using WelfareFund.Calculations;
using WelfareFund.Capital;
using WelfareFund.Contributions;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Cli.Commands;

/// <summary><c>calculate contributions | outcomes | waterfall | irr</c>: the rules on files. Opens no database and asks for nobody.</summary>
internal static class CalculateCommands
{
    internal static Command Of(SessionOptions options) => new("calculate", "The rules on files, without a fund and without a database.") { Contributions(options), Outcomes(options), Waterfall(options), Rate(options) };

    private static Command Contributions(SessionOptions options)
    {
        var wages = new Option<FileInfo>("--wages")
        {
            Required = true,
            Description = "a CSV file: month, gross and, if wanted, employer, currency, rate (what 1 unit of currency is in the agreement's), paused and abroad (yes or no), tier",
        };
        var cost = new Option<string?>("--service-cost") { Description = "what the fund pays for the worker's services, in the agreement's currency; without it a cap by service cost does not hold" };
        var terms = Terms("one object of a fund's contributions");
        var command = new Command("contributions", "What each month of a worker's pay owes. The first month in the file is the month of the first start; a month left out has no report.") { terms, wages, cost };
        command.SetAction((parsed, cancellation) => RunAsync(options, parsed.GetRequiredValue(terms), parsed.GetRequiredValue(wages), (termsFile, file) =>
        {
            var calculated = CalculateContributions.Run(termsFile, file, parsed.GetValue(cost));
            if (calculated.IsRefused)
                return options.Refuse(calculated.Refusals);
            foreach (var warning in calculated.Value.Warnings)
                options.Errors.WriteLine(warning);
            Write(options, parsed, calculated.Value.Calculation);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Outcomes(SessionOptions options)
    {
        var facts = new Option<FileInfo>("--facts")
        {
            Required = true,
            Description = "a CSV file: worker_id, kind (enrolled, event:NAME, started, ended, month-earnings, audit:TIER), on, amount (of month-earnings), "
                + "note (names a job or an employer where there are several; in an enrolment the worker's groups, a|b)",
        };
        var terms = Terms("one object of a fund's contracts");
        var command = new Command("outcomes", "What a contract pays for what happened to workers, each metric claimed as soon as it is achieved. A job without an end lasts to the contract's last day.") { terms, facts };
        command.SetAction((parsed, cancellation) => RunAsync(options, parsed.GetRequiredValue(terms), parsed.GetRequiredValue(facts), (termsFile, file) =>
        {
            var calculated = CalculateOutcomes.Run(termsFile, file);
            if (calculated.IsRefused)
                return options.Refuse(calculated.Refusals);
            foreach (var unpaid in calculated.Value.Unpaid)
                options.Errors.WriteLine(unpaid);
            Write(options, parsed, calculated.Value);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Waterfall(SessionOptions options)
    {
        var flows = new Option<FileInfo>("--flows")
        {
            Required = true,
            Description = "a CSV file: date, kind (drawdown, distributable), tranche, investor_id, amount; tranche and investor are of a drawdown, whose date is the money's value date",
        };
        var (terms, currency) = (Terms("the object capital of a fund"), InCurrency());
        var trace = new Option<bool>("--trace") { Description = "say of each amount how it came about" };
        var command = new Command("waterfall", "Who gets what of the cash that may be distributed, by the steps of the terms. Of one day drawdowns come first, and all that is distributable is one amount.")
        {
            terms, flows, currency, trace,
        };
        command.SetAction((parsed, cancellation) => RunAsync(options, parsed.GetRequiredValue(terms), parsed.GetRequiredValue(flows), (termsFile, file) =>
        {
            if (!Currency.TryOf(parsed.GetRequiredValue(currency), out var of))
                return options.Refuse(UnknownCurrency(parsed.GetRequiredValue(currency)));
            var calculated = CalculateWaterfall.Run(termsFile, file, of);
            if (calculated.IsRefused)
                return options.Refuse(calculated.Refusals);
            Write(options, parsed, calculated.Value, parsed.GetValue(trace));
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Rate(SessionOptions options)
    {
        var flows = new Option<FileInfo>("--flows") { Required = true, Description = "a CSV file: date, amount; negative is paid in, positive is received" };
        var currency = InCurrency();
        var command = new Command("irr", "The yearly rate at which dated flows are worth nothing, days becoming years by ACT/365: one, none, or several, and a figure only where there is one.") { flows, currency };
        command.SetAction((parsed, cancellation) => RunAsync(options, [parsed.GetRequiredValue(flows)], files =>
        {
            if (!Currency.TryOf(parsed.GetRequiredValue(currency), out var of))
                return options.Refuse(UnknownCurrency(parsed.GetRequiredValue(currency)));
            var calculated = CalculateRate.Run(files[0], of);
            if (calculated.IsRefused)
                return options.Refuse(calculated.Refusals);
            Write(options, parsed, calculated.Value);
            return 0;
        }, cancellation));
        return command;
    }

    private static Option<string> InCurrency() => new("--currency") { DefaultValueFactory = _ => "EUR", Description = "of the amounts, which the files do not name; it says how many decimals they have" };

    private static Refusal UnknownCurrency(string text) => new("unknown-currency", "--currency", $"'{text}' is not a currency of ISO 4217", "write its three capital letters, for example EUR");

    private static Option<FileInfo> Terms(string what) => new("--terms") { Required = true, Description = what + ", as in a fund.json; what only a whole fund can know may be left out" };

    private static Task<int> RunAsync(SessionOptions options, FileInfo terms, FileInfo facts, Func<CalculationFile, CalculationFile, int> run, CancellationToken cancellation) =>
        RunAsync(options, [terms, facts], files => run(files[0], files[1]), cancellation);

    private static async Task<int> RunAsync(SessionOptions options, IReadOnlyList<FileInfo> files, Func<IReadOnlyList<CalculationFile>, int> run, CancellationToken cancellation)
    {
        foreach (var file in files.Where(file => !file.Exists))
            return options.Refuse(new Refusal("not-found", file.ToString(), "there is no such file", "name a file that is there"));
        var read = new List<CalculationFile>();
        foreach (var file in files)
            read.Add(await ReadAsync(file, cancellation));
        return run(read);
    }

    private static async Task<CalculationFile> ReadAsync(FileInfo file, CancellationToken cancellation) => new(file.ToString(), await File.ReadAllBytesAsync(file.FullName, cancellation));

    private static void Write(SessionOptions options, ParseResult parsed, ContributionCalculation calculated)
    {
        if (options.Json(parsed))
        {
            Table.WriteJson(options.Output, new
            {
                currency = calculated.Currency.Code,
                rows = calculated.Months.Select(month => new
                {
                    month = YearMonthPattern.Iso.Format(month.Month),
                    gross = month.Gross?.ToAmountString(),
                    due = month.Due.ToAmountString(),
                    reason = month.Reason.Code(),
                    paidToDate = month.PaidToDate.ToAmountString(),
                    paymentsMade = month.PaymentsMade,
                    paymentsLeft = month.PaymentsLeft,
                    windowLeft = month.WindowLeft,
                    capLeft = month.CapLeft?.ToAmountString(),
                    trace = month.Trace.Select(TraceText.Clause),
                }),
                total = calculated.Total.ToAmountString(),
                payments = calculated.Payments,
                ended = calculated.EndedBy.Code(),
            });
            return;
        }

        Table.Write(options.Output, options.Csv(parsed), calculated.Months, Months);
        if (!options.Csv(parsed))
            options.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calculated.Payments} {(calculated.Payments == 1 ? "payment" : "payments")}, {calculated.Total} in all{(calculated.EndedBy is ContributionReason.None ? "" : "; " + calculated.EndedBy.Code())}"));
    }

    private static void Write(SessionOptions options, ParseResult parsed, OutcomeCalculation calculated)
    {
        if (options.Json(parsed))
        {
            Table.WriteJson(options.Output, calculated.Outcomes.Select(outcome => new
            {
                worker_id = outcome.Worker.Value,
                metric = outcome.Metric,
                achieved_on = LocalDatePattern.Iso.Format(outcome.AchievedOn),
                price = outcome.Price.ToAmountString(),
                payable = outcome.Payable.ToAmountString(),
                heldBack = outcome.HeldBack.ToAmountString(),
                trace = outcome.Trace.Select(TraceText.Clause),
            }));
            return;
        }

        Table.Write(options.Output, options.Csv(parsed), calculated.Outcomes, OutcomeColumns);
        if (!options.Csv(parsed))
            options.Output.WriteLine($"{calculated.Outcomes.Aggregate(Money.Zero(calculated.Currency), (sum, outcome) => sum + outcome.Payable)} in all");
    }

    private static void Write(SessionOptions options, ParseResult parsed, WaterfallCalculation calculated, bool withTrace)
    {
        List<PaidPart> rows = [.. calculated.Payouts.SelectMany(payout => payout.Parts.Select(part => new PaidPart(payout.On, part)))];
        if (options.Json(parsed))
        {
            Table.WriteJson(options.Output, withTrace
                ? rows.Select(row => (object)new { date = row.Date, step = row.Step, tranche = row.Tranche, investor_id = row.Investor, amount = row.Amount, trace = row.Part.Trace.Select(TraceText.Clause) })
                : rows.Select(row => (object)new { date = row.Date, step = row.Step, tranche = row.Tranche, investor_id = row.Investor, amount = row.Amount }));
            return;
        }

        Table.Write(options.Output, options.Csv(parsed), rows, withTrace ? [.. PartColumns, new("trace", row => TraceText.Sentence(row.Part.Trace))] : PartColumns);
    }

    private static void Write(SessionOptions options, ParseResult parsed, InternalRate rate)
    {
        var irr = rate.Value?.ToString("F9", CultureInfo.InvariantCulture);
        var roots = rate.Roots switch { RateRoots.One => "one", RateRoots.None => "none", _ => "several" };
        if (options.Json(parsed))
            Table.WriteJson(options.Output, new { irr, roots });
        else if (options.Csv(parsed))
            Table.Write(options.Output, true, [rate], [new("irr", _ => irr), new("roots", _ => roots)]);
        else
            options.Output.WriteLine(irr ?? $"{roots}: no single rate makes these flows worth nothing");
    }

    /// <summary>What stays in the fund has a word of its own where a step would have paid it.</summary>
    private sealed record PaidPart(LocalDate On, WaterfallPart Part)
    {
        internal string Date => LocalDatePattern.Iso.Format(On);
        internal string Step => Part.Kind switch { PartKind.Recycled => "recycled", PartKind.UnpaidReturn => "unpaid-return", _ => Part.Step.Name };
        internal string Tranche => Part.To is Recipient.Holder holder ? holder.Tranche : "";
        internal string Investor => Part.To switch { Recipient.Holder holder => holder.Investor.Value, Recipient.Manager => CapitalTerms.Manager, Recipient.Beneficiary to => to.Name, _ => "" };
        internal string Amount => Part.Amount.ToAmountString();
    }

    private static readonly ListColumn<PaidPart>[] PartColumns =
    [
        new("date", row => row.Date),
        new("step", row => row.Step),
        new("tranche", row => row.Tranche),
        new("investor_id", row => row.Investor),
        new("amount", row => row.Amount, IsNumber: true),
    ];

    private static readonly ListColumn<CalculatedMonth>[] Months =
    [
        new("month", month => YearMonthPattern.Iso.Format(month.Month)),
        new("gross", month => month.Gross?.ToAmountString(), IsNumber: true),
        new("due", month => month.Due.ToAmountString(), IsNumber: true),
        new("reason", month => month.Reason.Code()),
        new("paidToDate", month => month.PaidToDate.ToAmountString(), IsNumber: true),
        new("paymentsMade", month => Text(month.PaymentsMade), IsNumber: true),
        new("paymentsLeft", month => Text(month.PaymentsLeft), IsNumber: true),
        new("windowLeft", month => Text(month.WindowLeft), IsNumber: true),
        new("capLeft", month => month.CapLeft?.ToAmountString(), IsNumber: true),
        new("trace", month => TraceText.Sentence(month.Trace)),
    ];

    private static readonly ListColumn<CalculatedOutcome>[] OutcomeColumns =
    [
        new("worker_id", outcome => outcome.Worker.Value),
        new("metric", outcome => outcome.Metric),
        new("achieved_on", outcome => LocalDatePattern.Iso.Format(outcome.AchievedOn)),
        new("price", outcome => outcome.Price.ToAmountString(), IsNumber: true),
        new("payable", outcome => outcome.Payable.ToAmountString(), IsNumber: true),
        new("heldBack", outcome => outcome.HeldBack.ToAmountString(), IsNumber: true),
        new("trace", outcome => TraceText.Sentence(outcome.Trace)),
    ];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
