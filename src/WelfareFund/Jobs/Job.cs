namespace WelfareFund.Jobs;

/// <summary>Work of a fund that begins by itself. In the order in which one ring does what is due: what came in first, then what is made of it.</summary>
public enum Job
{
    /// <summary>Takes in exchange rates from the watched folder.</summary>
    Rates,

    /// <summary>Takes in the bank's files from the watched folder.</summary>
    BankFiles,

    /// <summary>Brings the oldest month that is not sealed as far as nobody has to decide.</summary>
    Settlement,

    /// <summary>Lists the pay that nobody reported yet.</summary>
    WageReports,

    /// <summary>Issues the investors' statements of a sealed quarter.</summary>
    Statements,

    /// <summary>Replays the books.</summary>
    Verify,

    /// <summary>Lists what ends soon.</summary>
    Expiry,
}

/// <summary>How an attempt at a job ended.</summary>
public enum JobResult
{
    /// <summary>Under way, or its node died: its lease tells.</summary>
    Running,

    /// <summary>Waits for somebody; every ring looks again.</summary>
    Waiting,

    /// <summary>It broke off and is tried again.</summary>
    Failed,

    Done,

    /// <summary>Done, and it found what must not be.</summary>
    Alarm,
}
