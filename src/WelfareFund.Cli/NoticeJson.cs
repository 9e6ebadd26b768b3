using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Files;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>Notices of capital calls and distributions for scripts: amounts in major units as text, all in the fund's base currency.</summary>
internal static class NoticeJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(IEnumerable<DistributionNotice> notices) => new JsonArray([.. notices.Select(Of)]).ToJsonString(Options);

    private static JsonObject Of(DistributionNotice notice) => new()
    {
        ["fund"] = notice.Head.FundId,
        ["investor"] = notice.Head.Investor.Value,
        ["name"] = notice.Head.InvestorName,
        ["distribution"] = notice.Distribution.Id,
        ["number"] = notice.Distribution.Number,
        ["on"] = LocalDatePattern.Iso.Format(notice.Distribution.On),
        ["currency"] = notice.Head.Currency.Code,
        ["total"] = notice.Distribution.Paid.ToAmountString(),
        ["distributable"] = notice.Distribution.Distributable.ToAmountString(),
        ["cash"] = new JsonArray([.. notice.Distribution.Cash.Select(item => new JsonObject { ["name"] = item.Name, ["amount"] = item.Amount.ToAmountString() })]),
        ["amount"] = notice.Amount.ToAmountString(),
        ["capital"] = notice.Capital.ToAmountString(),
        ["preferred_return"] = notice.Preferred.ToAmountString(),
        ["profit"] = notice.Profit.ToAmountString(),
        ["recallable"] = notice.Recallable.ToAmountString(),
        ["recycled"] = notice.Recycled.ToAmountString(),
        ["parts"] = new JsonArray([.. notice.Parts.Select(part => new JsonObject
        {
            ["step"] = part.Step,
            ["tranche"] = part.Tranche,
            ["kind"] = Words.Of(part.Kind),
            ["amount"] = part.Amount.ToAmountString(),
            ["recallable"] = part.Recallable.ToAmountString(),
            ["why"] = part.Why,
        })]),
        ["tranches"] = new JsonArray([.. notice.Tranches.Select(tranche => new JsonObject
        {
            ["tranche"] = tranche.Before.Tranche,
            ["committed"] = tranche.After.Committed.ToAmountString(),
            ["paid_in"] = tranche.After.PaidIn.ToAmountString(),
            ["unfunded_before"] = tranche.Before.Unfunded.ToAmountString(),
            ["unfunded_after"] = tranche.After.Unfunded.ToAmountString(),
        })]),
        ["payments"] = new JsonArray([.. notice.Payments.Select(payment => new JsonObject
        {
            ["tranche"] = payment.Tranche,
            ["reference"] = payment.Reference,
            ["instructed_on"] = LocalDatePattern.Iso.Format(payment.InstructedOn),
            ["amount"] = payment.Amount.ToAmountString(),
        })]),
        ["prepared_by"] = notice.Approval.PreparedBy,
        ["approved_by"] = notice.Approval.ApprovedBy,
    };

    internal static string Write(IEnumerable<CapitalCallNotice> notices) => new JsonArray([.. notices.Select(Of)]).ToJsonString(Options);

    private static JsonObject Of(CapitalCallNotice notice) => new()
    {
        ["fund"] = notice.Head.FundId,
        ["investor"] = notice.Head.Investor.Value,
        ["name"] = notice.Head.InvestorName,
        ["call"] = notice.Call.Id,
        ["number"] = notice.Call.Number,
        ["called_on"] = LocalDatePattern.Iso.Format(notice.Call.CalledOn),
        ["due_on"] = LocalDatePattern.Iso.Format(notice.Call.DueOn),
        ["notice_business_days"] = notice.Call.NoticeDays,
        ["purpose"] = notice.Call.Purpose,
        ["currency"] = notice.Head.Currency.Code,
        ["total"] = notice.Call.Total.ToAmountString(),
        ["amount"] = notice.Amount.ToAmountString(),
        ["iban"] = notice.Payment.Iban,
        ["reference"] = notice.Payment.Reference,
        ["parts"] = new JsonArray([.. notice.Parts.Select(part => new JsonObject
        {
            ["tranche"] = part.Before.Tranche,
            ["amount"] = part.Amount.ToAmountString(),
            ["why"] = part.Why,
            ["committed"] = part.After.Committed.ToAmountString(),
            ["called_before"] = part.Before.Called.ToAmountString(),
            ["called_after"] = part.After.Called.ToAmountString(),
            ["unfunded_before"] = part.Before.Unfunded.ToAmountString(),
            ["unfunded_after"] = part.After.Unfunded.ToAmountString(),
        })]),
        ["prepared_by"] = notice.Approval.PreparedBy,
        ["approved_by"] = notice.Approval.ApprovedBy,
    };
}
