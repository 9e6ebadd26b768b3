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
        OutcomeFunding.Of((await books.LinesAsync(cancellation, Kinds)).Where(line => line.Counts).Select(line => line.Line), capital.StandingAt(books.AsOf).Holdings, books.BaseCurrency);

    /// <param name="quarterStart">The first day of the quarter that ends with the view's day.</param>
    internal static async Task<IReadOnlyList<OutcomesFunded>> ToAsync(BooksView books, CapitalView capital, InvestorId investor, LocalDate quarterStart, CancellationToken cancellation) =>
        OutcomesFunded.Of(await ReadAsync(books, capital, cancellation), new(FunderKind.Investor, investor.Value), new(quarterStart, books.AsOf),
            [.. capital.Terms.Contracts.SelectMany(contract => contract.RateCards).SelectMany(card => card.Metrics).Select(metric => metric.Id).Distinct(StringComparer.Ordinal)], books.BaseCurrency);
}
