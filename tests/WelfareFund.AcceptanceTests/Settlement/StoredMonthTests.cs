using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class StoredMonthTests(LivedSample sample)
{
    private const int Some = 7;

    /// <summary>Everything of the fund in memory, its facts up to the snapshot and the lines of the runs before: what was read of some workers after others gave the same lines in the same order.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_month_that_was_calculated_from_the_database_is_what_all_its_facts_at_once_give(Engine engine)
    {
        await using var context = (await sample.On(engine).OpenAsync()).NewContext();
        (await CompareAsync(context)).ShouldBeGreaterThan(12);
    }

    /// <returns>How many months were compared.</returns>
    internal static async Task<int> CompareAsync(FundContext context)
    {
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.State != RunState.Superseded).OrderBy(run => run.Fund).ThenBy(run => run.Number).ToListAsync();
        var settlements = runs.Where(run => run.Purpose is RunPurpose.Settlement).ToList();
        foreach (var run in settlements)
        {
            var terms = await TermsInForce.NumberedAsync(context, run.Fund, run.TermsVersion, default);
            var facts = await FactsReader.ReadAsync(context, run.Fund, run.Intake, terms, default);
            List<SettlementLine> before = [.. runs.Where(other => other.Fund == run.Fund && other.Number < run.Number)
                .SelectMany(other => SettlementLineTable.ReadDecided(context, run.Fund, other.Number, withPayments: true)).Select(RunStore.ToLineWithoutTrace)];

            var lines = MonthSettlement.Calculate(terms, run.Month, facts, before).Lines;

            SettlementLineTable.Read(context, run.Fund, run.Number).Select(Bytes).ShouldBe(lines.Select(line => Bytes(RunStore.ToRow(run.Fund, run.Number, line))), $"run {run.Number} of {run.Month}");
        }

        return settlements.Count;
    }

    /// <summary>So few that a small fund's workers come in many parts.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_next_month_calculated_of_seven_workers_after_another_is_what_all_its_facts_at_once_give(Engine engine)
    {
        var database = await sample.On(engine).OpenAsync();
        await using var context = database.NewContext();
        var last = await context.Set<RunRow>().AsNoTracking().Where(run => run.Purpose == RunPurpose.Settlement && run.State == RunState.Sealed).OrderByDescending(run => run.Month).FirstAsync();
        var month = last.Month.PlusMonths(1);
        var terms = (await TermsInForce.OnAsync(context, last.Fund, month.ToDateInterval().End, default)).Value;
        var intake = await Intake.LastAsync(context, last.Fund, default);
        var facts = await FactsReader.ReadAsync(context, last.Fund, intake, terms.Terms, default);
        facts.Workers.Count.ShouldBeGreaterThan(3 * Some);

        var (atOnce, stored) = (new List<SettlementLine>(), new List<SettlementLine>());
        MonthSettlement.Calculate(terms.Terms, month, new FactsAtOnce(facts, [.. RunStore.SettledLines(context, last.Fund)], Some), atOnce.Add);
        await using var told = StoredMonth.Of(database, new(last.Fund, month, intake, last.LogSize, terms), Some);
        MonthSettlement.Calculate(terms.Terms, month, told, stored.Add);

        stored.Select(Bytes).ShouldBe(atOnce.Select(Bytes));
        stored.Count.ShouldBeGreaterThan(20);

        string Bytes(SettlementLine line) => StoredMonthTests.Bytes(RunStore.ToRow(last.Fund, last.Number + 1, line));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Lines_found_by_their_worker_are_those_that_say_so_themselves_in_an_older_database_too(Engine engine)
    {
        await using var lived = (await sample.On(engine).OpenAsync()).NewContext();
        List<SettlementLineRow> lines = [.. (await lived.Set<RunRow>().AsNoTracking().OrderBy(run => run.Number).ToListAsync()).SelectMany(run => SettlementLineTable.Read(lived, run.Fund, run.Number))];
        var said = lines.Select(line => (line.Fund, line.Run, RunStore.ToLine(line).Moves, line.Number)).Where(line => line.Moves is not null).ToList();
        said.Count.ShouldBeGreaterThan(100);
        (await FoundAsync(lived)).ShouldBe(said, ignoreOrder: true);

        await using var older = await EmptyDatabase.CreateAsync(engine);
        await using (var context = (await older.OpenAsync()).NewContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await SettlementLineTable.AddAsync(context, lines, []);
            await transaction.CommitAsync();
        }

        foreach (var undo in new[] { "DROP TABLE worker_lines", "DROP INDEX deductions_of_transfer", "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%_Worker_lines'" })
            await older.ExecutePlainAsync(undo, asOwner: true);

        await using var migrated = (await older.OpenAsync()).NewContext();
        (await FoundAsync(migrated)).ShouldBe(said, ignoreOrder: true);
    }

    private static async Task<List<(int, long, WorkerId?, int)>> FoundAsync(FundContext context) =>
        (await context.Set<WorkerLineRow>().AsNoTracking().ToListAsync()).ConvertAll(line => (line.Fund, line.Run, (WorkerId?)line.Worker, line.Number));

    private static string Bytes(SettlementLineRow line) =>
        FormattableString.Invariant($"{line.Number} {line.Kind} {line.Subject} {line.Effective} {line.Concerns} {line.State} {line.Reason} {line.Amount} {line.Currency} {line.Event} {line.Trace}");
}
