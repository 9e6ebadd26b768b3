using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Storage.Settlement;

/// <summary>What lines say of claims and payments by the ten thousand, in the context's transaction. Nothing is tracked.</summary>
public static class LineClaimTable
{
    private const string Columns = "claim, run, line, part, caught_up, holdback, kind, state, reason, effective, concerns, contract, metric, worker, achieved_on, amount, held_back, currency, instruction";

    public static async Task AddAsync(FundContext context, IReadOnlyList<LineClaimRow> claims, IReadOnlyList<LinePaymentRow> payments, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await BulkWriter.WriteAsync(context, claims, cancellation);
        await BulkWriter.WriteAsync(context, payments, cancellation);
    }

    /// <summary>Of claims by their ids, in no order.</summary>
    public static async Task<List<LineClaimRow>> ReadAsync(FundContext context, int fund, IReadOnlyCollection<string> claims, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Database.GetDbConnection() is not SqliteConnection sqlite)
            return await context.Set<LineClaimRow>().AsNoTracking().Where(row => row.Fund == fund && claims.Contains(row.Claim)).ToListAsync(cancellation);
        await context.Database.OpenConnectionAsync(cancellation);
        try
        {
            return Read(sqlite, fund, claims);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static List<LineClaimRow> Read(SqliteConnection connection, int fund, IReadOnlyCollection<string> claims)
    {
        using var row = new SqliteStatement(connection.Handle!, $"SELECT {Columns} FROM settlement_line_claims WHERE fund = ? AND claim IN (SELECT value FROM json_each(?))");
        row.Bind(1, fund);
        row.BindText(2, JsonSerializer.Serialize(claims));
        var rows = new List<LineClaimRow>();
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var days = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        while (row.Step())
        {
            rows.Add(new()
            {
                Fund = fund,
                Claim = row.Text(0),
                Run = row.Int64(1),
                Line = (int)row.Int64(2),
                Part = (int)row.Int64(3),
                CaughtUp = WordOrNull(4),
                Holdback = row.Int64(5) != 0,
                Kind = Word(row.Text(6)),
                State = (LineState)row.Int64(7),
                Reason = Word(row.Text(8)),
                Effective = Day(9),
                Concerns = Day(10),
                Contract = WordOrNull(11),
                Metric = WordOrNull(12),
                Worker = row.IsNull(13) ? null : new WorkerId(row.Text(13)),
                AchievedOn = row.IsNull(14) ? null : Day(14),
                Amount = row.IsNull(15) ? null : row.Int64(15),
                HeldBack = row.IsNull(16) ? null : row.Int64(16),
                Currency = row.IsNull(17) ? null : Currency.Of((short)row.Int64(17)),
                Instruction = WordOrNull(18),
            });
        }

        return rows;

        // Kinds, contracts, payments and days are few: each is one text.
        string Word(string word) => words.TryGetValue(word, out var known) ? known : words[word] = word;

        string? WordOrNull(int column) => row.IsNull(column) ? null : Word(row.Text(column));

        LocalDate Day(int column) => days.TryGetValue(row.Text(column), out var known)
            ? known
            : days[row.Text(column)] = LocalDate.FromDateOnly(DateOnly.ParseExact(row.Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
