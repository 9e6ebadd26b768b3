using NodaTime;
using WelfareFund.People;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>Why the waterfall runs.</summary>
public enum Occasion
{
    /// <summary>Distributable cash goes out while the fund lives on: recycling keeps principal in the fund.</summary>
    Distribution,

    /// <summary>The fund ends: nothing is recycled, and what to-fund leaves goes to whom <see cref="WindUpTerms"/> names.</summary>
    WindDown,

    /// <summary>Nothing is paid: it says what everyone would get. Nothing is recycled, and what to-fund leaves is nobody's.</summary>
    Valuation,
}

public enum PartKind
{
    ReturnOfCapital,
    PreferredReturn,

    /// <summary>Of a catch-up, a split, or a capped return beyond what was paid in.</summary>
    Profit,

    /// <summary>Principal that stays in the fund for the next workers. It is still owed to its holding.</summary>
    Recycled,

    /// <summary>Preferred return that stays in the fund while recycling pays none. It is still owed to its holding.</summary>
    UnpaidReturn,

    /// <summary>What no step gives to anybody: the fund's, or at its end the beneficiary's.</summary>
    Rest,
}

/// <summary>Whose a part is. The choice is closed.</summary>
public abstract record Recipient
{
    private Recipient()
    {
    }

    public sealed record Holder(InvestorId Investor, string Tranche) : Recipient;

    public sealed record Manager : Recipient;

    public sealed record Fund : Recipient;

    /// <summary>Whom the terms name for what is left at the end of the fund.</summary>
    public sealed record Beneficiary(string Name) : Recipient;
}

/// <param name="Amount">Positive.</param>
/// <param name="Trace">Recomputes the amount; empty where nobody asked why.</param>
public sealed record WaterfallPart(WaterfallStep Step, PartKind Kind, Recipient To, Money Amount, IReadOnlyList<TraceStep> Trace)
{
    /// <summary>Whether the money leaves the fund.</summary>
    public bool IsPaid => Kind is not (PartKind.Recycled or PartKind.UnpaidReturn) && To is not Recipient.Fund;
}

/// <summary>Where the cash of one day goes.</summary>
/// <param name="Parts">In the order of the steps, and within one in the order of the holdings. They sum to the cash.</param>
public sealed record Payout(LocalDate On, Money Cash, IReadOnlyList<WaterfallPart> Parts)
{
    /// <summary>What leaves the fund.</summary>
    public Money Paid => Sum(part => part.IsPaid);

    public Money Of(PartKind kind) => Sum(part => part.Kind == kind);
    public Money Of(PartKind kind, Recipient to) => Sum(part => part.Kind == kind && part.To == to);
    public Money To<T>() where T : Recipient => Sum(part => part.To is T);

    private Money Sum(Func<WaterfallPart, bool> which) => Parts.Where(which).Aggregate(Money.Zero(Cash.Currency), (sum, part) => sum + part.Amount);
}
