namespace WelfareFund.Storage.Settlement;

/// <summary>The tables of the migration Settle_months: one text for both engines. Never edited afterwards.</summary>
internal static class SettleMonthsTables
{
    internal static readonly string[] AppendOnly = ["settlement_lines"];

    internal static readonly string[] Changing = ["runs"];

    internal static string Sql(Facts.ColumnTypes type)
    {
        var (whole, integer, text, date) = (type.Whole, type.Whole == "bigint" ? "integer" : type.Whole, type.Text, type.Date);
        var small = type.Whole == "bigint" ? "smallint" : type.Whole;
        return $"""
            CREATE TABLE runs (
                fund {integer} NOT NULL REFERENCES funds (number), number {whole} NOT NULL, month {text} NOT NULL, state {integer} NOT NULL,
                intake {whole} NOT NULL, log_size {whole} NOT NULL, terms_version {integer} NOT NULL, rule_version {integer} NOT NULL,
                lines {integer} NOT NULL, proposal_hash {type.Bytes} NOT NULL, posted_lines {integer} NOT NULL,
                maker {integer} NOT NULL, approver {integer} NOT NULL, calculated_at {type.Time} NOT NULL,
                PRIMARY KEY (fund, number)){type.Ending};
            CREATE UNIQUE INDEX runs_that_count ON runs (fund, month) WHERE state <> 9;
            CREATE TABLE settlement_lines (
                fund {integer} NOT NULL, run {whole} NOT NULL, number {integer} NOT NULL, kind {text} NOT NULL, subject {text} NOT NULL,
                effective {date} NOT NULL, concerns {date} NOT NULL, state {integer} NOT NULL, reason {text} NOT NULL,
                amount {whole}, currency {small}, event {text}, trace {text} NOT NULL,
                PRIMARY KEY (fund, run, number)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
            CREATE INDEX settlement_lines_of_subject ON settlement_lines (fund, kind, subject);
            """;
    }
}
