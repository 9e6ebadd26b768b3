using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Evidence;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Reports;

/// <summary>What a fund does, told of ten people at least. A figure is null where it is not told.</summary>
/// <param name="AsOf">The end of the last month that was posted.</param>
/// <param name="Corridors">Those in which anybody was enrolled, as the terms list them.</param>
/// <param name="Tiers">The terms' tiers, the best one first.</param>
public sealed record FundFigures(LocalDate AsOf, Currency Currency, CorridorFigures All, IReadOnlyList<CorridorFigures> Corridors, IReadOnlyList<string> Tiers);

/// <summary>One corridor's figures, amounts in base currency.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="InWork">Of <paramref name="Enrolled"/>, those with a job on the day.</param>
/// <param name="ByTier">Of <paramref name="InWork"/>, in the order of the tiers; of all corridors together nothing is told.</param>
/// <param name="Outcomes">What outcomes cost, less what was taken back.</param>
/// <param name="Contributed">What workers paid, less what they got back; those whose amounts have no rate are left out.</param>
/// <param name="Protection">Averages; null for all corridors together.</param>
public sealed record CorridorFigures(
    string Corridor, string Name, int? Enrolled, int? InWork, IReadOnlyList<int?> ByTier, int? OutcomesAccepted, Money? Outcomes, Money? Contributed, CohortProtection? Protection);

/// <summary>
/// Sums over ten people at least, of the newest posted month alone: two days of one's own choice would tell apart what lies between them. Right: <see cref="Right.ReadAggregates"/>.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 8 "Evidence".</remarks>
public sealed class FundFiguresReport(FundDatabase database)
{
    /// <summary>Whether the fund is so large that its figures are better asked for: they go through every worker and every line.</summary>
    /// <returns>Refused: <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<bool>> IsLargeAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadAggregates, cancellation);
        return fund.IsRefused ? Result.Refused<bool>(fund.Refusals) : await FundReports.IsLargeAsync(context, fund.Value.Number, cancellation);
    }

    /// <returns>Refused: <c>no-terms</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<FundFigures>> RunAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadAggregates, new(), cancellation);
        if (opened.IsRefused)
            return Result.Refused<FundFigures>(opened.Refusals);
        var books = opened.Value;
        var inForce = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        if (inForce.IsRefused)
            return Result.Refused<FundFigures>(inForce.Refusals);
        var terms = inForce.Value.Terms;
        var facts = await FactsReader.ReadAsync(context, books.Fund.Number, await Intake.LastAsync(context, books.Fund.Number, cancellation), terms, cancellation);
        var enrolled = facts.Workers.Where(worker => worker.EnrolledOn <= books.AsOf).ToList();
        var corridors = terms.Corridors.Where(corridor => enrolled.Exists(worker => worker.Corridor == corridor.Id)).ToList();
        List<string> tiers = [.. terms.Quality.Tiers.Select(tier => tier.Id)];
        var atWork = AtWork(terms, facts, books.AsOf);
        var outcomes = await FundOutcomes.ReadAsync(books, terms, books.AsOf, cancellation);
        var paidFor = (await books.UntracedLinesAsync(cancellation, "outcome")).Where(line => line.Counts).Select(line => line.Line.Event).OfType<OutcomeAccepted>()
            .Select(accepted => (accepted.Corridor, accepted.Worker)).Distinct().ToLookup(accepted => accepted.Corridor);
        var protection = await EvidenceReport.FiguresAsync(books, terms, facts, cancellation);
        var contributors = protection.Workers.Where(worker => !worker.Contributed.IsZero).ToLookup(worker => worker.Corridor);

        var toldEnrolled = SmallGroups.Told([.. corridors.Select(corridor => enrolled.Count(worker => worker.Corridor == corridor.Id))]);
        var toldOutcomes = SmallGroups.Told([.. corridors.Select(corridor => paidFor[corridor.Id].Count())]);
        var toldContributions = SmallGroups.Told([.. corridors.Select(corridor => contributors[corridor.Id].Count())]);
        var rows = corridors.Select((corridor, i) =>
        {
            var own = enrolled.Where(worker => worker.Corridor == corridor.Id).ToList();
            var working = own.Where(worker => atWork.ContainsKey(worker.Id)).ToList();
            var isWorkTold = toldEnrolled[i] && SmallGroups.Told([working.Count, own.Count - working.Count])[0];
            var byTier = tiers.ConvertAll(tier => working.Count(worker => atWork[worker.Id] == tier));
            var toldTiers = SmallGroups.Told(byTier);
            return new CorridorFigures(
                corridor.Id, $"{corridor.From} → {corridor.To}, {corridor.Sector}", toldEnrolled[i] ? own.Count : null, isWorkTold ? working.Count : null,
                [.. byTier.Select((count, tier) => isWorkTold && toldTiers[tier] ? count : (int?)null)],
                toldOutcomes[i] ? outcomes.Where(row => row.Corridor == corridor.Id).Sum(row => row.Accepted) : null,
                toldOutcomes[i] ? Sum(outcomes.Where(row => row.Corridor == corridor.Id).Select(row => row.Amount)) : null,
                toldContributions[i] ? Sum(contributors[corridor.Id].Select(worker => worker.Contributed)) : null,
                toldEnrolled[i] ? protection.Corridors.SingleOrDefault(cohort => cohort.Corridor == corridor.Id) : null);
        }).ToList();

        var working = enrolled.Count(worker => atWork.ContainsKey(worker.Id));
        var isAllWorkTold = rows.TrueForAll(row => row.InWork is not null) && SmallGroups.Told([working, enrolled.Count - working])[0];
        var all = new CorridorFigures(
            "", "", SmallGroups.IsTold(enrolled.Count) ? enrolled.Count : null, isAllWorkTold ? working : null, [],
            SmallGroups.IsTold(paidFor.Sum(corridor => corridor.Count())) ? outcomes.Sum(row => row.Accepted) : null,
            SmallGroups.IsTold(paidFor.Sum(corridor => corridor.Count())) ? Sum(outcomes.Select(row => row.Amount)) : null,
            SmallGroups.IsTold(contributors.Sum(corridor => corridor.Count())) ? Sum(contributors.SelectMany(corridor => corridor).Select(worker => worker.Contributed)) : null, null);
        return new FundFigures(books.AsOf, books.BaseCurrency, all, rows, tiers);

        Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(books.BaseCurrency), (sum, amount) => sum + amount);
    }

    /// <summary>Who has a job on the day, and the tier of the newest one.</summary>
    private static Dictionary<WorkerId, string> AtWork(FundTerms terms, SettlementFacts facts, LocalDate day)
    {
        var audits = facts.Audits.ToLookup(audit => audit.Employment);
        return facts.Employments.Where(job => job.StartedOn <= day && !(job.EndedOn < day)).GroupBy(job => job.Worker)
            .ToDictionary(jobs => jobs.Key, jobs => new QualityTiers(terms.Quality, audits[jobs.MaxBy(job => job.StartedOn)!.Id]).On(day));
    }
}
