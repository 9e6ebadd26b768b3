namespace WelfareFund.Terms;

[Means("Exchange rates.")]
public sealed record FxTerms
{
    [Means("The source of the rates as rate files name it: ecb for the European Central Bank's reference rates, or the fund's own table."), Id]
    public string Source { get; init; } = "ecb";

    [Means("How many days old the newest rate may be before a line that needs it is held."), Limits(AtLeast = 0, AtMost = 366)]
    public int MaxAgeDays { get; init; } = 5;
}
