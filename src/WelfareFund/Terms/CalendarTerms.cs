using NodaTime;

namespace WelfareFund.Terms;

[Means("Which days are no business days: the notice of a capital call counts the others.")]
public sealed record CalendarTerms
{
    [Means("The country whose public holidays are listed."), Pattern("^[A-Z]{2}$", "a country is the two capital letters of ISO 3166, such as DE")]
    public string? Country { get; init; }

    [Means("The days of the week on which nobody works.")]
    public IReadOnlyList<Weekday> Weekend { get; init; } = [Weekday.Saturday, Weekday.Sunday];

    [Means("The public holidays, each with its date. Once any is listed, every year that a notice touches needs its own. Without them only the weekend counts.")]
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];
}

/// <summary>From 1, as ISO 8601 counts them.</summary>
public enum Weekday
{
    Monday = 1,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

[Means("A public holiday.")]
public sealed record Holiday
{
    [Means("The day."), Key]
    public required LocalDate Date { get; init; }

    [Means("What people call it.")]
    public string? Name { get; init; }
}
