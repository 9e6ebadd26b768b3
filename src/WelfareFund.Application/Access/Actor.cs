namespace WelfareFund.Application.Access;

/// <summary>Through what an act came in.</summary>
public enum Channel
{
    Cli,
    Web,
    Job,
    Api,
}

/// <summary>Whoever runs a use case.</summary>
/// <param name="Number">The user's number; on entries, approvals and the audit trail.</param>
/// <param name="IsSample">A made-up person, whose rights are on sample funds.</param>
/// <param name="OsUser">The operating system's user behind the command line.</param>
/// <param name="Roles">By the fund's number; under <see cref="Installation"/> those that hold in every fund.</param>
public sealed record Actor(int Number, string Name, bool IsSample, Channel Channel, string? OsUser, IReadOnlyDictionary<int, IReadOnlySet<Role>> Roles)
{
    /// <summary>Stands for the whole installation where a fund's number would stand.</summary>
    public const int Installation = 0;

    /// <summary>Whoever sets up an empty database: may add users, and only while there are none.</summary>
    public static Actor Installer(Channel channel, string? osUser) =>
        new(0, "installer", false, channel, osUser, new Dictionary<int, IReadOnlySet<Role>> { [Installation] = new HashSet<Role> { Role.SystemAdministrator } });

    /// <summary>Whoever has not signed in: nothing exists for them.</summary>
    public static Actor Nobody { get; } = new(0, "", false, Channel.Web, null, new Dictionary<int, IReadOnlySet<Role>>());

    /// <summary>The accounts that a role of theirs stands for.</summary>
    public IReadOnlyList<OwnAccount> Accounts { get; init; } = [];

    public bool IsNobody => Name.Length == 0;

    /// <summary>Whether any of the roles lets them propose or decide what moves money.</summary>
    public bool MovesMoney => Roles.Values.Any(roles => roles.Any(role => Rights.Of(role).Overlaps([Right.Propose, Right.Decide])));

    public bool May(Right right, int fund) => Holds(right, fund) || Holds(right, Installation);

    /// <summary>The ids of the investors, providers or workers of a fund that they are, in their order.</summary>
    public IEnumerable<string> OwnAccounts(int fund, Role role) => Accounts.Where(own => own.Fund == fund && own.Role == role).Select(own => own.Account).Order(StringComparer.Ordinal);

    private bool Holds(Right right, int fund) => Roles.TryGetValue(fund, out var roles) && roles.Any(role => Rights.Of(role).Contains(right));
}

/// <summary>One of a fund's investors, providers or workers, whose own account somebody may see.</summary>
public readonly record struct OwnAccount(int Fund, Role Role, string Account);
