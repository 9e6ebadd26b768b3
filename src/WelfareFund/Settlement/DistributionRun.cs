using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <param name="Amount">In base currency; null for all that may be distributed.</param>
/// <param name="Recallable">The capital that may be called again; null for none.</param>
/// <param name="WindDown">Whether the fund ends: nothing is recycled or kept in reserve, and the rest goes to whom the terms name.</param>
public sealed record DistributionOrder(string Id, LocalDate On, Money? Amount = null, Recallable? Recallable = null, bool WindDown = false);

/// <summary>What of the capital that comes back may be called again. The choice is closed.</summary>
public abstract record Recallable
{
    private Recallable()
    {
    }

    /// <summary>From 0 to 1 of the capital that is returned, rounded down.</summary>
    public sealed record Share(decimal Of) : Recallable;

    public sealed record Fixed(Money Amount) : Recallable;
}

/// <summary>What the books hold and owe on a day, in base currency.</summary>
/// <param name="Held">What each bank account holds.</param>
/// <param name="Bound">Every liability once, payments on their way, and unspent restricted grants.</param>
public sealed record CashInBooks(IReadOnlyList<NamedAmount> Held, IReadOnlyList<NamedAmount> Bound);

/// <summary>A distribution outside a month's settlement: the waterfall over distributable cash, and the instructions that pay it.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class DistributionRun
{
    /// <param name="terms">In force on the day.</param>
    /// <param name="cash">As the books stand after everything that was posted.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>
    /// A line that says what is distributable, one for each part of the waterfall, and the payments. Refused: <c>bank-lines-waiting</c>, <c>no-wind-up</c>,
    /// <c>nothing-to-distribute</c>, <c>more-than-distributable</c>, <c>too-much-recallable</c>.
    /// </returns>
    public static Result<Proposal> Calculate(FundTerms terms, DistributionOrder order, SettlementFacts facts, IReadOnlyList<SettlementLine> posted, CashInBooks cash)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(facts);
        if (order.WindDown && terms.Capital.WindUp is null)
            return new Refusal("no-wind-up", "--wind-down", "the terms do not say who gets the rest at the end of the fund", "add windUp to the section capital of the terms");
        var month = order.On.ToYearMonth();
        var told = new FactsAtOnce(facts, posted);
        var calculation = MonthCalculation.AtOnce(terms, month, told, FundState.Of(posted));
        if (told.Waiting.Count(line => line.BookedOn <= order.On) is > 0 and var waiting)
            return new Refusal("bank-lines-waiting", "--on", FormattableString.Invariant($"{waiting} lines of the bank up to {order.On:uuuu-MM-dd} are not in the books yet"), "settle the month first, or name an earlier day");
        return calculation.Distribute(order, cash, CapitalHoldings.Standing(posted, facts.BankLines, terms.Capital, terms.BaseCurrency)) is { } refusal
            ? refusal
            : new Proposal(month, [.. calculation.Lines.Where(line => line.Kind != "reserve").Select((line, i) => line with { Number = i + 1 })]);
    }

    /// <summary>Recycled principal that no outcome has used since; it is not distributable while recycling goes on.</summary>
    /// <param name="posted">In the order of posting; at least what distributions, outcomes and grants posted.</param>
    public static Money IdleRecycled(IEnumerable<SettlementLine> posted, Currency baseCurrency) =>
        posted.Select(line => line.Event).OfType<FundEvent>().Aggregate((Money?)null, FundState.IdleAfter) is { IsPositive: true } idle ? idle : Money.Zero(baseCurrency);

    /// <summary>The id of the next distribution: <c>DIST-1</c>, and so on.</summary>
    public static string NextId(IEnumerable<SettlementLine> posted) => FormattableString.Invariant($"DIST-{FundState.Of(posted).Distributions.Count + 1}");
}
