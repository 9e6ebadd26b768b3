namespace WelfareFund.Application;

/// <summary>What somebody may do in one fund.</summary>
public enum Role
{
    /// <summary>Runs the fund.</summary>
    Administrator,

    /// <summary>The second person.</summary>
    Approver,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
    Investor,
    Provider,
    Worker,

    /// <summary>Aggregates, no personal data.</summary>
    Observer,

    /// <summary>Users and keys, no money.</summary>
    SystemAdministrator,
}

/// <summary>By which way an act came in.</summary>
public enum Channel
{
    Cli,
    Web,
    Job,
}

/// <summary>Who acts. Every use case takes one and says which roles it needs.</summary>
/// <param name="Number">What entries and audit name.</param>
/// <param name="Sample">One of the sample people: at home in every sample fund, a stranger in every real one.</param>
/// <param name="OsUser">The operating system's user, on the command line.</param>
/// <param name="Roles">By fund number; for sample people empty.</param>
public sealed record Actor(int Number, string Name, bool Sample, Channel Channel, string? OsUser, IReadOnlyDictionary<int, IReadOnlySet<Role>> Roles)
{
    /// <summary>Plays the administrator on sample funds.</summary>
    public const string SampleAdministrator = "sample-administrator";

    /// <summary>Plays the second person on sample funds.</summary>
    public const string SampleApprover = "sample-approver";

    private static readonly Role[] Reading = [Role.Administrator, Role.Approver, Role.Auditor];

    /// <summary>May see all of a fund's books.</summary>
    public bool MayRead(int fund, bool sampleFund) => Reading.Any(role => Has(role, fund, sampleFund));

    public bool Has(Role role, int fund, bool sampleFund) => Sample
        ? sampleFund && role == (Name == SampleApprover ? Role.Approver : Role.Administrator)
        : Roles.TryGetValue(fund, out var roles) && roles.Contains(role);
}
