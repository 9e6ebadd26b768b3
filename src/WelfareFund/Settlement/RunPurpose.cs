namespace WelfareFund.Settlement;

/// <summary>What a run of lines is for. A month has one settlement; whatever else is run belongs to the open month and does not occupy it.</summary>
public enum RunPurpose
{
    Settlement = 1,
    CapitalCall = 2,
    Distribution = 3,
    CapitalTransfer = 4,

    /// <summary>Of a receipt that named nothing.</summary>
    Allocation = 5,

    /// <summary>That were told after the month was settled, and before it is sealed.</summary>
    BankLines = 6,

    /// <summary>Between income and expense.</summary>
    ManualEntry = 7,
}
