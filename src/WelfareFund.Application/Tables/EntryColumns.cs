using System.Globalization;
using NodaTime.Text;
using WelfareFund.Application.Reports;

namespace WelfareFund.Application.Tables;

/// <summary>Postings as the report and the export show them.</summary>
public static class EntryColumns
{
    public static IReadOnlyList<ListColumn<EntryLine>> All { get; } =
    [
        new("sequence", line => line.Sequence.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("key", line => line.Key),
        new("effective", line => LocalDatePattern.Iso.Format(line.Effective)),
        new("concerns", line => LocalDatePattern.Iso.Format(line.Concerns)),
        new("corrects", line => line.Corrects?.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("code", line => line.Account.Code),
        new("account", line => line.AccountId),
        new("amount", line => line.Amount),
        new("currency", line => line.Amount.Currency.Code),
        new("party", line => line.Party),
        new("corridor", line => line.Corridor),
        new("cost_line", line => line.CostLine),
    ];
}
