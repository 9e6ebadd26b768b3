using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Storage;

internal sealed class LocalDateConversion() : ValueConverter<LocalDate, DateOnly>(date => date.ToDateOnly(), stored => LocalDate.FromDateOnly(stored));

/// <summary>Text <c>yyyy-MM</c>: ordered as the months are.</summary>
internal sealed class YearMonthConversion() : ValueConverter<YearMonth, string>(month => YearMonthText.Write(month), stored => YearMonthText.Read(stored));

/// <summary>Microseconds, the finest both engines keep; what is finer is cut off, so that a value read equals the value written.</summary>
internal sealed class InstantConversion() : ValueConverter<Instant, DateTime>(
    instant => Instants.ToMicroseconds(instant).ToDateTimeUtc(),
    stored => Instant.FromDateTimeUtc(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

internal sealed class CurrencyConversion() : ValueConverter<Currency, short>(currency => currency.Number, stored => Currency.Of(stored));

internal static class YearMonthText
{
    private static readonly YearMonthPattern Pattern = YearMonthPattern.Iso;

    internal static string Write(YearMonth month) => Pattern.Format(month);

    internal static YearMonth Read(string text) =>
        text.Length == 7 && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && year > 0
            ? new(year, month)
            : Pattern.Parse(text).Value;
}

internal static class Instants
{
    internal static Instant ToMicroseconds(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }
}
