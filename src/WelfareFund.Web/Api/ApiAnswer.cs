using System.ComponentModel;
using System.Text.Json;
using WelfareFund.Refusals;

namespace WelfareFund.Web.Api;

/// <summary>What is wrong, as RFC 9457 has it, with every refusal beside it.</summary>
/// <param name="Type">An address on the API's page, the same for the same kind of problem.</param>
[Description("What is wrong (RFC 9457).")]
internal sealed record ApiProblem(string Type, string Title, int Status, string Detail, IReadOnlyList<ApiError> Errors);

/// <summary>One refusal: its code, the place, what is wrong, what would be right.</summary>
internal sealed record ApiError(string Code, string Where, string What, string Remedy);

/// <summary>Major units with exactly the currency's decimals.</summary>
internal sealed record ApiMoney(string Amount, string Currency)
{
    internal static ApiMoney? Of(Money? money) => money is { } known ? new(known.ToAmountString(), known.Currency.Code) : null;
}

internal sealed record ApiImport(string Kind, string File, long Rows, long New, long Known, string Sha256, bool CheckedOnly, IReadOnlyList<ApiError> Warnings, IReadOnlyList<long> Proposals);

internal sealed record ApiFund(string Id, string Name, string FirstMonth, string OpenMonth, IReadOnlyList<ApiAccount> Accounts);

/// <summary>Whose account the key's user stands for.</summary>
internal sealed record ApiAccount(string Role, string Id);

internal sealed record ApiMonth(string Fund, string Month, string State);

internal sealed record ApiClaim(
    string Claim, string Contract, string Worker, string Metric, string SubmittedOn, string State, ApiMoney? Amount, ApiMoney? HeldBack, string? ExpectedOn, string Reason, string Status, IReadOnlyList<string> Instructions);

/// <param name="More">There are more than the total says; nobody counted them.</param>
internal sealed record ApiClaims(IReadOnlyList<ApiClaim> Claims, int Total, bool More, string? Next);

internal sealed record ApiPaymentClaim(string Claim, ApiMoney Paid);

internal sealed record ApiPayment(string Instruction, string Contract, string State, string InstructedOn, string? PaidOn, string? ReturnedOn, ApiMoney Amount, IReadOnlyList<ApiPaymentClaim> Claims);

internal sealed record ApiPayments(string From, string To, IReadOnlyList<ApiPayment> Payments);

/// <summary>How the API answers.</summary>
internal static class ApiAnswer
{
    internal const string ProblemType = "application/problem+json";
    internal const string JsonType = "application/json";

    private static readonly string[] DoesNotExist = ["not-found", "not-allowed", "not-calculated"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same whatever does not exist and whatever the key sees nothing of.</summary>
    internal static ApiProblem Nothing { get; } = new("/api#not-found", "There is nothing here", StatusCodes.Status404NotFound, "It does not exist, or this key sees nothing of it.", []);

    internal static ApiProblem Problem(IReadOnlyList<Refusal> refusals) => refusals.Any(refusal => DoesNotExist.Contains(refusal.Code))
        ? Nothing
        : new("/api#refused", "Refused", StatusCodes.Status422UnprocessableEntity, "Nothing was changed. Mend what the errors name and send it again.", [.. refusals.Select(Of)]);

    internal static ApiProblem Problem(int status, string code, string title, string detail) => new("/api#" + code, title, status, detail, []);

    internal static ApiError Of(Refusal refusal) => new(refusal.Code, refusal.Where, refusal.What, refusal.Remedy);

    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    internal static IResult Json200<T>(T value) => Results.Text(Text(value), JsonType, System.Text.Encoding.UTF8, StatusCodes.Status200OK);

    internal static IResult Of(ApiProblem problem) => Results.Text(Text(problem), ProblemType, System.Text.Encoding.UTF8, problem.Status);

    internal static IResult Of<T>(Result<T> result, Func<T, object> shape) => result.IsRefused ? Of(Problem(result.Refusals)) : Json200(shape(result.Value));

    internal static async Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ProblemType;
        await context.Response.WriteAsync(Text(problem), context.RequestAborted);
    }

}
