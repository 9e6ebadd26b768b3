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
}

public static class Rights
{
    public static IReadOnlySet<Right> Of(Role role) => ByRole[role];

    private static readonly Dictionary<Role, IReadOnlySet<Right>> ByRole = new()
    {
        [Role.Administrator] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.ReadPersonalData, Right.ImportFacts, Right.Propose },
        [Role.Approver] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.Decide },
        [Role.Auditor] = new HashSet<Right> { Right.SeeFund, Right.ReadBooks, Right.ReadPersonalData },
        [Role.Investor] = new HashSet<Right> { Right.SeeFund },
        [Role.Provider] = new HashSet<Right> { Right.SeeFund },
        [Role.Worker] = new HashSet<Right> { Right.SeeFund },
        [Role.GovernmentObserver] = new HashSet<Right> { Right.SeeFund },
        [Role.SystemAdministrator] = new HashSet<Right> { Right.ManageUsers },
    };
}
