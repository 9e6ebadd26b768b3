using NodaTime;
using WelfareFund.Capital;

namespace WelfareFund.Statements;

/// <summary>Tells an investor what a posted distribution pays it: as capital, as return, by which step and why, and what of it may be called again.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record DistributionNotice : IDocument
{
    /// <param name="parts">In the order of the waterfall.</param>
    /// <exception cref="ArgumentException">There is no part, the commitments do not move by what may be called again, or the cash does not sum up.</exception>
    public DistributionNotice(
        NoticeHead head, DistributionTotals distribution, IReadOnlyList<DistributedPart> parts, IReadOnlyList<DistributedTranche> tranches, IReadOnlyList<PayoutInstruction> payments,
        string? accountEnding, StatementApproval approval)
    {
        if (parts.Count == 0)
            throw new ArgumentException($"The distribution {distribution.Id} has nothing of {head.Investor}.", nameof(parts));
        if (tranches.FirstOrDefault(tranche => tranche.After.Unfunded - tranche.Before.Unfunded != Sum(head.Currency, parts.Where(part => part.Tranche == tranche.Before.Tranche).Select(part => part.Recallable))) is { } wrong)
            throw new ArgumentException($"What of {wrong.Before.Tranche} may be called again moves its commitment by another amount.", nameof(tranches));
        if (Sum(head.Currency, distribution.Cash.Select(item => item.Amount)) != distribution.Distributable)
            throw new ArgumentException($"What is held and bound does not sum to the distributable cash of {distribution.Distributable}.", nameof(distribution));
        (Head, Distribution, Parts, Tranches, Payments, AccountEnding, Approval) = (head, distribution, parts, tranches, payments, accountEnding, approval);
        Capital = Of(DistributedKind.Capital);
        Preferred = Of(DistributedKind.Preferred);
        Profit = Of(DistributedKind.Profit);
        Recycled = Of(DistributedKind.Recycled);
        Recallable = Sum(head.Currency, parts.Select(part => part.Recallable));
        Before = tranches.Aggregate(TrancheCommitment.None(head.Currency), (sum, tranche) => sum + tranche.Before);
        After = tranches.Aggregate(TrancheCommitment.None(head.Currency), (sum, tranche) => sum + tranche.After);
    }

    public NoticeHead Head { get; }
    public DistributionTotals Distribution { get; }
    public IReadOnlyList<DistributedPart> Parts { get; }

    /// <summary>One a tranche of the investor that the distribution touches, in the order of rank.</summary>
    public IReadOnlyList<DistributedTranche> Tranches { get; }

    /// <summary>As the bank was told; empty while the bank does not hold enough.</summary>
    public IReadOnlyList<PayoutInstruction> Payments { get; }

    /// <summary>The last digits of the account that is paid into; null where none is on file.</summary>
    public string? AccountEnding { get; }
    public StatementApproval Approval { get; }

    public Money Capital { get; }
    public Money Preferred { get; }
    public Money Profit { get; }

    /// <summary>Principal that stays in the fund for the next workers, and is still the investor's.</summary>
    public Money Recycled { get; }

    /// <summary>Of the capital, what may be called again.</summary>
    public Money Recallable { get; }

    /// <summary>What the investor is paid.</summary>
    public Money Amount => Capital + Preferred + Profit;
    public TrancheCommitment Before { get; }
    public TrancheCommitment After { get; }

    public DocumentIdentity Identity => new("distribution-notice", Head.Investor.Value, Distribution.On, Distribution.Id);
    public long KnownAt => Head.KnownAt;

    private Money Of(DistributedKind kind) => Sum(Head.Currency, Parts.Where(part => part.Kind == kind).Select(part => part.Amount));

    private static Money Sum(Currency currency, IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
}

public enum DistributedKind
{
    Capital,
    Preferred,
    Profit,
    Recycled,
}

/// <summary>The distribution as all its investors see it.</summary>
/// <param name="Number">Counts the fund's posted distributions, from 1.</param>
/// <param name="Distributable">All that could have been distributed that day.</param>
/// <param name="Paid">What leaves the fund, the shares of those who hold no capital included.</param>
/// <param name="Cash">What made up <paramref name="Distributable"/>: held in banks positive, owed and bound negative. It sums to it.</param>
public sealed record DistributionTotals(string Id, int Number, LocalDate On, Money Distributable, Money Paid, IReadOnlyList<NamedAmount> Cash)
{
    /// <summary>In all bank accounts, at the date's rates.</summary>
    public Money Held => Cash.Where(item => item.Amount.IsPositive).Aggregate(Money.Zero(Paid.Currency), (sum, item) => sum + item.Amount);
}

/// <param name="Step">The place of the step in the waterfall, from 1.</param>
/// <param name="Recallable">Of the amount, what may be called again.</param>
/// <param name="Why">The trace in words.</param>
public sealed record DistributedPart(int Step, string Tranche, DistributedKind Kind, Money Amount, Money Recallable, string Why);

public sealed record DistributedTranche(TrancheCommitment Before, TrancheCommitment After);

/// <param name="Reference">As the bank's own line names it.</param>
public sealed record PayoutInstruction(string Tranche, string Reference, LocalDate InstructedOn, Money Amount);
