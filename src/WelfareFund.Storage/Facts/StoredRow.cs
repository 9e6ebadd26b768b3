using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Storage.Sqlite;

namespace WelfareFund.Storage.Facts;

/// <summary>The values of a row that is being read, as either engine has them.</summary>
internal abstract class StoredRow
{
    internal static MethodInfo ReaderOf(Type stored) => typeof(StoredRow).GetMethod(
        stored == typeof(string) ? nameof(Text) : stored == typeof(long) ? nameof(Long) : stored == typeof(int) ? nameof(Int) : stored == typeof(short) ? nameof(Short)
            : stored == typeof(DateOnly) ? nameof(Date) : stored == typeof(bool) ? nameof(Truth) : stored == typeof(decimal) ? nameof(Number) : throw new NotSupportedException($"No table keeps a {stored.Name}."),
        BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The rows of a statement, one after another, untracked and without the cost of a query that has to be translated. The context takes no other command before the last one.</summary>
    /// <param name="sql">For both engines; its parameters are <c>@name</c>.</param>
    /// <param name="parameters">Whole numbers, texts, dates; for PostgreSQL lists of texts, too.</param>
    internal static IEnumerable<T> Read<T>(FundContext context, string sql, Func<StoredRow, T> make, params (string Name, object Value)[] parameters)
    {
        context.Database.OpenConnection();
        try
        {
            if (context.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                using var statement = new SqliteStatement(sqlite.Handle!, sql);
                foreach (var (name, value) in parameters)
                {
                    if (value is string or LocalDate) statement.BindNamed("@" + name, value is LocalDate date ? LocalDatePattern.Iso.Format(date) : (string)value);
                    else statement.BindNamed("@" + name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                }

                var row = new Of(statement);
                while (statement.Step()) yield return make(row);
                yield break;
            }

            using var command = context.Database.GetDbConnection().CreateCommand();
            command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value is LocalDate date ? date.ToDateOnly() : value);
                command.Parameters.Add(parameter);
            }

            using var reader = command.ExecuteReader();
            var stored = new OfReader(reader);
            while (reader.Read()) yield return make(stored);
        }
        finally
        {
            context.Database.CloseConnection();
        }
    }

    internal abstract bool IsNull(int column);
    internal abstract string Text(int column);
    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    internal abstract long Long(int column);
    internal abstract int Int(int column);
    internal abstract short Short(int column);
    internal abstract bool Truth(int column);
    internal abstract DateOnly Date(int column);
    internal abstract decimal Number(int column);

    internal sealed class Of(SqliteStatement statement) : StoredRow
    {
        internal override bool IsNull(int column) => statement.IsNull(column);
        internal override string Text(int column) => statement.Text(column);
        internal override long Long(int column) => statement.Int64(column);
        internal override int Int(int column) => (int)statement.Int64(column);
        internal override short Short(int column) => (short)statement.Int64(column);
        internal override bool Truth(int column) => statement.Int64(column) != 0;
        internal override DateOnly Date(int column)
        {
            var text = statement.Blob(column);
            return Utf8Parser.TryParse(text[..4], out int year, out _) && Utf8Parser.TryParse(text[5..7], out int month, out _) && Utf8Parser.TryParse(text[8..], out int day, out _)
                ? new(year, month, day)
                : throw new FormatException("A stored date is written yyyy-MM-dd.");
        }

        internal override decimal Number(int column) => decimal.Parse(statement.Text(column), NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    internal sealed class OfReader(DbDataReader reader) : StoredRow
    {
        internal override bool IsNull(int column) => reader.IsDBNull(column);
        internal override string Text(int column) => reader.GetString(column);
        internal override long Long(int column) => reader.GetInt64(column);
        internal override int Int(int column) => reader.GetInt32(column);
        internal override short Short(int column) => reader.GetInt16(column);
        internal override bool Truth(int column) => reader.GetBoolean(column);
        internal override DateOnly Date(int column) => reader.GetFieldValue<DateOnly>(column);
        internal override decimal Number(int column) => reader.GetDecimal(column);
    }
}
