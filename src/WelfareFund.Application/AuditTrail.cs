using NodaTime;
using WelfareFund.Storage;
using WelfareFund.Storage.Administration;

namespace WelfareFund.Application;

/// <summary>Writes who did what into the transaction that does it.</summary>
internal static class AuditTrail
{
    /// <param name="act">The use case, in kebab-case.</param>
    internal static void Add(FundContext context, IClock clock, Actor actor, int? fund, string act, string subject, string? before = null, string? after = null) =>
        context.Add(new AuditRow
        {
            Fund = fund,
            At = clock.GetCurrentInstant(),
            UserNumber = actor.Number,
            Channel = actor.Channel.ToString().ToLowerInvariant(),
            OsUser = actor.OsUser,
            Act = act,
            Subject = subject,
            Before = before,
            After = after,
        });
}
