using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Access;

/// <summary>Which acts are meant.</summary>
/// <param name="Act">As the trail names it; null for all, as each of the following.</param>
/// <param name="User">A user's name.</param>
/// <param name="Subject">Part of what it was about.</param>
/// <param name="From">The first day, in the fund's time zone.</param>
/// <param name="To">The last day.</param>
public sealed record AuditFilter(string? Act = null, string? User = null, string? Subject = null, LocalDate? From = null, LocalDate? To = null);

/// <param name="Before">JSON; null where there was nothing.</param>
public sealed record AuditedAct(long Number, Instant At, string User, string Channel, string? OsUser, string Act, string Subject, string? Before, string? After);

/// <param name="Next">Before which number the next page goes on; null at the end.</param>
/// <param name="KnownActs">Every act that the trail has.</param>
public sealed record AuditedActs(IReadOnlyList<AuditedAct> Acts, long? Next, IReadOnlyList<string> KnownActs);

/// <summary>
/// Who did what in a fund, when, and what it changed, the newest first. Right: <see cref="Right.ReadBooks"/>; what was done in the whole installation takes <see cref="Right.ManageUsers"/>.
/// </summary>
public sealed class ListAudit(FundDatabase database)
{
    /// <param name="fundId">Null for the whole installation, whose days are those of UTC.</param>
    /// <param name="before">Only acts with lower numbers; null for the newest.</param>
    public async Task<Result<AuditedActs>> RunAsync(Actor actor, string? fundId, AuditFilter filter, long? before, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        if (fundId is null && !actor.May(Right.ManageUsers, Actor.Installation))
            return FundAccess.NotAllowed(actor, Right.ManageUsers);
        await using var context = database.NewContext();
        var (fund, zone) = ((int?)null, DateTimeZone.Utc);
        if (fundId is not null)
        {
            var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
            if (opened.IsRefused)
                return Result.Refused<AuditedActs>(opened.Refusals);
            (fund, zone) = (opened.Value.Number, (await Terms.CurrentTerms.ReadAsync(context, opened.Value, cancellation)).TimeZone);
        }

        var trail = context.Set<AuditRow>().AsNoTracking().Where(row => row.Fund == fund);
        var acts = await trail.Select(row => row.Act).Distinct().OrderBy(act => act).ToListAsync(cancellation);
        if (before is { } number)
            trail = trail.Where(row => row.Number < number);
        if (!string.IsNullOrEmpty(filter.Act))
            trail = trail.Where(row => row.Act == filter.Act);
        if (!string.IsNullOrEmpty(filter.User))
        {
            var user = await context.Set<UserRow>().AsNoTracking().Where(known => known.Name == filter.User).Select(known => (int?)known.Number).SingleOrDefaultAsync(cancellation) ?? -1;
            trail = trail.Where(row => row.UserNumber == user);
        }

        if (!string.IsNullOrEmpty(filter.Subject))
            trail = trail.Where(row => row.Subject.Contains(filter.Subject));
        if (filter.From is { } from)
        {
            var start = from.AtStartOfDayInZone(zone).ToInstant();
            trail = trail.Where(row => row.At >= start);
        }

        if (filter.To is { } to)
        {
            var end = to.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
            trail = trail.Where(row => row.At < end);
        }

        var rows = await trail.OrderByDescending(row => row.Number).Take(most + 1).ToListAsync(cancellation);
        var users = rows.Select(row => row.UserNumber).Distinct().ToList();
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => users.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        return new AuditedActs(
            [.. rows.Take(most).Select(row => new AuditedAct(row.Number, row.At, names.GetValueOrDefault(row.UserNumber, "installer"), row.Channel, row.OsUser, row.Act, row.Subject, row.Before, row.After))],
            rows.Count > most ? rows[most - 1].Number : null, acts);
    }
}
