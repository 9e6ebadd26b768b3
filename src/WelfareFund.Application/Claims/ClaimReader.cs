using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Claims;

/// <summary>A claim by its place in a list.</summary>
internal readonly record struct ListedClaim(ClaimId Id, LocalDate SubmittedOn);

/// <summary>How far claims are from one point of view, read by their ids: one provider's take as long in a fund of a million workers as in one of ten.</summary>
internal sealed class ClaimReader(BooksView books, FundTerms terms)
{
    /// <summary>So many claims are read together.</summary>
    internal const int AtOnce = 1_000;

    private (Dictionary<long, RunRow> Known, RunRow? Newest)? runs;
    private List<(long Run, SettlementLine Line)>? payments;

    /// <summary>Claims under contracts that were submitted by the view's day, the newest first and of a day by their ids.</summary>
    /// <param name="from">Those before this day and id are left out; null for all.</param>
    internal async Task<List<ListedClaim>> ClaimsAsync(IReadOnlyCollection<string> contracts, (LocalDate Day, string Claim)? from, int take, CancellationToken cancellation)
    {
        var fund = books.Fund.Number;
        var all = new List<ListedClaim>();
        foreach (var contract in contracts)
        {
            var (own, last, found) = (books.Context.Set<Claim>().Where(claim => claim.Fund == fund && claim.Contract == contract), books.AsOf, all.Count);
            if (from is var (day, id))
            {
                if (day <= books.AsOf)
                    all.AddRange(await own.Where(claim => claim.SubmittedOn == day && string.Compare((string)(object)claim.Id, id) >= 0).OrderBy(claim => claim.Id).Take(take).Select(claim => new ListedClaim(claim.Id, claim.SubmittedOn)).ToListAsync(cancellation));
                last = LocalDate.Min(books.AsOf, day.PlusDays(-1));
            }

            // A day's rest and the days before it apart: so each is found where it begins.
            if (all.Count - found < take)
                all.AddRange(await own.Where(claim => claim.SubmittedOn <= last).OrderByDescending(claim => claim.SubmittedOn).ThenBy(claim => claim.Id).Take(take - all.Count + found).Select(claim => new ListedClaim(claim.Id, claim.SubmittedOn)).ToListAsync(cancellation));
        }

        return contracts.Count < 2 ? all : [.. all.OrderByDescending(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).Take(take)];
    }

    /// <summary>How many there are of those, counted no further than to <paramref name="most"/>.</summary>
    internal async Task<int> CountAsync(IReadOnlyCollection<string> contracts, int most, CancellationToken cancellation)
    {
        var (fund, last) = (books.Fund.Number, books.AsOf);
        return await books.Context.Set<Claim>().Where(claim => claim.Fund == fund && contracts.Contains(claim.Contract) && claim.SubmittedOn <= last).Take(most).CountAsync(cancellation);
    }

    /// <summary>How many outcomes of each metric stand accepted under a contract: added up over an index, however many they are.</summary>
    internal async Task<IReadOnlyDictionary<string, int>> AcceptedAsync(string contract, CancellationToken cancellation)
    {
        var (known, _) = await RunsAsync(cancellation);
        var (fund, day) = (books.Fund.Number, books.AsOf);
        List<long> counting = [.. known.Values.Where(run => SettlementLines.Counts(LineState.Posts, run.State, false)).Select(run => run.Number)];
        var own = books.Context.Set<LineClaimRow>().AsNoTracking().Where(row => row.Fund == fund && row.Contract == contract && counting.Contains(row.Run) && row.Effective <= day);
        var accepted = await own.Where(row => row.Kind == "outcome").GroupBy(row => row.Metric!).Select(metric => new { metric.Key, Count = metric.Count() }).ToDictionaryAsync(metric => metric.Key, metric => metric.Count, StringComparer.Ordinal, cancellation);

        // What is taken back was accepted before; as often as it was, if it was again.
        var takenBack = await own.Where(row => row.Kind == "clawback").Select(row => new { row.Claim, row.CaughtUp }).ToListAsync(cancellation);
        foreach (var some in takenBack.Chunk(AtOnce))
        {
            List<string> claims = [.. some.Select(row => row.Claim).Distinct()];
            var metrics = (await own.Where(row => row.Kind == "outcome" && claims.Contains(row.Claim)).Select(row => new { row.Claim, row.CaughtUp, row.Metric }).Distinct().ToListAsync(cancellation))
                .ToDictionary(row => (row.Claim, row.CaughtUp), row => row.Metric!);
            foreach (var row in some)
                accepted[metrics[(row.Claim, row.CaughtUp)]]--;
        }

        return accepted.Where(metric => metric.Value > 0).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Of each claim what it had caught up, then the claim itself; as <see cref="ClaimProgress.LinesOf"/>, in the order of the ids that are given.</summary>
    internal async Task<List<OutcomeLine>> LinesAsync(IReadOnlyCollection<ClaimId> claims, CancellationToken cancellation)
    {
        var (fund, shown) = (books.Fund.Number, new List<OutcomeLine>());
        var paying = Payments.ToDictionary(one => (one.Run, one.Line.Number), one => one.Line);
        foreach (var some in claims.Chunk(AtOnce))
        {
            var facts = await books.Context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == fund && some.Contains(claim.Id)).ToDictionaryAsync(claim => claim.Id, cancellation);
            var told = await ToldAsync(some, cancellation);
            var progress = new ClaimProgress(terms, await WordsAsync(some, cancellation));
            var whole = await WholeAsync(told, cancellation);
            Take(progress, told, told.Select(row => whole.GetValueOrDefault((row.Run, row.Line)) ?? WithReason(row, LineClaims.LineOf(row))));
            shown.AddRange(some.SelectMany(id => progress.LinesOf(facts[id])));
        }

        return shown;

        // Why a payment came back is not kept claim by claim.
        SettlementLine WithReason(LineClaimRow row, SettlementLine line) =>
            line.Event is PaymentReturned back ? line with { Event = back with { Reason = ((PaymentReturned)paying[(row.Run, row.Line)].Event!).Reason } } : line;
    }

    /// <summary>Of each claim what it had caught up, then the claim itself, with no more than where they are.</summary>
    internal async Task<IEnumerable<(ListedClaim Claim, ClaimPlace Place)>> PlacesAsync(IReadOnlyCollection<ListedClaim> claims, CancellationToken cancellation)
    {
        var told = await ToldAsync([.. claims.Select(claim => claim.Id)], cancellation);

        // Where a settlement accepted the claim and nothing else was decided, it does not matter what the verifier said.
        var accepted = told.Where(row => row is { Kind: "outcome", Contract: not null, CaughtUp: null }).Select(row => row.Claim).ToHashSet(StringComparer.Ordinal);
        accepted.ExceptWith(told.Where(row => row is { Kind: "clawback" } or { Kind: "outcome", Contract: null }).Select(row => row.Claim));
        var progress = new ClaimProgress(terms, await WordsAsync([.. claims.Select(claim => claim.Id).Where(id => !accepted.Contains(id.Value))], cancellation));
        Take(progress, told, told.Select(LineClaims.LineOf));
        return claims.SelectMany(claim => progress.PlacesOf(claim.Id).Select(place => (claim, place)));
    }

    /// <summary>What is paid, owed and held back of claims under contracts, and of the contracts' advances.</summary>
    /// <param name="said">Of those claims, as <see cref="SaidAsync"/> gives it.</param>
    internal async Task<ProviderClaims> PaidAsync(IReadOnlyCollection<string> contracts, IEnumerable<LineClaimRow> said, CancellationToken cancellation)
    {
        var all = said.ToList();
        foreach (var contract in contracts)
        {
            var advance = 0;
            while (await SaidAsync([AdvanceGranted.PaidAs(contract, advance++).Value], cancellation) is { Count: > 0 } advanced)
                all.AddRange(advanced);
        }

        var paying = Payments.ToDictionary(one => (one.Run, one.Line.Number), one => one.Line);
        var claims = new ProviderClaims();
        foreach (var line in (await CountingAsync(all, cancellation)).GroupBy(row => (row.Run, row.Line)).OrderBy(line => line.Key))
            claims.Take(line.First().Instruction is null ? LineClaims.LineOf(line.Single()) : WithClaims(paying[line.Key], [.. line.OrderBy(row => row.Part).Select(LineClaims.PartOf)]));

        // What came back of claims that are all taken back names none of them.
        var own = claims.Payments.Select(payment => payment.Reference).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, line) in Payments.Where(one => one.Line.Event is PaymentConfirmed || (one.Line.Event is PaymentReturned back && own.Contains(back.Instruction))))
            claims.Take(line);
        return claims;

        static SettlementLine WithClaims(SettlementLine line, IReadOnlyList<ClaimPart> parts) => line with
        {
            Event = line.Event switch { PaymentInstructed e => e with { Claims = parts }, PaymentReturned e => e with { Claims = parts }, var other => other },
        };
    }

    /// <summary>What lines say of some claims, in the order of the lines; also lines of runs that wait for approval.</summary>
    internal async Task<List<LineClaimRow>> SaidAsync(IReadOnlyCollection<string> claims, CancellationToken cancellation)
    {
        var (known, _) = await RunsAsync(cancellation);
        var said = LineClaimTable.Read(books.Context, books.Fund.Number, claims);
        said.RemoveAll(row => !known.ContainsKey(row.Run) || (books.Restated ? row.Concerns : row.Effective) > books.AsOf);
        said.Sort((left, right) => (left.Run, left.Line, left.Part).CompareTo((right.Run, right.Line, right.Part)));
        return said;
    }

    /// <summary>Of those the ones whose lines count now.</summary>
    internal async Task<List<LineClaimRow>> CountingAsync(List<LineClaimRow> said, CancellationToken cancellation)
    {
        var (known, newest) = await RunsAsync(cancellation);
        return said.FindAll(row => SettlementLines.Counts(row.State, known[row.Run].State, known[row.Run] == newest));
    }

    /// <summary>The lines by which payments are instructed, confirmed and returned, without the claims that they are for.</summary>
    internal IReadOnlyList<(long Run, SettlementLine Line)> Payments =>
        payments ??= [.. RunStore.PaymentLinesOfRuns(books.Context, books.Fund.Number).Where(paying => paying.Line.Event is not DrawdownReceived && paying.Line.Effective <= books.AsOf)];

    internal async Task<(IReadOnlyDictionary<long, RunRow> Known, RunRow? Newest)> RunsAsync(CancellationToken cancellation)
    {
        if (runs is null)
        {
            var (all, newest) = await SettlementLines.RunsAsync(books, cancellation);
            runs = (all.ToDictionary(run => run.Number), newest);
        }

        return runs.Value;
    }

    private void Take(ClaimProgress progress, List<LineClaimRow> told, IEnumerable<SettlementLine> lines)
    {
        foreach (var (_, line) in told.Exists(row => row.Instruction is not null) ? Payments.Where(paying => paying.Line.Event is PaymentConfirmed) : [])
            progress.Take(line);
        foreach (var line in lines)
            progress.Take(line);
    }

    private async Task<List<LineClaimRow>> ToldAsync(IReadOnlyCollection<ClaimId> claims, CancellationToken cancellation) =>
        await CountingAsync(await SaidAsync([.. claims.Select(claim => claim.Value)], cancellation), cancellation);

    /// <summary>The lines themselves, with their traces; payments, which name many claims, are left out.</summary>
    private async Task<Dictionary<(long Run, int Line), SettlementLine>> WholeAsync(List<LineClaimRow> told, CancellationToken cancellation)
    {
        var fund = books.Fund.Number;
        var whole = new Dictionary<(long, int), SettlementLine>();
        foreach (var run in told.Where(row => row.Instruction is null).GroupBy(row => row.Run, row => row.Line))
        {
            List<int> numbers = [.. run];
            foreach (var row in await books.Context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Run == run.Key && numbers.Contains(line.Number)).ToListAsync(cancellation))
                whole.Add((row.Run, row.Number), RunStore.ToLine(row));
        }

        return whole;
    }

    private async Task<List<Verification>> WordsAsync(ClaimId[] claims, CancellationToken cancellation)
    {
        var (fund, day) = (books.Fund.Number, books.AsOf);
        return claims.Length == 0 ? [] : await books.Context.Set<Verification>().AsNoTracking().Where(word => word.Fund == fund && claims.Contains(word.Claim) && word.DecidedOn <= day)
            .OrderBy(word => word.DecidedOn).ThenBy(word => word.Intake).ToListAsync(cancellation);
    }
}
