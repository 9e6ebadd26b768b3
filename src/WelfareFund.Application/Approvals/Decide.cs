using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Approvals;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Terms;

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

/// <summary>Approves or rejects what another person proposed. Nobody decides on their own; above a limit of the terms several people approve, and each one's word is kept.</summary>
public sealed class Decide(FundDatabase database, IClock clock, FinishRuns finish, IEnumerable<IDecision> decisions)
{
    internal const string Pending = "pending";

    /// <returns>What is so now. Refused: <c>not-found</c>, <c>decided-already</c>, <c>own-proposal</c>, <c>decided-by-you</c>, and what the kind refuses.</returns>
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

        if (await context.Set<ProposalDecisionRow>().AsNoTracking().AnyAsync(row => row.Proposal == number && row.UserNumber == actor.Number, cancellation))
            return new Refusal("decided-by-you", $"proposal {number}", "you have approved this already, and it needs another person too", "ask the other person");

        var kind = decisions.Single(decision => decision.Kind == proposal.Kind);
        var needed = await ApproversNeededAsync(context, proposal, cancellation);
        var isLastWord = rejection is not null || proposal.Approvals + 1 >= needed;
        if (!isLastWord)
        {
            // What could not be carried out now is not for the next person to find out.
            await transaction.CreateSavepointAsync("tried", cancellation);
            if (await kind.ApproveAsync(context, proposal, actor, cancellation) is { IsRefused: true } refused)
                return refused;
            await transaction.RollbackToSavepointAsync("tried", cancellation);
            context.ChangeTracker.Clear();
            proposal = await context.Set<ProposalRow>().SingleAsync(again => again.Number == number, cancellation);
        }

        var outcome = !isLastWord
            ? string.Create(CultureInfo.InvariantCulture, $"proposal {number} is approved by {proposal.Approvals + 1} of {needed} people: it is carried out when another one approves")
            : rejection is null
            ? await kind.ApproveAsync(context, proposal, actor, cancellation)
            : $"proposal {number} is rejected";
        if (outcome.IsRefused)
            return outcome;
        var at = clock.GetCurrentInstant();
        if (rejection is null)
            proposal.Approvals++;
        if (isLastWord)
            (proposal.State, proposal.DecidedBy, proposal.DecidedAt, proposal.Reason) = (rejection is null ? "approved" : "rejected", actor.Number, at, rejection);
        context.Add(new ProposalDecisionRow { Proposal = number, UserNumber = actor.Number, Decision = rejection is null ? "approved" : "rejected", Reason = rejection, DecidedAt = at });
        AuditTrail.Record(context, actor, at, proposal.Fund, rejection is null ? "approve" : "reject", $"{proposal.Kind} {number}", Pending, rejection ?? outcome.Value);
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("decided-already", $"proposal {number}", "another person decided at the same moment", "look at it again");
        }

        await transaction.CommitAsync(cancellation);
        return rejection is null && isLastWord ? await kind.FollowAsync(proposal, outcome.Value, cancellation) : outcome;
    }

    /// <summary>By the terms in force today; a new fund's terms need one other person.</summary>
    private async Task<int> ApproversNeededAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        if (proposal.Fund is not { } fund || await TermsInForce.LatestAsync(context, fund, cancellation) is not { } latest)
            return 1;
        var today = await TermsInForce.OnAsync(context, fund, clock.GetCurrentInstant().InZone(latest.Terms.TimeZone).Date, cancellation);
        var terms = (today.IsRefused ? latest : today.Value).Terms;
        return ApproversNeeded.Of(terms.Approvals, Words.TryRead<ApprovalKind>(proposal.Kind, out var kind) ? kind : null,
            proposal.BaseAmount is { } amount ? new Money(amount, terms.BaseCurrency) : null);
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
