using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace WelfareFund.Storage.Sqlite.Migrations;

[DbContext(typeof(SqliteFundContext))]
[Migration("20261122120000_Open_the_books")]
public sealed class OpenTheBooks : Migration
{
    /// <remarks>
    /// WITHOUT ROWID: a table lies in the order of its key, so one b-tree less is written for each row.
    /// No foreign keys on entries and postings: the writer checks a chunk's references at once, and <c>verify</c> checks them all. A plain
    /// client would not be held to them anyway: SQLite checks foreign keys only for connections that ask for it.
    /// </remarks>
    private const string Tables = """
        CREATE TABLE funds (
            number INTEGER NOT NULL PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            base_currency INTEGER NOT NULL,
            first_month TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE heads (
            fund INTEGER NOT NULL PRIMARY KEY REFERENCES funds (number),
            size INTEGER NOT NULL,
            frontier BLOB NOT NULL,
            open_period TEXT NOT NULL,
            fence INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE leases (
            fund INTEGER NOT NULL PRIMARY KEY REFERENCES funds (number),
            owner TEXT NOT NULL,
            fence INTEGER NOT NULL,
            until TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accounts (
            fund INTEGER NOT NULL REFERENCES funds (number),
            number INTEGER NOT NULL,
            id TEXT NOT NULL,
            type INTEGER NOT NULL,
            currency INTEGER,
            party_kind INTEGER NOT NULL,
            limit_kind INTEGER NOT NULL,
            limit_account INTEGER,
            PRIMARY KEY (fund, number),
            UNIQUE (fund, id),
            FOREIGN KEY (fund, limit_account) REFERENCES accounts (fund, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE account_names (
            fund INTEGER NOT NULL,
            account INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            since_period TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (fund, account, revision),
            FOREIGN KEY (fund, account) REFERENCES accounts (fund, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE parties (
            fund INTEGER NOT NULL REFERENCES funds (number),
            number INTEGER NOT NULL CHECK (number > 0),
            kind INTEGER NOT NULL,
            external_id TEXT NOT NULL,
            owner TEXT,
            PRIMARY KEY (fund, number),
            UNIQUE (fund, kind, external_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX parties_of_owner ON parties (fund, kind, owner) WHERE owner IS NOT NULL;

        CREATE TABLE entries (
            fund INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            key TEXT NOT NULL,
            effective TEXT NOT NULL,
            concerns TEXT NOT NULL,
            corrects INTEGER,
            run INTEGER NOT NULL,
            terms_version INTEGER NOT NULL,
            rule_version INTEGER NOT NULL,
            maker INTEGER NOT NULL,
            approver INTEGER NOT NULL,
            recorded_at TEXT NOT NULL,
            leaf_hash BLOB NOT NULL,
            PRIMARY KEY (fund, sequence),
            UNIQUE (fund, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX entries_by_effective ON entries (fund, effective);
        CREATE INDEX entries_late ON entries (fund, concerns, effective) WHERE concerns <> effective;
        CREATE INDEX entries_that_correct ON entries (fund, corrects) WHERE corrects IS NOT NULL;

        CREATE TABLE postings (
            fund INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            line INTEGER NOT NULL,
            account INTEGER NOT NULL,
            currency INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            party INTEGER,
            corridor TEXT,
            cost_line TEXT,
            PRIMARY KEY (fund, sequence, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX postings_of_account ON postings (fund, account, sequence);
        CREATE INDEX postings_of_party ON postings (fund, party, sequence) WHERE party IS NOT NULL;

        CREATE TABLE balances (
            fund INTEGER NOT NULL,
            account INTEGER NOT NULL,
            currency INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (fund, account, currency)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE party_balances (
            fund INTEGER NOT NULL,
            account INTEGER NOT NULL,
            currency INTEGER NOT NULL,
            party INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (fund, account, currency, party)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE snapshots (
            fund INTEGER NOT NULL,
            period TEXT NOT NULL,
            account INTEGER NOT NULL,
            currency INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (fund, period, account, currency)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE party_snapshots (
            fund INTEGER NOT NULL,
            account INTEGER NOT NULL,
            currency INTEGER NOT NULL,
            party INTEGER NOT NULL,
            period TEXT NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (fund, account, currency, party, period)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seals (
            fund INTEGER NOT NULL REFERENCES funds (number),
            period TEXT NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            encoding BLOB NOT NULL,
            signature BLOB NOT NULL,
            public_key BLOB NOT NULL,
            maker INTEGER NOT NULL,
            approver INTEGER NOT NULL,
            sealed_at TEXT NOT NULL,
            PRIMARY KEY (fund, period)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>The append-only tables of this migration; later ones protect their own.</summary>
    private static readonly string[] AppendOnly = ["entries", "postings", "seals", "funds", "accounts", "account_names", "parties"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        foreach (var table in AppendOnlyTable.Named(AppendOnly))
            foreach (var trigger in table.SqliteTriggers.Values) migrationBuilder.Sql(trigger + ";");
        foreach (var trigger in AppendOnlyTable.SqliteHeadTriggers.Values) migrationBuilder.Sql(trigger + ";");
    }
}
