using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace WelfareFund.Storage.PostgreSql.Migrations;

[DbContext(typeof(PostgreSqlFundContext))]
[Migration("20261122120000_Open_the_books")]
public sealed class OpenTheBooks : Migration
{
    /// <remarks>
    /// No foreign keys on entries and postings: the writer checks a chunk's references at once, and <c>verify</c> checks them all.
    /// Texts that are compared or sorted are COLLATE "C": the same order on every machine, and SQLite's order.
    /// The fill factor leaves room for the next months' balances on the same page.
    /// </remarks>
    private const string Tables = """
        CREATE TABLE funds (
            number integer PRIMARY KEY,
            id text COLLATE "C" NOT NULL UNIQUE,
            base_currency smallint NOT NULL,
            first_month text COLLATE "C" NOT NULL
        );

        CREATE TABLE heads (
            fund integer PRIMARY KEY REFERENCES funds (number),
            size bigint NOT NULL,
            frontier bytea NOT NULL,
            open_period text COLLATE "C" NOT NULL,
            fence bigint NOT NULL
        );

        CREATE TABLE leases (
            fund integer PRIMARY KEY REFERENCES funds (number),
            owner text COLLATE "C" NOT NULL,
            fence bigint NOT NULL,
            until timestamptz NOT NULL
        );

        CREATE TABLE accounts (
            fund integer NOT NULL REFERENCES funds (number),
            number integer NOT NULL,
            id text COLLATE "C" NOT NULL,
            type smallint NOT NULL,
            currency smallint,
            party_kind smallint NOT NULL,
            limit_kind smallint NOT NULL,
            limit_account integer,
            PRIMARY KEY (fund, number),
            UNIQUE (fund, id),
            FOREIGN KEY (fund, limit_account) REFERENCES accounts (fund, number)
        );

        CREATE TABLE account_names (
            fund integer NOT NULL,
            account integer NOT NULL,
            revision integer NOT NULL,
            since_period text COLLATE "C" NOT NULL,
            code text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            PRIMARY KEY (fund, account, revision),
            FOREIGN KEY (fund, account) REFERENCES accounts (fund, number)
        );

        CREATE TABLE parties (
            fund integer NOT NULL REFERENCES funds (number),
            number bigint NOT NULL CHECK (number > 0),
            kind smallint NOT NULL,
            external_id text COLLATE "C" NOT NULL,
            owner text COLLATE "C",
            PRIMARY KEY (fund, number),
            UNIQUE (fund, kind, external_id)
        );
        CREATE INDEX parties_of_owner ON parties (fund, kind, owner) WHERE owner IS NOT NULL;

        CREATE TABLE entries (
            fund integer NOT NULL,
            sequence bigint NOT NULL,
            key text COLLATE "C" NOT NULL,
            effective date NOT NULL,
            concerns date NOT NULL,
            corrects bigint,
            run bigint NOT NULL,
            terms_version integer NOT NULL,
            rule_version integer NOT NULL,
            maker integer NOT NULL,
            approver integer NOT NULL,
            recorded_at timestamptz NOT NULL,
            leaf_hash bytea NOT NULL,
            PRIMARY KEY (fund, sequence),
            UNIQUE (fund, key)
        );
        CREATE INDEX entries_by_effective ON entries (fund, effective);
        CREATE INDEX entries_late ON entries (fund, concerns, effective) WHERE concerns <> effective;
        CREATE INDEX entries_that_correct ON entries (fund, corrects) WHERE corrects IS NOT NULL;

        CREATE TABLE postings (
            fund integer NOT NULL,
            sequence bigint NOT NULL,
            line smallint NOT NULL,
            account integer NOT NULL,
            currency smallint NOT NULL,
            amount bigint NOT NULL,
            party bigint,
            corridor text COLLATE "C",
            cost_line text COLLATE "C",
            PRIMARY KEY (fund, sequence, line)
        );
        CREATE INDEX postings_of_account ON postings (fund, account, sequence);
        CREATE INDEX postings_of_party ON postings (fund, party, sequence) WHERE party IS NOT NULL;

        CREATE TABLE balances (
            fund integer NOT NULL,
            account integer NOT NULL,
            currency smallint NOT NULL,
            amount bigint NOT NULL,
            PRIMARY KEY (fund, account, currency)
        ) WITH (fillfactor = 50);

        CREATE TABLE party_balances (
            fund integer NOT NULL,
            account integer NOT NULL,
            currency smallint NOT NULL,
            party bigint NOT NULL,
            amount bigint NOT NULL,
            PRIMARY KEY (fund, account, currency, party)
        ) WITH (fillfactor = 70);

        CREATE TABLE snapshots (
            fund integer NOT NULL,
            period text COLLATE "C" NOT NULL,
            account integer NOT NULL,
            currency smallint NOT NULL,
            amount bigint NOT NULL,
            PRIMARY KEY (fund, period, account, currency)
        );

        CREATE TABLE party_snapshots (
            fund integer NOT NULL,
            account integer NOT NULL,
            currency smallint NOT NULL,
            party bigint NOT NULL,
            period text COLLATE "C" NOT NULL,
            amount bigint NOT NULL,
            PRIMARY KEY (fund, account, currency, party, period)
        );

        CREATE TABLE seals (
            fund integer NOT NULL REFERENCES funds (number),
            period text COLLATE "C" NOT NULL,
            size bigint NOT NULL,
            root bytea NOT NULL,
            encoding bytea NOT NULL,
            signature bytea NOT NULL,
            public_key bytea NOT NULL,
            maker integer NOT NULL,
            approver integer NOT NULL,
            sealed_at timestamptz NOT NULL,
            PRIMARY KEY (fund, period)
        );
        """;

    /// <summary>The append-only tables of this migration; later ones protect their own.</summary>
    private static readonly string[] AppendOnly = ["entries", "postings", "seals", "funds", "accounts", "account_names", "parties"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(AppendOnlyTable.PostgreSqlFunctionSql);
        foreach (var table in AppendOnlyTable.Named(AppendOnly)) migrationBuilder.Sql(table.PostgreSqlTriggerSql);
        migrationBuilder.Sql(ApplicationRole.GrantAppend(AppendOnly));
        migrationBuilder.Sql(ApplicationRole.GrantChange("heads", "leases", "balances", "party_balances", "snapshots", "party_snapshots"));
    }
}
