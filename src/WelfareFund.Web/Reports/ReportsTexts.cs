namespace WelfareFund.Web.Reports;

/// <summary>The texts of the reports' pages, in English.</summary>
internal static class ReportsTexts
{
    internal const string Reports = "Reports";
    internal const string ReportsLead = "What the books say, each as a page, as CSV, and by the command “welfarefund report” with the same columns.";
    internal const string ReportsCaption = "Reports of this fund";
    internal const string Report = "Report";
    internal const string Shows = "What it shows";
    internal const string From = "From";
    internal const string FromHint = "the first day; the fiscal year's else";
    internal const string AsOfHint = "the last day; the last posted month's end else";
    internal const string ByPayer = "One line for each payer";
    internal const string All = "all";
    internal const string NoRows = "No line of this report is like that.";
    internal const string ManyLines = "This goes through every line that was settled here, and they are many: it takes a while.";
    internal const string ShowIt = "Show it";
    internal const string NoRowsAtAll = "The books have nothing of this yet.";
    internal const string Only = "Only {0} {1}.";

    /// <summary>A column's or report's name as people read it.</summary>
    internal static string Heading(string name) => Spelled.GetValueOrDefault(name) ?? string.Concat(name[..1].ToUpperInvariant(), name[1..].Replace('_', ' ').Replace('-', ' '));

    private static readonly Dictionary<string, string> Spelled = new(StringComparer.Ordinal)
    {
        ["sdg_10_7_1_months"] = "Recruitment cost, in months of pay (SDG 10.7.1)",
        ["in_base"] = "In base currency",
        ["take_home_a_month"] = "Take-home pay a month",
        ["home_income_a_month"] = "Income at home a month",
        ["income_gain_a_month"] = "Income gained a month",
        ["paid_for_the_job"] = "Paid for the job",
        ["held"] = "What waits",
        ["outcomes"] = "Claims and outcomes",
        ["evidence"] = "Worker protection",
        ["clearing"] = "Clearing accounts",
        ["income"] = "Income statement",
        ["capital-account"] = "Capital accounts",
    };
}
