using NodaTime;
using WelfareFund.People;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <summary>What the settlement makes of one matter.</summary>
public enum LineState
{
    /// <summary>Posts when the settlement is approved.</summary>
    Posts,

    /// <summary>Posts with the payment instructions, after everything else.</summary>
    Pays,

    /// <summary>Waits; the next settlement looks at it again. The reason says for what.</summary>
    Held,

    /// <summary>Decided for good: nothing is due, and why.</summary>
    Refused,

    /// <summary>Says what the books do not carry, and posts nothing.</summary>
    Disclosed,
}

/// <summary>One line of a month's proposal: what it is about, what it does, and why.</summary>
/// <param name="Number">Its place in the proposal, from 1.</param>
/// <param name="Kind">The field's word: <c>outcome</c>, <c>contribution</c>, <c>capital-call</c>.</param>
/// <param name="Subject">The claim's, worker's, bank line's id.</param>
/// <param name="Effective">The accounting date, in the settled month.</param>
/// <param name="Concerns">The date it is about; earlier for late matters.</param>
/// <param name="Amount">What is owed, paid or held, in its own currency; null where nothing is.</param>
/// <param name="Reason">A code of <see cref="LineReason"/>; empty where the line simply posts.</param>
/// <param name="Event">What posts; null for held and refused lines.</param>
public sealed record SettlementLine(
    int Number, string Kind, string Subject, LocalDate Effective, LocalDate Concerns, LineState State, string Reason,
    Money? Amount, FundEvent? Event, IReadOnlyList<TraceStep> Trace)
{
    /// <summary>The worker whose account the line moves, or about whose time in the fund it decides for good; null of all other lines.</summary>
    public WorkerId? Moves => WorkersState.Of(this);
}

/// <summary>A month's proposal: the same snapshot gives the same bytes.</summary>
public sealed record Proposal(YearMonth Month, IReadOnlyList<SettlementLine> Lines);
