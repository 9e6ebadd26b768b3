using NodaTime;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

public enum FactLineKind
{
    /// <summary>Enrolled in the fund, under the contract. The first one counts; it fixes the rate card.</summary>
    Enrolled,

    /// <summary>Something verified happened; the name says what.</summary>
    Event,

    /// <summary>The first day of a job.</summary>
    Started,

    /// <summary>The last day of a job.</summary>
    Ended,

    /// <summary>Gross pay of the month in which the day lies.</summary>
    MonthEarnings,

    /// <summary>An audit left a job at the tier that the name says.</summary>
    Audit,
}

/// <summary>What happened to a worker, outside a fund.</summary>
/// <param name="Name">The event's name or the tier; empty for the other kinds.</param>
/// <param name="Amount">Of earnings, in the currency in which the contract measures them.</param>
/// <param name="Note">
/// Names the job where a worker has several at once, the employer of earnings, and in an enrolment the worker's groups (<c>a|b</c>); else it says nothing.
/// </param>
/// <param name="Source">Where it stands.</param>
public sealed record FactLine(WorkerId Worker, FactLineKind Kind, string Name, LocalDate On, Money? Amount, string Note, Row Source)
{
    private const string EventPrefix = "event:";
    private const string AuditPrefix = "audit:";

    internal static readonly Column<string> WorkerColumn = Columns.Id("worker_id");
    internal static readonly Column<(FactLineKind Kind, string Name)> KindColumn = new("kind", true, (_, text) => ReadKind(text));
    internal static readonly Column<LocalDate> OnColumn = Columns.Date("on");
    private static readonly Column<string?> NoteColumn = Columns.Text("note").OrNull();

    /// <summary>The file's columns under this contract. Rows that only together are wrong are <see cref="OutcomeCalculation"/>'s matter.</summary>
    public static FileKind<FactLine> FileOf(ContractTerms contract)
    {
        var currency = EarningsCurrency(contract) ?? contract.Currency;
        var amount = Columns.Amount("amount", _ => currency, Sign.NotNegative).OrEmpty();
        return new("facts", KindColumn, line => FormattableString.Invariant($"line {line.Source.Line}"), Read, [WorkerColumn, KindColumn, OnColumn, amount, NoteColumn]);

        FactLine Read(Row row)
        {
            var (kind, name) = row.Get(KindColumn);
            var line = new FactLine(new(row.Get(WorkerColumn)), kind, name, row.Get(OnColumn), row.Get(amount), row.Get(NoteColumn) ?? "", row);
            if (row.Refusals.Count > 0)
                return line;
            if (kind == FactLineKind.MonthEarnings && line.Amount is null)
                row.Refuse(amount, "empty", "nothing stands here", "month-earnings need their amount");
            if (kind != FactLineKind.MonthEarnings && line.Amount is not null)
                row.Refuse(amount, "no-use", "only month-earnings have an amount", "leave the cell empty");
            return line;
        }
    }

    /// <summary>The one currency in which the contract's triggers measure earnings; null where none does, or several do.</summary>
    internal static Currency? EarningsCurrency(ContractTerms contract)
    {
        var currencies = EarningsCurrencies(contract).ToList();
        return currencies.Count == 1 ? currencies[0] : null;
    }

    internal static IEnumerable<Currency> EarningsCurrencies(ContractTerms contract) =>
        contract.RateCards.SelectMany(card => card.Metrics)
            .Select(metric => metric.Trigger switch
            {
                RollingTrigger rolling => rolling.Threshold.Currency,
                EarningsTrigger earnings => earnings.Amount.Currency,
                _ => null,
            })
            .OfType<Currency>().Distinct();

    private static Cell<(FactLineKind, string)> ReadKind(string text) => text switch
    {
        "enrolled" or EventPrefix + "enrolled" => (FactLineKind.Enrolled, ""),
        "started" or EventPrefix + "started" => (FactLineKind.Started, ""),
        "ended" => (FactLineKind.Ended, ""),
        "month-earnings" => (FactLineKind.MonthEarnings, ""),
        _ when text.StartsWith(EventPrefix, StringComparison.Ordinal) && text.Length > EventPrefix.Length => (FactLineKind.Event, text[EventPrefix.Length..]),
        _ when text.StartsWith(AuditPrefix, StringComparison.Ordinal) && text.Length > AuditPrefix.Length => (FactLineKind.Audit, text[AuditPrefix.Length..]),
        _ => new Refusal("unknown-word", "", $"{Excerpt.Of(text)} is none of its words", "write enrolled, event:NAME, started, ended, month-earnings or audit:TIER"),
    };
}
