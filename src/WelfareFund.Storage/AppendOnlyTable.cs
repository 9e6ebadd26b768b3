namespace WelfareFund.Storage;

/// <summary>
/// A table whose rows are never changed nor removed, whoever asks the database. The migrations create the triggers from here, and
/// <c>verify</c> compares what stands in the database with the same text.
/// </summary>
/// <param name="Keys">Every unique key's columns. SQLite's INSERT OR REPLACE deletes the old row without asking a trigger on DELETE,
/// so an insert that meets a row on any of them is refused before.</param>
public sealed record AppendOnlyTable(string Name, string Remedy, params string[][] Keys)
{
    private const string Correct = "correct an entry by a linked reversal";
    private const string Add = "add a row that takes its place";

    /// <summary>All of them; a later migration that adds a table adds it here.</summary>
    public static IReadOnlyList<AppendOnlyTable> All { get; } =
    [
        new("entries", Correct, ["fund", "sequence"], ["fund", "key"]) { FollowsHead = true },
        new("postings", Correct, ["fund", "sequence", "line"]) { FollowsHead = true },
        new("seals", "a sealed month stays sealed", ["fund", "period"]),
        new("funds", Add, ["number"], ["id"]),
        new("accounts", "an account's number and kind never change; give it another name in account_names", ["fund", "number"], ["fund", "id"]),
        new("account_names", Add, ["fund", "account", "revision"]),
        new("parties", Add, ["fund", "number"], ["fund", "kind", "external_id"]),
        Fact("investors", ["investor_id"]),
        Fact("commitments", ["commitment_id"]),
        Fact("capital_calls", ["call_id"]),
        Fact("providers", ["provider_id"]),
        Fact("employers", ["employer_id"]),
        Fact("payees", ["payee_kind", "payee_id"]),
        Fact("workers", ["worker_id"]),
        Fact("agreements"),
        Fact("costs", ["cost_id"]),
        Fact("employments"),
        Fact("audits", ["audit_id"]),
        Fact("claims", ["claim_id"]),
        Fact("decisions", ["claim_id", "decided_on"]),
        new("wages", "a correction is a new report that names this one in replaces", ["fund", "intake"], ["fund", "wage_id"], ["fund", "replaces"]),
        Fact("deductions"),
        Fact("grievances"),
        new("appeals", "a claim is appealed once", ["fund", "claim_id"]),
        new("grievance_words", "what was said stays said; say what is new", ["fund", "grievance_id", "number"]),
        Fact("pauses"),
        Fact("pause_limits"),
        Fact("endings", ["worker_id"], ["employment_id"]),
        Fact("fx_rates"),
        Fact("bank_lines", ["bank_reference", "bank_account"]),
        Fact("bank_balances", ["bank_account", "\"on\""]),
        new("imports", Add, ["fund", "number"]),
        new("terms_versions", "a new version takes its place", ["fund", "number"]),
        new("settlement_lines", "another calculation takes its place", ["fund", "run", "number"]),
        new("settlement_line_groups", "another calculation takes its place", ["fund", "run", "first_line"]),
        new("worker_lines", "another calculation takes its place", ["fund", "run", "worker_id", "number"]),
        new("settlement_line_claims", "another calculation takes its place", ["fund", "claim", "run", "line", "part"]),
        new("settlement_line_payments", "another calculation takes its place", ["fund", "run", "line"]),
        new("proposal_decisions", "what a person decided stays decided; propose anew", ["proposal", "user_number"]),
        new("documents", "what was issued stays registered; other figures make a new version", ["fund", "year", "number", "version"], ["fund", "subject", "kind", "as_of", "matter", "version"]),
        new("document_prints", "what was drawn stays registered", ["fund", "pdf_hash"]),
        new("audit_trail", "what was done stays written", ["number"]),
    ];

    /// <summary>
    /// Rows of a log: SQLite takes none whose sequence is not after the fund's head, which itself never goes back. It keeps strangers from
    /// adding to what is posted, and one look at the small table of heads costs less than one at all postings.
    /// </summary>
    public bool FollowsHead { get; private init; }

    private static AppendOnlyTable Fact(string name, params string[][] once) =>
        new(name, "a fact is corrected by a new one", [["fund", "intake"], .. once.Select(key => (string[])["fund", .. key])]);

    /// <exception cref="InvalidOperationException">A name is not in <see cref="All"/>.</exception>
    public static IEnumerable<AppendOnlyTable> Named(params string[] names) => names.Select(name => All.Single(table => table.Name == name));

    /// <summary>By trigger name, as SQLite keeps the text.</summary>
    /// <remarks>
    /// An insert that is refused rolls its whole transaction back. ABORT would undo the statement alone, and for that SQLite keeps a copy of
    /// every page that any insert touches, which takes a third of the speed.
    /// </remarks>
    public IReadOnlyDictionary<string, string> SqliteTriggers => new Dictionary<string, string>
    {
        [$"{Name}_never_updated"] = $"CREATE TRIGGER {Name}_never_updated BEFORE UPDATE ON {Name} BEGIN SELECT RAISE(ABORT, '{Sentence}'); END",
        [$"{Name}_never_deleted"] = $"CREATE TRIGGER {Name}_never_deleted BEFORE DELETE ON {Name} BEGIN SELECT RAISE(ABORT, '{Sentence}'); END",
        [$"{Name}_never_replaced"] = $"CREATE TRIGGER {Name}_never_replaced BEFORE INSERT ON {Name} WHEN {string.Join(" OR ", Keys.Select(Taken))} "
            + $"BEGIN SELECT RAISE(ROLLBACK, '{Name} {(FollowsHead ? "grows at its end only" : "already has a row with this key")}. {Sentence}'); END",
    };

    /// <summary>What keeps the head where it is or moves it on, by trigger name, as SQLite keeps the text.</summary>
    public static IReadOnlyDictionary<string, string> SqliteHeadTriggers { get; } = new Dictionary<string, string>
    {
        ["heads_never_back"] = "CREATE TRIGGER heads_never_back BEFORE UPDATE ON heads WHEN NEW.fund <> OLD.fund OR NEW.size < OLD.size BEGIN SELECT RAISE(ABORT, 'heads never go back: the log only grows.'); END",
        ["heads_never_deleted"] = "CREATE TRIGGER heads_never_deleted BEFORE DELETE ON heads BEGIN SELECT RAISE(ABORT, 'heads never go back: the log only grows.'); END",
        ["heads_never_replaced"] = "CREATE TRIGGER heads_never_replaced BEFORE INSERT ON heads WHEN EXISTS (SELECT 1 FROM heads WHERE fund = NEW.fund) BEGIN SELECT RAISE(ABORT, 'heads never go back: the log only grows.'); END",
    };

    public string PostgreSqlTrigger => $"{Name}_never_changed";

    /// <summary>For the statement and not the row: TRUNCATE has no rows, and nothing is spent on inserts. ALWAYS: also when a session plays a replica.</summary>
    public string PostgreSqlTriggerSql => $"""
        CREATE TRIGGER {PostgreSqlTrigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {Name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('{Remedy.Replace("'", "''", StringComparison.Ordinal)}');
        ALTER TABLE {Name} ENABLE ALWAYS TRIGGER {PostgreSqlTrigger};
        """;

    /// <summary>As pg_get_triggerdef gives it back.</summary>
    public string PostgreSqlDefinition =>
        $"CREATE TRIGGER {PostgreSqlTrigger} BEFORE DELETE OR UPDATE OR TRUNCATE ON public.{Name} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('{Remedy.Replace("'", "''", StringComparison.Ordinal)}')";

    /// <summary>The function behind every table's trigger on PostgreSQL.</summary>
    public const string PostgreSqlFunctionBody = " BEGIN RAISE EXCEPTION '% is append-only: its rows are never changed nor removed; %.', TG_TABLE_NAME, TG_ARGV[0]; END ";

    public static string PostgreSqlFunctionSql => $"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body${PostgreSqlFunctionBody}$body$;";

    private string Sentence => $"{Name} is append-only: its rows are never changed nor removed; {Remedy}.".Replace("'", "''", StringComparison.Ordinal);

    private string Taken(string[] key) => FollowsHead && key.Contains("sequence")
        ? "NEW.sequence <= ifnull((SELECT size FROM heads WHERE fund = NEW.fund), NEW.sequence)"
        : $"EXISTS (SELECT 1 FROM {Name} WHERE {string.Join(" AND ", key.Select(column => $"{column} = NEW.{column}"))})";
}
