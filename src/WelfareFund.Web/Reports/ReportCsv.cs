using System.Globalization;
using System.Text;
using WelfareFund.Application.Tables;

namespace WelfareFund.Web.Reports;

/// <summary>A report as CSV: exactly the list that the page of the same query shows, on all its pages.</summary>
internal static class ReportCsv
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/funds/{id}/reports/{name}/report.csv", async (string id, string name, Reader reader, FundReports reports, HttpContext context) =>
        {
            if (!ReportPage.Kinds.Any(kind => kind.Name == name))
                return Results.NotFound();
            var query = ReportQuery.Of(context.Request.Query);
            if (query.Wrong.Count > 0)
                return Results.Text(string.Join('\n', query.Wrong), statusCode: StatusCodes.Status400BadRequest);
            var table = await reports.RunAsync(await reader.ActorAsync(context), id, name, query.Request, context.RequestAborted);
            if (table.IsRefused)
                return BooksPage.IsMissing(table.Refusals) ? Results.NotFound() : Results.Text(string.Join('\n', table.Refusals), statusCode: StatusCodes.Status400BadRequest);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            CsvText.Write(text, query.Rows(table.Value, [.. table.Value.Rows]), table.Value.Columns);
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{id}-{name}.csv");
        });
}
