using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WelfareFund.Files;
using WelfareFund.People;

namespace WelfareFund.Storage.Facts;

/// <summary>The table of one kind of fact: finds what is known, adds what is new, in the context's transaction.</summary>
/// <param name="lookup">The text by which a fact is found in any of <paramref name="keyColumns"/>.</param>
/// <param name="keyColumns">Indexed.</param>
public sealed class FactTable<T>(FileKind<T> kind, Func<T, string> lookup, params string[] keyColumns) where T : Fact
{
    public FileKind<T> Kind => kind;

    /// <summary>Everything known that has the key of one of these facts, oldest first, without what is personal.</summary>
    public async Task<ILookup<string, T>> FindAsync(FundContext context, int fund, IReadOnlyCollection<T> facts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = MappedTable<T>.Of(context.Model);
        var wanted = facts.Select(lookup).Distinct(StringComparer.Ordinal).ToArray();
        var intakes = new SortedSet<long>();
        foreach (var column in keyColumns)
        {
            var type = table.Columns.Single(mapped => mapped.Name == column).StoreType;
            var (values, parameter) = SqlList.Of(context, "{1}", type, wanted);
#pragma warning disable EF1002 // Table and column come from the model.
            intakes.UnionWith(await context.Database.SqlQueryRaw<long>($"SELECT intake AS \"Value\" FROM \"{table.Name}\" WHERE fund = {{0}} AND \"{column}\" {values}", fund, parameter).ToListAsync(cancellation));
#pragma warning restore EF1002
        }

        // Whole rows by their keys: raw SQL does not know the columns of an amount by their names.
        var known = intakes.ToArray();
        var found = known.Length == 0 ? [] : await context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund && EF.Parameter(known).Contains(fact.Intake)).ToListAsync(cancellation);
        return found.OrderBy(fact => fact.Intake).ToLookup(kind.Key, StringComparer.Ordinal);
    }

    /// <summary>The name of a column in which the two differ, as the file names it; null when they tell the same. The intake does not count.</summary>
    public string? FirstDifference(FundContext context, T known, T told)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var column in MappedTable<T>.Of(context.Model).Columns)
        {
            if (column.Name is "fund" or "intake" || Equals(column.Read(known), column.Read(told))) continue;
            return kind.Columns.Any(told => told.Name == column.Name) ? column.Name : "currency";
        }

        return null;
    }

    /// <summary>Adds facts that have their intake numbers; what is personal in them goes its own way.</summary>
    public async Task AddAsync(FundContext context, IReadOnlyList<T> facts, CancellationToken cancellation = default) => await BulkWriter.WriteAsync(context, facts, cancellation);
}

/// <summary>A list of texts as one parameter, whatever its length: one statement for every batch.</summary>
internal static class SqlList
{
    /// <param name="placeholder">How the statement names the parameter.</param>
    /// <param name="storeType">The column's.</param>
    internal static (string Condition, object Parameter) Of(FundContext context, string placeholder, string storeType, string[] values) =>
        context.Database.GetDbConnection() is NpgsqlConnection
            ? ($"= ANY ({placeholder}::{storeType.Split(' ')[0]}[])", values)
            : ($"IN (SELECT value FROM json_each({placeholder}))", JsonSerializer.Serialize(values));
}
