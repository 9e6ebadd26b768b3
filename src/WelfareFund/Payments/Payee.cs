using WelfareFund.People;

namespace WelfareFund.Payments;

/// <summary>Whom a fund pays besides its providers and investors, whose own files say where their money goes.</summary>
public enum PayeeKind
{
    /// <summary>A worker gets a refund, or savings back; the account may be an heir's.</summary>
    Worker,
    Administration,
    Oversight,

    /// <summary>Who has a share of a distribution and holds no capital.</summary>
    Recipient,
}

/// <summary>Somebody whom a fund pays. The account holder's name and the bank details are kept apart.</summary>
public sealed record Payee : Fact
{
    /// <summary>Who runs the fund, as a payee.</summary>
    public const string Administrator = "administrator";

    public required PayeeKind Kind { get; init; }

    /// <summary>As the terms or the workers' file name it; <c>administrator</c> for the running costs.</summary>
    public required string Id { get; init; }

    /// <summary>ISO 3166-1 alpha-2: where the account holder lives or has its seat.</summary>
    public required string Country { get; init; }
}
