using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Terms;

/// <param name="OpenPeriod">The first month that is not sealed.</param>
/// <param name="LogSize">Entries in the books.</param>
public sealed record FundSummary(string Id, string Name, bool Sample, Currency BaseCurrency, YearMonth FirstMonth, YearMonth OpenPeriod, long LogSize, int TermsVersion, string TermsHash);

/// <summary>The funds that the actor may see. Right: <see cref="Right.SeeFund"/>.</summary>
public sealed class ListFunds(FundDatabase database)
{
    public async Task<IReadOnlyList<FundSummary>> RunAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var summaries = new List<FundSummary>();
        foreach (var fund in await context.Funds.AsNoTracking().OrderBy(fund => fund.Id).ToListAsync(cancellation))
        {
            if (actor.May(Right.SeeFund, fund.Number))
                summaries.Add(await SummaryAsync(context, fund.Number, fund.Id, cancellation));
        }

        return summaries;
    }

    /// <summary>The accounts that the actor's roles stand for, with their funds, by fund and account.</summary>
    public async Task<IReadOnlyList<(FundSummary Fund, Role Role, string Account)>> OwnAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var own = new List<(FundSummary, Role, string)>();
        foreach (var fund in await context.Funds.AsNoTracking().OrderBy(fund => fund.Id).ToListAsync(cancellation))
        {
            foreach (var account in actor.Accounts.Where(account => account.Fund == fund.Number).OrderBy(account => account.Role).ThenBy(account => account.Account, StringComparer.Ordinal))
                own.Add((await SummaryAsync(context, fund.Number, fund.Id, cancellation), account.Role, account.Account));
        }

        return own;
    }

    /// <summary>Whether an account is the actor's own, by their role in the fund.</summary>
    public async Task<bool> IsOwnAsync(Actor actor, string fundId, Role role, string account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        return await context.Funds.AsNoTracking().SingleOrDefaultAsync(known => known.Id == fundId, cancellation) is { } fund
            && actor.OwnAccounts(fund.Number, role).Contains(account, StringComparer.Ordinal);
    }

    /// <returns>The fund and its newest terms. Refused: <c>not-found</c>.</returns>
    public async Task<Result<(FundSummary Fund, NumberedTerms Terms)>> ShowAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return Result.Refused<(FundSummary, NumberedTerms)>(fund.Refusals);
        return (await SummaryAsync(context, fund.Value.Number, fundId, cancellation), (await TermsInForce.LatestAsync(context, fund.Value.Number, cancellation))!);
    }

    /// <summary>Whether the actor may do in the fund what needs the right; false where they do not see the fund.</summary>
    public async Task<bool> MayAsync(Actor actor, string fundId, Right right, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        return !(await FundAccess.RequireAsync(context, actor, fundId, right, cancellation)).IsRefused;
    }

    private static async Task<FundSummary> SummaryAsync(FundContext context, int fund, string id, CancellationToken cancellation)
    {
        var terms = (await TermsInForce.LatestAsync(context, fund, cancellation))!;
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation);
        return new(id, terms.Terms.Name, terms.Terms.Sample, terms.Terms.BaseCurrency, terms.Terms.FirstMonth, head.OpenPeriod, head.Size, terms.Number, terms.Hash);
    }
}
