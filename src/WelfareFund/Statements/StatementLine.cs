using NodaTime;

namespace WelfareFund.Statements;

/// <summary>One posted line of the investor.</summary>
/// <param name="Effective">The accounting date.</param>
/// <param name="Amount">Positive raises the investor's capital.</param>
public sealed record StatementLine(LocalDate Effective, long LogSequence, string Description, Money Amount);

/// <summary>A line that belongs to a period already sealed, and so was posted in a later one.</summary>
public sealed record PriorPeriodAdjustment
{
    /// <exception cref="ArgumentException">The line does not concern an earlier date than its own.</exception>
    public PriorPeriodAdjustment(StatementLine line, LocalDate concerns)
    {
        if (concerns >= line.Effective)
        {
            throw new ArgumentException($"Entry {line.LogSequence} of {line.Effective:uuuu-MM-dd} concerns {concerns:uuuu-MM-dd}, which is no earlier date.");
        }

        Line = line;
        Concerns = concerns;
    }

    public StatementLine Line { get; }

    /// <summary>The date the matter is about.</summary>
    public LocalDate Concerns { get; }
}
