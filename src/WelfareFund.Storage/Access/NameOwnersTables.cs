using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Access;

/// <summary>The table of the migration Name_owners: one text for both engines. Never edited afterwards.</summary>
internal static class NameOwnersTables
{
    internal static readonly string[] Changing = ["user_accounts"];

    internal static string Sql(ColumnTypes type) => $"""
        CREATE TABLE user_accounts (
            fund {Integer(type)} NOT NULL REFERENCES funds (number), user_number {Integer(type)} NOT NULL REFERENCES users (number), role {type.Text} NOT NULL, account {type.Text} NOT NULL,
            PRIMARY KEY (fund, user_number, role, account)){(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")};
        """;

    private static string Integer(ColumnTypes type) => type.Whole == "bigint" ? "integer" : type.Whole;
}
