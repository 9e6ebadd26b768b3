namespace WelfareFund.Storage.Facts;

/// <summary>The tables of the migration Grievance_words: one text for both engines. Never edited afterwards.</summary>
internal static class GrievanceWordsTables
{
    internal static readonly string[] AppendOnly = ["grievance_words"];

    internal static readonly string[] Changing = ["grievance_word_texts"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE grievance_words (
            fund {Integer(type)} NOT NULL, grievance_id {type.Text} NOT NULL, number {Integer(type)} NOT NULL, kind {type.Text} NOT NULL, said_at {type.Time} NOT NULL, said_by {Integer(type)} NOT NULL, appeal_id {type.Text},
            PRIMARY KEY (fund, grievance_id, number)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        CREATE TABLE grievance_word_texts (
            fund {Integer(type)} NOT NULL, grievance_id {type.Text} NOT NULL, number {Integer(type)} NOT NULL, text {type.Text} NOT NULL,
            PRIMARY KEY (fund, grievance_id, number)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
