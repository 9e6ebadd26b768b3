using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.Web.Parties;

/// <summary>What an investor or a provider downloads of their own account. Anybody else's is nothing at this address.</summary>
internal static class PartyFiles
{
    private static readonly ListColumn<OutcomeLine>[] ClaimColumns =
    [
        new("claim_id", line => line.Claim), new("contract_id", line => line.Contract), new("worker_id", line => line.Worker), new("metric", line => line.Metric),
        new("submitted_on", line => Address.Iso(line.SubmittedOn)), new("state", line => Words.Of(line.Standing)), new("amount", line => line.Amount), new("held_back", line => line.HeldBack),
        new("currency", line => line.Amount?.Currency.Code), new("expected_on", line => line.ExpectedOn is { } expected ? Address.Iso(expected) : null), new("reason", line => line.Reason),
        new("status", line => line.Status), new("instructions", line => line.Instructions),
    ];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/funds/{id}/investors/{investor}/documents/{paper}.pdf",
            (string id, string investor, string paper, string? about, Door door, HttpContext context) => door.PaperAsync(context, id, Role.Investor, investor, paper, about));
        routes.MapGet("/funds/{id}/providers/{provider}/documents/{paper}.pdf",
            (string id, string provider, string paper, string? about, Door door, HttpContext context) => door.PaperAsync(context, id, Role.Provider, provider, paper, about));
        routes.MapGet("/funds/{id}/investors/{investor}/documents/proof-{day}.json", (string id, string investor, string day, Door door, HttpContext context) => door.ProofAsync(context, id, investor, day));
        routes.MapGet("/funds/{id}/providers/{provider}/claims.csv", (string id, string provider, string? state, Door door, HttpContext context) => door.ClaimsAsync(context, id, provider, state));
        routes.MapGet("/funds/{id}/providers/{provider}/claims-template.csv", (string id, string provider, Door door, HttpContext context) => door.TemplateAsync(context, id, provider));
    }

    internal sealed class Door(Reader reader, ListFunds funds, OwnPapers papers, StateInvestor investors, ListClaims claims)
    {
        private const int LengthOfDay = 10;

        /// <param name="paper">Kind and day: <c>investor-statement-2024-12-31</c>.</param>
        internal async Task<IResult> PaperAsync(HttpContext context, string fund, Role role, string account, string paper, string? about)
        {
            var actor = await reader.ActorAsync(context);
            if (paper.Length <= LengthOfDay || ReadDay(paper[^LengthOfDay..]) is not { } asOf || !await funds.IsOwnAsync(actor, fund, role, account, context.RequestAborted))
                return Nothing;
            var drawn = await papers.DrawAsync(actor, fund, role, account, paper[..^(LengthOfDay + 1)], asOf, about ?? "", context.RequestAborted);
            if (!drawn.IsRefused)
                return Results.File(drawn.Value.Pdf, "application/pdf", drawn.Value.Version == 1 ? $"{drawn.Value.Number}.pdf" : $"{drawn.Value.Number}-v{Format.Text(drawn.Value.Version)}.pdf");
            return drawn.Refusals.Any(refusal => refusal.Code == "not-found")
                ? Nothing
                : Results.Text(string.Join('\n', drawn.Refusals), "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }

        internal async Task<IResult> ProofAsync(HttpContext context, string fund, string investor, string day)
        {
            var actor = await reader.ActorAsync(context);
            if (ReadDay(day) is not { } asOf || !await funds.IsOwnAsync(actor, fund, Role.Investor, investor, context.RequestAborted))
                return Nothing;
            var listed = await papers.ListAsync(actor, fund, Role.Investor, investor, context.RequestAborted);
            if (listed.IsRefused || !listed.Value.Any(paper => paper.Kind == "investor-statement" && paper.AsOf == asOf))
                return Nothing;
            var prepared = await investors.RunAsync(actor, fund, investor, asOf, context.RequestAborted);
            return prepared.IsRefused || prepared.Value.Proof is not { } proof ? Nothing : Results.File(StatementProofJson.Write(proof), "application/json", $"{fund}-{investor}-{day}.proof.json");
        }

        internal async Task<IResult> ClaimsAsync(HttpContext context, string fund, string provider, string? state)
        {
            var actor = await reader.ActorAsync(context);
            if (!await funds.IsOwnAsync(actor, fund, Role.Provider, provider, context.RequestAborted))
                return Nothing;
            var page = await claims.RunAsync(actor, fund, provider, new(state), cancellation: context.RequestAborted);
            if (page.IsRefused)
                return Results.Text(string.Join('\n', page.Refusals), "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
            return Csv($"{fund}-{provider}-claims.csv", text => CsvText.Write(text, page.Value.Lines, ClaimColumns));
        }

        internal async Task<IResult> TemplateAsync(HttpContext context, string fund, string provider) =>
            await funds.IsOwnAsync(await reader.ActorAsync(context), fund, Role.Provider, provider, context.RequestAborted)
                ? Csv("claims.csv", text => CsvText.WriteLine(text, ImportFile.ColumnsOf("claims")!.Select(column => column.TrimEnd('?'))))
                : Nothing;

        private static IResult Nothing => Results.NotFound();

        private static LocalDate? ReadDay(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;

        private static IResult Csv(string name, Action<TextWriter> write)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            write(text);
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
        }
    }
}
