using WelfareFund.Storage.Facts;

namespace WelfareFund.Storage.Settlement;

/// <summary>The table of the migration Group_lines, with what the runs before it hold: one text for both engines. Never edited afterwards.</summary>
internal static class GroupLinesTables
{
    internal static readonly string[] AppendOnly = ["settlement_line_groups"];

    /// <summary>Whether a line's event is one of a payment or pays a call of capital, as the index has it: a month's lines of the bank are many, and few of them are about these.</summary>
    internal const string IsOfAPayment = "substr(event, 1, 18) IN ('{\"event\":\"payment-', '{\"event\":\"drawdown')";

    internal static string Sql(ColumnTypes type)
    {
        var (whole, integer, text) = (type.Whole, type.Whole == "bigint" ? "integer" : type.Whole, type.Text);
        var small = type.Whole == "bigint" ? "smallint" : type.Whole;
        return $$"""
            CREATE TABLE settlement_line_groups (
                fund {{integer}} NOT NULL, run {{whole}} NOT NULL, first_line {{integer}} NOT NULL, kind {{text}} NOT NULL, state {{integer}} NOT NULL, reason {{text}} NOT NULL,
                currency {{small}}, lines {{integer}} NOT NULL, amount {{whole}},
                PRIMARY KEY (fund, run, first_line)){{(type.Ending.Length > 0 ? type.Ending + ", WITHOUT ROWID" : "")}};
            INSERT INTO settlement_line_groups (fund, run, first_line, kind, state, reason, currency, lines, amount)
                SELECT fund, run, MIN(number), kind, state, reason, currency, COUNT(*), CAST(SUM(amount) AS {{whole}}) FROM settlement_lines GROUP BY fund, run, kind, state, reason, currency;
            CREATE INDEX settlement_lines_by_state ON settlement_lines (fund, run, state, kind, number);
            CREATE INDEX settlement_lines_of_payments ON settlement_lines (fund, run, number) WHERE {{IsOfAPayment}};
            """;
    }
}
