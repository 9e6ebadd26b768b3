using System.Globalization;
using System.Text;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Tables;

namespace WelfareFund.Web;

/// <summary>A month's lines as CSV: exactly the list that the page of the same address shows, on all its pages.</summary>
internal static class MonthCsv
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/funds/{id}/months/{month}/lines.csv", async (string id, string month, string? kind, string? state, Reader reader, ShowMonth months, HttpContext context) =>
        {
            if (Address.ReadMonth(month) is not { } named)
                return Results.NotFound();
            var shown = await months.RunAsync(await reader.ActorAsync(context), id, named, new LineFilter(kind, state), context.RequestAborted);
            if (shown.IsRefused)
                return Results.NotFound();
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            CsvText.Write(text, shown.Value.Lines, LineColumns.All);
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{id}-{month}-lines.csv");
        });
}
