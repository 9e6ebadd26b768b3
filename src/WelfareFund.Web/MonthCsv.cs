using System.Globalization;
using System.Text;
using WelfareFund.Application.Settlement;
using WelfareFund.Files;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Web;

/// <summary>A month's lines as CSV: exactly the list that the page of the same address shows, on all its pages.</summary>
internal static class MonthCsv
{
    private static readonly string[] Columns = ["line", "kind", "subject", "effective", "concerns", "state", "reason", "amount", "currency", "trace"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/funds/{id}/months/{month}/lines.csv", async (string id, string month, string? kind, string? state, Reader reader, ShowMonth months, HttpContext context) =>
        {
            if (Address.ReadMonth(month) is not { } named)
                return Results.NotFound();
            var shown = await months.RunAsync(await reader.ActorAsync(context), id, named, context.RequestAborted);
            if (shown.IsRefused)
                return Results.NotFound();
            var text = new StringBuilder(string.Join(',', Columns)).Append("\r\n");
            foreach (var line in new LineFilter(kind, state).Of(shown.Value.Lines))
                text.AppendJoin(',', Cells(line).Select(Cell)).Append("\r\n");
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{id}-{month}-lines.csv");
        });

    private static string[] Cells(SettlementLine line) =>
    [
        line.Number.ToString(CultureInfo.InvariantCulture), line.Kind, line.Subject, Address.Iso(line.Effective), Address.Iso(line.Concerns), Words.Of(line.State), line.Reason,
        line.Amount?.ToAmountString() ?? "", line.Amount?.Currency.Code ?? "", TraceText.Sentence(line.Trace),
    ];

    /// <summary>RFC 4180; a text that a spreadsheet would run as a formula is told to be text.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || (text.StartsWith('-') && !decimal.TryParse(text, CultureInfo.InvariantCulture, out _)))
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
