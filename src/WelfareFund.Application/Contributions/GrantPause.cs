using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Contributions;

/// <summary>
/// Grants the whole of a pause that is longer than one person may grant: told by a file, it counts its first days at once and the rest when another person approves.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Pauses".</remarks>
public sealed class GrantPause : IDecision
{
    /// <param name="Intake">Of the word on the pause that is to be granted.</param>
    private sealed record Payload(string Pause, long Intake);

    string IDecision.Kind => "pause";

    /// <summary>In the import's transaction: what one person may not grant is limited from the same intake on.</summary>
    internal static async Task LimitAsync(ImportSession session, IReadOnlyList<Pause> pauses, CancellationToken cancellation)
    {
        var ids = pauses.Select(pause => pause.Id).ToList();
        var known = (await session.Context.Set<PauseLimit>().AsNoTracking().Where(limit => limit.Fund == session.Fund && ids.Contains(limit.Pause)).OrderBy(limit => limit.Intake)
            .ToListAsync(cancellation)).ToLookup(limit => limit.Pause, StringComparer.Ordinal);
        var limits = new List<PauseLimit>();
        foreach (var pause in pauses)
        {
            if (PauseLimits.CountsTo(pause, session.LongestPause) is not { } last)
                continue;
            if (known[pause.Id].LastOrDefault() is not { } limit)
                limits.Add(new() { Fund = pause.Fund, Intake = pause.Intake, Pause = pause.Id, CountsTo = last });
            else if (limit.CountsTo is null)
                continue; // It was granted without an end and has one now.
            session.LongPauses.Add(pause);
        }

        await FactTables.AddPauseLimitsAsync(session.Context, limits, cancellation);
    }

    /// <returns>The proposal's number.</returns>
    internal static Task<long> ProposeAsync(FundContext context, IClock clock, Actor maker, string fundId, Pause pause, CancellationToken cancellation) => Proposals.AddAsync(
        context, clock, maker, pause.Fund, fundId, "pause", JsonSerializer.Serialize(new Payload(pause.Id, pause.Intake)),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pause.Worker}\n{Text(pause.From)}\n{Text(pause.To)}\n{pause.Reason}\n{pause.ApprovedBy}"))), cancellation);

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var pause = await PauseAsync(context, proposal, cancellation);
        var last = (await context.Set<PauseLimit>().AsNoTracking().Where(limit => limit.Fund == proposal.Fund && limit.Pause == pause.Id).OrderBy(limit => limit.Intake)
            .FirstAsync(cancellation)).CountsTo!.Value;
        return ProposalContent.Says(
        [
            $"pauses the contributions of {pause.Worker} from {Text(pause.From)} {(pause.To is null ? "until its end is told" : "to " + Text(pause.To))} for {pause.Reason} (pause {pause.Id})",
            last < pause.From ? "no day of it counts before the approval"
                : string.Create(CultureInfo.InvariantCulture, $"its first {Period.DaysBetween(pause.From, last) + 1} days count already, to {Text(last)}, and nothing is due of the months they touch"),
            "what was due or paid of the rest is taken back as any other correction",
        ]);
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var fund = proposal.Fund!.Value;
        var intake = 1 + await Intake.LockAsync(context, fund, cancellation);
        var pause = await PauseAsync(context, proposal, cancellation);
        if (await context.Set<Pause>().AsNoTracking().AnyAsync(later => later.Fund == fund && later.Id == pause.Id && later.Intake > pause.Intake, cancellation))
            return new Refusal("stale", $"proposal {proposal.Number}", $"another end of {pause.Id} was told since this was proposed", "reject it, and decide on the newer one where there is one");
        await FactTables.AddPauseLimitsAsync(context, [new PauseLimit { Fund = fund, Intake = intake, Pause = pause.Id, CountsTo = null }], cancellation);
        await Intake.MoveAsync(context, fund, intake, cancellation);
        return $"the pause {pause.Id} of {pause.Worker} counts whole, from {Text(pause.From)} {(pause.To is null ? "until its end is told" : "to " + Text(pause.To))}";
    }

    private static async Task<Pause> PauseAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        return await context.Set<Pause>().AsNoTracking().SingleAsync(pause => pause.Fund == proposal.Fund && pause.Intake == payload.Intake && pause.Id == payload.Pause, cancellation);
    }

    private static string? Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;
}
