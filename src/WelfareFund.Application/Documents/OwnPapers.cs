using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Documents;

/// <summary>A paper that somebody may have of their own account.</summary>
/// <param name="Kind">As the register names it: <c>investor-statement</c>.</param>
/// <param name="AsOf">The day it speaks of.</param>
/// <param name="Matter">The call's or the distribution's id; else empty.</param>
/// <param name="Number">Of the register; null where nobody has asked for it yet.</param>
/// <param name="Version">The newest; 0 without a number.</param>
public sealed record OwnPaper(string Kind, LocalDate AsOf, string Matter, string? Number, int Version);

/// <summary>
/// What an investor or a provider may download: statements of sealed quarters and of the newest sealed month, notices, remittance advices of months that were posted.
/// Each is drawn and registered when it is asked for; the same figures stay the same document. For whose own account it is.
/// </summary>
public sealed class OwnPapers(
    FundDatabase database, ListDocuments register, StateInvestor investors, StateProvider providers, AnnounceCapitalCall calls, AnnounceDistribution distributions, IssueDocuments issue)
{
    /// <returns>The newest first. Refused: <c>not-found</c>.</returns>
    public async Task<Result<IReadOnlyList<OwnPaper>>> ListAsync(Actor actor, string fundId, Role role, string account, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ReadPersonalData, role, account, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<OwnPaper>>(fund.Refusals);
        var number = fund.Value.Number;
        var papers = new List<OwnPaper>();
        if (role is Role.Provider)
        {
            var months = await context.Set<RunRow>().AsNoTracking()
                .Where(run => run.Fund == number && run.Purpose == RunPurpose.Settlement && run.State >= RunState.Posted && run.State <= RunState.Sealed).Select(run => run.Month).ToListAsync(cancellation);
            papers.AddRange(months.Distinct().Select(month => new OwnPaper(DocumentKinds.ProviderStatement, month.ToDateInterval().End, "", null, 0)));
        }
        else
        {
            var yearEnd = (await CurrentTerms.ReadAsync(context, fund.Value, cancellation)).FiscalYearEnd;
            var sealedMonths = await context.Seals.AsNoTracking().Where(seal => seal.Fund == number).Select(seal => seal.Period).ToListAsync(cancellation);
            var last = sealedMonths.Count == 0 ? default : sealedMonths.Max();
            papers.AddRange(sealedMonths.Where(month => month == last || FiscalPeriods.QuarterStart(month.ToDateInterval().End.PlusDays(1), yearEnd) == month.ToDateInterval().End.PlusDays(1))
                .Select(month => new OwnPaper(DocumentKinds.InvestorStatement, month.ToDateInterval().End, "", null, 0)));
            papers.AddRange(await NoticesAsync(context, number, account, cancellation));
        }

        var issued = await register.RunAsync(actor, fundId, new(Subject: account), cancellation);
        if (issued.IsRefused)
            return Result.Refused<IReadOnlyList<OwnPaper>>(issued.Refusals);
        var newest = issued.Value.Where(document => !document.IsSuperseded).ToDictionary(document => (document.Kind, document.AsOf, document.Matter));
        return papers.Select(paper => newest.TryGetValue((paper.Kind, paper.AsOf, paper.Matter), out var known) ? paper with { Number = known.Number, Version = known.Version } : paper)
            .OrderByDescending(paper => paper.AsOf).ThenBy(paper => paper.Kind, StringComparer.Ordinal).ThenBy(paper => paper.Matter, StringComparer.Ordinal).ToList();
    }

    /// <summary>Draws one of those that the list has.</summary>
    /// <returns>Refused: <c>not-found</c>, and what its statement or drawing refuses.</returns>
    public async Task<Result<IssuedDocument>> DrawAsync(Actor actor, string fundId, Role role, string account, string kind, LocalDate asOf, string matter, CancellationToken cancellation = default)
    {
        var listed = await ListAsync(actor, fundId, role, account, cancellation);
        if (listed.IsRefused)
            return Result.Refused<IssuedDocument>(listed.Refusals);
        if (!listed.Value.Any(paper => (paper.Kind, paper.AsOf, paper.Matter) == (kind, asOf, matter)))
            return new Refusal("not-found", "", "there is no such paper", "the list of your documents has those there are");
        var draft = kind switch
        {
            DocumentKinds.InvestorStatement => DraftOf(await investors.RunAsync(actor, fundId, account, asOf, cancellation), prepared => prepared.Draft),
            DocumentKinds.CallNotice => DraftOf(await calls.RunAsync(actor, fundId, matter, account, cancellation), notices => new(notices[0])),
            DocumentKinds.DistributionNotice => DraftOf(await distributions.RunAsync(actor, fundId, matter, account, cancellation), notices => new(notices[0])),
            _ => DraftOf(await providers.RunAsync(actor, fundId, account, asOf, cancellation), statement => new(statement)),
        };
        if (draft.IsRefused)
            return Result.Refused<IssuedDocument>(draft.Refusals);
        var issued = await issue.RunAsync(actor, fundId, [draft.Value], cancellation);
        return issued.IsRefused ? Result.Refused<IssuedDocument>(issued.Refusals) : issued.Value[0];
    }

    private static Result<DocumentDraft> DraftOf<T>(Result<T> stated, Func<T, DocumentDraft> draft) => stated.IsRefused ? Result.Refused<DocumentDraft>(stated.Refusals) : draft(stated.Value);

    /// <summary>By the keys of the entries on the investor's own holdings: <c>capital-call/2025-02-03/CALL-1/…</c>.</summary>
    private static async Task<IEnumerable<OwnPaper>> NoticesAsync(FundContext context, int fund, string investor, CancellationToken cancellation)
    {
        var own = await context.Parties.AsNoTracking().Where(party => party.Fund == fund && party.Kind == PartyKind.Holding && party.Owner == investor).Select(party => (long?)party.Number).ToListAsync(cancellation);
        var keys = await (
            from posting in context.Postings.AsNoTracking()
            join entry in context.Entries.AsNoTracking() on new { posting.Fund, posting.Sequence } equals new { entry.Fund, entry.Sequence }
            where posting.Fund == fund && own.Contains(posting.Party) && (entry.Key.StartsWith("capital-call/") || entry.Key.StartsWith("distribution/"))
            select entry.Key).Distinct().ToListAsync(cancellation);
        return keys.Select(key => key.Split('/')).Select(key => new OwnPaper(
            key[0] == "capital-call" ? DocumentKinds.CallNotice : DocumentKinds.DistributionNotice, LocalDatePattern.Iso.Parse(key[1]).Value, key[2], null, 0)).Distinct();
    }
}
