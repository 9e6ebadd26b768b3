using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Cli;

/// <summary>Reads dates and months; what is not one is a usage error.</summary>
internal static class Parsing
{
    internal static LocalDate? Date(ArgumentResult result) => Read(result, LocalDatePattern.Iso, "is no date; 2025-01-31 would be one");

    internal static YearMonth? Month(ArgumentResult result) => Read(result, YearMonthPattern.Iso, "is no month; 2025-01 would be one");

    private static T? Read<T>(ArgumentResult result, IPattern<T> pattern, string wrong)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        if (pattern.Parse(text) is { Success: true } parsed)
            return parsed.Value;
        result.AddError($"'{text}' {wrong}.");
        return null;
    }
}
