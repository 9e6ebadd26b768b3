using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Statements;

namespace WelfareFund.Documents;

/// <summary>Amounts, days and tables as papers write them.</summary>
internal static class Cells
{
    private static readonly LocalDatePattern Iso = LocalDatePattern.Iso;
    private static readonly LocalDatePattern LongDay = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly YearMonthPattern LongMonth = YearMonthPattern.CreateWithInvariantCulture("MMMM uuuu");

    internal const string None = "–";

    /// <summary>For tables: <c>2026-03-31</c>.</summary>
    internal static string Day(LocalDate? day) => day is { } on ? Iso.Format(on) : None;

    /// <summary>For running text: <c>31 March 2026</c>.</summary>
    internal static string Long(LocalDate day) => LongDay.Format(day);
    internal static string Long(YearMonth month) => LongMonth.Format(month);
    internal static string Period(DateInterval period) => $"{Long(period.Start)} – {Long(period.End)}";

    internal static string Amount(Money money) => FormattedMoney.Of(money);
    internal static string AmountWithCurrency(Money money) => FormattedMoney.WithCurrency(money);

    internal static JsonArray Row(params JsonNode[] cells) => new(cells);
    internal static JsonArray Rows(IEnumerable<JsonNode> rows) => new([.. rows]);
    internal static JsonObject Table(IEnumerable<JsonNode> rows, JsonNode total) => new() { ["rows"] = Rows(rows), ["total"] = total };
}
