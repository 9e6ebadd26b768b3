using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Files;
using WelfareFund.Statements;

namespace WelfareFund.Cli;

/// <summary>A remittance advice's figures for scripts: amounts in major units as text, each contract's in its own currency.</summary>
internal static class ProviderStatementJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(ProviderStatement statement) => new JsonObject
    {
        ["fund"] = statement.Head.FundId,
        ["provider"] = statement.Head.Provider.Value,
        ["name"] = statement.Head.ProviderName,
        ["account_ending"] = statement.Head.AccountEnding,
        ["from"] = Date(statement.Head.Period.Start),
        ["as_of"] = Date(statement.Head.Period.End),
        ["known_at"] = statement.Head.KnownAt,
        ["contracts"] = List(statement.Contracts, account => new JsonObject
        {
            ["contract"] = account.Contract,
            ["currency"] = account.Currency.Code,
            ["opening"] = Balance(account.Opening),
            ["movements"] = List(account.Movements, movement =>
            {
                var change = Balance(movement.Change);
                change.Insert(0, "kind", Words.Of(movement.Kind));
                return change;
            }),
            ["closing"] = Balance(account.Closing),
        }),
        ["payments"] = List(statement.Payments, payment => new JsonObject
        {
            ["reference"] = payment.Reference,
            ["contract"] = payment.Contract,
            ["bank_account"] = payment.BankAccount,
            ["instructed_on"] = Date(payment.InstructedOn),
            ["paid_on"] = Date(payment.PaidOn),
            ["returned_on"] = Date(payment.ReturnedOn),
            ["amount"] = payment.Amount.ToAmountString(),
            ["currency"] = payment.Amount.Currency.Code,
            ["claims"] = List(payment.Claims, Payout),
        }),
        ["owed"] = List(statement.Owed, owed =>
        {
            var payout = Payout(owed.Payout);
            (payout["contract"], payout["expected_on"], payout["waits_for"]) = (owed.Payout.Contract, Date(owed.ExpectedOn), owed.WaitsFor);
            return payout;
        }),
        ["held_back"] = List(statement.HeldBack, claim => new JsonObject
        {
            ["claim"] = claim.Claim.Value,
            ["worker"] = claim.Worker.Value,
            ["contract"] = claim.Contract,
            ["metric"] = claim.Metric,
            ["accepted_on"] = Date(claim.AcceptedOn),
            ["amount"] = claim.Amount.ToAmountString(),
            ["released_by"] = claim.ReleasedBy,
            ["released_on"] = Date(claim.ReleasedOn),
        }),
        ["open"] = List(statement.Open, claim => new JsonObject
        {
            ["claim"] = claim.Claim.Value,
            ["worker"] = claim.Worker.Value,
            ["contract"] = claim.Contract,
            ["metric"] = claim.Metric,
            ["submitted_on"] = Date(claim.SubmittedOn),
            ["state"] = Words.Of(claim.Standing),
            ["expected_on"] = Date(claim.ExpectedOn),
            ["why"] = claim.Why,
        }),
    }.ToJsonString(Options);

    private static JsonObject Payout(ClaimPayout claim) => new()
    {
        ["claim"] = claim.Claim.Value,
        ["worker"] = claim.Worker?.Value,
        ["metric"] = claim.Metric,
        ["achieved_on"] = Date(claim.AchievedOn),
        ["gross"] = claim.Gross.ToAmountString(),
        ["held_back"] = claim.HeldBack.ToAmountString(),
        ["released"] = claim.Released.ToAmountString(),
        ["clawback_netted"] = claim.Netted.ToAmountString(),
        ["advance_recovered"] = claim.Recovered.ToAmountString(),
        ["paid"] = claim.Paid.ToAmountString(),
    };

    private static JsonObject Balance(ProviderBalance balance) => new()
    {
        ["owed"] = balance.Owed.ToAmountString(),
        ["held_back"] = balance.HeldBack.ToAmountString(),
        ["advance"] = balance.Advance.ToAmountString(),
        ["to_return"] = balance.ToReturn.ToAmountString(),
    };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> of) => new([.. items.Select(item => (JsonNode)of(item))]);

    private static string? Date(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;
}
