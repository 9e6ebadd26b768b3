namespace WelfareFund.Storage.Facts;

/// <summary>The tables of the migration Pay_out: one text for both engines. Never edited afterwards.</summary>
internal static class PayOutTables
{
    internal static readonly string[] AppendOnly = ["payees", "proposal_decisions"];

    internal static readonly string[] Changing = ["bank_details_changes"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE payees (
            fund {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL, intake {type.Whole} NOT NULL, payee_kind {type.Text} NOT NULL, payee_id {type.Text} NOT NULL,
            country {type.Text} NOT NULL, PRIMARY KEY (fund, intake)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        CREATE UNIQUE INDEX payees_once ON payees (fund, payee_id, payee_kind);
        CREATE TABLE proposal_decisions (
            proposal {type.Whole} NOT NULL, user_number {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL, decision {type.Text} NOT NULL, reason {type.Text},
            decided_at {type.Time} NOT NULL, PRIMARY KEY (proposal, user_number)){type.Ending};
        CREATE TABLE bank_details_changes (
            fund {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL, proposal {type.Whole} NOT NULL, kind {type.Text} NOT NULL, id {type.Text} NOT NULL,
            iban {type.Text}, bic {type.Text}, account {type.Text}, counts_from {type.Date}, PRIMARY KEY (fund, proposal)){type.Ending};
        ALTER TABLE proposals ADD COLUMN base_amount {type.Whole};
        ALTER TABLE proposals ADD COLUMN approvals {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL DEFAULT 0;
        ALTER TABLE personal_details ADD COLUMN account {type.Text};
        ALTER TABLE bank_line_texts ADD COLUMN return_reason {type.Text};
        """;
}
