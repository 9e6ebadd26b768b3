using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Contributions;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>A worker's statement's figures for scripts: amounts in major units as text, each with its currency.</summary>
internal static class WorkerStatementJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(WorkerStatement statement)
    {
        var (head, agreement, left) = (statement.Head, statement.Agreement, statement.Left);
        return new JsonObject
        {
            ["fund"] = head.FundId,
            ["worker"] = head.Worker.Value,
            ["name"] = head.WorkerName,
            ["as_of"] = LocalDatePattern.Iso.Format(head.AsOf),
            ["known_at"] = head.KnownAt,
            ["agreement"] = agreement.Id.Value,
            ["consent_on"] = LocalDatePattern.Iso.Format(agreement.ConsentOn),
            ["currency"] = agreement.Currency.Code,
            ["share"] = agreement.Share?.ToString(CultureInfo.InvariantCulture),
            ["disclosed_cap"] = agreement.DisclosedCap.ToAmountString(),
            ["cap"] = left.Cap?.ToAmountString(),
            ["counted"] = left.Counted.ToAmountString(),
            ["cap_left"] = left.Money?.ToAmountString(),
            ["payments"] = left.Payments,
            ["payments_left"] = left.PaymentsLeft,
            ["last_month"] = left.LastMonth is { } last ? YearMonthPattern.Iso.Format(last) : null,
            ["ended"] = left.Ended.Code(),
            ["months"] = new JsonArray([.. statement.Months.Select(month => (JsonNode)new JsonObject
            {
                ["month"] = YearMonthPattern.Iso.Format(month.Month),
                ["pay"] = Amounts(month.Pay),
                ["dues"] = Dues(month.Dues),
                ["reason"] = month.Reason.Code(),
                ["report_missing"] = month.IsReportMissing,
            })]),
            ["fees"] = new JsonArray([.. statement.Fees.Select(fee => (JsonNode)new JsonObject
            {
                ["from"] = LocalDatePattern.Iso.Format(fee.From),
                ["through"] = LocalDatePattern.Iso.Format(fee.Through),
                ["dues"] = Dues([fee.Amounts]),
            })]),
            ["totals"] = Dues(statement.Totals),
            ["credits"] = Amounts(statement.Credits),
        }.ToJsonString(Options);
    }

    private static JsonArray Amounts(IEnumerable<Money> amounts) =>
        new([.. amounts.Select(amount => (JsonNode)new JsonObject { ["amount"] = amount.ToAmountString(), ["currency"] = amount.Currency.Code })]);

    private static JsonArray Dues(IEnumerable<ContributionAmounts> dues) => new([.. dues.Select(due => (JsonNode)new JsonObject
    {
        ["due"] = due.Due.ToAmountString(),
        ["paid"] = due.Paid.ToAmountString(),
        ["written_off"] = due.WrittenOff.ToAmountString(),
        ["currency"] = due.Due.Currency.Code,
    })]);
}
