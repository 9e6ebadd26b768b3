using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Refusals;
using WelfareFund.Statements;

namespace WelfareFund.Documents;

/// <summary>Draws an investor's capital account statement as PDF/A-3a. The same figures give the same bytes.</summary>
public sealed class InvestorStatementPdf(TypstWorkers workers)
{
    private static readonly LocalDatePattern Iso = LocalDatePattern.Iso;
    private static readonly LocalDatePattern Long = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly YearMonthPattern Month = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu");

    /// <param name="proof">The inclusion proofs of the statement's lines, attached byte for byte as <c>proof.json</c>; given exactly when the statement has a seal.</param>
    public Task<Result<byte[]>> DrawAsync(InvestorStatement statement, ReadOnlyMemory<byte> proof, CancellationToken cancellation) =>
        workers.DrawAsync(Document(statement, proof), cancellation);

    internal static TypstDocument Document(InvestorStatement statement, ReadOnlyMemory<byte> proof)
    {
        if (proof.IsEmpty != statement.Seal is null)
        {
            throw new ArgumentException("A proof leads to a seal: a statement has both or neither.", nameof(proof));
        }

        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        if (!proof.IsEmpty)
        {
            files.Add("proof.json", proof);
        }

        return new TypstDocument("investor-statement.typ", Words(statement), files);
    }

    private static JsonObject Words(InvestorStatement statement)
    {
        var head = statement.Head;
        var rollForward = statement.RollForward;
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Iso.Format(head.AsOf),
            ["fund"] = head.FundName,
            ["investor"] = head.InvestorName,
            ["investorId"] = head.Investor.Value,
            ["asOf"] = Long.Format(head.AsOf),
            ["period"] = $"{Long.Format(head.Period.Start)} – {Long.Format(head.Period.End)}",
            ["currency"] = head.Currency.Code,
            ["knownAt"] = Number(head.KnownAt),
            ["figures"] = Row(
                Row("committed", Amount(statement.CommitmentTotal.Committed)),
                Row("paidIn", Amount(rollForward.PaidIn.SinceInception)),
                Row("distributed", Amount(-rollForward.Distributions.SinceInception)),
                Row("balance", Amount(rollForward.Closing))),
            ["commitments"] = Rows(statement.Commitments.Select(commitment => Row([commitment.Tranche, .. Amounts(commitment)]))),
            ["commitmentTotal"] = Row([.. Amounts(statement.CommitmentTotal)]),
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
            ["transactions"] = Rows(statement.Transactions.Select(line =>
                Row(Iso.Format(line.Effective), Number(line.LogSequence), line.Description, Amount(line.Amount)))),
            ["transactionTotal"] = Amount(statement.TransactionTotal),
            ["adjustments"] = Rows(statement.Adjustments.Select(adjustment =>
                Row(Iso.Format(adjustment.Line.Effective), Number(adjustment.Line.LogSequence), Iso.Format(adjustment.Concerns),
                    adjustment.Line.Description, Amount(adjustment.Line.Amount)))),
            ["adjustmentTotal"] = Amount(statement.AdjustmentTotal),
            ["notes"] = Rows(statement.Notes.Select(note => (JsonNode)note)),
            ["approval"] = statement.Approval is { } approval
                ? new JsonObject { ["preparedBy"] = approval.PreparedBy, ["approvedBy"] = approval.ApprovedBy }
                : null,
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

    private static JsonArray Row(params JsonNode[] cells) => new(cells);

    private static JsonArray Rows(IEnumerable<JsonNode> rows) => new([.. rows]);
}
