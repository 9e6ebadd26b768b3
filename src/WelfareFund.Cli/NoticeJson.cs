using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>A capital call's notices for scripts: amounts in major units as text, all in the fund's base currency.</summary>
internal static class NoticeJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
