namespace WelfareFund.Files;

/// <summary>What is personal about an investor, a provider, an employer or a worker. It is kept apart from facts and books, and can be erased.</summary>
public sealed record PersonalDetails
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    public int? BirthYear { get; init; }

    /// <summary>Without spaces.</summary>
    public string? Iban { get; init; }
    public string? Bic { get; init; }

    /// <summary>The number of an account that has no IBAN, as the bank writes it.</summary>
    public string? Account { get; init; }

    /// <summary>Where the money goes, without whose it is.</summary>
    public PersonalDetails BankDetails => new() { Iban = Iban, Bic = Bic, Account = Account };

    /// <summary>The same person with other bank details.</summary>
    public PersonalDetails With(PersonalDetails bankDetails)
    {
        ArgumentNullException.ThrowIfNull(bankDetails);
        return this with { Iban = bankDetails.Iban, Bic = bankDetails.Bic, Account = bankDetails.Account };
    }

    public bool IsEmpty => this == Nothing;

    /// <summary>The column in which the two differ; null when they are the same.</summary>
    public string? FirstDifference(PersonalDetails other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name != other.Name ? "name" : Email != other.Email ? "email" : BirthYear != other.BirthYear ? "birth_year" : Iban != other.Iban ? "iban" : Bic != other.Bic ? "bic"
            : Account != other.Account ? "account" : null;
    }

    private static readonly PersonalDetails Nothing = new();
}
