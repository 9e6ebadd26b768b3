using System.Globalization;
using NodaTime.Text;
using WelfareFund.Application.Reports;
using WelfareFund.Files;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Tables;

/// <summary>The columns of the lists of debts, claims, clearing items and held lines.</summary>
internal static class ReportColumns
{
    internal static readonly ListColumn<ContributionLine>[] Contributions =
    [
        new("worker", line => line.Worker), new("wage_month", line => line.Month is { } month ? YearMonthPattern.Iso.Format(month) : null),
        new("due", line => line.Due), new("paid", line => line.Paid), new("written_off", line => line.WrittenOff),
        new("currency", line => (line.Due ?? line.Paid ?? line.WrittenOff)?.Currency.Code), new("reason", line => line.Reason) { IsChoice = true }, new("missing", line => line.Missing),
        new("subject", line => line.Subject), new("payer", line => Words.Of(line.Payer)) { IsChoice = true }, new("owed_by", line => line.OwedBy),
        new("open", line => line.Open),
    ];

    internal static readonly ListColumn<ContributionTotal>[] ContributionTotals =
    [
        new("payer", total => Words.Of(total.Payer)), new("due", total => total.Due), new("paid", total => total.Paid), new("written_off", total => total.WrittenOff),
        new("open", total => total.Open), new("currency", total => total.Due.Currency.Code),
    ];

    internal static readonly ListColumn<OutcomeLine>[] Outcomes =
    [
        new("claim", line => line.Claim), new("contract", line => line.Contract) { IsChoice = true }, new("worker", line => line.Worker), new("metric", line => line.Metric) { IsChoice = true },
        new("submitted_on", line => LocalDatePattern.Iso.Format(line.SubmittedOn)), new("state", line => Words.Of(line.Standing)) { IsChoice = true },
        new("amount", line => line.Amount), new("held_back", line => line.HeldBack), new("currency", line => line.Amount?.Currency.Code), new("instructions", line => line.Instructions),
        new("reason", line => line.Reason) { IsChoice = true }, new("why", line => line.Why),
    ];

    internal static readonly ListColumn<OutcomeLine>[] Providers =
    [
        new("provider", line => line.Provider) { IsChoice = true }, new("contract", line => line.Contract) { IsChoice = true }, new("claim", line => line.Claim), new("worker", line => line.Worker),
        new("metric", line => line.Metric) { IsChoice = true }, new("submitted_on", line => LocalDatePattern.Iso.Format(line.SubmittedOn)),
        new("state", line => Words.Of(line.Standing)) { IsChoice = true }, new("amount", line => line.Amount), new("held_back", line => line.HeldBack),
        new("currency", line => line.Amount?.Currency.Code), new("expected_on", line => line.ExpectedOn is { } on ? LocalDatePattern.Iso.Format(on) : null),
        new("status", line => line.Status), new("why", line => line.Why),
    ];

    internal static readonly ListColumn<ClearingItem>[] Clearing =
    [
        new("account", item => Words.Of(item.Kind)) { IsChoice = true }, new("bank_account", item => item.BankAccount) { IsChoice = true }, new("subject", item => item.Subject),
        new("party", item => item.Party), new("amount", item => item.Amount), new("currency", item => item.Amount.Currency.Code), new("since", item => LocalDatePattern.Iso.Format(item.Since)),
        new("suggestions", item => string.Join("; ", item.Suggestions.Select(suggestion => $"allocate to '{suggestion.Reference}': {suggestion.Why}"))),
    ];

    internal static readonly ListColumn<HeldLine>[] Held =
    [
        new("month", line => YearMonthPattern.Iso.Format(line.Month)), new("line", line => line.Line.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("kind", line => line.Line.Kind) { IsChoice = true }, new("subject", line => line.Line.Subject), new("concerns", line => LocalDatePattern.Iso.Format(line.Line.Concerns)),
        new("amount", line => line.Line.Amount), new("currency", line => line.Line.Amount?.Currency.Code),
        new("reason", line => line.Line.Reason) { IsChoice = true }, new("why", line => TraceText.Sentence(line.Line.Trace)),
    ];
}
