using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>What a request was answered.</summary>
/// <param name="IsOfThisRequest">False where the same idempotency key came with another request.</param>
public sealed record KeptAnswer(int Status, string ContentType, string Body, bool IsOfThisRequest);

/// <summary>Keeps what requests with an idempotency key were answered, for a week, so that one sent again gets the same.</summary>
public sealed class ApiAnswers(FundDatabase database, IClock clock)
{
    private static readonly Duration Kept = Duration.FromDays(7);

    /// <param name="request">Method, address and body.</param>
    /// <returns>Null where there is none yet.</returns>
    public async Task<KeptAnswer?> FindAsync(ApiKey key, string idempotencyKey, ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var context = database.NewContext();
        var (number, since) = (key.Number, clock.GetCurrentInstant() - Kept);
        var row = await context.Set<ApiAnswerRow>().AsNoTracking().SingleOrDefaultAsync(one => one.ApiKey == number && one.IdempotencyKey == idempotencyKey && one.AnsweredAt > since, cancellation);
        return row is null ? null : new(row.Status, row.ContentType, row.Body, row.RequestHash.AsSpan().SequenceEqual(SHA256.HashData(request.Span)));
    }

    /// <summary>Of two that come at once the first one's answer stays. What is older than a week goes.</summary>
    public async Task KeepAsync(ApiKey key, string idempotencyKey, ReadOnlyMemory<byte> request, int status, string contentType, string body, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var context = database.NewContext();
        var now = clock.GetCurrentInstant();
        var old = now - Kept;
        await context.Set<ApiAnswerRow>().Where(row => row.AnsweredAt <= old).ExecuteDeleteAsync(cancellation);
        if (await context.Set<ApiAnswerRow>().AnyAsync(row => row.ApiKey == key.Number && row.IdempotencyKey == idempotencyKey, cancellation))
            return;
        context.Add(new ApiAnswerRow
        {
            ApiKey = key.Number,
            IdempotencyKey = idempotencyKey,
            RequestHash = SHA256.HashData(request.Span),
            Status = status,
            ContentType = contentType,
            Body = body,
            AnsweredAt = now,
        });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException wrong) when (wrong.InnerException is System.Data.Common.DbException { IsTransient: false })
        {
            // The same request came twice at once, and the other one was first: what it did it did once, because files that are known change nothing.
            context.ChangeTracker.Clear();
        }
    }
}
