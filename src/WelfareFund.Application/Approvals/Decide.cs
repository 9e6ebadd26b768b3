using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Approvals;

/// <summary>What happens when a proposal of one kind is approved.</summary>
public interface IDecision
{
    /// <summary>The proposals it is for.</summary>
    string Kind { get; }

    /// <summary>What the approver is shown, as it would be carried out now; nothing changes.</summary>
    Task<Result<ProposalContent>> ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation);

    /// <summary>Carries it out inside the approval's transaction; refused, the proposal stays pending and nothing changes.</summary>
    /// <returns>What is so now, as a clause.</returns>
    Task<Result<string>> ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation);

    /// <summary>What follows at once from an approval that is kept already.</summary>
    /// <param name="approved">What <see cref="ApproveAsync"/> said.</param>
    Task<Result<string>> FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => Task.FromResult<Result<string>>(approved);
}

/// <summary>Approves or rejects what another person proposed. Nobody decides on their own.</summary>
public sealed class Decide(FundDatabase database, IClock clock, FinishRuns finish, IEnumerable<IDecision> decisions)
{
    internal const string Pending = "pending";

    /// <returns>What is so now. Refused: <c>not-found</c>, <c>decided-already</c>, <c>own-proposal</c>, and what the kind refuses.</returns>
    public Task<Result<string>> ApproveAsync(Actor actor, long proposal, CancellationToken cancellation = default) =>
        RunAsync(actor, proposal, null, cancellation);

    /// <param name="reason">In words; kept for good.</param>
    public Task<Result<string>> RejectAsync(Actor actor, long proposal, string reason, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(reason)
            ? Task.FromResult<Result<string>>(new Refusal("no-reason", $"proposal {proposal}", "a rejection says why", "give --reason"))
            : RunAsync(actor, proposal, reason, cancellation);

    private async Task<Result<string>> RunAsync(Actor actor, long number, string? rejection, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        if (await FundToFinishAsync(context, actor, number, cancellation) is { } fund && await finish.OutsideSettlementAsync(fund, cancellation) is { IsRefused: true } unfinished)
            return Result.Refused<string>(unfinished.Refusals);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var proposal = await context.Set<ProposalRow>().SingleOrDefaultAsync(proposal => proposal.Number == number, cancellation);
        if (proposal is null || !await MayDecideAsync(context, actor, proposal, cancellation))
            return new Refusal("not-found", $"proposal {number}", "there is no such proposal for you to decide", "`approve` takes the id that the proposing command printed");
        if (proposal.State != Pending)
            return new Refusal("decided-already", $"proposal {number}", $"it was {proposal.State} before", "propose it anew");
        if (proposal.Maker == actor.Number)
            return new Refusal("own-proposal", $"proposal {number}", "nobody decides on what they proposed themselves", "ask the other person");

        var kind = decisions.Single(decision => decision.Kind == proposal.Kind);
        var outcome = rejection is null
            ? await kind.ApproveAsync(context, proposal, actor, cancellation)
            : $"proposal {number} is rejected";
        if (outcome.IsRefused)
            return outcome;
        proposal.State = rejection is null ? "approved" : "rejected";
        proposal.DecidedBy = actor.Number;
        proposal.DecidedAt = clock.GetCurrentInstant();
        proposal.Reason = rejection;
        AuditTrail.Record(context, actor, clock.GetCurrentInstant(), proposal.Fund, rejection is null ? "approve" : "reject", $"{proposal.Kind} {number}", Pending, rejection ?? outcome.Value);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return rejection is null ? await kind.FollowAsync(proposal, outcome.Value, cancellation) : outcome;
    }

    private static async Task<int?> FundToFinishAsync(FundContext context, Actor actor, long number, CancellationToken cancellation) =>
        await context.Set<ProposalRow>().AsNoTracking().Where(proposal => proposal.Number == number).Select(proposal => proposal.Fund).SingleOrDefaultAsync(cancellation) is { } fund
            && actor.May(Right.Decide, fund) ? fund : null;

    /// <summary>An approver of the fund; a new fund's terms anybody of the same world, sample or real.</summary>
    internal static async Task<bool> MayDecideAsync(FundContext context, Actor actor, ProposalRow proposal, CancellationToken cancellation)
    {
        if (proposal.Fund is not null)
            return actor.May(Right.Decide, proposal.Fund.Value);
        var maker = await context.Set<UserRow>().AsNoTracking().SingleAsync(user => user.Number == proposal.Maker, cancellation);
        return maker.Sample == actor.IsSample;
    }
}
