namespace WelfareFund.Application.Access;

/// <summary>What a use case asks of whoever runs it.</summary>
public enum Right
{
    /// <summary>To know that the fund exists.</summary>
    SeeFund,

    /// <summary>All lines of the books and all facts, but nothing personal.</summary>
    ReadBooks,
    ReadPersonalData,
    ImportFacts,
    Propose,
    Decide,
    ManageUsers,

    /// <summary>What an investor put in and got back: their own, and no other's.</summary>
    SeeOwnCapital,

    /// <summary>A provider's own claims, payouts and contracts.</summary>
    SeeOwnContracts,

    /// <summary>A worker's own contributions, pay and job.</summary>
    SeeOwnContributions,

    /// <summary>Sums over at least ten people, and nothing of any one.</summary>
    ReadAggregates,
}

public static class Rights
{
    public static IReadOnlySet<Right> Of(Role role) => ByRole[role];

    /// <summary>Whether a role stands for an account of the fund's, and sees nothing but that one.</summary>
    public static bool IsOwn(Role role) => role is Role.Investor or Role.Provider or Role.Worker;

    private static readonly Dictionary<Role, IReadOnlySet<Right>> ByRole = new()
    {
        [Role.Administrator] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.ReadPersonalData, Right.ImportFacts, Right.Propose, Right.ReadAggregates },
        [Role.Approver] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.Decide, Right.ReadAggregates },
        [Role.Auditor] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.ReadPersonalData, Right.ReadAggregates },
        [Role.Investor] = new HashSet<Right> { Right.SeeFund, Right.SeeOwnCapital },
        [Role.Provider] = new HashSet<Right> { Right.SeeFund, Right.SeeOwnContracts },
        [Role.Worker] = new HashSet<Right> { Right.SeeFund, Right.SeeOwnContributions },
        [Role.GovernmentObserver] = new HashSet<Right> { Right.SeeFund, Right.ReadAggregates },
        [Role.SystemAdministrator] = new HashSet<Right> { Right.ManageUsers },
    };
}
