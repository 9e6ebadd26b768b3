namespace WelfareFund.Storage.Facts;

/// <summary>The tables of the migration Appeals: one text for both engines. Never edited afterwards.</summary>
internal static class AppealsTables
{
    internal static readonly string[] AppendOnly = ["appeals"];

    internal static readonly string[] Changing = ["appeal_texts"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE appeals (
            fund {Integer(type)} NOT NULL, claim_id {type.Text} NOT NULL, appealed_at {type.Time} NOT NULL, appealed_by {Integer(type)} NOT NULL,
            PRIMARY KEY (fund, claim_id)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        CREATE TABLE appeal_texts (
            fund {Integer(type)} NOT NULL, claim_id {type.Text} NOT NULL, text {type.Text} NOT NULL,
            PRIMARY KEY (fund, claim_id)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
