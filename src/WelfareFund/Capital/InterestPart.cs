using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>What of a holding's past goes with a share of it.</summary>
/// <param name="Drawdowns">Each at its own value date, by date; none of nothing.</param>
/// <param name="Received">What distributions had paid on it, each on its own day, by date; none of nothing.</param>
/// <remarks>
/// Every amount is taken by the share and rounded half-up, but of the capital that came back so much that at no date either of the two got more back than was paid
/// in for it. Rules: docs/rules.md, section 6 "Capital".
/// </remarks>
public sealed record InterestPart(IReadOnlyList<Drawdown> Drawdowns, IReadOnlyList<Receipt> Received)
{
    /// <param name="share">Above 0 and at most 1.</param>
    public static InterestPart Of<TTrace>(Holding holding, decimal share, TTrace trace)
        where TTrace : struct, ITraceSink
    {
        ArgumentNullException.ThrowIfNull(holding);
        var drawdowns = new List<Drawdown>();
        foreach (var drawdown in holding.Drawdowns.OrderBy(drawdown => drawdown.ValueDate))
        {
            var part = Part(drawdown.Amount, share);
            trace.Write("interest-drawdown", drawdown.Amount, drawdown.ValueDate, share, part);
            drawdowns.Add(drawdown with { Amount = part });
        }

        var received = new List<Receipt>();
        var (returned, moved) = (0L, 0L);
        foreach (var receipt in holding.Received.OrderBy(receipt => receipt.On))
        {
            returned += receipt.Capital.MinorUnits;
            var paidIn = holding.Drawdowns.Where(drawdown => drawdown.ValueDate <= receipt.On).Sum(drawdown => drawdown.Amount.MinorUnits);
            var movedIn = drawdowns.Where(drawdown => drawdown.ValueDate <= receipt.On).Sum(drawdown => drawdown.Amount.MinorUnits);
            var nearest = Part(receipt.Capital, share);
            var capital = new Money(Math.Max(returned - moved - (paidIn - movedIn), Math.Min(movedIn - moved, nearest.MinorUnits)), nearest.Currency);
            moved += capital.MinorUnits;
            if (!receipt.Capital.IsZero)
                trace.Write(capital == nearest ? "interest-returned" : "interest-returned-bound", receipt.Capital, receipt.On, share, capital);
            received.Add(new(receipt.On, capital, Return("interest-preferred", receipt.Preferred), Return("interest-profit", receipt.Profit)));

            Money Return(string template, Money amount)
            {
                var part = Part(amount, share);
                if (!amount.IsZero)
                    trace.Write(template, amount, receipt.On, share, part);
                return part;
            }
        }

        return new([.. drawdowns.Where(drawdown => drawdown.Amount.IsPositive)], [.. received.Where(receipt => !receipt.IsNothing)]);
    }

    /// <summary>To the nearest unit.</summary>
    public static Money Part(Money whole, decimal share) => Money.Round(whole.Amount * share, whole.Currency, RoundingMode.HalfUp);
}
