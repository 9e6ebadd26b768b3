using Microsoft.EntityFrameworkCore;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Settlement;
using WelfareFund.Ledger;
using WelfareFund.Storage;

namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class LinesCheckTests(LivedSample sample)
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Whoever_changes_what_is_kept_of_a_months_lines_is_found_out_and_the_line_named(Engine engine)
    {
        await using var fund = await sample.On(engine).CopyAsync();
        (await FindingsAsync()).ShouldBeEmpty();
        foreach (var table in AppendOnlyTable.All.Where(table => table.Name is "worker_lines" || table.Name.StartsWith("settlement_line", StringComparison.Ordinal)))
        {
            await fund.ExecutePlainAsync(engine is Engine.Sqlite
                ? string.Join("; ", table.SqliteTriggers.Keys.Select(trigger => $"DROP TRIGGER {trigger}"))
                : $"ALTER TABLE {table.Name} DISABLE TRIGGER {table.PostgreSqlTrigger}", asOwner: true);
        }

        await FindsAsync("settlement_line_claims", "amount = amount + 1", "kind = 'outcome' AND amount IS NOT NULL", "line", "what is kept of its claims is not what the line says");
        await FindsAsync("settlement_line_claims", "line = -line", "kind = 'payment'", "line", "what is kept of its claims is not what the line says");
        await FindsAsync("settlement_line_payments", "claims = claims + 1", "claims > 0", "line", "what is kept of its payment is not what the line says");
        await FindsAsync("worker_lines", "worker_id = worker_id || 'x'", "number > 0", "number", "what is kept of its worker is not what the line says");
        (await AfterAsync("settlement_line_groups", "lines = lines + 1", "amount IS NOT NULL", "first_line")).Findings.ShouldHaveSingleItem().What.ShouldBe("what is counted and added up of its lines is not what they come to");
        (await AfterAsync("settlement_lines", "trace = '[]'", "length(trace) > 2", "number")).Findings.ShouldHaveSingleItem().What.ShouldBe("its lines are not the ones that were calculated and approved");
        (await AfterAsync("settlement_lines", "event = '{' || event", "event IS NOT NULL", "number")).Findings.ShouldHaveSingleItem().ToString().ShouldStartWith("line 0 of run 1: what follows it cannot be read: ");
        (await AfterAsync("settlement_lines", "run = 9999", "kind = 'reserve'", "number")).Findings.ShouldContain(finding => finding.Where == "run 9999" && finding.What == "it has lines, and there is no such run");

        async Task FindsAsync(string table, string change, string where, string line, string what)
        {
            var (run, number, findings) = await AfterAsync(table, change, where, line);
            findings.ShouldContain(new Finding($"line {number} of run {run}", what));
            findings.ShouldAllBe(finding => finding.What == what);
        }

        // One row is changed, what is found is looked at, and the row is put back.
        async Task<(long Run, int Line, IReadOnlyList<Finding> Findings)> AfterAsync(string table, string change, string where, string line)
        {
            await using var context = (await fund.OpenAsync()).NewContext();
            var (run, number) = await FirstAsync(context, table, where, line);
            var row = $"fund = 1 AND run = {run} AND {line} = {number} AND {where}";
            await fund.ExecutePlainAsync($"CREATE TABLE kept AS SELECT * FROM {table} WHERE {row}; UPDATE {table} SET {change} WHERE {row}", asOwner: true);
            var findings = await FindingsAsync();
            await fund.ExecutePlainAsync($"DELETE FROM {table} WHERE fund = 1 AND ((run = {run} AND {line} IN ({number}, {-number})) OR run = 9999); INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept", asOwner: true);
            (await FindingsAsync()).ShouldBeEmpty();
            return (run, number, findings);
        }

        async Task<IReadOnlyList<Finding>> FindingsAsync() => await new LinesCheck(await fund.OpenAsync(), 1).RunAsync(CancellationToken.None);
    }

    private static async Task<(long Run, int Line)> FirstAsync(FundContext context, string table, string where, string line)
    {
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT run, {line} FROM {table} WHERE fund = 1 AND {where} ORDER BY run, {line} LIMIT 1";
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        return (row.GetInt64(0), row.GetInt32(1));
    }
}
