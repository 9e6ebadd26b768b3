using System.Globalization;
using System.Text.Json.Nodes;
using WelfareFund.Capital;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>An investor's capital account statement in words and amounts.</summary>
internal static class InvestorStatementPaper
{
    private const string Proof = "proof.json";

    /// <param name="files">The inclusion proofs of the statement's lines as <c>proof.json</c>, given exactly when the statement has a seal.</param>
    internal static Paper Of(InvestorStatement statement, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (files.ContainsKey(Proof) != statement.Seal is not null)
        {
            throw new ArgumentException("A proof leads to a seal: a statement has both or neither.", nameof(files));
        }

        return new Paper("investor-statement", Words(statement), Personal(statement), files);
    }

    private static JsonObject Personal(InvestorStatement statement) => new() { ["investor"] = statement.Head.InvestorName, ["approval"] = Approved(statement.Approval) };

    private static JsonObject Words(InvestorStatement statement)
    {
        var head = statement.Head;
        var rollForward = statement.RollForward;
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(head.AsOf),
            ["fund"] = head.FundName,
            ["investorId"] = head.Investor.Value,
            ["asOf"] = Long(head.AsOf),
            ["period"] = Period(head.Period),
            ["currency"] = head.Currency.Code,
            ["figures"] = new JsonObject
            {
                ["committed"] = Amount(statement.CommitmentTotal.Committed),
                ["paidIn"] = Amount(rollForward.PaidIn.SinceInception),
                ["distributed"] = Amount(-rollForward.Distributions.SinceInception),
                ["balance"] = Amount(rollForward.Closing),
            },
            ["commitments"] = Table(
                statement.Commitments.Select(commitment => Row([Title(commitment.Tranche), .. Amounts(commitment)])), Row([.. Amounts(statement.CommitmentTotal)])),
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
            ["performance"] = new JsonObject
            {
                ["rows"] = Rows(statement.Performance.AtYearEnds.Zip(statement.Performance.Years, (returns, year) => (JsonNode)Row(
                    Long(year.Last), Multiple(returns.Pic), Multiple(returns.Dpi), Multiple(returns.Rvpi), Multiple(returns.Tvpi), Rate(returns.Irr), Rate(year.Irr)))),
            },
            ["outcomes"] = Table(statement.Outcomes.Select(row => Row([Title(row.Metric), .. Outcomes(row)])), Row([.. Outcomes(statement.OutcomeTotal)])),
            ["transactions"] = Table(
                statement.Transactions.Select(line => Row(Day(line.Effective), Number(line.LogSequence), line.Description, Amount(line.Amount))),
                Amount(statement.TransactionTotal)),
            ["adjustments"] = Table(
                statement.Adjustments.Select(adjustment => Row(Day(adjustment.Line.Effective), Number(adjustment.Line.LogSequence), Day(adjustment.Concerns),
                    adjustment.Line.Description, Amount(adjustment.Line.Amount))),
                Amount(statement.AdjustmentTotal)),
            ["notes"] = Rows(statement.Notes.Select(note => (JsonNode)note)),
            ["seal"] = Sealed(statement.Seal),
        };
    }

    // An entry's number is a name to look up, not a quantity to read.
    private static string Number(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Amounts(TrancheCommitment commitment) =>
        new[] { commitment.Committed, commitment.Called, commitment.PaidIn, commitment.Unfunded, commitment.Recallable }.Select(money => (JsonNode)Amount(money));

    private static IEnumerable<JsonNode> Outcomes(OutcomesFunded row) => [Shares(row.QuarterCount), Amount(row.QuarterAmount), Shares(row.Count), Amount(row.Amount)];

    /// <summary>Outcomes counted by shares of them, as far as two decimals tell.</summary>
    private static string Shares(decimal count) => count.ToString("N2", CultureInfo.InvariantCulture);

    private static string Multiple(decimal? multiple) => multiple is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) + "×" : None;

    /// <summary>The word where there is not exactly one rate is the template's.</summary>
    private static string Rate(InternalRate rate) => rate.Value is { } known ? Percent(known) : Files.Words.Of(rate.Roots);
}
