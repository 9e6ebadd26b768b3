using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Terms;
using WelfareFund.Terms;

namespace WelfareFund.Application.Terms;

/// <param name="Proposal">What <c>approve</c> takes; null when the terms are the ones in force already.</param>
/// <param name="Changes">Empty for a new fund.</param>
public sealed record ProposedTerms(long? Proposal, string FundId, LocalDate Effective, bool IsNewFund, IReadOnlyList<TermsChange> Changes);

/// <summary>
/// Proposes a fund, or a new version of its terms; another person's approval makes it effective. Whoever applies a new fund's terms becomes its
/// administrator, whoever approves them its approver.
/// </summary>
public sealed class ApplyTerms(FundDatabase database, FundBooks books, IClock clock) : IDecision
{
    private sealed record Payload(string Effective, string Json);

    /// <param name="effective">Null: the fund's first day, or the first day of the open period.</param>
    /// <returns>Refused: what <see cref="FundFile.Read(string, string)"/> refuses, <c>not-found</c>, <c>period-sealed</c>, <c>sample-fund</c>, <c>recruitment-fee</c>, and what <see cref="TermsSuccession.Broken"/> refuses.</returns>
    public async Task<Result<ProposedTerms>> RunAsync(Actor actor, string fileName, string json, LocalDate? effective, CancellationToken cancellation = default)
    {
        var read = FundFile.Read(fileName, json);
        if (read.IsRefused)
            return Result.Refused<ProposedTerms>(read.Refusals);
        var terms = read.Value;

        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var fund = await context.Funds.AsNoTracking().SingleOrDefaultAsync(fund => fund.Id == terms.Id, cancellation);
        var current = fund is null ? null : await TermsInForce.LatestAsync(context, fund.Number, cancellation);
        var open = fund is null ? terms.FirstMonth : (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Number, cancellation)).OpenPeriod;
        var day = effective ?? open.OnDayOfMonth(1);
        if (Check(actor, terms, fund, current, open, day) is { } refusal)
            return refusal;
        if (current?.Hash == FundFile.Hash(terms))
            return new ProposedTerms(null, terms.Id, current.Effective, false, []);

        var payload = JsonSerializer.Serialize(new Payload(LocalDatePattern.Iso.Format(day), FundFile.Write(terms)));
        var proposal = await Proposals.AddAsync(context, clock, actor, fund?.Number, terms.Id, "terms", payload, FundFile.Hash(terms), cancellation);
        await transaction.CommitAsync(cancellation);
        return new ProposedTerms(proposal, terms.Id, day, fund is null, current is null ? [] : TermsDifference.Between(current.Terms, terms));
    }

    string IDecision.Kind => "terms";

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var terms = FundFile.Read("the proposed terms", payload.Json).Value;
        var current = proposal.Fund is { } fund ? await TermsInForce.LatestAsync(context, fund, cancellation) : null;
        return ProposalContent.Says(
        [
            current is null ? $"opens the fund {terms.Id} on {payload.Effective}" : $"changes the terms from {payload.Effective} on",
            .. current is null ? [] : TermsDifference.Between(current.Terms, terms).Select(change => $"changes {change}"),
            .. terms.CostLines.Where(line => line.Basis is { } basis && current?.Terms.CostLines.FirstOrDefault(before => before.Id == line.Id)?.Basis != basis)
                .Select(line => $"lets workers contribute to {line.Id}, because: {line.Basis!.TrimEnd('.')}"),
        ]);
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var terms = FundFile.Read("the proposed terms", payload.Json).Value;
        var effective = LocalDatePattern.Iso.Parse(payload.Effective).Value;
        var fund = await context.Funds.AsNoTracking().SingleOrDefaultAsync(fund => fund.Id == terms.Id, cancellation);
        var number = fund?.Number ?? await OpenAsync(context, terms, proposal.Maker, approver, cancellation);
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == number, cancellation);
        if (effective < head.OpenPeriod.OnDayOfMonth(1))
            return new Refusal("stale", $"proposal {proposal.Number}", $"{LocalDatePattern.Iso.Format(effective)} is in a month that was sealed since", "apply the terms again from an open month on");

        var version = 1 + (await context.Set<TermsVersionRow>().Where(row => row.Fund == number).MaxAsync(row => (int?)row.Number, cancellation) ?? 0);
        context.Add(new TermsVersionRow
        {
            Fund = number,
            Number = version,
            Effective = effective,
            Hash = proposal.Hash,
            Json = payload.Json,
            Maker = proposal.Maker,
            Approver = approver.Number,
            AppliedAt = clock.GetCurrentInstant(),
        });
        return $"terms version {version} of {terms.Id} is in force from {LocalDatePattern.Iso.Format(effective)}";
    }

    private async Task<int> OpenAsync(FundContext context, FundTerms terms, int maker, Actor approver, CancellationToken cancellation)
    {
        var number = await books.OpenAsync(context, terms.Id, terms.BaseCurrency, terms.FirstMonth, cancellation);
        context.Add(new UserRoleRow { Fund = number, UserNumber = maker, Role = Words.Of(Role.Administrator) });
        context.Add(new UserRoleRow { Fund = number, UserNumber = approver.Number, Role = Words.Of(Role.Approver) });
        return number;
    }

    private static Refusal? Check(Actor actor, FundTerms terms, FundRow? fund, NumberedTerms? current, YearMonth open, LocalDate day)
    {
        if (fund is null && actor.IsSample != terms.Sample)
            return actor.IsSample
                ? new("not-found", terms.Id, "sample people open sample funds only", "name yourself with --as, or mark the fund \"sample\": true")
                : new("sample-fund", terms.Id, "the fund is marked as a sample, which only sample people run", "leave out --as, or remove \"sample\"");
        if (fund is not null && (current is null || !actor.May(Right.Propose, fund.Number)))
            return FundAccess.NotFound(terms.Id);
        if (current is not null && current.Terms.Sample != terms.Sample)
            return new("sample-fund", terms.Id, "a sample fund can never become real, nor a real one a sample", "give the new fund its own id");
        if (current is not null && TermsSuccession.MadeService(current.Terms, terms) is { } made)
            return new("recruitment-fee", $"$.costLines[{made.Id}]", $"what was spent on '{made.Id}' was no service until now and would enter what workers contribute", "give the service a cost line of its own");
        if (current is not null && TermsSuccession.Broken(current.Terms, terms) is { } broken)
            return broken;
        return day < open.OnDayOfMonth(1)
            ? new("period-sealed", terms.Id, $"{LocalDatePattern.Iso.Format(day)} is in a sealed month", $"take a day from {YearMonthPattern.Iso.Format(open)}-01 on")
            : null;
    }
}
