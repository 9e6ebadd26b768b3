using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

public enum FlowLineKind
{
    /// <summary>An investor pays in; the date is the money's value date.</summary>
    Drawdown,

    /// <summary>Cash that may be distributed.</summary>
    Distributable,
}

/// <summary>Money that comes into the capital of a fund or may leave it, outside a fund.</summary>
/// <param name="Tranche">Of a drawdown; null for what is distributable, as is <paramref name="Investor"/>.</param>
public sealed record FlowLine(LocalDate On, FlowLineKind Kind, string? Tranche, InvestorId? Investor, Money Amount, int Line)
{
    /// <summary>The file's columns under these terms, in one currency.</summary>
    public static FileKind<FlowLine> FileOf(CapitalTerms terms, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var date = Columns.Date("date");
        var kind = Columns.OneOf<FlowLineKind>("kind");
        var tranche = Columns.OneOf("tranche", [.. terms.Tranches.Select(tranche => tranche.Id)]).OrNull();
        var investor = Columns.Id("investor_id").OrNull();
        var amount = Columns.Amount("amount", _ => currency, Sign.Positive);
        return new("flows", date, line => FormattableString.Invariant($"line {line.Line}"), Read, [date, kind, tranche, investor, amount]);

        FlowLine Read(Row row)
        {
            var line = new FlowLine(row.Get(date), row.Get(kind), row.Get(tranche), row.Get(investor) is { } id ? new InvestorId(id) : null, row.Get(amount), row.Line);
            if (row.Refusals.Count > 0)
                return line;
            foreach (var (column, value) in new (Column, object?)[] { (tranche, line.Tranche), (investor, line.Investor) })
            {
                if (line.Kind is FlowLineKind.Drawdown && value is null)
                    row.Refuse(column, "empty", "nothing stands here", "a drawdown is some investor's, into some tranche");
                if (line.Kind is FlowLineKind.Distributable && value is not null)
                    row.Refuse(column, "no-use", "what may be distributed is nobody's yet", "leave the cell empty");
            }

            return line;
        }
    }
}

/// <summary>A flow of a rate of return, outside a fund.</summary>
/// <param name="Amount">Negative: paid in. Positive: received.</param>
public sealed record RateFlowLine(LocalDate On, Money Amount, int Line)
{
    public DatedFlow Flow => new(On, Amount);

    public static FileKind<RateFlowLine> FileOf(Currency currency)
    {
        var date = Columns.Date("date");
        var amount = Columns.Amount("amount", _ => currency);
        return new("flows", date, line => FormattableString.Invariant($"line {line.Line}"), row => new(row.Get(date), row.Get(amount), row.Line), [date, amount]);
    }
}
