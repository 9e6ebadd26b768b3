using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Files.Kinds;

/// <summary>The files of those the fund deals with: investors, providers, employers, and whom else it pays.</summary>
internal static class Parties
{
    private const string HowToCorrect = "what is known of a party is changed in its own act, with a second person where it is about bank details";

    private static readonly Column<string> InvestorId = Columns.Id("investor_id");
    private static readonly Column<string> ProviderId = Columns.Id("provider_id");
    private static readonly Column<string> EmployerId = Columns.Id("employer_id");
    private static readonly Column<string> Name = Columns.Text("name");
    private static readonly Column<InvestorKind> Kind = Columns.OneOf<InvestorKind>("kind");
    private static readonly Column<string> Country = Columns.Country();
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<string?> Email = BankColumns.Email().OrNull();
    private static readonly Column<string?> Iban = BankColumns.Iban().OrNull();
    private static readonly Column<string?> Bic = BankColumns.Bic().OrNull();
    private static readonly Column<string?> Account = BankColumns.Account().OrNull();
    private static readonly Column<PayeeKind> PaidAs = Columns.OneOf<PayeeKind>("payee_kind");
    private static readonly Column<string> PayeeId = Columns.Id("payee_id");

    internal static readonly FileKind<Investor> Investors = new("investors", InvestorId, investor => investor.Id.Value,
        row => new Investor { Id = new(row.Get(InvestorId)), Kind = row.Get(Kind), Country = row.Get(Country) },
        [InvestorId, Name, Kind, Country, Email, Iban, Account, Bic])
    {
        Personal = row => BankDetails(row) with { Email = row.Get(Email) },
        HowToCorrect = HowToCorrect,
    };

    internal static readonly FileKind<Provider> Providers = new("providers", ProviderId, provider => provider.Id.Value,
        row => new Provider { Id = new(row.Get(ProviderId)), Country = row.Get(Country), Currency = row.Get(Currency) },
        [ProviderId, Name, Country, Currency, Iban, Bic, Account])
    {
        Personal = BankDetails,
        HowToCorrect = HowToCorrect,
    };

    internal static readonly FileKind<Employer> Employers = new("employers", EmployerId, employer => employer.Id.Value,
        row => new Employer { Id = new(row.Get(EmployerId)), Country = row.Get(Country) },
        [EmployerId, Name, Country])
    {
        Personal = row => new() { Name = row.Get(Name) },
        HowToCorrect = HowToCorrect,
    };

    internal static readonly FileKind<Payee> Payees = new("payees", PayeeId, payee => $"{Words.Of(payee.Kind)} {payee.Id}", ReadPayee,
        [PaidAs, PayeeId, Name, Country, Iban, Account, Bic])
    {
        Personal = BankDetails,
        HowToCorrect = HowToCorrect,
    };

    private static Payee ReadPayee(Row row)
    {
        var payee = new Payee { Kind = row.Get(PaidAs), Id = row.Get(PayeeId), Country = row.Get(Country) };
        if (row.Refusals.Count > 0)
            return payee;
        if (payee.Kind is PayeeKind.Worker)
            row.RefersTo(PayeeId.Name, FactKind.Worker, payee.Id);
        else if (IdsOf(payee.Kind, row.Terms) is var known && !known.Contains(payee.Id) && Columns.UnknownTerm(payee.Id, $"paid as {row.Text(PaidAs)} by the terms", known) is var refusal)
            row.Refuse(PayeeId, refusal.Code, refusal.What, refusal.Remedy!);
        return payee;
    }

    private static IReadOnlyList<string> IdsOf(PayeeKind kind, FundTerms terms) => kind switch
    {
        PayeeKind.Administration => [Payee.Administrator],
        PayeeKind.Oversight => [.. terms.Oversight.Select(oversight => oversight.Payee)],
        _ => [CapitalTerms.Manager, .. terms.Capital.WindUp is { } windUp ? [windUp.To] : Array.Empty<string>()],
    };

    /// <summary>An account is an IBAN, or a number at a bank that is named.</summary>
    private static PersonalDetails BankDetails(Row row)
    {
        var details = new PersonalDetails { Name = row.Get(Name), Iban = row.Get(Iban), Account = row.Get(Account), Bic = row.Get(Bic) };
        if (details is { Iban: not null, Account: not null })
            row.Refuse(Account, "two-accounts", "an IBAN and an account number both stand here", "keep the IBAN");
        else if (details is { Account: not null, Bic: null } && row.IsEmpty(Bic))
            row.Refuse(Bic, "empty", "an account number without an IBAN does not say at which bank it is", "write the bank's BIC");
        return details;
    }
}
