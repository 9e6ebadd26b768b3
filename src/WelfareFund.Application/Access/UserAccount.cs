namespace WelfareFund.Application.Access;

/// <summary>A user as the framework's sign-in knows one. <see cref="UserAccounts"/> keeps it.</summary>
public sealed class UserAccount
{
    public required int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>A made-up person: proves nothing but a password, and acts on sample funds alone.</summary>
    public required bool IsSample { get; init; }
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";
    public int Failed { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public bool SecondFactor { get; set; }
    public string? AuthenticatorKey { get; set; }

    /// <summary>Hashes of the codes that are left.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    /// <summary>The stamp it was read with: two changes at once do not both count.</summary>
    internal string? ReadWith { get; set; }
}
