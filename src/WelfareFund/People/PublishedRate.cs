using NodaTime;

namespace WelfareFund.People;

/// <summary>An exchange rate as its source published it: 1 <see cref="Base"/> = <see cref="Rate"/> <see cref="Quote"/>. Of two for one date the later told one holds.</summary>
public sealed record PublishedRate : Fact
{
    public required LocalDate Date { get; init; }
    public required Currency Base { get; init; }
    public required Currency Quote { get; init; }
    public required decimal Rate { get; init; }
    public required string Source { get; init; }

    public static PublishedRate Of(ExchangeRate rate) =>
        new() { Date = rate.Date, Base = rate.Base, Quote = rate.Quote, Rate = rate.Rate, Source = rate.Source };

    public ExchangeRate ToExchangeRate() => new(Date, Base, Quote, Rate, Source, Intake);
}
