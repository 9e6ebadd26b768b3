using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Statements;

/// <summary>Asks an investor for its part of a posted capital call, and says how it was computed, how to pay it and what is left to call.</summary>
/// <remarks>Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record CapitalCallNotice : IDocument
{
    /// <exception cref="ArgumentException">There is no part, or the commitments do not move by the parts.</exception>
    public CapitalCallNotice(NoticeHead head, CallTerms call, IReadOnlyList<CalledPart> parts, PaymentDetails payment, StatementApproval approval)
    {
        if (parts.Count == 0)
        {
            throw new ArgumentException($"The call {call.Id} asks {head.Investor} for nothing.", nameof(parts));
        }

        if (parts.FirstOrDefault(part => part.After.Called - part.Before.Called != part.Amount || part.Before.Unfunded - part.After.Unfunded != part.Amount) is { } wrong)
        {
            throw new ArgumentException($"Calling {wrong.Amount} of {wrong.Before.Tranche} moves its commitment by another amount.", nameof(parts));
        }

        (Head, Call, Parts, Payment, Approval) = (head, call, parts, payment, approval);
        Amount = parts.Aggregate(Money.Zero(head.Currency), (sum, part) => sum + part.Amount);
        Before = parts.Aggregate(TrancheCommitment.None(head.Currency), (sum, part) => sum + part.Before);
        After = parts.Aggregate(TrancheCommitment.None(head.Currency), (sum, part) => sum + part.After);
    }

    public NoticeHead Head { get; }
    public CallTerms Call { get; }

    /// <summary>One a tranche of the investor, in the order of rank; those that owe nothing for this call are left out.</summary>
    public IReadOnlyList<CalledPart> Parts { get; }
    public PaymentDetails Payment { get; }
    public StatementApproval Approval { get; }

    /// <summary>What the investor is to pay.</summary>
    public Money Amount { get; }
    public TrancheCommitment Before { get; }
    public TrancheCommitment After { get; }

    public DocumentIdentity Identity => new("capital-call-notice", Head.Investor.Value, Call.CalledOn, Call.Id);
    public long KnownAt => Head.KnownAt;
}

/// <summary>From which fund, to which investor.</summary>
/// <param name="KnownAt">The log sequence up to which the books were read.</param>
public sealed record NoticeHead(string FundId, string FundName, Currency Currency, InvestorId Investor, string InvestorName, long KnownAt);

/// <summary>The call as all its investors see it.</summary>
/// <param name="Number">Counts the fund's posted calls, from 1.</param>
/// <param name="Total">Of all investors.</param>
/// <param name="NoticeDays">Business days after the call up to the due date, which counts.</param>
/// <param name="LeastNoticeDays">What the fund's terms promise.</param>
public sealed record CallTerms(string Id, int Number, LocalDate CalledOn, LocalDate DueOn, Money Total, string Purpose, int NoticeDays, int LeastNoticeDays);

/// <summary>What is called of one tranche of the investor.</summary>
/// <param name="Why">The trace in words.</param>
public sealed record CalledPart(Money Amount, TrancheCommitment Before, TrancheCommitment After, string Why);

/// <summary>Where the money goes.</summary>
/// <param name="Iban">Without spaces.</param>
/// <param name="Reference">What the bank line has to say for the books to know whose money it is.</param>
public sealed record PaymentDetails(string AccountHolder, string Iban, string Reference);
