using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.AcceptanceTests.Workers;

/// <summary>What one worker's page reads is so much less than the fund's whole, and says the same.</summary>
[Collection(LivedSampleTests.Name)]
public sealed class OneWorkersReadingTests(LivedSample sample)
{
    [Theory]
    [InlineData(Engine.Sqlite, "2025-10-31")]
    [InlineData(Engine.PostgreSql, "2026-03-31")]
    public async Task What_is_read_of_one_worker_alone_gives_the_same_contributions_as_the_whole_fund(Engine engine, string asOf)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(asOf).Value;

        (await CompareAsync(sample.On(engine), day, every: 3)).ShouldBeGreaterThan(20);
    }

    /// <param name="every">Of so many workers one: the fund's whole is read again for each.</param>
    /// <returns>How many of them have an agreement.</returns>
    internal static async Task<int> CompareAsync(EmptyDatabase database, LocalDate asOf, int every = 1)
    {
        await using var context = (await database.OpenAsync()).NewContext();
        var fund = await context.Funds.SingleAsync();
        var books = (await BooksView.OpenAsync(context, fund, new(asOf), default)).Value;
        var run = (await context.Set<RunRow>().AsNoTracking().Where(run => run.Purpose == RunPurpose.Settlement && run.State == RunState.Sealed).ToListAsync()).Where(run => run.Month.ToDateInterval().End <= asOf).MaxBy(run => run.Month)!;
        var terms = (await TermsInForce.OnAsync(context, fund.Number, run.Month.ToDateInterval().End, default)).Value.Terms;
        var facts = await FactsReader.ReadAsync(context, fund.Number, run.Intake, terms, default);
        var lines = Settled(await books.LinesAsync(default));
        var agreed = 0;
        foreach (var worker in facts.Workers.Select(worker => worker.Id).Where((_, place) => place % every == 0))
        {
            var own = await FactsReader.ReadOfWorkerAsync(context, fund.Number, run.Intake, terms, worker, default);
            var ownLines = Settled(await books.LinesOfWorkerAsync(worker, own.Agreements.Select(agreement => agreement.Id), [.. own.Claims.Select(claim => claim.Id)], default));

            var expected = WorkerContributions.Of(terms, run.Month, worker, facts, lines);
            Words(WorkerContributions.Of(terms, run.Month, worker, own, ownLines)).ShouldBe(Words(expected), worker.Value);
            agreed += expected is null ? 0 : 1;
        }

        return agreed;

        List<SettlementLine> Settled(List<DecidedLine> decided) => [.. decided.Where(line => line.Counts && line.Month <= run.Month).Select(line => line.Line)];
    }

    private static string Words(WorkerContributions? known) => known is null ? "none" : string.Join('\n',
    [
        $"{known.Agreement} {known.Cap} {known.CapLeft} {known.PaymentsLeft} {known.WindowLeft} {known.Ended} {string.Join(';', known.Fees)}",
        .. known.Months.Select(month => $"{month.Month} {month.Decision} {string.Join(';', month.Dues)} {string.Join(';', month.Pays)} {month.State} {month.Held} {TraceText.Sentence(month.Trace)} {month.Room.Amount} {string.Join(';', month.Missing)}"),
    ]);
}
