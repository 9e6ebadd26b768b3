using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class StoredMonthTests(LivedSample sample)
{
    /// <summary>Everything of the fund in memory, its facts up to the snapshot and the lines of the runs before: what was read of some workers after others gave the same lines in the same order.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Every_month_that_was_calculated_from_the_database_is_what_all_its_facts_at_once_give(Engine engine)
    {
        await using var context = (await DatabaseOf(engine).OpenAsync()).NewContext();
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.State != RunState.Superseded).OrderBy(run => run.Fund).ThenBy(run => run.Number).ToListAsync();
        var settlements = runs.Where(run => run.Purpose is RunPurpose.Settlement).ToList();
        settlements.Count.ShouldBeGreaterThan(12);

        foreach (var run in settlements)
        {
            var terms = await TermsInForce.NumberedAsync(context, run.Fund, run.TermsVersion, default);
            var facts = await FactsReader.ReadAsync(context, run.Fund, run.Intake, terms, default);
            List<SettlementLine> before = [.. runs.Where(other => other.Fund == run.Fund && other.Number < run.Number)
                .SelectMany(other => SettlementLineTable.ReadDecided(context, run.Fund, other.Number, withPayments: true)).Select(RunStore.ToLineWithoutTrace)];

            var lines = MonthSettlement.Calculate(terms, run.Month, facts, before).Lines;

            SettlementLineTable.Read(context, run.Fund, run.Number).Select(Bytes).ShouldBe(lines.Select(line => Bytes(RunStore.ToRow(run.Fund, run.Number, line))), $"run {run.Number} of {run.Month}");
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Lines_found_by_their_worker_are_those_that_say_so_themselves_in_an_older_database_too(Engine engine)
    {
        await using var lived = (await DatabaseOf(engine).OpenAsync()).NewContext();
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

    private EmptyDatabase DatabaseOf(Engine engine) => engine is Engine.Sqlite ? sample.Sqlite : sample.PostgreSql;
}
