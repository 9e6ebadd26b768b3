using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

/// <summary>The files of those the fund deals with: investors, providers, employers.</summary>
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

    internal static readonly FileKind<Investor> Investors = new("investors", InvestorId, investor => investor.Id.Value,
        row => new Investor { Id = new(row.Get(InvestorId)), Kind = row.Get(Kind), Country = row.Get(Country) },
        [InvestorId, Name, Kind, Country, Email, Iban])
    {
        Personal = row => new() { Name = row.Get(Name), Email = row.Get(Email), Iban = row.Get(Iban) },
        HowToCorrect = HowToCorrect,
    };

    internal static readonly FileKind<Provider> Providers = new("providers", ProviderId, provider => provider.Id.Value,
        row => new Provider { Id = new(row.Get(ProviderId)), Country = row.Get(Country), Currency = row.Get(Currency) },
        [ProviderId, Name, Country, Currency, Iban, Bic])
    {
        Personal = row => new() { Name = row.Get(Name), Iban = row.Get(Iban), Bic = row.Get(Bic) },
        HowToCorrect = HowToCorrect,
    };

    internal static readonly FileKind<Employer> Employers = new("employers", EmployerId, employer => employer.Id.Value,
        row => new Employer { Id = new(row.Get(EmployerId)), Country = row.Get(Country) },
        [EmployerId, Name, Country])
    {
        Personal = row => new() { Name = row.Get(Name) },
        HowToCorrect = HowToCorrect,
    };
}
