using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Settlement;

/// <summary>The tables of the migration Lines_of_claims, with what the lines before it say: one text for both engines. Never edited afterwards.</summary>
internal static class LinesOfClaimsTables
{
    internal static readonly string[] AppendOnly = ["settlement_line_claims", "settlement_line_payments"];

    private const string Columns =
        "fund, claim, run, line, part, caught_up, holdback, kind, state, reason, effective, concerns, contract, metric, worker, achieved_on, amount, held_back, currency, instruction";
    private const string PaysClaims = "substr(event, 1, 27) IN ('{\"event\":\"payment-instructe', '{\"event\":\"payment-returned\"')";
    private const string ClaimsBegin = ",\"claims\":[";

    internal static string Sql(ColumnTypes type)
    {
        var isSqlite = type.Ending.Length > 0;
        var (whole, integer, text, date) = (type.Whole, isSqlite ? type.Whole : "integer", type.Text, type.Date);
        var (small, ending) = (isSqlite ? type.Whole : "smallint", isSqlite ? type.Ending + ", WITHOUT ROWID" : "");
        var (no, yes, first) = isSqlite ? ("0", "1", "part.key") : ("false", "true", "part.key - 1");
        var claims = isSqlite ? "json_each(event, '$.claims') AS part" : "LATERAL jsonb_array_elements(event::jsonb -> 'claims') WITH ORDINALITY AS part (value, key)";
        var howMany = isSqlite ? "json_array_length(event, '$.claims')" : "jsonb_array_length(event::jsonb -> 'claims')";
        var emptied = isSqlite ? "json_set(event, '$.claims', json('[]'))" : "regexp_replace(event, ',\"claims\":\\[[^]]*\\]', ',\"claims\":[]')";

        string Find(string where, string what) => isSqlite ? $"instr({where}, '{what}')" : $"strpos({where}, '{what}')";
        string Of(string json, string name) => isSqlite ? $"json_extract({json}, '$.{name}')" : $"({json}::jsonb ->> '{name}')";
        string Event(string name) => Of("event", name);
        string Part(string name) => Of("part.value", name);
        string Truth(string told) => isSqlite ? told : $"({told})::boolean";
        string Units(string amount) => $"CAST(replace(substr({amount}, 1, {Find(amount, " ")} - 1), '.', '') AS {whole})";
        string IsCaughtUp(string id) => $"CASE WHEN {Find(id, ":")} > 0 AND substr({id}, 1, 8) <> 'advance:' THEN";
        string Claim(string id) => $"{IsCaughtUp(id)} substr({id}, 1, {Find(id, ":")} - 1) ELSE {id} END";
        string CaughtUp(string id) => $"{IsCaughtUp(id)} substr({id}, {Find(id, ":")} + 1) END";
        string Advance() => $"'advance:' || subject || CASE CAST({Event("revision")} AS {integer}) WHEN 0 THEN '' ELSE ':' || {Event("revision")} END";

        return $"""
            CREATE TABLE settlement_line_claims (
                fund {integer} NOT NULL, claim {text} NOT NULL, run {whole} NOT NULL, line {integer} NOT NULL, part {integer} NOT NULL, caught_up {text}, holdback {type.Truth} NOT NULL,
                kind {text} NOT NULL, state {integer} NOT NULL, reason {text} NOT NULL, effective {date} NOT NULL, concerns {date} NOT NULL, contract {text}, metric {text}, worker {text},
                achieved_on {date}, amount {whole}, held_back {whole}, currency {small}, instruction {text},
                PRIMARY KEY (fund, claim, run, line, part)){ending};
            CREATE TABLE settlement_line_payments (
                fund {integer} NOT NULL, run {whole} NOT NULL, line {integer} NOT NULL, claims {integer} NOT NULL, event {text} NOT NULL,
                PRIMARY KEY (fund, run, line)){ending};
            INSERT INTO settlement_line_claims ({Columns})
                SELECT fund, {Claim("subject")}, run, number, 0, {CaughtUp("subject")}, CASE WHEN kind IN ('holdback', 'holdback-retaken') THEN {yes} ELSE {no} END,
                    kind, state, reason, effective, concerns, {Event("contract")}, {Event("metric")}, {Event("worker")}, CAST({Event("achievedOn")} AS {date}),
                    CASE WHEN kind = 'outcome' THEN {Units(Event("gross"))} ELSE {Units(Event("amount"))} END, {Units(Event("heldBack"))}, currency, NULL
                FROM settlement_lines WHERE kind IN ('outcome', 'clawback', 'holdback', 'holdback-retaken', 'forfeit');
            INSERT INTO settlement_line_claims ({Columns})
                SELECT fund, {Claim(Event("claim"))}, run, number, 0, {CaughtUp(Event("claim"))}, {Truth(Event("holdback"))},
                    kind, state, reason, effective, concerns, {Event("contract")}, NULL, NULL, NULL, {Units(Event("amount"))}, NULL, currency, NULL
                FROM settlement_lines WHERE kind IN ('clawback-netting', 'advance-recovery');
            INSERT INTO settlement_line_claims ({Columns})
                SELECT fund, {Advance()}, run, number, 0, NULL, {no}, kind, state, reason, effective, concerns, subject, NULL, NULL, NULL, {Units(Event("amount"))}, NULL, currency, NULL
                FROM settlement_lines WHERE kind = 'advance';
            INSERT INTO settlement_line_claims ({Columns})
                SELECT fund, {Claim("id")}, run, number, 0, {CaughtUp("id")}, CASE WHEN id = subject THEN {no} ELSE {yes} END,
                    kind, state, reason, effective, concerns, NULL, NULL, NULL, NULL, amount, NULL, currency, NULL
                FROM (SELECT held.*, CASE WHEN substr(subject, length(subject) - 8) = ':holdback' THEN substr(subject, 1, length(subject) - 9) ELSE subject END AS id
                      FROM settlement_lines AS held WHERE kind = 'payment' AND event IS NULL) AS waiting;
            INSERT INTO settlement_line_claims ({Columns})
                SELECT fund, {Claim(Part("claim"))}, run, number, {first}, {CaughtUp(Part("claim"))}, {Truth(Part("holdback"))},
                    kind, state, reason, effective, concerns, {Event("party")}, NULL, NULL, NULL, {Units(Part("amount"))}, NULL, currency, {Event("instruction")}
                FROM (SELECT * FROM settlement_lines WHERE {GroupLinesTables.IsOfAPayment} AND {PaysClaims}) AS paying CROSS JOIN {claims};
            INSERT INTO settlement_line_payments (fund, run, line, claims, event)
                SELECT fund, run, number, COALESCE({howMany}, 0), CASE WHEN {Find("event", ClaimsBegin)} > 0 THEN {emptied} ELSE event END
                FROM settlement_lines WHERE {GroupLinesTables.IsOfAPayment};
            DROP INDEX settlement_lines_of_payments;
            CREATE INDEX settlement_line_claims_accepted ON settlement_line_claims (fund, contract, metric, run, effective) WHERE kind = 'outcome' AND contract IS NOT NULL;
            CREATE INDEX settlement_line_claims_taken_back ON settlement_line_claims (fund, contract, claim, run) WHERE kind = 'clawback' AND contract IS NOT NULL;
            CREATE INDEX claims_of_contract ON claims (fund, contract_id, submitted_on DESC, claim_id);
            """;
    }
}
