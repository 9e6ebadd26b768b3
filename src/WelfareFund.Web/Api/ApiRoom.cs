using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Statements;

namespace WelfareFund.Web.Api;

/// <summary>What programs can do over HTTP, under <c>/api/v1</c>.</summary>
internal static class ApiRoom
{
    /// <summary>The description's name.</summary>
    internal const string Document = "v1";

    internal const string Description = "/api/openapi.json";

    private const string Csv = "text/csv";
    private const int LongestBody = 8_000_000;
    private const int LongestIdempotencyKey = 100;
    private const int MostClaims = 500;

    private static readonly string[] BodyTypes = [Csv, "application/xml", "text/xml"];

    internal static void Add(IServiceCollection services)
    {
        ApiDoor.AddLimits(services);
        services.AddOpenApi(Document, open =>
        {
            open.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            open.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new() { Title = "WelfareFund", Version = Document, Description = string.Join(" ", Parties.PartiesTexts.ApiRules) };
                document.Servers = [];
                document.Components ??= new();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: wf_…" };
                document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
                return Task.CompletedTask;
            });
            open.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.HttpMethod == HttpMethods.Post)
                    operation.RequestBody = new OpenApiRequestBody { Required = true, Description = "The file.", Content = BodyTypes.Take(2).ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } }) };
                return Task.CompletedTask;
            });
        });
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(Description);
        var api = routes.MapGroup("/api/v1").RequireRateLimiting(ApiDoor.Limited).DisableAntiforgery();
        api.AddEndpointFilter(ApiDoor.NeedKeyAsync);
        Describe<IReadOnlyList<ApiFund>>(api.MapGet("funds", FundsAsync), "The funds that the key’s user sees", "With their open month and the accounts that the user stands for.");
        Describe<ApiMonth>(api.MapGet("funds/{fund}/months/{month}", MonthAsync), "How far a month is", "open, calculated, approved, posted, paid or sealed.");
        Describe<ApiClaims>(api.MapGet("funds/{fund}/providers/{provider}/claims", ClaimsAsync), "A provider’s claims", "The newest first: where each is, why, and when money is expected. Of very many claims a page of a state can be empty and have a “next” all the same.");
        Describe<ApiClaim>(api.MapGet("funds/{fund}/providers/{provider}/claims/{claim}", ClaimAsync), "One claim", "As in the list.");
        Describe<ApiPayments>(api.MapGet("funds/{fund}/providers/{provider}/payments", PaymentsAsync), "A month’s payments to a provider", "Instructed or carried out in the month, and what is still on its way, each with its claims.");
        Describe<ApiImport>(api.MapPost("funds/{fund}/imports/{kind}", ImportAsync), "Brings a file", "All of it or nothing. The same file again changes nothing. A provider’s key brings claims; a key of whoever runs the fund, for a payroll for example, wages and deductions.");
        api.Map("{**rest}", () => ApiAnswer.Of(ApiAnswer.Nothing)).ExcludeFromDescription();
    }

    private static void Describe<T>(RouteHandlerBuilder endpoint, string summary, string description)
    {
        endpoint.WithSummary(summary).WithDescription(description).Produces<T>(StatusCodes.Status200OK, ApiAnswer.JsonType);
        foreach (var status in (int[])[StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status429TooManyRequests])
            endpoint.Produces<ApiProblem>(status, ApiAnswer.ProblemType);
    }

    private static async Task<IResult> FundsAsync(ListFunds funds, HttpContext context)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, ApiKeys.Read) is { } lacks)
            return ApiAnswer.Of(lacks);
        var own = (await funds.OwnAsync(actor, context.RequestAborted)).ToLookup(one => one.Fund.Id);
        return ApiAnswer.Json200((await funds.RunAsync(actor, context.RequestAborted)).Select(fund =>
            new ApiFund(fund.Id, fund.Name, Address.Iso(fund.FirstMonth), Address.Iso(fund.OpenPeriod), [.. own[fund.Id].Select(one => new ApiAccount(Words.Of(one.Role), one.Account))])));
    }

    private static async Task<IResult> MonthAsync(ShowMonth months, HttpContext context, string fund, [Description("As 2025-01.")] string month)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, ApiKeys.Read) is { } lacks)
            return ApiAnswer.Of(lacks);
        return Address.ReadMonth(month) is { } named
            ? ApiAnswer.Of(await months.StateAsync(actor, fund, named, context.RequestAborted), state => new ApiMonth(fund, Address.Iso(named), state))
            : ApiAnswer.Of(ApiAnswer.Problem([BadMonth(month)]));
    }

    private static async Task<IResult> ClaimsAsync(
        ListClaims claims, ListFunds funds, HttpContext context, string fund, string provider, [Description("Only claims of this state: paid, held, …")] string? state,
        [Description("Only claims under this contract.")] string? contract, [Description("What “next” said in the answer before.")] string? after, [Description("At most so many, 1 to 500; else 100.")] string? limit,
        [Description("true counts all claims, however many they are; else “total” is exact to 10,000, and “more” says that there are more.")] string? whole)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, ApiKeys.Read) is { } lacks)
            return ApiAnswer.Of(lacks);
        if (!await MaySeeAsync(funds, actor, fund, provider, context))
            return ApiAnswer.Of(ApiAnswer.Nothing);
        var (most, wrong) = Address.ReadNumber("limit", limit);
        if (wrong is not null || most is < 1 or > MostClaims)
            return ApiAnswer.Of(ApiAnswer.Problem([wrong ?? new Refusal("bad-number", "limit", $"{Excerpt.Of(limit)} is not from 1 to {MostClaims}", "leave it out for 100")]));
        return ApiAnswer.Of(await claims.RunAsync(actor, fund, provider, new(state, contract), after, (int)(most ?? 100), whole is "true", context.RequestAborted),
            page => new ApiClaims([.. page.Lines.Select(Of)], page.Total, page.IsMore, page.Next));
    }

    private static async Task<IResult> ClaimAsync(ListClaims claims, ListFunds funds, HttpContext context, string fund, string provider, string claim)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, ApiKeys.Read) is { } lacks)
            return ApiAnswer.Of(lacks);
        return await MaySeeAsync(funds, actor, fund, provider, context)
            ? ApiAnswer.Of(await claims.OneAsync(actor, fund, provider, claim, context.RequestAborted), shown => Of(shown.Line))
            : ApiAnswer.Of(ApiAnswer.Nothing);
    }

    private static async Task<IResult> PaymentsAsync(
        StateProvider providers, ListFunds funds, IClock clock, HttpContext context, string fund, string provider, [Description("As 2025-01; else the month of today, up to today.")] string? month)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, ApiKeys.Read) is { } lacks)
            return ApiAnswer.Of(lacks);
        if (!await MaySeeAsync(funds, actor, fund, provider, context))
            return ApiAnswer.Of(ApiAnswer.Nothing);
        var shown = (await funds.ShowAsync(actor, fund, context.RequestAborted)).Value;
        var day = clock.GetCurrentInstant().InZone(shown.Terms.Terms.TimeZone).Date;
        if (!string.IsNullOrEmpty(month))
        {
            if (Address.ReadMonth(month) is not { } named || named < shown.Fund.FirstMonth || named.Year > 9998)
                return ApiAnswer.Of(ApiAnswer.Problem([BadMonth(month)]));
            day = named.ToDateInterval().End;
        }

        return ApiAnswer.Of(await providers.RunAsync(actor, fund, provider, day, context.RequestAborted),
            statement => new ApiPayments(Address.Iso(statement.Head.Period.Start), Address.Iso(statement.Head.Period.End), [.. statement.Payments.Select(Of)]));
    }

    private static async Task<IResult> ImportAsync(
        ImportFile import, ApiAnswers answers, HttpContext context, string fund, [Description("claims, wages, deductions, … as docs/files.md lists them.")] string kind,
        [Description("true checks everything and keeps nothing.")] string? check,
        [FromHeader(Name = "Idempotency-Key"), Description("A text of your own, 1 to 100 letters: the same request again gets the same answer.")] string? idempotencyKey)
    {
        var (key, actor) = ApiDoor.Of(context)!.Value;
        if (Lacks(key, kind) is { } lacks)
            return ApiAnswer.Of(lacks);
        if (check is not (null or "true" or "false"))
            return ApiAnswer.Of(ApiAnswer.Problem([new("bad-check", "check", $"{Excerpt.Of(check)} is neither true nor false", "leave it out to bring the file")]));
        if (idempotencyKey is not null && (idempotencyKey.Length is 0 or > LongestIdempotencyKey || idempotencyKey.Any(letter => letter is <= ' ' or > '~')))
            return ApiAnswer.Of(ApiAnswer.Problem([new("bad-idempotency-key", "Idempotency-Key", "it has no 1 to 100 printable letters without spaces", "take a UUID")]));
        if (context.Request.ContentType is not { } type || !BodyTypes.Contains(type.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
            return ApiAnswer.Of(ApiAnswer.Problem(StatusCodes.Status415UnsupportedMediaType, "not-csv", "Not a file of this API", "Send the file as the body, with Content-Type text/csv; for camt053 application/xml."));
        if (await BodyAsync(context) is not { } body)
            return ApiAnswer.Of(ApiDoor.TooLong);

        byte[] request = [.. Encoding.UTF8.GetBytes($"POST {context.Request.Path}{context.Request.QueryString}\n"), .. SHA256.HashData(body)];
        if (idempotencyKey is not null && await answers.FindAsync(key, idempotencyKey, request, context.RequestAborted) is { } kept)
        {
            if (!kept.IsOfThisRequest)
                return ApiAnswer.Of(ApiAnswer.Problem([new("idempotency-key-used", "Idempotency-Key", "it came with another request before", "take a new one for each file")]));
            context.Response.Headers["Idempotency-Replayed"] = "true";
            return Results.Text(kept.Body, kept.ContentType, Encoding.UTF8, kept.Status);
        }

        using var content = new MemoryStream(body);
        var result = await import.RunAsync(actor, new(fund, kind, string.Create(CultureInfo.InvariantCulture, $"{kind}.{(kind == "camt053" ? "xml" : "csv")}"), content, check == "true"), null, context.RequestAborted);
        var problem = result.IsRefused ? ApiAnswer.Problem(result.Refusals) : null;
        var (status, contentType, text) = problem is not null
            ? (problem.Status, ApiAnswer.ProblemType, ApiAnswer.Text(problem))
            : (StatusCodes.Status200OK, ApiAnswer.JsonType, ApiAnswer.Text(Of(result.Value)));
        if (idempotencyKey is not null)
            await answers.KeepAsync(key, idempotencyKey, request, status, contentType, text, context.RequestAborted);
        return Results.Text(text, contentType, Encoding.UTF8, status);
    }

    /// <returns>Null where it is longer than a file may be here.</returns>
    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LongestBody)
            return null;
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(part, context.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > LongestBody)
                return null;
            body.Write(part, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>A program reads what its user's pages show: their own account, or with the right to what is personal any.</summary>
    private static async Task<bool> MaySeeAsync(ListFunds funds, Actor actor, string fund, string provider, HttpContext context) =>
        await funds.IsOwnAsync(actor, fund, Role.Provider, provider, context.RequestAborted) || await funds.MayAsync(actor, fund, Right.ReadPersonalData, context.RequestAborted);

    private static ApiProblem? Lacks(ApiKey key, string word) => key.Scope.Contains(word, StringComparer.Ordinal)
        ? null
        : ApiAnswer.Problem(StatusCodes.Status403Forbidden, "not-in-scope", "Not what this key is for", $"The key is for {string.Join(", ", key.Scope)}, and not for {Excerpt.Of(word)}. Make one that is.");

    private static Refusal BadMonth(string text) => new("bad-month", "month", $"{Excerpt.Of(text)} is no month of the fund", "write it as 2025-01");

    private static ApiImport Of(ImportResult result) =>
        new(result.Kind, result.File, result.Rows, result.New, result.Known, result.Sha256, result.IsDryRun, [.. result.Warnings.Select(ApiAnswer.Of)], result.Proposals);

    private static ApiClaim Of(OutcomeLine line) => new(
        line.Claim, line.Contract, line.Worker, line.Metric, Address.Iso(line.SubmittedOn), Words.Of(line.Standing), ApiMoney.Of(line.Amount), ApiMoney.Of(line.HeldBack),
        line.ExpectedOn is { } expected ? Address.Iso(expected) : null, line.Reason, line.Status, line.Instructions.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static ApiPayment Of(ProviderPayment payment) => new(
        payment.Reference, payment.Contract, payment.ReturnedOn is not null ? "returned" : payment.PaidOn is not null ? "paid" : "scheduled", Address.Iso(payment.InstructedOn),
        payment.PaidOn is { } paid ? Address.Iso(paid) : null, payment.ReturnedOn is { } back ? Address.Iso(back) : null, ApiMoney.Of(payment.Amount)!,
        [.. payment.Claims.Select(claim => new ApiPaymentClaim(claim.Claim.Value, ApiMoney.Of(claim.Paid)!))]);
}
