namespace WelfareFund.Contributions;

/// <summary>Why nothing is due for a month. <see cref="None"/> where something is.</summary>
public enum ContributionReason
{
    None,

    /// <summary>The month ended before the worker consented.</summary>
    NoConsent,

    /// <summary>Home for good, death, permanent disability or withdrawal: the month began after it.</summary>
    Ended,

    /// <summary>The most payments were made, or the cap leaves nothing that rounds to a unit.</summary>
    Completed,
    WindowOver,
    Grace,
    NotAbroad,
    Paused,

    /// <summary>There was pay, but none of it counts: low job quality, or an employer that broke the contract.</summary>
    Tier,

    /// <summary>Also a month without any pay.</summary>
    BelowFloor,

    /// <summary>A report is expected and none is there: nothing is invented.</summary>
    MissingReport,

    /// <summary>Other obligations already take the most that may be taken of pay.</summary>
    ShareLimit,

    /// <summary>What would be due rounds to nothing.</summary>
    TooSmall,

    /// <summary>Pay in a currency without a rate for the month's last day; the month waits for one.</summary>
    NoRate,
}

public static class ContributionReasonCode
{
    /// <summary>The stable code for files and scripts; empty where something is due.</summary>
    public static string Code(this ContributionReason reason) => reason switch
    {
        ContributionReason.None => "",
        ContributionReason.NoConsent => "no-consent",
        ContributionReason.Ended => "ended",
        ContributionReason.Completed => "completed",
        ContributionReason.WindowOver => "window-over",
        ContributionReason.Grace => "grace",
        ContributionReason.NotAbroad => "not-abroad",
        ContributionReason.Paused => "paused",
        ContributionReason.Tier => "tier",
        ContributionReason.BelowFloor => "below-floor",
        ContributionReason.MissingReport => "wage-report-missing",
        ContributionReason.ShareLimit => "share-limit",
        ContributionReason.TooSmall => "too-small",
        ContributionReason.NoRate => "no-rate",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No such reason."),
    };
}
