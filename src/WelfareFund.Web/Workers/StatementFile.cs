using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;

namespace WelfareFund.Web.Workers;

/// <summary>A worker's statement as PDF, to download. Drawing it registers it.</summary>
internal static class StatementFile
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/funds/{id}/workers/{worker}/statement.pdf", async (string id, string worker, Reader reader, StateWorker state, IssueDocuments issue, HttpContext context) =>
        {
            var actor = await reader.ActorAsync(context);
            var stated = await state.RunAsync(actor, id, worker, null, context.RequestAborted);
            if (stated.IsRefused)
                return Results.NotFound();
            var issued = await issue.RunAsync(actor, id, [new(stated.Value)], context.RequestAborted);
            return issued.IsRefused
                ? Results.Text(string.Join('\n', issued.Refusals), statusCode: StatusCodes.Status400BadRequest)
                : Results.File(issued.Value[0].Pdf, "application/pdf", FormattableString.Invariant($"{issued.Value[0].Number}-v{issued.Value[0].Version}.pdf"));
        });
}
