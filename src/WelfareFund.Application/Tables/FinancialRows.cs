using WelfareFund.Application.Ledger;
using WelfareFund.Application.Reports;
using WelfareFund.Files;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.Application.Tables;

/// <param name="Section">As scripts find it; its sum is the row with the name <c>total</c>.</param>
/// <param name="Amount">In the account's currency; a trial balance's debit.</param>
/// <param name="Other">In base currency; a trial balance's credit.</param>
internal sealed record FinancialRow(string Section, string Code, string Name, Money? Amount, Money Other)
{
    /// <summary>How it came about; empty where nothing was decided.</summary>
    internal string Why { get; init; } = "";
}

/// <summary>Trial balance, balance sheet, income statement, cash flows and liquidity as rows.</summary>
internal static class FinancialRows
{
    internal static readonly ListColumn<FinancialRow>[] TrialBalance =
    [
        new("section", row => row.Section), new("code", row => row.Code), new("name", row => row.Name), new("currency", row => row.Other.Currency.Code),
        new("debit", row => row.Amount!.Value.ToAmountString(), IsNumber: true), new("credit", row => row.Other.ToAmountString(), IsNumber: true),
    ];

    internal static readonly ListColumn<FinancialRow>[] BalanceSheet =
    [
        new("section", row => row.Section), new("code", row => row.Code), new("name", row => row.Name), new("amount", row => row.Amount?.ToAmountString(), IsNumber: true),
        new("currency", row => row.Amount?.Currency.Code), new("in_base", row => row.Other.ToAmountString(), IsNumber: true), new("base_currency", row => row.Other.Currency.Code),
    ];

    internal static readonly ListColumn<FinancialRow>[] Liquidity = [.. BalanceSheet, new("why", row => row.Why)];

    internal static readonly ListColumn<FinancialRow>[] Income =
    [
        new("section", row => row.Section), new("code", row => row.Code), new("name", row => row.Name),
        new("amount", row => row.Other.ToAmountString(), IsNumber: true), new("currency", row => row.Other.Currency.Code),
    ];

    internal static IEnumerable<FinancialRow> Of(FundTrialBalance report) => [.. Section("books", report.Books, report), .. Section("memorandum", report.Memorandum, report)];

    internal static IEnumerable<FinancialRow> Of(Report<BalanceSheet> report)
    {
        var sheet = report.Figures;
        return
        [
            .. Section("assets", sheet.Assets, sheet.TotalAssets),
            .. Section("liabilities", sheet.Liabilities, sheet.TotalLiabilities),
            .. sheet.Equity.Select(line => Row("net assets", report.NameOf(line.Account), line.Amount, line.InBase)),
            new("net assets", "", "Accumulated result", null, sheet.AccumulatedResult),
            new("net assets", "", "Cumulative exchange result", null, sheet.ExchangeResult),
            new("net assets", "", "total", null, sheet.NetAssets),
        ];

        IEnumerable<FinancialRow> Section(string name, IReadOnlyList<BalanceSheetLine> lines, Money total) =>
            lines.Select(line => Row(name, report.NameOf(line.Account), line.Amount, line.InBase)).Append(new(name, "", "total", null, total));
    }

    internal static IEnumerable<FinancialRow> Of(Report<IncomeReport> report)
    {
        var statement = report.Figures.Statement;
        var zero = Money.Zero(statement.ExchangeResult.Currency);
        return
        [
            .. Section("income", statement.Income),
            .. Section("expenses", statement.Expenses),
            new("exchange", "", "Exchange result", null, statement.ExchangeResult),
            new("net result", "", $"{report.Figures.From:uuuu-MM-dd} to {report.AsOf:uuuu-MM-dd}", null, statement.NetResult),
        ];

        IEnumerable<FinancialRow> Section(string name, IReadOnlyList<IncomeLine> lines) =>
            lines.Select(line => Row(name, report.NameOf(line.Account), null, line.Amount)).Append(new(name, "", "total", null, lines.Aggregate(zero, (sum, line) => sum + line.Amount)));
    }

    /// <summary>By section, each currency from its opening to its closing cash; in base currency both ends and what rates did between them.</summary>
    internal static IEnumerable<FinancialRow> Of(Report<CashFlows> report)
    {
        var statement = report.Figures.Statement;
        return
        [
            .. statement.Cash.Select(cash => new FinancialRow("opening cash", "", "Banks and payments on their way", cash.Opening, cash.OpeningInBase)),
            .. statement.Lines.GroupBy(line => line.Section).SelectMany(section => section.Select(line => Row(Words.Of(section.Key), report.NameOf(line.Account), line.Amount, line.InBase))
                .Append(new(Words.Of(section.Key), "", "total", null, section.Skip(1).Aggregate(section.First().InBase, (sum, line) => sum + line.InBase)))),
            .. statement.Cash.Where(cash => !cash.ExchangeInBase.IsZero).Select(cash => new FinancialRow("rates", "", $"Rates of {cash.Opening.Currency}", null, cash.ExchangeInBase)),
            .. statement.Cash.Select(cash => new FinancialRow("closing cash", "", "Banks and payments on their way", cash.Closing, cash.ClosingInBase)),
        ];
    }

    internal static IEnumerable<FinancialRow> Of(Report<FundLiquidity> report)
    {
        var liquidity = report.Figures;
        return
        [
            .. liquidity.Banks.Select(bank => new FinancialRow("held", "", bank.Name, bank.Amount, bank.InBase)),
            new("held", "", "total", null, liquidity.BankInBase),
            .. liquidity.Bound.Select(bound => new FinancialRow("bound", "", bound.Name, null, bound.Amount)),
            new("bound", "", "total", null, liquidity.BankInBase - liquidity.Reserve - liquidity.Left),
            new("reserve", "", "total", null, liquidity.Reserve) { Why = liquidity.ReserveWhy },
            new(liquidity.Left.IsNegative ? "short" : "distributable", "", $"as of {report.AsOf:uuuu-MM-dd}", null, liquidity.Left),
        ];
    }

    private static IEnumerable<FinancialRow> Section(string name, TrialBalance trial, FundTrialBalance report) =>
        trial.Lines.Select(line => Row(name, report.Names[line.Account.Number], line.Debit, line.Credit))
            .Concat(trial.Totals.Select(total => new FinancialRow(name, "", "total", total.Debit, total.Credit)));

    private static FinancialRow Row(string section, AccountName name, Money? amount, Money other) => new(section, name.Code, name.Name, amount, other);
}
