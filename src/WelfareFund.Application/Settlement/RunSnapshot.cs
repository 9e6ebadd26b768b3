using NodaTime;
using WelfareFund.Application.Terms;
using WelfareFund.Settlement;
using WelfareFund.Storage;

namespace WelfareFund.Application.Settlement;

/// <summary>From what a run is calculated: what the fund was told up to an intake number, and what was posted up to a size of the log.</summary>
internal sealed record SnapshotPlace(int Fund, YearMonth Month, long Intake, long LogSize, NumberedTerms Terms);

/// <summary>All that a run is calculated from.</summary>
/// <param name="Settled">Every line posted or refused for good, without its trace, in the order of posting.</param>
internal sealed record RunSnapshot(SnapshotPlace Place, SettlementFacts Facts, IReadOnlyList<SettlementLine> Settled)
{
    internal NumberedTerms Terms => Place.Terms;

    internal static async Task<RunSnapshot> ReadAsync(
        FundContext context, int fund, YearMonth month, long intake, long logSize, NumberedTerms terms, CancellationToken cancellation) =>
        new(new(fund, month, intake, logSize, terms),
            await FactsReader.ReadAsync(context, fund, intake, terms.Terms, cancellation),
            [.. RunStore.SettledLines(context, fund)]);
}
