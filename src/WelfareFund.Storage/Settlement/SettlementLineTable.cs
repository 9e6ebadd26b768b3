using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Storage.Settlement;

/// <summary>Lines of runs by the ten thousand, in the context's transaction: nothing is tracked, and no more than one row is in memory.</summary>
public static class SettlementLineTable
{
    private const string Columns = "number, kind, subject, effective, concerns, state, reason, amount, currency, event";

    /// <param name="ofWorkers">Those of the rows that change where a worker stands.</param>
    public static async Task AddAsync(FundContext context, IReadOnlyList<SettlementLineRow> rows, IReadOnlyList<WorkerLineRow> ofWorkers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await BulkWriter.WriteAsync(context, rows, cancellation);
        await BulkWriter.WriteAsync(context, ofWorkers, cancellation);
    }

    /// <summary>A run's lines in their order. The context takes no other command before the last one is read.</summary>
    public static IEnumerable<SettlementLineRow> Read(FundContext context, int fund, long run)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run, $"SELECT {Columns}, trace FROM settlement_lines WHERE fund = @fund AND run = @run ORDER BY number");
    }

    /// <summary>As <see cref="Read(FundContext, int, long)"/>, with what they decided and without why: the traces are empty lists, and held lines are left out.</summary>
    public static IEnumerable<SettlementLineRow> ReadDecided(FundContext context, int fund, long run, bool withPayments)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run, string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Columns} FROM settlement_lines WHERE fund = @fund AND run = @run AND state <> {(int)LineState.Held}{(withPayments ? "" : $" AND state <> {(int)LineState.Pays}")} ORDER BY number"));
    }

    /// <summary>As <see cref="ReadDecided"/>, without the kinds of lines that move a worker's account and nothing else.</summary>
    public static IEnumerable<SettlementLineRow> ReadDecidedOfFund(FundContext context, int fund, long run, bool withPayments)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run, string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Columns} FROM settlement_lines WHERE fund = @fund AND run = @run AND state <> {(int)LineState.Held}{(withPayments ? "" : $" AND state <> {(int)LineState.Pays}")}")
            + " AND kind NOT IN ('agreement', 'contribution', 'collection', 'write-off', 'deduction', 'true-up') ORDER BY number");
    }

    /// <summary>A run's lines that change where workers stand, by worker; of the workers from one id to another, both included. Their traces are empty lists.</summary>
    public static IEnumerable<SettlementLineRow> ReadOfWorkers(FundContext context, int fund, long run, WorkerId first, WorkerId last)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run,
            $"SELECT {ColumnsOf("line.")} FROM worker_lines AS own JOIN settlement_lines AS line ON line.fund = own.fund AND line.run = own.run AND line.number = own.number"
            + " WHERE own.fund = @fund AND own.run = @run AND own.worker_id >= @first AND own.worker_id <= @last ORDER BY own.worker_id, own.number", first.Value, last.Value);
    }

    /// <summary>Which lines of the runs up to one change where a worker stands, in the order of the lines.</summary>
    public static IEnumerable<WorkerLineRow> ReadMoved(FundContext context, int fund, long throughRun) => LineClaimTable.ReadAll<WorkerLineRow>(context, fund, throughRun, "run, number");

    /// <summary>The lines by which payments are instructed, confirmed and returned, and calls of capital paid, without the claims that they are for; their traces are empty lists.</summary>
    public static IEnumerable<SettlementLineRow> ReadPayments(FundContext context, int fund, long run, bool withInstructions)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT line.number, line.kind, line.subject, line.effective, line.concerns, line.state, line.reason, line.amount, line.currency, paying.event
            FROM settlement_line_payments AS paying JOIN settlement_lines AS line ON line.fund = paying.fund AND line.run = paying.run AND line.number = paying.line
            WHERE paying.fund = @fund AND paying.run = @run AND line.state <> {(int)LineState.Held}{(withInstructions ? "" : $" AND line.state <> {(int)LineState.Pays}")} ORDER BY paying.line
            """));
    }

    /// <summary>The next lines of a state that have an event, after a number; their traces are empty lists.</summary>
    public static IEnumerable<SettlementLineRow> ReadEvents(FundContext context, int fund, long run, LineState state, int after, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Read(context, fund, run, string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Columns} FROM settlement_lines WHERE fund = @fund AND run = @run AND number > {after} AND state = {(int)state} AND event IS NOT NULL ORDER BY number LIMIT {count}"));
    }

    private static string ColumnsOf(string table) => string.Join(", ", Columns.Split(", ").Select(column => table + column));

    private static IEnumerable<SettlementLineRow> Read(FundContext context, int fund, long run, string sql, params string[] fromTo)
    {
        context.Database.OpenConnection();
        try
        {
            var words = new Dictionary<string, string>(StringComparer.Ordinal);
            if (context.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                foreach (var row in Read(sqlite, fund, run, sql, fromTo, words))
                    yield return row;
                yield break;
            }

            using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            Add(command, "@fund", fund);
            Add(command, "@run", run);
            if (fromTo is [var first, var last])
            {
                Add(command, "@first", first);
                Add(command, "@last", last);
            }

            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return ReadRow(reader, fund, run, words);
        }
        finally
        {
            context.Database.CloseConnection();
        }
    }

    private static IEnumerable<SettlementLineRow> Read(SqliteConnection connection, int fund, long run, string sql, string[] fromTo, Dictionary<string, string> words)
    {
        using var line = new SqliteStatement(connection.Handle!, sql);
        line.Bind(1, fund);
        line.Bind(2, run);
        for (var at = 0; at < fromTo.Length; at++)
            line.BindText(3 + at, fromTo[at]);
        while (line.Step())
        {
            yield return new()
            {
                Fund = fund,
                Run = run,
                Number = (int)line.Int64(0),
                Kind = Word(words, line.Text(1)),
                Subject = line.Text(2),
                Effective = ReadDate(line.Text(3)),
                Concerns = ReadDate(line.Text(4)),
                State = (LineState)line.Int64(5),
                Reason = Word(words, line.Text(6)),
                Amount = line.IsNull(8) ? null : line.Int64(7),
                Currency = line.IsNull(8) ? null : Currency.Of((short)line.Int64(8)),
                Event = line.IsNull(9) ? null : line.Text(9),
                Trace = line.Columns > 10 ? line.Text(10) : "[]",
            };
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    /// <param name="words">Kinds and reasons are few: each is one text.</param>
    private static SettlementLineRow ReadRow(DbDataReader reader, int fund, long run, Dictionary<string, string> words) => new()
    {
        Fund = fund,
        Run = run,
        Number = reader.GetInt32(0),
        Kind = Word(words, reader.GetString(1)),
        Subject = reader.GetString(2),
        Effective = LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(3)),
        Concerns = LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(4)),
        State = (LineState)reader.GetInt32(5),
        Reason = Word(words, reader.GetString(6)),
        Amount = reader.IsDBNull(7) ? null : reader.GetInt64(7),
        Currency = reader.IsDBNull(8) ? null : Currency.Of(reader.GetInt16(8)),
        Event = reader.IsDBNull(9) ? null : reader.GetString(9),
        Trace = reader.FieldCount > 10 ? reader.GetString(10) : "[]",
    };

    private static string Word(Dictionary<string, string> words, string word) => words.TryGetValue(word, out var known) ? known : words[word] = word;

    private static LocalDate ReadDate(ReadOnlySpan<char> text) => new(
        int.Parse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(text[5..7], NumberStyles.None, CultureInfo.InvariantCulture),
        int.Parse(text[8..10], NumberStyles.None, CultureInfo.InvariantCulture));
}
