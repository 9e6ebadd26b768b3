using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

/// <summary>Commitments and calls of capital, both in base currency.</summary>
internal static class CapitalFiles
{
    private static readonly Column<string> CommitmentId = Columns.Id("commitment_id");
    private static readonly Column<InvestorId> Investor = Columns.FactId("investor_id", FactKind.Investor, id => new InvestorId(id));
    private static readonly Column<string> Tranche = Columns.TermId("tranche", "a tranche", terms => terms.Capital.Tranches.Select(tranche => tranche.Id));
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> Amount = Columns.Amount("amount", Currency, Sign.Positive);
    private static readonly Column<LocalDate> SignedOn = Columns.Date("signed_on");

    private static readonly Column<string> CallId = Columns.Id("call_id");
    private static readonly Column<LocalDate> CalledOn = Columns.Date("called_on");
    private static readonly Column<LocalDate> DueOn = Columns.Date("due_on");
    private static readonly Column<Money> CalledAmount = new("amount", true, (row, text) =>
        MoneyText.TryParse(text, row.Terms.BaseCurrency, out var money, out var refusal)
            ? money.IsPositive ? money : new Refusals.Refusal("not-positive", "", $"{Excerpt.Of(text)} is not above zero", "write a positive amount")
            : refusal);
    private static readonly Column<string> Purpose = Columns.Text("purpose");

    internal static readonly FileKind<Commitment> Commitments = new("commitments", CommitmentId, commitment => commitment.Id, ReadCommitment,
        [CommitmentId, Investor, Tranche, Amount, Currency, SignedOn]);

    internal static readonly FileKind<CapitalCall> Calls = new("capital-calls", CallId, call => call.Id, ReadCall, [CallId, CalledOn, DueOn, CalledAmount, Purpose]);

    private static Commitment ReadCommitment(Row row)
    {
        var currency = row.Get(Currency);
        if (currency is not null && currency != row.Terms.BaseCurrency)
            row.Refuse(Currency, "wrong-currency", $"the fund's base currency is {row.Terms.BaseCurrency}, not {currency}", "commitments are in base currency");
        return new()
        {
            Id = row.Get(CommitmentId),
            Investor = row.Get(Investor),
            Tranche = row.Get(Tranche),
            Amount = row.Get(Amount),
            SignedOn = row.Get(SignedOn),
        };
    }

    private static CapitalCall ReadCall(Row row)
    {
        var call = new CapitalCall
        {
            Id = row.Get(CallId),
            CalledOn = row.Get(CalledOn),
            DueOn = row.Get(DueOn),
            Amount = row.Get(CalledAmount),
            Purpose = row.Get(Purpose),
        };
        if (call.DueOn != default && call.DueOn < call.CalledOn)
            row.Refuse(DueOn, "wrong-order", $"{call.DueOn:uuuu-MM-dd} is before the call of {call.CalledOn:uuuu-MM-dd}", "capital is due after it is called");
        return call;
    }
}
