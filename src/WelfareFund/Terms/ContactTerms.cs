namespace WelfareFund.Terms;

[Means("How people reach the fund, as their statements print it.")]
public sealed record ContactTerms
{
    [Means("Whom workers ask, on one line: telephone, e-mail, languages.")]
    public string? Questions { get; init; }

    [Means("Where workers complain, on one line; somebody other than who runs the fund is best.")]
    public string? Complaints { get; init; }
}
