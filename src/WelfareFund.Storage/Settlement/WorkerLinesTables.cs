using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Settlement;

/// <summary>The table of the migration Worker_lines, with what the runs before it hold, and the index by which an employer's one transfer finds what it is for: one text for both engines. Never edited afterwards.</summary>
internal static class WorkerLinesTables
{
    internal static readonly string[] AppendOnly = ["worker_lines"];

    internal static string Sql(ColumnTypes type)
    {
        var (whole, integer) = (type.Whole, type.Whole == "bigint" ? "integer" : type.Whole);
        var (worker, before) = type.Whole == "bigint" ? ("event::json ->> 'worker'", "split_part(subject, ':', 1)") : ("json_extract(event, '$.worker')", "substr(subject, 1, instr(subject, ':') - 1)");
        return $$"""
            CREATE TABLE worker_lines (
                fund {{integer}} NOT NULL, run {{whole}} NOT NULL, worker_id {{type.Text}} NOT NULL, number {{integer}} NOT NULL,
                PRIMARY KEY (fund, run, worker_id, number)){{(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")}};
            INSERT INTO worker_lines (fund, run, worker_id, number)
                SELECT fund, run, {{worker}}, number FROM settlement_lines
                WHERE event IS NOT NULL AND (kind IN ('agreement', 'contribution', 'collection', 'write-off', 'refund', 'deduction', 'membership') OR (kind = 'bank' AND event LIKE '{"event":"contribution-received"%'))
                UNION ALL SELECT fund, run, {{before}}, number FROM settlement_lines WHERE state = 3 AND kind IN ('membership', 'true-up');
            CREATE INDEX deductions_of_transfer ON deductions (fund, transfer_reference) WHERE transfer_reference IS NOT NULL;
            """;
    }
}
