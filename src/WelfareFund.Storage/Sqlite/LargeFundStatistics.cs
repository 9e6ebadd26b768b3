namespace WelfareFund.Storage.Sqlite;

/// <summary>
/// How the tables are filled in a large fund, for SQLite's choice of an index: rows of each index, and how many share its first column, its first two, and so on. What SQLite is never told
/// it guesses, and then it goes through a fund's rows one by one to find a worker's three. Told once and for all, so that a page takes the same way on every day.
/// </summary>
/// <remarks>Of workers and costs half are said to be of one fund in the table itself: what looks at all of them then goes through the rows, and not through an index that finds each row anew.</remarks>
internal static class LargeFundStatistics
{
    internal const string Sql = """
        ANALYZE sqlite_schema;
        DELETE FROM sqlite_stat1;
        INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
            ('settlement_lines', 'settlement_lines', '5000000 5000000 200000 1'),
            ('settlement_lines', 'settlement_lines_by_state', '5000000 5000000 200000 50000 20000 1'),
            ('settlement_lines', 'settlement_lines_of_subject', '5000000 5000000 400000 2'),
            ('worker_lines', 'worker_lines', '4000000 4000000 170000 3 1'),
            ('settlement_line_claims', 'settlement_line_claims', '5000000 5000000 3 2 1 1'),
            ('settlement_line_claims', 'settlement_line_claims_accepted', '1000000 1000000 100000 50000 5000 2000'),
            ('settlement_line_claims', 'settlement_line_claims_taken_back', '10000 10000 1000 1 1'),
            ('settlement_line_payments', 'settlement_line_payments', '5000 5000 200 1'),
            ('workers', 'workers', '1000000 500000 1'),
            ('workers', 'workers_once', '1000000 1000000 1'),
            ('agreements', 'agreements', '1000000 1000000 1'),
            ('agreements', 'agreements_by_id', '1000000 1000000 1'),
            ('agreements', 'agreements_of_worker', '1000000 1000000 1'),
            ('audits', 'audits', '2000000 2000000 1'),
            ('audits', 'audits_once', '2000000 2000000 1'),
            ('audits', 'audits_of_employment', '2000000 2000000 8'),
            ('claims', 'claims', '2000000 2000000 1'),
            ('claims', 'claims_once', '2000000 2000000 1'),
            ('claims', 'claims_of_worker', '2000000 2000000 3'),
            ('claims', 'claims_of_contract', '2000000 2000000 200000 10000 1'),
            ('decisions', 'decisions', '2000000 2000000 1'),
            ('decisions', 'decisions_once', '2000000 2000000 1 1'),
            ('costs', 'costs', '1000000 500000 1'),
            ('costs', 'costs_once', '1000000 1000000 1'),
            ('costs', 'costs_of_worker', '1000000 1000000 2'),
            ('employments', 'employments', '1000000 1000000 1'),
            ('employments', 'employments_by_id', '1000000 1000000 2'),
            ('employments', 'employments_of_worker', '1000000 1000000 2'),
            ('endings', 'endings', '100000 100000 1'),
            ('endings', 'endings_of_worker', '100000 100000 1'),
            ('endings', 'endings_of_employment', '100 100 1'),
            ('grievances', 'grievances', '100000 100000 1'),
            ('grievances', 'grievances_by_id', '100000 100000 2'),
            ('grievances', 'grievances_of_worker', '100000 100000 2'),
            ('deductions', 'deductions', '9000000 9000000 1'),
            ('deductions', 'deductions_by_id', '9000000 9000000 1'),
            ('deductions', 'deductions_of_worker', '9000000 9000000 9'),
            ('deductions', 'deductions_of_transfer', '9000000 9000000 60'),
            ('pauses', 'pauses', '100000 100000 1'),
            ('pauses', 'pauses_by_id', '100000 100000 2'),
            ('pauses', 'pauses_of_worker', '100000 100000 2'),
            ('pause_limits', 'pause_limits', '10000 10000 1'),
            ('pause_limits', 'pause_limits_of_pause', '10000 10000 2'),
            ('wages', 'wages', '9000000 9000000 1'),
            ('wages', 'wages_once', '9000000 9000000 1'),
            ('wages', 'wages_of_worker', '9000000 9000000 9 1'),
            ('wages', 'wages_replaced_once', '100000 100000 1'),
            ('bank_lines', 'bank_lines', '5000000 5000000 1'),
            ('bank_lines', 'bank_lines_once', '5000000 5000000 1 1'),
            ('bank_lines', 'bank_lines_booked', '5000000 5000000 1000000 5000'),
            ('entries', 'entries', '3000000 3000000 1'),
            ('entries', 'sqlite_autoindex_entries_2', '3000000 3000000 1'),
            ('entries', 'entries_by_effective', '3000000 3000000 30000'),
            ('entries', 'entries_late', '20000 20000 600 300'),
            ('entries', 'entries_that_correct', '10000 10000 1'),
            ('balances', 'balances', '60 60 2 1'),
            ('party_balances', 'party_balances', '3000000 3000000 200000 150000 1'),
            ('parties', 'parties', '1000000 1000000 1'),
            ('parties', 'sqlite_autoindex_parties_2', '1000000 1000000 200000 1'),
            ('parties', 'parties_of_owner', '1000 1000 500 3'),
            ('postings', 'postings', '6000000 6000000 2 1'),
            ('postings', 'postings_of_account', '6000000 6000000 200000 1'),
            ('postings', 'postings_of_party', '4000000 4000000 30 2');
        ANALYZE sqlite_schema;
        """;
}
