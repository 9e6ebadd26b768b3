using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Evidence;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Reports;

/// <param name="WithoutRate">Workers left out because an amount of theirs has no rate for its day.</param>
public sealed record ProtectionFigures(IReadOnlyList<WorkerProtection> Workers, IReadOnlyList<CohortProtection> Corridors, int WithoutRate);

/// <summary>The worker protection figures, by worker and by corridor. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class EvidenceReport(FundDatabase database)
{
    public async Task<Result<ProtectionFigures>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ProtectionFigures>(opened.Refusals);
        var books = opened.Value;
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<ProtectionFigures>(terms.Refusals);
        return await FiguresAsync(books, terms.Value.Terms, cancellation);
    }

    internal static async Task<ProtectionFigures> FiguresAsync(BooksView books, FundTerms terms, CancellationToken cancellation)
    {
        var (context, fund) = (books.Context, books.Fund.Number);
        return await FiguresAsync(books, terms, await FactsReader.ReadAsync(context, fund, await Intake.LastAsync(context, fund, cancellation), terms, cancellation), cancellation);
    }

    /// <param name="facts">All that are told.</param>
    internal static async Task<ProtectionFigures> FiguresAsync(BooksView books, FundTerms terms, SettlementFacts facts, CancellationToken cancellation)
    {
        var lines = (await books.UntracedLinesAsync(cancellation, "bank", "deduction", "refund", "outcome", "grant")).Where(line => line.Counts).Select(line => line.Line).ToList();
        var known = Evidence(terms, facts, lines, books.AsOf).ToList();
        var figures = known.Select(worker => WorkerProtection.Of(worker, facts.Rates, books.BaseCurrency)).OfType<WorkerProtection>().ToList();
        return new ProtectionFigures(figures, CohortProtection.Of(figures), known.Count - figures.Count);
    }

    private static IEnumerable<WorkerEvidence> Evidence(FundTerms terms, SettlementFacts facts, List<SettlementLine> lines, LocalDate asOf)
    {
        var employments = facts.Employments.Where(job => job.StartedOn <= asOf).ToLookup(job => job.Worker);
        var wages = facts.Wages.Where(report => report.ReportedOn <= asOf).ToLookup(report => report.Worker);
        var costs = facts.Costs.Where(cost => cost.IncurredOn <= asOf).ToLookup(cost => cost.Worker);
        var times = facts.Agreements.GroupBy(agreement => agreement.Worker).ToDictionary(own => own.Key, own => TimesOf(terms, own.Last(), asOf));
        var contributed = lines.Select(line => (line.Effective, Paid: Paid(line.Event))).Where(line => line.Paid is not null)
            .ToLookup(line => line.Paid!.Value.Worker, line => (line.Effective, line.Paid!.Value.Amount));
        var spent = Spent(lines).ToLookup(cost => cost.Worker);
        foreach (var worker in facts.Workers.Where(worker => worker.EnrolledOn <= asOf).OrderBy(worker => worker.Id))
        {
            Money Of(CostLineKind kind) => spent[worker.Id].Where(cost => terms.CostLine(cost.CostLine)?.Kind == kind)
                .Aggregate(Money.Zero(terms.BaseCurrency), (sum, cost) => sum + cost.BaseAmount);
            var services = Of(CostLineKind.Service);
            yield return new(
                worker, [.. employments[worker.Id]], WageReports.Standing([.. wages[worker.Id]]), [.. costs[worker.Id]], [.. contributed[worker.Id]], Of(CostLineKind.Recruitment),
                Money.Round(services.Amount * times.GetValueOrDefault(worker.Id, 1), terms.BaseCurrency, RoundingMode.HalfUp));
        }
    }

    private static decimal TimesOf(FundTerms terms, Agreement agreement, LocalDate asOf) => terms.Contribution(agreement.TermsId)?.Cap?.InForce(asOf).TimesServiceCost ?? 1;

    private static (WorkerId Worker, Money Amount)? Paid(FundEvent? what) => what switch
    {
        ContributionReceived e => (e.Worker, e.Amount),
        ContributionDeducted e => (e.Worker, e.Amount),
        RefundOwed e => (e.Worker, -e.Amount),
        _ => null,
    };

    /// <summary>What the fund itself spent, by worker and cost line, net of grants.</summary>
    private static IEnumerable<(WorkerId Worker, string CostLine, Money BaseAmount)> Spent(IEnumerable<SettlementLine> lines)
    {
        var workers = new Dictionary<ClaimId, WorkerId>();
        foreach (var line in lines)
        {
            switch (line.Event)
            {
                case OutcomeAccepted e:
                    workers[e.Claim] = e.Worker;
                    foreach (var part in e.Parts)
                        yield return (e.Worker, part.CostLine, part.BaseAmount);
                    break;
                case GrantReleased e: yield return (workers[e.Claim], e.CostLine, -e.BaseAmount); break;
                default: break;
            }
        }
    }
}
