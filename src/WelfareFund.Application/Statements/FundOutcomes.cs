using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Reports;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>The outcomes of all workers together: what the books carry of them, and what waits.</summary>
internal static class FundOutcomes
{
    private sealed record Group(string Metric, string Corridor, string Provider);

    /// <summary>Amounts are those of the outcome accounts, so that they sum to the income statement's.</summary>
    /// <param name="quarterStart">The first day of the quarter that ends with the view's day.</param>
    /// <returns>By metric as the contracts list them, corridor and provider.</returns>
    internal static async Task<List<OutcomeRow>> ReadAsync(BooksView books, FundTerms terms, LocalDate quarterStart, CancellationToken cancellation)
    {
        var fund = books.Fund.Number;
        var claims = await books.Context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == fund)
            .Select(claim => new { claim.Id, claim.Worker, claim.Contract, claim.Metric }).ToDictionaryAsync(claim => claim.Id, cancellation);
        var corridors = await books.Context.Set<Worker>().AsNoTracking().Where(worker => worker.Fund == fund)
            .Select(worker => new { worker.Id, worker.Corridor }).ToDictionaryAsync(worker => worker.Id, worker => worker.Corridor, cancellation);
        var rows = new Dictionary<Group, OutcomeRow>();

        int[] costs = [.. books.Accounts.Values.Where(account => ChartOfAccounts.RoleOf(account) is AccountRole.OutcomePayments).Select(account => account.Number)];
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where costs.Contains(posting.Account)
            select new { entry.Sequence, entry.Key, entry.Effective, posting.Amount }).ToListAsync(cancellation);
        foreach (var entry in postings.GroupBy(posting => posting.Sequence))
        {
            var one = entry.First();
            var key = one.Key.Split('/');
            var amount = entry.Aggregate(Money.Zero(books.BaseCurrency), (sum, posting) => sum + posting.Amount);
            var count = key[3] switch { "accepted" => 1, "clawback" => -1, _ => 0 };
            var isNew = one.Effective >= quarterStart;
            Add(new ClaimId(key[2]), row => row with
            {
                QuarterAccepted = row.QuarterAccepted + (isNew ? count : 0),
                QuarterAmount = isNew ? row.QuarterAmount + amount : row.QuarterAmount,
                Accepted = row.Accepted + count,
                Amount = row.Amount + amount,
            });
        }

        foreach (var line in await OutcomeReport.LinesAsync(books, terms, await books.LinesAsync(cancellation, [.. ClaimProgress.Kinds]), cancellation))
        {
            switch (line.Standing)
            {
                case ClaimStanding.Submitted or ClaimStanding.Returned or ClaimStanding.Verified or ClaimStanding.Held: Add(new(line.Claim), row => row with { Waiting = row.Waiting + 1 }); break;
                case ClaimStanding.Rejected or ClaimStanding.Refused: Add(new(line.Claim), row => row with { Rejected = row.Rejected + 1 }); break;
            }
        }

        List<string> order = [.. terms.Contracts.SelectMany(contract => contract.RateCards).SelectMany(card => card.Metrics).Select(metric => metric.Id).Distinct(StringComparer.Ordinal)];
        return [.. rows.Values.OrderBy(row => order.IndexOf(row.Metric) is var place and >= 0 ? place : int.MaxValue).ThenBy(row => row.Metric, StringComparer.Ordinal)
            .ThenBy(row => row.Corridor, StringComparer.Ordinal).ThenBy(row => row.Provider, StringComparer.Ordinal)];

        void Add(ClaimId id, Func<OutcomeRow, OutcomeRow> add)
        {
            var (made, provenMetric) = CatchUp.Read(id);
            var claim = claims[made];
            var group = new Group(provenMetric ?? claim.Metric, corridors[claim.Worker], terms.Contract(claim.Contract)?.Provider ?? claim.Contract);
            rows[group] = add(rows.GetValueOrDefault(group) ?? OutcomeRow.None(books.BaseCurrency) with { Metric = group.Metric, Corridor = group.Corridor, Provider = group.Provider });
        }
    }
}
