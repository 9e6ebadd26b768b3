namespace WelfareFund.Storage.Facts;

/// <summary>The tables of the migration Take_in_deductions: one text for both engines. Never edited afterwards.</summary>
internal static class TakeInDeductionsTables
{
    internal static readonly string[] AppendOnly = ["deductions", "grievances"];

    internal static readonly string[] Changing = ["grievance_texts"];

    internal static string Sql(ColumnTypes type)
    {
        var (whole, integer, text, date) = (type.Whole, type.Whole == "bigint" ? "integer" : type.Whole, type.Text, type.Date);
        var small = type.Whole == "bigint" ? "smallint" : type.Whole;
        var ofFacts = $"{(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")}";
        return $"""
            CREATE TABLE deductions (
                fund {integer} NOT NULL, intake {whole} NOT NULL, deduction_id {text} NOT NULL, worker_id {text} NOT NULL, employer_id {text} NOT NULL,
                month {text} NOT NULL, deducted_on {date} NOT NULL, amount {whole} NOT NULL, amount_currency {small} NOT NULL, transfer_reference {text},
                PRIMARY KEY (fund, intake)){ofFacts};
            CREATE INDEX deductions_by_id ON deductions (fund, deduction_id);
            CREATE INDEX deductions_of_worker ON deductions (fund, worker_id);
            CREATE TABLE grievances (
                fund {integer} NOT NULL, intake {whole} NOT NULL, grievance_id {text} NOT NULL, worker_id {text} NOT NULL, employment_id {text},
                raised_on {date} NOT NULL, category {text} NOT NULL, severity {text} NOT NULL, closed_on {date}, outcome {text},
                PRIMARY KEY (fund, intake)){ofFacts};
            CREATE INDEX grievances_by_id ON grievances (fund, grievance_id);
            CREATE INDEX grievances_of_worker ON grievances (fund, worker_id);
            CREATE TABLE grievance_texts (
                fund {integer} NOT NULL, intake {whole} NOT NULL, text {text} NOT NULL, PRIMARY KEY (fund, intake)){type.Ending};
            """;
    }
}
