using NodaTime.Text;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Tables;

/// <summary>A settlement's lines as every command shows them.</summary>
public static class LineColumns
{
    public static IReadOnlyList<ListColumn<SettlementLine>> All { get; } =
    [
        new("line", line => line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), IsNumber: true),
        new("kind", line => line.Kind),
        new("subject", line => line.Subject),
        new("effective", line => LocalDatePattern.Iso.Format(line.Effective)),
        new("concerns", line => LocalDatePattern.Iso.Format(line.Concerns)),
        new("state", line => line.State.ToString().ToLowerInvariant()),
        new("reason", line => line.Reason),
        new("amount", line => line.Amount),
        new("currency", line => line.Amount?.Currency.Code),
        new("trace", line => TraceText.Sentence(line.Trace)),
    ];
}
