namespace WelfareFund.Settlement;

/// <summary>How far a run is. The order is the order of work; only a month's settlement is ever sealed.</summary>
public enum RunState
{
    Calculated = 1,
    Approved = 2,
    Posted = 3,
    Paid = 4,
    Sealed = 5,

    /// <summary>Another calculation of the same month took its place before it was approved.</summary>
    Superseded = 9,
}
