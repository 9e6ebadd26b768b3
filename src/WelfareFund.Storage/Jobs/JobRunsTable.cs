namespace WelfareFund.Storage.Jobs;

/// <summary>The table of the migration Job_runs: one text for both engines. Never edited afterwards.</summary>
internal static class JobRunsTable
{
    internal static readonly string[] Changing = ["job_runs"];

    internal static string Sql(Facts.ColumnTypes type) => $"""
        CREATE TABLE job_runs (
            fund {(type.Whole == "bigint" ? "integer" : type.Whole)} NOT NULL REFERENCES funds (number), job {type.Text} NOT NULL, due {type.Time} NOT NULL,
            fence {type.Whole} NOT NULL, node {type.Text} NOT NULL, started_at {type.Time} NOT NULL, ended_at {type.Time}, result {type.Text} NOT NULL,
            until {type.Time} NOT NULL, outcome {type.Text} NOT NULL, needs {type.Text} NOT NULL,
            PRIMARY KEY (fund, job, due)){type.Ending};
        """;
}
