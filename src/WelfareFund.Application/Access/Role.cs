namespace WelfareFund.Application.Access;

/// <summary>What a person is in a fund.</summary>
public enum Role
{
    /// <summary>Runs the fund.</summary>
    Administrator,

    /// <summary>Decides what others proposed.</summary>
    Approver,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
    Investor,
    Provider,
    Worker,

    /// <summary>Aggregates, no personal data.</summary>
    GovernmentObserver,

    /// <summary>Users and keys, no money.</summary>
    SystemAdministrator,
}
