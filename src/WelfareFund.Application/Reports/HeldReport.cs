using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;

namespace WelfareFund.Application.Reports;

/// <param name="Month">The newest settlement, which looked at every waiting line again.</param>
public sealed record HeldLine(YearMonth Month, SettlementLine Line);

/// <summary>What waits, and for what, and what the settlement warns of. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class HeldReport(FundDatabase database)
{
    public async Task<Result<List<HeldLine>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var books = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (books.IsRefused)
            return Result.Refused<List<HeldLine>>(books.Refusals);
        var lines = await books.Value.NewestLinesAsync((state, reason) => state is LineState.Held || (state is LineState.Disclosed && reason.Length > 0), cancellation);
        return lines.ConvertAll(line => new HeldLine(line.Month, line.Line));
    }
}
