using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Terms;
using WelfareFund.Settlement;
using WelfareFund.Storage;

namespace WelfareFund.Application.Settlement;

/// <summary>All that a run is calculated from: what the fund was told up to an intake number, and what was posted up to a size of the log.</summary>
/// <param name="Settled">Every line posted or refused for good, in the order of posting.</param>
internal sealed record RunSnapshot(
    int Fund, YearMonth Month, long Intake, long LogSize, NumberedTerms Terms, SettlementFacts Facts, IReadOnlyList<SettlementLine> Settled)
{
    internal static async Task<RunSnapshot> ReadAsync(
        FundContext context, int fund, YearMonth month, long intake, long logSize, NumberedTerms terms, CancellationToken cancellation) =>
        new(fund, month, intake, logSize, terms,
            await FactsReader.ReadAsync(context, fund, intake, terms.Terms, cancellation),
            await RunStore.SettledLinesAsync(context, fund, cancellation).ToListAsync(cancellation));
}
