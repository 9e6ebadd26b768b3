using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Documents.Charts;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>A fund's quarterly report in words, amounts and charts.</summary>
internal static class FundReportPaper
{
    private const string Dark = "#14594f";
    private const string Light = "#c9973f";
    private const string Pale = "#b9c4c2";
    private const decimal PageWidth = 465;
    private const decimal HalfWidth = 224;

    internal static Paper Of(FundReport report) => new("fund-report", Words(report), Personal(report)) { Drawings = Drawings(report) };

    private static JsonObject Personal(FundReport report) => new() { ["approval"] = Approved(report.Approval) };

    private static JsonObject Words(FundReport report)
    {
        var (head, quarter, total, left) = (report.Head, report.Quarters[^1], report.Capital.Total, report.Liquidity.Left);
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(head.AsOf),
            ["fund"] = head.FundName,
            ["fundId"] = head.FundId,
            ["quarter"] = QuarterName(quarter),
            ["asOf"] = Long(head.AsOf),
            ["period"] = Period(head.Period),
            ["currency"] = head.Currency.Code,
            ["figures"] = new JsonObject
            {
                ["netAssets"] = Amount(quarter.NetAssets),
                ["paidIn"] = Amount(total.Commitment.PaidIn),
                ["outcomes"] = Amount(report.OutcomeTotal.Amount),
                ["accepted"] = Count(report.OutcomeTotal.Accepted),
            },
            ["quarters"] = Rows(report.Quarters.Select(each => Row(
                QuarterName(each), Amount(each.PaidIn), Amount(each.Contributions), Amount(each.Outcomes), Amount(each.NetResult), Amount(each.Bank), Amount(each.NetAssets)))),
            ["capital"] = new JsonObject
            {
                ["rows"] = Rows(report.Capital.Tranches.Select(tranche => Row([Title(tranche.Commitment.Tranche), .. Amounts(tranche)]))),
                ["total"] = Row([.. Amounts(total)]),
                ["unspentGrants"] = Amount(report.Capital.UnspentGrants),
                ["managerClaim"] = report.Capital.ManagerClaim.IsZero ? null : Amount(report.Capital.ManagerClaim),
                ["recycledSurplus"] = Amount(report.Capital.RecycledSurplus),
                ["netAssets"] = Amount(report.Capital.NetAssets),
            },
            ["liquidity"] = new JsonObject
            {
                ["banks"] = Rows(report.Liquidity.Banks.Select(bank => Row(Title(bank.Name), bank.Amount.Currency.Code, Amount(bank.Amount), Amount(bank.InBase)))),
                ["bankTotal"] = Amount(report.Liquidity.BankInBase),
                ["bound"] = Rows(report.Liquidity.Bound.Select(bound => Row(bound.Name, Amount(-bound.Amount)))),
                ["reserve"] = Amount(-report.Liquidity.Reserve),
                ["reserveWhy"] = report.Liquidity.ReserveWhy,
                ["beyondWhy"] = report.Liquidity.BeyondWhy,
                ["left"] = Amount(left),
                ["isShort"] = left.IsNegative,
            },
            ["outcomes"] = Table(
                report.Outcomes.Select(row => Row([Title(row.Metric), row.Corridor, Title(row.Provider), .. OutcomeCells(row)])),
                Row([.. OutcomeCells(report.OutcomeTotal)])),
            ["contributions"] = Rows(report.Contributions.Select(row => Row(
                row.Opening.Currency.Code, Amount(row.Opening), Amount(row.Due), Amount(row.Paid), Amount(row.WrittenOff), Amount(row.Closing),
                Amount(row.DueSinceInception), row.Collected is { } share ? Percent(share) : None))),
            ["protection"] = Rows(report.Protection.Select(cohort => Row(
                cohort.Corridor, Count(cohort.Workers!.Value), Decimals(cohort.RecruitmentCostMonths), cohort.ShareContributed is { } share ? Percent(share) : None,
                Optional(cohort.TakeHome), Optional(cohort.IncomeGain)))),
            ["income"] = Income(report.Income),
            ["balance"] = Balance(report.Balance),
            ["quarterStart"] = Long(head.Period.Start.PlusDays(-1)),
            ["notes"] = Rows(report.Notes.Select(note => (JsonNode)note)),
            ["seal"] = Sealed(report.Seal),
        };
    }

    private static JsonObject Income(FundIncome income) => new()
    {
        ["income"] = Rows(income.Income.Select(row => Row([row.Name, .. ColumnCells(row.Amounts)]))),
        ["totalIncome"] = Columns(income.TotalIncome),
        ["expenses"] = Rows(income.Expenses.Select(row => Row([row.Name, .. ColumnCells(row.Amounts)]))),
        ["totalExpenses"] = Columns(income.TotalExpenses),
        ["exchangeResult"] = Columns(income.ExchangeResult),
        ["netResult"] = Columns(income.NetResult),
    };

    private static JsonObject Balance(FundBalance balance) => new()
    {
        ["assets"] = Lines(balance.Assets),
        ["totalAssets"] = Row(Amount(balance.TotalAssets.Before), Amount(balance.TotalAssets.Now)),
        ["liabilities"] = Lines(balance.Liabilities),
        ["totalLiabilities"] = Row(Amount(balance.TotalLiabilities.Before), Amount(balance.TotalLiabilities.Now)),
        ["equity"] = Lines(balance.Equity),
        ["netAssets"] = Row(Amount(balance.NetAssets.Before), Amount(balance.NetAssets.Now)),
    };

    private static JsonArray Lines(IEnumerable<BalanceRow> rows) => Rows(rows.Select(row => Row(row.Name, Amount(row.Before), Amount(row.Now))));

    private static JsonObject Drawings(FundReport report)
    {
        var (quarters, currency) = (report.Quarters, report.Head.Currency);
        var names = quarters.Select(QuarterName).ToList();
        var last = quarters[^1];
        return new JsonObject
        {
            ["money"] = ColumnChart.Draw(
                $"Contributions and outcomes by quarter, {currency}",
                $"Columns for the {quarters.Count} quarters from {names[0]} to {names[^1]}. In the last one contributions came to {AmountWithCurrency(last.Contributions)} and outcomes cost {AmountWithCurrency(last.Outcomes)}.",
                HalfWidth, 132, names,
                [new("Contributions", Light, [.. quarters.Select(quarter => quarter.Contributions.MinorUnits)]), new("Outcomes", Dark, [.. quarters.Select(quarter => quarter.Outcomes.MinorUnits)])],
                Whole(currency)).ToJson(),
            ["position"] = ColumnChart.Draw(
                $"Bank balances and net assets at each quarter’s end, {currency}",
                $"Columns for the {quarters.Count} quarters from {names[0]} to {names[^1]}. At the end of the last one the banks held {AmountWithCurrency(last.Bank)} and net assets were {AmountWithCurrency(last.NetAssets)}.",
                HalfWidth, 132, names,
                [new("Bank", Pale, [.. quarters.Select(quarter => quarter.Bank.MinorUnits)]), new("Net assets", Dark, [.. quarters.Select(quarter => quarter.NetAssets.MinorUnits)])],
                Whole(currency)).ToJson(),
            ["outcomes"] = OutcomeBars(report.Outcomes).ToJson(),
        };
    }

    private static Chart OutcomeBars(IReadOnlyList<OutcomeRow> outcomes)
    {
        var metrics = outcomes.GroupBy(row => row.Metric).Select(metric => (Name: Title(metric.Key), Accepted: metric.Sum(row => row.Accepted), Waiting: metric.Sum(row => row.Waiting), Rejected: metric.Sum(row => row.Rejected))).ToList();
        return BarChart.Draw(
            "Outcomes since inception, by metric",
            "One bar a metric. " + string.Join(" ", metrics.Select(metric => $"{metric.Name}: {Count(metric.Accepted)} accepted, {Count(metric.Waiting)} waiting, {Count(metric.Rejected)} rejected.")),
            PageWidth, 76, [.. metrics.Select(metric => metric.Name)],
            [
                new("Accepted", Dark, [.. metrics.Select(metric => (long)metric.Accepted)]),
                new("Waiting", Light, [.. metrics.Select(metric => (long)metric.Waiting)]),
                new("Rejected", Pale, [.. metrics.Select(metric => (long)metric.Rejected)]),
            ],
            value => value.ToString("N0", CultureInfo.InvariantCulture));
    }

    private static Func<long, string> Whole(Currency currency) => minorUnits => new Money(minorUnits, currency).Amount.ToString("N0", CultureInfo.InvariantCulture);

    private static string QuarterName(FundQuarter quarter) => quarter.Period.End.ToString("MMM uuuu", CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Amounts(TrancheCapital tranche) =>
        new[] { tranche.Commitment.Committed, tranche.Commitment.Called, tranche.Commitment.PaidIn, tranche.Commitment.Unfunded, tranche.Distributed, tranche.Account }.Select(money => (JsonNode)Amount(money));

    private static IEnumerable<JsonNode> OutcomeCells(OutcomeRow row) =>
        [Count(row.QuarterAccepted), Amount(row.QuarterAmount), Count(row.Accepted), Amount(row.Amount), Count(row.Waiting), Count(row.Rejected)];

    private static string Optional(Money? money) => money is { } known ? Amount(known) : None;

    private static string Decimals(decimal? number) => number is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : None;
}
