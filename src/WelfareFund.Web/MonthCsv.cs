using System.Globalization;
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
            return Results.File(Csv.Write(Columns, new LineFilter(kind, state).Of(shown.Value.Lines).Select(Cells)), Csv.Type, $"{id}-{month}-lines.csv");
        });

    private static string[] Cells(SettlementLine line) =>
    [
        line.Number.ToString(CultureInfo.InvariantCulture), line.Kind, line.Subject, Address.Iso(line.Effective), Address.Iso(line.Concerns), Words.Of(line.State), line.Reason,
        line.Amount?.ToAmountString() ?? "", line.Amount?.Currency.Code ?? "", TraceText.Sentence(line.Trace),
    ];
}
