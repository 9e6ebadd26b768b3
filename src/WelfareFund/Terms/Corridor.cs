namespace WelfareFund.Terms;

[Means("A sending country, a receiving country and a sector.")]
public sealed record Corridor
{
    private const string Country = "^[A-Z]{2}$";
    private const string CountryRemedy = "a country is the two capital letters of ISO 3166, such as PH";

    [Means("The corridor's id in files and reports."), Id]
    public required string Id { get; init; }

    [Means("The sending country."), Pattern(Country, CountryRemedy)]
    public required string From { get; init; }

    [Means("The receiving country."), Pattern(Country, CountryRemedy)]
    public required string To { get; init; }

    [Means("The sector of the jobs.")]
    public required string Sector { get; init; }

    [Means("The lowest monthly wage that is lawful or agreed for these jobs.")]
    public WageTerms? MinimumMonthlyWage { get; init; }
}

[Means("A monthly wage."), WithCurrency]
public sealed record WageTerms
{
    [Means("For a full month, gross."), Limits(MoreThan = 0)]
    public required Money Amount { get; init; }
}
