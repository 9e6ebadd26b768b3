using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Statements;

/// <summary>The figures of an investor's capital account statement, in the fund's base currency; the page and the PDF draw the same ones.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital"; the order of the blocks is ILPA's.</remarks>
public sealed record InvestorStatement : IDocument
{
    /// <exception cref="ArgumentException">The roll-forward is not in base currency, the returns are of another account, or a line lies after the statement's date or log sequence.</exception>
    /// <exception cref="InvalidOperationException">A commitment or a line is not in base currency.</exception>
    public InvestorStatement(
        StatementHead head,
        IReadOnlyList<TrancheCommitment> commitments,
        CapitalRollForward rollForward,
        InvestorPerformance performance,
        IReadOnlyList<StatementLine> transactions,
        IReadOnlyList<PriorPeriodAdjustment> adjustments,
        IReadOnlyList<string> notes)
    {
        if (rollForward.Closing.Currency != head.Currency)
        {
            throw new ArgumentException($"The statement is in {head.Currency}, its roll-forward in {rollForward.Closing.Currency}.");
        }

        if (transactions.Concat(adjustments.Select(adjustment => adjustment.Line)).FirstOrDefault(line => line.Effective > head.AsOf || line.LogSequence > head.KnownAt) is { } later)
        {
            throw new ArgumentException($"Entry {later.LogSequence} of {later.Effective:uuuu-MM-dd} lies after the statement's date {head.AsOf:uuuu-MM-dd} or log sequence {head.KnownAt}.");
        }

        if (performance.SinceInception is var returns && (returns.Account != rollForward.Closing || returns.Distributed != -rollForward.Distributions.SinceInception))
        {
            throw new ArgumentException($"The roll-forward closes at {rollForward.Closing} and the returns are of {returns.Account}, or they differ in what was distributed.");
        }

        Head = head;
        Commitments = commitments;
        RollForward = rollForward;
        Performance = performance;
        Transactions = transactions;
        Adjustments = adjustments;
        Notes = notes;
        CommitmentTotal = commitments.Aggregate(TrancheCommitment.None(head.Currency), (sum, commitment) => sum + commitment);
        TransactionTotal = transactions.Aggregate(Money.Zero(head.Currency), (sum, line) => sum + line.Amount);
        AdjustmentTotal = adjustments.Aggregate(Money.Zero(head.Currency), (sum, adjustment) => sum + adjustment.Line.Amount);
    }

    public StatementHead Head { get; }
    public DocumentIdentity Identity => new("investor-statement", Head.Investor.Value, Head.AsOf);
    public long KnownAt => Head.KnownAt;

    /// <summary>One a tranche, in the order of rank.</summary>
    public IReadOnlyList<TrancheCommitment> Commitments { get; }

    public CapitalRollForward RollForward { get; }
    public InvestorPerformance Performance { get; }

    /// <summary>The investor's own posted lines, in the order of the log.</summary>
    public IReadOnlyList<StatementLine> Transactions { get; }

    public IReadOnlyList<PriorPeriodAdjustment> Adjustments { get; }

    /// <summary>What the investor's money achieved, by metric; empty while nothing was accepted.</summary>
    public IReadOnlyList<OutcomesFunded> Outcomes { get; init; } = [];
    public OutcomesFunded OutcomeTotal => Outcomes.Aggregate(OutcomesFunded.None(Head.Currency), (sum, row) => sum + row);

    /// <summary>Whole paragraphs, in the order they are numbered.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Null while nobody has approved the figures: the document then says that it is preliminary.</summary>
    public StatementApproval? Approval { get; init; }

    /// <summary>The newest seal at the statement's log sequence; null while no period was sealed.</summary>
    public StatementSeal? Seal { get; init; }

    public TrancheCommitment CommitmentTotal { get; }
    public Money TransactionTotal { get; }
    public Money AdjustmentTotal { get; }
}

/// <param name="Period">The quarter that ends with, or is cut short by, the statement's date; both ends included.</param>
/// <param name="KnownAt">The log sequence up to which the books were read.</param>
public sealed record StatementHead(
    string FundId, string FundName, Currency Currency, InvestorId Investor, string InvestorName, DateInterval Period, long KnownAt)
{
    public LocalDate AsOf => Period.End;
}

/// <summary>Two different people, as everything that leaves the fund needs.</summary>
public sealed record StatementApproval
{
    /// <exception cref="ArgumentException">A name is missing, or both are the same person.</exception>
    public StatementApproval(string preparedBy, string approvedBy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(preparedBy);
        ArgumentException.ThrowIfNullOrWhiteSpace(approvedBy);
        if (preparedBy == approvedBy)
        {
            throw new ArgumentException($"{preparedBy} prepared the statement and cannot approve it; somebody else has to.");
        }

        PreparedBy = preparedBy;
        ApprovedBy = approvedBy;
    }

    public string PreparedBy { get; }
    public string ApprovedBy { get; }
}
