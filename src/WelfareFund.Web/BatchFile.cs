using System.Text;
using WelfareFund.Application.Payments;
using WelfareFund.Payments;

namespace WelfareFund.Web;

/// <summary>A released batch as the bank takes it, to download.</summary>
internal static class BatchFile
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/funds/{id}/payments/{batch:long}/pain001.xml", async (string id, long batch, Reader reader, ExportPayments export, HttpContext context) =>
        {
            var written = await export.RunAsync(await reader.ActorAsync(context), id, batch, context.RequestAborted);
            return written.IsRefused ? Results.NotFound() : Results.File(Encoding.UTF8.GetBytes(Pain001.Write(written.Value)), "application/xml", $"{id}-{batch}-pain001.xml");
        });
}
