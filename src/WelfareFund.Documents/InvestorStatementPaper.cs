using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Statements;

namespace WelfareFund.Documents;

/// <summary>An investor's capital account statement in words and amounts.</summary>
internal static class InvestorStatementPaper
{
    private const string Proof = "proof.json";

    private static readonly LocalDatePattern Iso = LocalDatePattern.Iso;
    private static readonly LocalDatePattern Long = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly YearMonthPattern Month = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu");

    /// <param name="files">The inclusion proofs of the statement's lines as <c>proof.json</c>, given exactly when the statement has a seal.</param>
    internal static Paper Of(InvestorStatement statement, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (files.ContainsKey(Proof) != statement.Seal is not null)
        {
            throw new ArgumentException("A proof leads to a seal: a statement has both or neither.", nameof(files));
        }

        return new Paper("investor-statement", Words(statement), Personal(statement), files);
    }

    private static JsonObject Personal(InvestorStatement statement) => new()
    {
        ["investor"] = statement.Head.InvestorName,
        ["approval"] = statement.Approval is { } approval
            ? new JsonObject { ["preparedBy"] = approval.PreparedBy, ["approvedBy"] = approval.ApprovedBy }
            : null,
    };

    private static JsonObject Words(InvestorStatement statement)
    {
        var head = statement.Head;
        var rollForward = statement.RollForward;
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Iso.Format(head.AsOf),
            ["fund"] = head.FundName,
            ["investorId"] = head.Investor.Value,
            ["asOf"] = Long.Format(head.AsOf),
            ["period"] = $"{Long.Format(head.Period.Start)} – {Long.Format(head.Period.End)}",
            ["currency"] = head.Currency.Code,
            ["figures"] = new JsonObject
            {
                ["committed"] = Amount(statement.CommitmentTotal.Committed),
                ["paidIn"] = Amount(rollForward.PaidIn.SinceInception),
                ["distributed"] = Amount(-rollForward.Distributions.SinceInception),
                ["balance"] = Amount(rollForward.Closing),
            },
            ["commitments"] = Table(
                statement.Commitments.Select(commitment => Row([commitment.Tranche, .. Amounts(commitment)])), Row([.. Amounts(statement.CommitmentTotal)])),
            ["rollForward"] = new JsonObject
            {
                ["opening"] = Columns(rollForward.Opening),
                ["paidIn"] = Columns(rollForward.PaidIn),
                ["distributions"] = Columns(rollForward.Distributions),
                ["netResult"] = Columns(rollForward.NetResult.Total),
                ["contributionIncome"] = Columns(rollForward.NetResult.ContributionIncome),
                ["grantIncome"] = Columns(rollForward.NetResult.GrantIncome),
                ["outcomePayments"] = Columns(rollForward.NetResult.OutcomePayments),
                ["administrationAndOversight"] = Columns(rollForward.NetResult.AdministrationAndOversight),
                ["exchangeResult"] = Columns(rollForward.NetResult.ExchangeResult),
                ["losses"] = Columns(rollForward.NetResult.Losses),
                ["other"] = Columns(rollForward.NetResult.Other),
                ["closing"] = Columns(new(rollForward.Closing, rollForward.Closing, rollForward.Closing)),
            },
            ["transactions"] = Table(
                statement.Transactions.Select(line => Row(Iso.Format(line.Effective), Number(line.LogSequence), line.Description, Amount(line.Amount))),
                Amount(statement.TransactionTotal)),
            ["adjustments"] = Table(
                statement.Adjustments.Select(adjustment => Row(Iso.Format(adjustment.Line.Effective), Number(adjustment.Line.LogSequence), Iso.Format(adjustment.Concerns),
                    adjustment.Line.Description, Amount(adjustment.Line.Amount))),
                Amount(statement.AdjustmentTotal)),
            ["notes"] = Rows(statement.Notes.Select(note => (JsonNode)note)),
            ["seal"] = statement.Seal is { } seal
                ? new JsonObject { ["period"] = Month.Format(seal.Period), ["size"] = Count(seal.LogSize), ["root"] = seal.Root.ToString(), ["key"] = seal.KeyFingerprint.ToString() }
                : null,
        };
    }

    private static string Amount(Money money) => FormattedMoney.Of(money);

    // An entry's number is a name to look up, not a quantity to read.
    private static string Number(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Amounts(TrancheCommitment commitment) =>
        new[] { commitment.Committed, commitment.Called, commitment.PaidIn, commitment.Unfunded, commitment.Recallable }.Select(money => (JsonNode)Amount(money));

    private static JsonArray Columns(ColumnAmounts amounts) => Row(Amount(amounts.Quarter), Amount(amounts.YearToDate), Amount(amounts.SinceInception));

    private static JsonObject Table(IEnumerable<JsonNode> rows, JsonNode total) => new() { ["rows"] = Rows(rows), ["total"] = total };

    private static JsonArray Row(params JsonNode[] cells) => new(cells);

    private static JsonArray Rows(IEnumerable<JsonNode> rows) => new([.. rows]);
}
