namespace WelfareFund.Storage.Settlement;

/// <summary>The migration Run_purpose: one text for both engines. Never edited afterwards.</summary>
internal static class RunPurposeTables
{
    /// <summary>Every run before was a settlement. A month has one that counts; other runs of it are as many as there are.</summary>
    internal static string Sql(Facts.ColumnTypes type) => $"""
        ALTER TABLE runs ADD COLUMN purpose {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL DEFAULT 1;
        DROP INDEX runs_that_count;
        CREATE UNIQUE INDEX runs_that_count ON runs (fund, month) WHERE state <> 9 AND purpose = 1;
        """;
}
