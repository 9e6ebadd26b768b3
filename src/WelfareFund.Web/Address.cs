using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund.Web;

/// <summary>The pages' addresses, and what people wrote into them.</summary>
internal static class Address
{
    internal static string Fund(string fund) => $"/funds/{Uri.EscapeDataString(fund)}";

    internal static string Month(string fund, YearMonth month, params (string Name, string? Value)[] query) =>
        $"{Fund(fund)}/months/{Iso(month)}{Query(query)}";

    internal static string MonthCsv(string fund, YearMonth month, params (string Name, string? Value)[] query) =>
        $"{Fund(fund)}/months/{Iso(month)}/lines.csv{Query(query)}";

    internal static string TrialBalance(string fund, params (string Name, string? Value)[] query) => $"{Fund(fund)}/trial-balance{Query(query)}";

    internal static string Settlement(string fund) => $"{Fund(fund)}/settlement";

    internal static string Approvals(string fund, bool all = false) => $"{Fund(fund)}/approvals{(all ? "?all=true" : "")}";

    internal static string Proposal(string fund, long number) => string.Create(CultureInfo.InvariantCulture, $"{Fund(fund)}/approvals/{number}");

    internal static string Payments(string fund) => $"{Fund(fund)}/payments";

    internal static string Payees(string fund, params (string Name, string? Value)[] query) => $"{Payments(fund)}/payees{Query(query)}";

    internal static string Capital(string fund) => $"{Fund(fund)}/capital";

    internal static string ManualEntry(string fund, params (string Name, string? Value)[] query) => $"{Fund(fund)}/manual-entry{Query(query)}";

    internal static string BatchFile(string fund, long batch) => string.Create(CultureInfo.InvariantCulture, $"{Fund(fund)}/payments/{batch}/pain001.xml");

    internal static string Imports(string fund) => $"{Fund(fund)}/imports";

    internal static string Reports(string fund) => $"{Fund(fund)}/reports";

    internal static string Report(string fund, string name, params (string Name, string? Value)[] query) => $"{Reports(fund)}/{name}{Query(query)}";

    internal static string Workers(string fund, params (string Name, string? Value)[] query) => $"{Fund(fund)}/workers{Query(query)}";

    internal static string Worker(string fund, string worker) => $"{Fund(fund)}/workers/{Uri.EscapeDataString(worker)}/file";

    internal static string WorkerPauses(string fund, string worker) => $"{Worker(fund, worker)}/pauses";

    internal static string WorkerGrievances(string fund, string worker) => $"{Worker(fund, worker)}/grievances";

    internal static string Grievances(string fund) => $"{Fund(fund)}/grievances";

    internal static string Claim(string fund, string claim) => $"{Fund(fund)}/claims/{Uri.EscapeDataString(claim)}";

    internal static string Search(string fund) => $"{Fund(fund)}/search";

    internal static string Bank(string fund) => $"{Fund(fund)}/bank";

    internal static string Documents(string fund) => $"{Fund(fund)}/documents";

    internal static string Terms(string fund, int? version = null) => $"{Fund(fund)}/terms{(version is { } number ? Query([("version", Format.Text(number))]) : "")}";

    internal static string Jobs(string fund) => $"{Fund(fund)}/jobs";

    internal static string Account(string fund, int number, long? after = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Fund(fund)}/accounts/{number}{(after is null ? "" : $"?after={after}")}");

    internal static string Entry(string fund, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Fund(fund)}/entries/{sequence}");

    internal static string Iso(YearMonth month) => YearMonthPattern.Iso.Format(month);

    internal static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    internal static YearMonth? ReadMonth(string text) => YearMonthPattern.Iso.Parse(text) is { Success: true } month ? month.Value : null;

    /// <summary>Null for an empty field.</summary>
    internal static (LocalDate? Date, Refusal? Wrong) ReadDate(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (null, null);
        return LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } date && date.Value.Year is >= 1900 and < 9999
            ? (date.Value, null)
            : (null, new Refusal("bad-date", name, string.Format(CultureInfo.InvariantCulture, Texts.NoDate, Shortened(text)), Texts.WriteADate));
    }

    /// <summary>Null for an empty field.</summary>
    internal static (long? Number, Refusal? Wrong) ReadNumber(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (null, null);
        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, null)
            : (null, new Refusal("bad-number", name, string.Format(CultureInfo.InvariantCulture, Texts.NoNumber, Shortened(text)), Texts.WriteANumber));
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    internal static string Query((string Name, string? Value)[] query)
    {
        var given = query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }
}
