using System.Text.Json.Nodes;
using WelfareFund.Statements;
using static WelfareFund.Documents.Cells;

namespace WelfareFund.Documents;

/// <summary>A provider's remittance advice in words and amounts.</summary>
internal static class ProviderStatementPaper
{
    internal static Paper Of(ProviderStatement statement) => new("provider-statement", Words(statement), new JsonObject
    {
        ["provider"] = statement.Head.ProviderName,
        ["account"] = statement.Head.AccountEnding,
    });

    private static JsonObject Words(ProviderStatement statement)
    {
        var head = statement.Head;
        return new JsonObject
        {
            ["lang"] = "en",
            ["date"] = Day(head.Period.End),
            ["fund"] = head.FundName,
            ["providerId"] = head.Provider.Value,
            ["asOf"] = Long(head.Period.End),
            ["period"] = Period(head.Period),
            ["figures"] = new JsonObject
            {
                ["paid"] = Sum(statement, account => account.Paid),
                ["owed"] = Sum(statement, account => account.Closing.Owed),
                ["heldBack"] = Sum(statement, account => account.Closing.HeldBack),
                ["advance"] = Sum(statement, account => account.Closing.Advance),
            },
            ["payments"] = Keyed(statement.Payments.Where(payment => payment.InstructedOn >= head.Period.Start), payment => payment.Reference, Payment),
            ["earlier"] = Rows(statement.Payments.Where(payment => payment.InstructedOn < head.Period.Start).Select(payment =>
                Row(payment.Reference, payment.Contract, Day(payment.InstructedOn), Day(payment.PaidOn), AmountWithCurrency(payment.Amount)))),
            ["accounts"] = Keyed(statement.Contracts, account => account.Contract, Account),
            ["owed"] = Rows(statement.Owed.Select(owed => Row(
                owed.Payout.Claim.Value, owed.Payout.Worker?.Value ?? None, owed.Payout.Metric, owed.Payout.Released.IsPositive ? "holdback" : owed.Payout.Worker is null ? "advance" : "payout",
                Day(owed.ExpectedOn), AmountWithCurrency(owed.Payout.Paid), owed.WaitsFor))),
            ["waiting"] = Claims(statement, claim => !IsTurnedDown(claim)),
            ["turnedDown"] = Claims(statement, IsTurnedDown),
            ["heldBack"] = Keyed(statement.Contracts.Where(account => account.Closing.HeldBack.IsPositive), account => account.Contract, account => HeldBack(statement, account)),
        };
    }

    /// <summary>What did not happen has no figure: statements that were drawn before it could happen keep theirs.</summary>
    private static JsonObject Payment(ProviderPayment payment)
    {
        var figures = PaymentMade(payment);
        if (payment.ReturnedOn is { } on)
            figures["returnedOn"] = Long(on);
        return figures;
    }

    private static JsonObject PaymentMade(ProviderPayment payment) => new()
    {
        ["contract"] = payment.Contract,
        ["instructedOn"] = Long(payment.InstructedOn),
        ["paidOn"] = payment.PaidOn is { } on ? Long(on) : null,
        ["from"] = payment.BankAccount,
        ["currency"] = payment.Amount.Currency.Code,
        ["amount"] = AmountWithCurrency(payment.Amount),
        ["rows"] = Rows(payment.Claims.Select(claim => Row([claim.Claim.Value, claim.Worker?.Value ?? None, claim.Metric, Day(claim.AchievedOn), .. Amounts(claim)]))),
        ["total"] = Row([.. Amounts(payment.Total)]),
    };

    private static JsonObject Account(ContractAccount account)
    {
        var lines = new JsonObject { ["currency"] = account.Currency.Code, ["opening"] = Balance(account.Opening) };
        foreach (var movement in account.Movements)
            lines[Files.Words.Of(movement.Kind)] = Balance(movement.Change);
        lines["closing"] = Balance(account.Closing);
        return lines;
    }

    private static JsonObject HeldBack(ProviderStatement statement, ContractAccount account) => Table(
        statement.HeldBack.Where(claim => claim.Contract == account.Contract).Select(claim => Row(
            claim.Claim.Value, claim.Worker.Value, claim.Metric, Day(claim.AcceptedOn), claim.ReleasedBy ?? Day(claim.ReleasedOn), Amount(claim.Amount))),
        AmountWithCurrency(account.Closing.HeldBack));

    private static bool IsTurnedDown(OpenClaim claim) => claim.Standing is ClaimStanding.Rejected or ClaimStanding.Refused or ClaimStanding.ClawedBack;

    private static JsonArray Claims(ProviderStatement statement, Func<OpenClaim, bool> which) => Rows(statement.Open.Where(which).Select(claim => Row(
        claim.Claim.Value, claim.Worker.Value, claim.Metric, Day(claim.SubmittedOn), Files.Words.Of(claim.Standing), Day(claim.ExpectedOn), claim.Why)));

    private static JsonArray Balance(ProviderBalance balance) => Row(Amount(balance.Owed), Amount(balance.HeldBack), Amount(balance.Advance), Amount(balance.ToReturn));

    private static IEnumerable<JsonNode> Amounts(ClaimPayout claim) =>
        new[] { claim.Gross, -claim.HeldBack, claim.Released, -claim.Netted, -claim.Recovered, claim.Paid }.Select(money => (JsonNode)Amount(money));

    /// <summary>Of all contracts, each currency for itself.</summary>
    private static string Sum(ProviderStatement statement, Func<ContractAccount, Money> of) => statement.Contracts.Count == 0 ? None : string.Join(" · ",
        statement.Contracts.GroupBy(account => account.Currency).Select(currency => AmountWithCurrency(currency.Aggregate(Money.Zero(currency.Key), (sum, account) => sum + of(account)))));

    private static JsonObject Keyed<T>(IEnumerable<T> items, Func<T, string> key, Func<T, JsonObject> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), (JsonNode?)value(item))));
}
