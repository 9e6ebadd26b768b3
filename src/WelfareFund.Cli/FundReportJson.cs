using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>A fund report's figures for scripts: amounts in major units as text, in base currency where no other is named.</summary>
internal static class FundReportJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(FundReport report)
    {
        var head = report.Head;
        return new JsonObject
        {
            ["fund"] = head.FundId,
            ["name"] = head.FundName,
            ["currency"] = head.Currency.Code,
            ["from"] = LocalDatePattern.Iso.Format(head.Period.Start),
            ["as_of"] = LocalDatePattern.Iso.Format(head.AsOf),
            ["known_at"] = head.KnownAt,
            ["quarters"] = List(report.Quarters, quarter => new()
            {
                ["from"] = LocalDatePattern.Iso.Format(quarter.Period.Start),
                ["through"] = LocalDatePattern.Iso.Format(quarter.Period.End),
                ["paid_in"] = Text(quarter.PaidIn),
                ["contributions"] = Text(quarter.Contributions),
                ["outcomes"] = Text(quarter.Outcomes),
                ["net_result"] = Text(quarter.NetResult),
                ["bank"] = Text(quarter.Bank),
                ["net_assets"] = Text(quarter.NetAssets),
            }),
            ["capital"] = new JsonObject
            {
                ["tranches"] = List(report.Capital.Tranches, Tranche),
                ["total"] = Tranche(report.Capital.Total),
                ["unspent_grants"] = Text(report.Capital.UnspentGrants),
                ["manager_claim"] = Text(report.Capital.ManagerClaim),
                ["recycled_surplus"] = Text(report.Capital.RecycledSurplus),
                ["net_assets"] = Text(report.Capital.NetAssets),
            },
            ["liquidity"] = new JsonObject
            {
                ["banks"] = List(report.Liquidity.Banks, bank => new() { ["bank_account"] = bank.Name, ["amount"] = Text(bank.Amount), ["currency"] = bank.Amount.Currency.Code, ["in_base"] = Text(bank.InBase) }),
                ["bank"] = Text(report.Liquidity.BankInBase),
                ["bound"] = List(report.Liquidity.Bound, bound => new() { ["name"] = bound.Name, ["amount"] = Text(bound.Amount) }),
                ["reserve"] = Text(report.Liquidity.Reserve),
                ["reserve_why"] = report.Liquidity.ReserveWhy,
                ["beyond_why"] = report.Liquidity.BeyondWhy,
                ["left"] = Text(report.Liquidity.Left),
            },
            ["outcomes"] = List(report.Outcomes, Outcome),
            ["outcome_total"] = Outcome(report.OutcomeTotal),
            ["contributions"] = List(report.Contributions, row => new()
            {
                ["currency"] = row.Opening.Currency.Code,
                ["opening"] = Text(row.Opening),
                ["due"] = Text(row.Due),
                ["paid"] = Text(row.Paid),
                ["written_off"] = Text(row.WrittenOff),
                ["closing"] = Text(row.Closing),
                ["due_since_inception"] = Text(row.DueSinceInception),
                ["paid_since_inception"] = Text(row.PaidSinceInception),
            }),
            ["protection"] = List(report.Protection, cohort => new()
            {
                ["corridor"] = cohort.Corridor,
                ["workers"] = cohort.Workers,
                ["recruitment_cost_months"] = Text(cohort.RecruitmentCostMonths),
                ["share_contributed"] = Text(cohort.ShareContributed),
                ["take_home"] = cohort.TakeHome?.ToAmountString(),
                ["income_gain"] = cohort.IncomeGain?.ToAmountString(),
            }),
            ["income"] = new JsonObject
            {
                ["income"] = List(report.Income.Income, row => Columns(row.Amounts, row.Name)),
                ["expenses"] = List(report.Income.Expenses, row => Columns(row.Amounts, row.Name)),
                ["exchange_result"] = Columns(report.Income.ExchangeResult),
                ["net_result"] = Columns(report.Income.NetResult),
            },
            ["balance_sheet"] = new JsonObject
            {
                ["assets"] = List(report.Balance.Assets, Row),
                ["liabilities"] = List(report.Balance.Liabilities, Row),
                ["equity"] = List(report.Balance.Equity, Row),
                ["net_assets"] = Row(report.Balance.NetAssets),
            },
            ["notes"] = new JsonArray([.. report.Notes.Select(note => (JsonNode)note)]),
            ["seal"] = report.Seal is { } seal
                ? new JsonObject { ["period"] = YearMonthPattern.Iso.Format(seal.Period), ["size"] = seal.LogSize, ["root"] = seal.Root.ToString(), ["key"] = seal.KeyFingerprint.ToString() }
                : null,
        }.ToJsonString(Options);
    }

    private static JsonObject Tranche(TrancheCapital tranche) => new()
    {
        ["tranche"] = tranche.Commitment.Tranche,
        ["committed"] = Text(tranche.Commitment.Committed),
        ["called"] = Text(tranche.Commitment.Called),
        ["paid_in"] = Text(tranche.Commitment.PaidIn),
        ["unfunded"] = Text(tranche.Commitment.Unfunded),
        ["distributed"] = Text(tranche.Distributed),
        ["capital_account"] = Text(tranche.Account),
    };

    private static JsonObject Outcome(OutcomeRow row) => new()
    {
        ["metric"] = row.Metric,
        ["corridor"] = row.Corridor,
        ["provider"] = row.Provider,
        ["quarter_accepted"] = row.QuarterAccepted,
        ["quarter_amount"] = Text(row.QuarterAmount),
        ["accepted"] = row.Accepted,
        ["amount"] = Text(row.Amount),
        ["waiting"] = row.Waiting,
        ["rejected"] = row.Rejected,
    };

    private static JsonObject Columns(ColumnAmounts amounts, string? name = null)
    {
        var columns = new JsonObject { ["quarter"] = Text(amounts.Quarter), ["year_to_date"] = Text(amounts.YearToDate), ["since_inception"] = Text(amounts.SinceInception) };
        if (name is not null)
            columns.Insert(0, "name", name);
        return columns;
    }

    private static JsonObject Row(BalanceRow row) => new() { ["name"] = row.Name, ["before"] = Text(row.Before), ["now"] = Text(row.Now) };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> of) => new([.. items.Select(of)]);

    private static string Text(Money money) => money.ToAmountString();

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
