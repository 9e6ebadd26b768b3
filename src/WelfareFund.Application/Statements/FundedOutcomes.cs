using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Reports;
using WelfareFund.People;
using WelfareFund.Statements;

namespace WelfareFund.Application.Statements;

/// <summary>Outcomes as the books show them to those who funded them.</summary>
internal static class FundedOutcomes
{
    /// <summary>Lines whose events accept an outcome, take it back, or say who paid for it.</summary>
    private static readonly string[] Kinds = ["outcome", "clawback", "forfeit", "grant", "grant-reversal", "outcome-payer"];

    /// <returns>All that stand on the view's day, by acceptance.</returns>
    internal static async Task<IReadOnlyList<FundedOutcome>> ReadAsync(BooksView books, CapitalView capital, CancellationToken cancellation) =>
        OutcomeFunding.Of((await books.UntracedLinesAsync(cancellation, Kinds)).Where(line => line.Counts).Select(line => line.Line), capital.StandingAt(books.AsOf).Holdings, books.BaseCurrency);

    /// <param name="outcomes">As <see cref="ReadAsync"/> gives them.</param>
    /// <param name="quarterStart">The first day of the quarter that ends with the view's day.</param>
    internal static IReadOnlyList<OutcomesFunded> To(IReadOnlyList<FundedOutcome> outcomes, BooksView books, CapitalView capital, InvestorId investor, LocalDate quarterStart) =>
        OutcomesFunded.Of(outcomes, new(FunderKind.Investor, investor.Value), new(quarterStart, books.AsOf),
            [.. capital.Terms.Contracts.SelectMany(contract => contract.RateCards).SelectMany(card => card.Metrics).Select(metric => metric.Id).Distinct(StringComparer.Ordinal)], books.BaseCurrency);

    /// <param name="outcomes">As <see cref="ReadAsync"/> gives them.</param>
    internal static async Task<WorkersReached> ReachedAsync(IReadOnlyList<FundedOutcome> outcomes, BooksView books, InvestorId investor, CancellationToken cancellation)
    {
        var funder = new OutcomeFunder(FunderKind.Investor, investor.Value);
        var reached = outcomes.Where(outcome => outcome.Of(funder) is not null).Select(outcome => outcome.Worker).ToHashSet();
        var (fund, day) = (books.Fund.Number, books.AsOf);
        var jobs = new Dictionary<EmploymentId, (WorkerId Worker, LocalDate? EndedOn)>();
        await foreach (var job in books.Context.Set<Employment>().AsNoTracking().Where(job => job.Fund == fund && job.StartedOn <= day).OrderBy(job => job.Intake)
            .Select(job => new { job.Id, job.Worker, job.EndedOn }).AsAsyncEnumerable().WithCancellation(cancellation))
            jobs[job.Id] = (job.Worker, job.EndedOn);
        var working = jobs.Values.Where(job => job.EndedOn is null || job.EndedOn > day).Select(job => job.Worker).ToHashSet();
        return new(reached.Count, reached.Count(working.Contains));
    }
}
