using System.Text.Json;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>Writes down who did what, in the transaction of the act itself. It is saved with the context.</summary>
public static class AuditTrail
{
    /// <param name="fund">Null for an act on the whole installation.</param>
    /// <param name="before">What it was, null when there was nothing; without personal data.</param>
    /// <param name="after">What it is, null when there is nothing any more; without personal data.</param>
    public static void Record(FundContext context, Actor actor, Instant at, int? fund, string act, string subject, object? before, object? after)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(actor);
        context.Add(new AuditRow
        {
            Fund = fund,
            At = at,
            UserNumber = actor.Number,
            Channel = Words.Of(actor.Channel),
            OsUser = actor.OsUser,
            Act = act,
            Subject = subject,
            Before = Json(before),
            After = Json(after),
        });
    }

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
