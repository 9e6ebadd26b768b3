using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Reports;

/// <summary>What the clearing accounts hold, item by item, since when; with what an unallocated receipt could be. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ClearingReport(FundDatabase database)
{
    /// <returns>By account, the oldest first.</returns>
    public async Task<Result<List<ClearingItem>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<ClearingItem>>(opened.Refusals);
        var (books, fund) = (opened.Value, opened.Value.Fund.Number);
        var terms = await TermsInForce.OnAsync(context, fund, books.AsOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<List<ClearingItem>>(terms.Refusals);
        var facts = await FactsReader.ReadAsync(context, fund, await Intake.LastAsync(context, fund, cancellation), terms.Value.Terms, cancellation);
        var posted = (await books.LinesAsync(cancellation)).Where(line => line.Counts && line.Line.State is not LineState.Held).Select(line => line.Line).ToList();
        return Clearing.Of(terms.Value.Terms, facts, posted).ToList();
    }
}
