namespace WelfareFund.Storage.Facts;

/// <summary>The tables of the migration Pay_out: one text for both engines. Never edited afterwards.</summary>
internal static class PayOutTables
{
    internal static readonly string[] AppendOnly = ["payees"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE payees (
            fund {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL, intake {type.Whole} NOT NULL, payee_kind {type.Text} NOT NULL, payee_id {type.Text} NOT NULL,
            country {type.Text} NOT NULL, PRIMARY KEY (fund, intake)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        CREATE UNIQUE INDEX payees_once ON payees (fund, payee_id, payee_kind);
        ALTER TABLE personal_details ADD COLUMN account {type.Text};
        """;
}
