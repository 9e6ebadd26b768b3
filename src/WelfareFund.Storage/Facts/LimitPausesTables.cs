namespace WelfareFund.Storage.Facts;

/// <summary>The table of the migration Limit_pauses: one text for both engines. Never edited afterwards.</summary>
internal static class LimitPausesTables
{
    internal static readonly string[] AppendOnly = ["pause_limits"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE pause_limits (
            fund {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL, intake {type.Whole} NOT NULL, pause_id {type.Text} NOT NULL, counts_to {type.Date},
            PRIMARY KEY (fund, intake)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        CREATE INDEX pause_limits_of_pause ON pause_limits (fund, pause_id);
        """;
}
