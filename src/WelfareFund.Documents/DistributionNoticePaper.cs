using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Capital;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>A distribution's notice in words and amounts.</summary>
internal static class DistributionNoticePaper
{
    internal static Paper Of(DistributionNotice notice) => new("distribution-notice", Words(notice), new JsonObject
    {
        ["investor"] = notice.Head.InvestorName,
        ["account"] = notice.AccountEnding,
        ["approval"] = Approved(notice.Approval),
    });

    private static JsonObject Words(DistributionNotice notice)
    {
        var (head, distribution) = (notice.Head, notice.Distribution);
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(distribution.On),
            ["fund"] = head.FundName,
            ["investorId"] = head.Investor.Value,
            ["currency"] = head.Currency.Code,
            ["distribution"] = distribution.Id,
            ["number"] = distribution.Number.ToString(CultureInfo.InvariantCulture),
            ["on"] = Long(distribution.On),
            ["total"] = AmountWithCurrency(distribution.Paid),
            ["distributable"] = AmountWithCurrency(distribution.Distributable),
            ["cash"] = new JsonObject
            {
                ["banks"] = Rows(distribution.Cash.Where(item => item.Amount.IsPositive).Select(NameAndAmount)),
                ["held"] = Amount(distribution.Held),
                ["bound"] = Rows(distribution.Cash.Where(item => !item.Amount.IsPositive).Select(NameAndAmount)),
                ["left"] = Amount(distribution.Distributable),
            },
            ["amount"] = AmountWithCurrency(notice.Amount),
            ["payments"] = Rows(notice.Payments.Select(payment => Row(Title(payment.Tranche), payment.Reference, Day(payment.InstructedOn), Amount(payment.Amount)))),
            ["parts"] = Table(
                notice.Tranches.Select(tranche => Row([Title(tranche.Before.Tranche), .. Amounts(notice, notice.Parts.Where(part => part.Tranche == tranche.Before.Tranche))])),
                Row([.. Amounts(notice, notice.Parts)])),
            ["why"] = Rows(notice.Parts.Select(part => Row(string.Create(CultureInfo.InvariantCulture, $"{Title(part.Tranche)}, step {part.Step}"), part.Why))),
            ["commitments"] = Table(notice.Tranches.Select(tranche => Row([Title(tranche.Before.Tranche), .. Amounts(tranche.Before, tranche.After)])), Row([.. Amounts(notice.Before, notice.After)])),
            ["recycled"] = notice.Recycled.IsPositive ? AmountWithCurrency(notice.Recycled) : null,
        };
    }

    private static JsonNode NameAndAmount(NamedAmount item) => Row(char.ToUpperInvariant(item.Name[0]) + item.Name[1..], Amount(item.Amount));

    private static IEnumerable<JsonNode> Amounts(DistributionNotice notice, IEnumerable<DistributedPart> parts)
    {
        var own = parts.ToList();
        return new[] { Of(DistributedKind.Capital), Of(DistributedKind.Preferred), Of(DistributedKind.Profit), Sum(part => part.Kind is not DistributedKind.Recycled, part => part.Amount), Sum(_ => true, part => part.Recallable) }
            .Select(money => (JsonNode)Amount(money));

        Money Of(DistributedKind kind) => Sum(part => part.Kind == kind, part => part.Amount);

        Money Sum(Func<DistributedPart, bool> which, Func<DistributedPart, Money> amount) => own.Where(which).Aggregate(Money.Zero(notice.Head.Currency), (sum, part) => sum + amount(part));
    }

    private static IEnumerable<JsonNode> Amounts(TrancheCommitment before, TrancheCommitment after) =>
        new[] { before.Committed, before.PaidIn, before.Unfunded, after.Unfunded, after.Recallable }.Select(money => (JsonNode)Amount(money));
}
