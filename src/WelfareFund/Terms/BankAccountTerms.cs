namespace WelfareFund.Terms;

[Means("One of the fund's bank accounts.")]
public sealed record BankAccountTerms
{
    [Means("The account's id in files and reports."), Id]
    public required string Id { get; init; }

    [Means("The one currency it is kept in.")]
    public required Currency Currency { get; init; }

    [Means("Its IBAN, without spaces."), Pattern("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", "an IBAN is two letters, two digits and 11 to 30 letters or digits, without spaces")]
    public string? Iban { get; init; }
}
