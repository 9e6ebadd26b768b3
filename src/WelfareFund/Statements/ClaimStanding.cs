namespace WelfareFund.Statements;

/// <summary>How far a claim is.</summary>
public enum ClaimStanding
{
    Submitted,

    /// <summary>Sent back by the verifier for evidence.</summary>
    Returned,

    /// <summary>Accepted by the verifier; no settlement was posted since.</summary>
    Verified,
    Held,
    Rejected,

    /// <summary>Accepted by the verifier, and by the contract nothing is due.</summary>
    Refused,

    /// <summary>Owed to the provider and not yet instructed.</summary>
    Approved,

    /// <summary>The bank was told to pay.</summary>
    Scheduled,
    Paid,
    ClawedBack,
}
