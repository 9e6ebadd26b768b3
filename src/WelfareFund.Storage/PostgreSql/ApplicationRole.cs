namespace WelfareFund.Storage.PostgreSql;

/// <summary>
/// The role under which all normal work is done. It owns no table and cannot log in; append-only tables it may read and add to, no more.
/// </summary>
/// <remarks>
/// Whoever connects needs to be a member of it. The owner of the tables, who also migrates, is one; a login of the
/// application's own that was granted only this role is the stronger arrangement, and then the owner connects once after each new version.
/// </remarks>
public static class ApplicationRole
{
    public const string Name = "welfarefund_app";

    /// <summary>A role belongs to the whole server, so another database may have made it already, even this very moment.</summary>
    internal const string Create = $"""
        DO $body$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN
                BEGIN CREATE ROLE {Name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
            END IF;
            IF NOT pg_has_role(current_user, '{Name}', 'MEMBER') THEN GRANT {Name} TO CURRENT_USER; END IF;
            GRANT USAGE ON SCHEMA public TO {Name};
        END
        $body$;
        """;

    internal static string GrantAppend(params string[] tables) => $"GRANT SELECT, INSERT ON {string.Join(", ", tables)} TO {Name};";

    internal static string GrantChange(params string[] tables) => $"GRANT SELECT, INSERT, UPDATE, DELETE ON {string.Join(", ", tables)} TO {Name};";
}
