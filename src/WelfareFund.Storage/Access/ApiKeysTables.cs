using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Access;

/// <summary>The tables of the migration Api_keys: one text for both engines. Never edited afterwards.</summary>
internal static class ApiKeysTables
{
    internal static readonly string[] Changing = ["api_keys", "api_answers"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE api_keys (
            number {Integer(type)} NOT NULL PRIMARY KEY, user_number {Integer(type)} NOT NULL REFERENCES users (number), name {type.Text} NOT NULL, key_hash {type.Bytes} NOT NULL UNIQUE,
            scope {type.Text} NOT NULL, made_by {Integer(type)} NOT NULL, made_at {type.Time} NOT NULL, expires_at {type.Time} NOT NULL, last_used_at {type.Time}, revoked_at {type.Time}){type.Ending};
        CREATE INDEX api_keys_of_user ON api_keys (user_number);
        CREATE TABLE api_answers (
            api_key {Integer(type)} NOT NULL REFERENCES api_keys (number), idempotency_key {type.Text} NOT NULL, request_hash {type.Bytes} NOT NULL, status {Integer(type)} NOT NULL,
            content_type {type.Text} NOT NULL, body {type.Text} NOT NULL, answered_at {type.Time} NOT NULL, PRIMARY KEY (api_key, idempotency_key)){type.Ending};
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
