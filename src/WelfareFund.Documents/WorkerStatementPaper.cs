using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Contributions;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>A worker's contribution statement in words and amounts.</summary>
internal static class WorkerStatementPaper
{
    internal static Paper Of(WorkerStatement statement) => new("worker-statement", Words(statement), new JsonObject { ["worker"] = statement.Head.WorkerName });

    private static JsonObject Words(WorkerStatement statement)
    {
        var (head, agreement, left) = (statement.Head, statement.Agreement, statement.Left);
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(head.AsOf),
            ["fund"] = head.FundName,
            ["workerId"] = head.Worker.Value,
            ["asOf"] = Long(head.AsOf),
            ["agreement"] = new JsonObject
            {
                ["id"] = agreement.Id.Value,
                ["consentOn"] = Long(agreement.ConsentOn),
                ["share"] = agreement.Share is { } share ? Percent(share) : null,
                ["floor"] = agreement.Floor is { } floor ? AmountWithCurrency(floor.Amount) : null,
                ["rule"] = agreement.Floor is { } rule ? Files.Words.Of(rule.Rule) : null,
                ["mostPayments"] = Number(agreement.MostPayments),
                ["windowMonths"] = Number(agreement.WindowMonths),
                ["graceMonths"] = Number(agreement.GraceMonths),
                ["disclosedCap"] = AmountWithCurrency(agreement.DisclosedCap),
                ["isDeducted"] = agreement.IsDeducted,
                ["payInto"] = agreement.PayInto,
            },
            ["contact"] = new JsonObject { ["questions"] = agreement.Contact.Questions, ["complaints"] = agreement.Contact.Complaints },
            ["figures"] = new JsonObject
            {
                ["paid"] = Sum(statement.Totals.Select(total => total.Paid).Concat(statement.Credits)),
                ["open"] = Sum(statement.Totals.Select(total => total.Open)),
                ["left"] = left.Ended is not ContributionReason.None ? AmountWithCurrency(Money.Zero(agreement.Currency)) : left.Money is { } money ? AmountWithCurrency(money) : None,
                ["payments"] = left.Ended is not ContributionReason.None ? "0" : Number(left.PaymentsLeft) ?? None,
            },
            ["promise"] = left.Cap is { } now && now < agreement.DisclosedCap ? "lower" : "disclosed",
            ["credit"] = statement.Credits.Count == 0 ? null : Sum(statement.Credits),
            ["left"] = new JsonObject
            {
                ["cap"] = left.Cap is { } cap ? AmountWithCurrency(cap) : null,
                ["counted"] = AmountWithCurrency(left.Counted),
                ["payments"] = Number(left.Payments),
                ["lastMonth"] = left.LastMonth is { } last ? Long(last) : null,
                ["ended"] = left.Ended is ContributionReason.None ? null : left.Ended.Code(),
            },
            ["months"] = new JsonObject
            {
                ["rows"] = Rows(statement.Months.SelectMany(month => Month(statement, month)).Concat(statement.Fees.Select(Fee))),
                ["totals"] = Rows(statement.Totals.Select(total => Row(total.Due.Currency.Code, Amount(total.Due), Amount(total.Paid), Amount(total.Open)))),
            },
        };
    }

    /// <summary>One row a currency of the month; the last cell is the code of why nothing is due.</summary>
    private static IEnumerable<JsonNode> Month(WorkerStatement statement, WorkerMonth month)
    {
        var currencies = month.Pay.Select(pay => pay.Currency).Union(month.Dues.Select(due => due.Due.Currency)).Order().ToList();
        if (currencies.Count == 0)
            yield return Row(Long(month.Month), "", None, None, None, Why(statement, month, null));
        foreach (var currency in currencies)
        {
            var pay = month.Pay.FirstOrDefault(pay => pay.Currency == currency, Money.Zero(currency));
            var due = month.Dues.FirstOrDefault(due => due.Due.Currency == currency);
            yield return Row(Long(month.Month), currency.Code, Amount(pay), due is null ? None : Amount(due.Due), due is null ? None : Amount(due.Paid), Why(statement, month, due));
        }
    }

    private static JsonNode Fee(WorkerFee fee)
    {
        var due = fee.Amounts;
        return Row(Long(fee.From.ToYearMonth()), due.Due.Currency.Code, None, Amount(due.Due), Amount(due.Paid), due.WrittenOff.IsPositive ? "written-off" : due.Open.IsPositive ? "fee-to-pay" : "fee");
    }

    private static string Why(WorkerStatement statement, WorkerMonth month, ContributionAmounts? due) => due switch
    {
        { WrittenOff.IsPositive: true } => "written-off",
        { Open.IsPositive: true } => "to-pay",
        not null => "",
        null when month is { IsReportMissing: true, Pay.Count: 0, Reason: ContributionReason.None } => ContributionReason.MissingReport.Code(),
        null when month.Reason is ContributionReason.Completed && !IsOver(statement, month) => "service-cost-reached",
        null => month.Reason.Code(),
    };

    /// <summary>Where something came due later, the cap had only stood still until the fund paid for more services.</summary>
    private static bool IsOver(WorkerStatement statement, WorkerMonth month) =>
        statement.Left.Ended is not ContributionReason.None && !statement.Months.Any(later => later.Month > month.Month && later.Dues.Count > 0);

    private static string Sum(IEnumerable<Money> amounts)
    {
        var sums = amounts.GroupBy(amount => amount.Currency).OrderBy(currency => currency.Key)
            .Select(currency => currency.Aggregate(Money.Zero(currency.Key), (sum, amount) => sum + amount)).ToList();
        return sums.Count == 0 ? None : string.Join(" · ", sums.Select(AmountWithCurrency));
    }

    private static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
