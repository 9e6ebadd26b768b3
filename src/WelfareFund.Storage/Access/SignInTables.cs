using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Access;

/// <summary>The table of the migration Sign_in: one text for both engines. Never edited afterwards.</summary>
internal static class SignInTables
{
    internal static readonly string[] Changing = ["sign_ins"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE sign_ins (
            user_number {Integer(type)} NOT NULL PRIMARY KEY REFERENCES users (number), password_hash {type.Text}, security_stamp {type.Text} NOT NULL,
            failed {Integer(type)} NOT NULL, locked_until {type.Time}, authenticator_key {type.Text}, second_factor {type.Truth} NOT NULL, recovery_codes {type.Text} NOT NULL,
            invitation_hash {type.Bytes}, invited_until {type.Time}){type.Ending};
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
