using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Approvals;

/// <param name="Decision"><c>approved</c> or <c>rejected</c>.</param>
/// <param name="Reason">Why it was rejected.</param>
public sealed record ProposalVote(string By, string Decision, Instant At, string? Reason);

/// <param name="FundId">The fund's id, of a new fund too.</param>
/// <param name="State"><c>pending</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="Votes">Of everybody who has decided, in the order in which they did.</param>
public sealed record ProposalHead(long Number, string FundId, string Kind, string Maker, Instant ProposedAt, string State, IReadOnlyList<ProposalVote> Votes);

/// <param name="Name">The account as people see it.</param>
/// <param name="Party">Its id in the fund's files; empty where the account has none.</param>
/// <param name="Amount">A debit is positive.</param>
public sealed record ProposedPosting(AccountName Name, string Party, Money Amount);

/// <summary>An entry that an approval posts, before it has a place in the log.</summary>
public sealed record ProposedEntry(EntryKey Key, LocalDate Effective, LocalDate Concerns, IReadOnlyList<ProposedPosting> Postings);

/// <summary>What somebody who decides is asked to put their name to.</summary>
/// <param name="Words">In sentences without their full stop, what it does besides posting.</param>
/// <param name="Entries">Exactly what is posted, in the order of posting; frozen by the proposal's hash.</param>
public sealed record ProposalContent(IReadOnlyList<string> Words, IReadOnlyList<ProposedEntry> Entries)
{
    internal static ProposalContent Says(params IReadOnlyList<string> words) => new(words, []);
}

public sealed record ShownProposal(ProposalHead Head, ProposalContent Content);

/// <summary>What is proposed, for those who proposed it, who decide and who read the books.</summary>
public sealed class ShowProposal(FundDatabase database, IEnumerable<IDecision> decisions)
{
    /// <summary>By number.</summary>
    /// <param name="all">Those that were decided, too.</param>
    /// <returns>Right: <see cref="Right.ReadBooks"/>.</returns>
    public async Task<Result<IReadOnlyList<ProposalHead>>> ListAsync(Actor actor, string fundId, bool all, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<ProposalHead>>(fund.Refusals);
        var rows = await context.Set<ProposalRow>().AsNoTracking().Where(proposal => proposal.FundId == fundId && (all || proposal.State == Decide.Pending))
            .OrderBy(proposal => proposal.Number).ToListAsync(cancellation);
        return await HeadsAsync(context, rows, cancellation);
    }

    /// <returns>Refused: <c>not-found</c>; what its kind can no longer show.</returns>
    public async Task<Result<ShownProposal>> RunAsync(Actor actor, long number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var proposal = await context.Set<ProposalRow>().AsNoTracking().SingleOrDefaultAsync(proposal => proposal.Number == number, cancellation);
        if (proposal is null || !(proposal.Maker == actor.Number || (proposal.Fund is { } fund ? actor.May(Right.ReadBooks, fund) : await Decide.MayDecideAsync(context, actor, proposal, cancellation))))
            return new Refusal("not-found", $"proposal {number}", "there is no such proposal for you to see", "`approvals list` shows those of a fund");
        var content = await decisions.Single(decision => decision.Kind == proposal.Kind).ShowAsync(context, proposal, cancellation);
        return content.IsRefused
            ? Result.Refused<ShownProposal>(content.Refusals)
            : new ShownProposal((await HeadsAsync(context, [proposal], cancellation))[0], content.Value);
    }

    private static async Task<List<ProposalHead>> HeadsAsync(FundContext context, List<ProposalRow> rows, CancellationToken cancellation)
    {
        long[] numbers = [.. rows.Select(row => row.Number)];
        var votes = await context.Set<ProposalDecisionRow>().AsNoTracking().Where(vote => numbers.Contains(vote.Proposal)).ToListAsync(cancellation);
        int[] people = [.. rows.Select(row => row.Maker).Concat(votes.Select(vote => vote.UserNumber)).Distinct()];
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        var byProposal = votes.OrderBy(vote => vote.DecidedAt).ToLookup(vote => vote.Proposal, vote => new ProposalVote(names[vote.UserNumber], vote.Decision, vote.DecidedAt, vote.Reason));
        return rows.ConvertAll(row => new ProposalHead(row.Number, row.FundId, row.Kind, names[row.Maker], row.ProposedAt, row.State, [.. byProposal[row.Number]]));
    }
}
