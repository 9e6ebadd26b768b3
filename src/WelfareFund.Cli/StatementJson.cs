using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Capital;
using WelfareFund.Files;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>A statement's figures for scripts: amounts in major units as text, all in the statement's currency.</summary>
internal static class StatementJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(InvestorStatement statement)
    {
        var (head, roll, result) = (statement.Head, statement.RollForward, statement.RollForward.NetResult);
        return new JsonObject
        {
            ["fund"] = head.FundId,
            ["investor"] = head.Investor.Value,
            ["name"] = head.InvestorName,
            ["currency"] = head.Currency.Code,
            ["from"] = LocalDatePattern.Iso.Format(head.Period.Start),
            ["as_of"] = LocalDatePattern.Iso.Format(head.AsOf),
            ["known_at"] = head.KnownAt,
            ["commitments"] = new JsonArray([.. statement.Commitments.Select(Commitment)]),
            ["commitment_total"] = Commitment(statement.CommitmentTotal),
            ["roll_forward"] = new JsonObject
            {
                ["opening"] = Columns(roll.Opening),
                ["paid_in"] = Columns(roll.PaidIn),
                ["distributions"] = Columns(roll.Distributions),
                ["contribution_income"] = Columns(result.ContributionIncome),
                ["grant_income"] = Columns(result.GrantIncome),
                ["outcome_payments"] = Columns(result.OutcomePayments),
                ["administration_and_oversight"] = Columns(result.AdministrationAndOversight),
                ["exchange_result"] = Columns(result.ExchangeResult),
                ["losses"] = Columns(result.Losses),
                ["other"] = Columns(result.Other),
                ["net_result"] = Columns(result.Total),
                ["closing"] = roll.Closing.ToAmountString(),
            },
            ["performance"] = new JsonArray([.. statement.Performance.AtYearEnds.Zip(statement.Performance.Years, Performance)]),
            ["outcomes"] = new JsonArray([.. statement.Outcomes.Select(Outcome)]),
            ["outcome_total"] = Outcome(statement.OutcomeTotal),
            ["transactions"] = new JsonArray([.. statement.Transactions.Select(line => Line(line))]),
            ["prior_period_adjustments"] = new JsonArray([.. statement.Adjustments.Select(adjustment =>
            {
                var line = Line(adjustment.Line);
                line["concerns"] = LocalDatePattern.Iso.Format(adjustment.Concerns);
                return line;
            })]),
            ["notes"] = new JsonArray([.. statement.Notes.Select(note => (JsonNode)note)]),
            ["seal"] = statement.Seal is { } seal
                ? new JsonObject { ["period"] = YearMonthPattern.Iso.Format(seal.Period), ["size"] = seal.LogSize, ["root"] = seal.Root.ToString(), ["key"] = seal.KeyFingerprint.ToString() }
                : null,
        }.ToJsonString(Options);
    }

    private static JsonObject Commitment(TrancheCommitment commitment) => new()
    {
        ["tranche"] = commitment.Tranche,
        ["committed"] = commitment.Committed.ToAmountString(),
        ["called"] = commitment.Called.ToAmountString(),
        ["paid_in"] = commitment.PaidIn.ToAmountString(),
        ["unfunded"] = commitment.Unfunded.ToAmountString(),
        ["recallable"] = commitment.Recallable.ToAmountString(),
    };

    /// <summary>A multiple or rate that does not exist is null; <c>roots</c> tells why a rate does not.</summary>
    private static JsonObject Performance(Returns returns, PeriodReturn year) => new()
    {
        ["at"] = LocalDatePattern.Iso.Format(year.Last),
        ["committed"] = returns.Committed.ToAmountString(),
        ["paid_in"] = returns.PaidIn.ToAmountString(),
        ["distributed"] = returns.Distributed.ToAmountString(),
        ["capital_account"] = returns.Account.ToAmountString(),
        ["pic"] = Number(returns.Pic),
        ["dpi"] = Number(returns.Dpi),
        ["rvpi"] = Number(returns.Rvpi),
        ["tvpi"] = Number(returns.Tvpi),
        ["irr"] = Number(returns.Irr.Value),
        ["roots"] = Words.Of(returns.Irr.Roots),
        ["year_irr"] = Number(year.Irr.Value),
        ["year_roots"] = Words.Of(year.Irr.Roots),
    };

    private static JsonObject Outcome(OutcomesFunded row) => new()
    {
        ["metric"] = row.Metric,
        ["quarter_count"] = Number(row.QuarterCount),
        ["quarter_amount"] = row.QuarterAmount.ToAmountString(),
        ["count"] = Number(row.Count),
        ["amount"] = row.Amount.ToAmountString(),
    };

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Columns(ColumnAmounts amounts) => new()
    {
        ["quarter"] = amounts.Quarter.ToAmountString(),
        ["year_to_date"] = amounts.YearToDate.ToAmountString(),
        ["since_inception"] = amounts.SinceInception.ToAmountString(),
    };

    private static JsonObject Line(StatementLine line) => new()
    {
        ["effective"] = LocalDatePattern.Iso.Format(line.Effective),
        ["sequence"] = line.LogSequence,
        ["description"] = line.Description,
        ["amount"] = line.Amount.ToAmountString(),
    };
}
