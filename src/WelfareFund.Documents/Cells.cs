using System.Globalization;
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

    internal static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Of a share: <c>85.72%</c>.</summary>
    internal static string Percent(decimal share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    /// <summary>An id as a name: <c>first-loss</c> is <c>First loss</c>.</summary>
    internal static string Title(string id) => id.Length == 0 ? id : char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');

    /// <summary>In groups of four, as banks print it.</summary>
    internal static string Iban(string iban) => string.Join(' ', iban.Chunk(4).Select(group => new string(group)));

    /// <summary>As cells of a row; see <see cref="Columns"/> for a row of their own.</summary>
    internal static IEnumerable<JsonNode> ColumnCells(ColumnAmounts amounts) => [Amount(amounts.Quarter), Amount(amounts.YearToDate), Amount(amounts.SinceInception)];

    internal static JsonArray Columns(ColumnAmounts amounts) => Row([.. ColumnCells(amounts)]);

    internal static JsonObject? Approved(StatementApproval? approval) =>
        approval is null ? null : new JsonObject { ["preparedBy"] = approval.PreparedBy, ["approvedBy"] = approval.ApprovedBy };

    internal static JsonObject? Sealed(StatementSeal? seal) => seal is null
        ? null
        : new JsonObject { ["period"] = Long(seal.Period), ["size"] = Count(seal.LogSize), ["root"] = seal.Root.ToString(), ["key"] = seal.KeyFingerprint.ToString() };

    internal static JsonArray Row(params JsonNode[] cells) => new(cells);
    internal static JsonArray Rows(IEnumerable<JsonNode> rows) => new([.. rows]);
    internal static JsonObject Table(IEnumerable<JsonNode> rows, JsonNode total) => new() { ["rows"] = Rows(rows), ["total"] = total };
}
