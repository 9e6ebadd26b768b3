using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Access;

/// <summary>The table of the migration Passkeys: one text for both engines. Never edited afterwards.</summary>
internal static class PasskeysTables
{
    internal static readonly string[] Changing = ["passkeys"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE passkeys (
            credential_id {type.Bytes} NOT NULL PRIMARY KEY, user_number {Integer(type)} NOT NULL REFERENCES users (number), name {type.Text} NOT NULL, public_key {type.Bytes} NOT NULL,
            sign_count {type.Whole} NOT NULL, transports {type.Text} NOT NULL, backup_eligible {type.Truth} NOT NULL, backed_up {type.Truth} NOT NULL, added_at {type.Time} NOT NULL){type.Ending};
        CREATE INDEX passkeys_of_user ON passkeys (user_number);
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
