using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>A capital call's notice in words and amounts.</summary>
internal static class CapitalCallNoticePaper
{
    internal static Paper Of(CapitalCallNotice notice) => new("capital-call-notice", Words(notice), new JsonObject
    {
        ["investor"] = notice.Head.InvestorName,
        ["approval"] = Approved(notice.Approval),
    });

    private static JsonObject Words(CapitalCallNotice notice)
    {
        var (head, call) = (notice.Head, notice.Call);
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(call.CalledOn),
            ["fund"] = head.FundName,
            ["investorId"] = head.Investor.Value,
            ["currency"] = head.Currency.Code,
            ["call"] = call.Id,
            ["number"] = call.Number.ToString(CultureInfo.InvariantCulture),
            ["calledOn"] = Long(call.CalledOn),
            ["dueOn"] = Long(call.DueOn),
            ["noticeDays"] = call.NoticeDays.ToString(CultureInfo.InvariantCulture),
            ["leastNoticeDays"] = call.LeastNoticeDays.ToString(CultureInfo.InvariantCulture),
            ["total"] = AmountWithCurrency(call.Total),
            ["amount"] = AmountWithCurrency(notice.Amount),
            ["purpose"] = call.Purpose,
            ["payment"] = new JsonObject
            {
                ["holder"] = notice.Payment.AccountHolder,
                ["iban"] = Iban(notice.Payment.Iban),
                ["reference"] = notice.Payment.Reference,
            },
            ["parts"] = Table(notice.Parts.Select(part => Row(Title(part.Before.Tranche), Amount(part.Before.Unfunded), Amount(part.Amount))), Row(Amount(notice.Before.Unfunded), Amount(notice.Amount))),
            ["why"] = Rows(notice.Parts.Select(part => Row(Title(part.Before.Tranche), part.Why))),
            ["commitments"] = Table(
                notice.Parts.Select(part => Row([Title(part.Before.Tranche), .. Amounts(part.Before, part.After)])),
                Row([.. Amounts(notice.Before, notice.After)])),
        };
    }

    private static IEnumerable<JsonNode> Amounts(TrancheCommitment before, TrancheCommitment after) =>
        new[] { before.Committed, before.Called, before.Unfunded, after.Called, after.Unfunded }.Select(money => (JsonNode)Amount(money));
}
