using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WelfareFund.Storage.Sqlite;

/// <summary>A prepared statement without the cost of ADO.NET's parameters, which is as high as that of the insert itself.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    internal SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    internal void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(statement, parameter, value));

    internal void Bind(int parameter, long? value) => Check(value is { } number ? raw.sqlite3_bind_int64(statement, parameter, number) : raw.sqlite3_bind_null(statement, parameter));

    internal void BindNamed(string parameter, long value) => Bind(raw.sqlite3_bind_parameter_index(statement, parameter), value);

    internal void BindNamed(string parameter, string text) => BindText(raw.sqlite3_bind_parameter_index(statement, parameter), text);

    internal void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(statement, parameter, utf8));

    internal void BindText(int parameter, string? text) => Check(text is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, text));

    internal void BindBlob(int parameter, ReadOnlySpan<byte> bytes) => Check(raw.sqlite3_bind_blob(statement, parameter, bytes));

    /// <summary>True when there is a row to read.</summary>
    internal bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        throw Failure(result);
    }

    internal void Reset() => _ = raw.sqlite3_reset(statement); // It repeats the error that Step has already thrown.

    /// <summary>For statements without a result: one step, and ready for the next values.</summary>
    internal void Run()
    {
        Step();
        Reset();
    }

    internal long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    internal int Columns => raw.sqlite3_column_count(statement);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw Failure(result);
    }

    private SqliteException Failure(int result) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(database));
}
