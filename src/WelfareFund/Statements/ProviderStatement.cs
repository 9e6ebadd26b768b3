using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Statements;

/// <summary>The figures of a provider's remittance advice: what a month's payments pay, what is owed and held, and why. It ties to the books.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes".</remarks>
public sealed record ProviderStatement : IDocument
{
    /// <exception cref="ArgumentException">The payments of a contract, or what is held back or owed claim by claim, differ from its account.</exception>
    public ProviderStatement(
        ProviderHead head, IReadOnlyList<ContractAccount> contracts, IReadOnlyList<ProviderPayment> payments, IReadOnlyList<OwedClaim> owed,
        IReadOnlyList<HeldBackClaim> heldBack, IReadOnlyList<OpenClaim> open)
    {
        foreach (var account in contracts)
        {
            Tie(account, "payments of the period", account.Paid, payments.Where(payment => payment.Contract == account.Contract && payment.InstructedOn >= head.Period.Start).Select(payment => payment.Amount));
            Tie(account, "claims that are owed", account.Closing.Owed, owed.Where(claim => claim.Payout.Contract == account.Contract).Select(claim => claim.Payout.Paid));
            Tie(account, "claims held back", account.Closing.HeldBack, heldBack.Where(claim => claim.Contract == account.Contract).Select(claim => claim.Amount));
        }

        (Head, Contracts, Payments, Owed, HeldBack, Open) = (head, contracts, payments, owed, heldBack, open);
    }

    public ProviderHead Head { get; }
    public DocumentIdentity Identity => new("provider-statement", Head.Provider.Value, Head.Period.End);
    public long KnownAt => Head.KnownAt;
    public IReadOnlyList<ContractAccount> Contracts { get; }

    /// <summary>Instructed in the period, and earlier ones that the bank carried out in it or has not yet; by instruction.</summary>
    public IReadOnlyList<ProviderPayment> Payments { get; }

    /// <summary>Accepted and not instructed, in the order in which they will be paid.</summary>
    public IReadOnlyList<OwedClaim> Owed { get; }
    public IReadOnlyList<HeldBackClaim> HeldBack { get; }

    /// <summary>What is not accepted: claims that wait, and what the period's settlement turned down or took back; by submission.</summary>
    public IReadOnlyList<OpenClaim> Open { get; }

    private static void Tie(ContractAccount account, string what, Money books, IEnumerable<Money> parts)
    {
        var sum = parts.Aggregate(Money.Zero(account.Currency), (sum, part) => sum + part);
        if (sum != books)
        {
            throw new ArgumentException($"The {what} under {account.Contract} come to {sum}; the books say {books}.");
        }
    }
}

/// <param name="Period">From the month's first day to the statement's; both included.</param>
/// <param name="AccountEnding">The last digits of the account that is paid into; null where none is on file.</param>
/// <param name="KnownAt">The log sequence up to which the books were read.</param>
public sealed record ProviderHead(string FundId, string FundName, ProviderId Provider, string ProviderName, string? AccountEnding, DateInterval Period, long KnownAt);

/// <param name="ExpectedOn">When the contract has it paid; null for a released holdback, which the contract gives no day.</param>
/// <param name="WaitsFor">In words; empty before a settlement had to let it wait.</param>
public sealed record OwedClaim(ClaimPayout Payout, LocalDate? ExpectedOn, string WaitsFor);

/// <param name="ReleasedBy">The metric whose acceptance releases it; null where a date does.</param>
/// <param name="ReleasedOn">The date that releases it; null where a metric does.</param>
public sealed record HeldBackClaim(ClaimId Claim, WorkerId Worker, string Contract, string Metric, LocalDate AcceptedOn, Money Amount, string? ReleasedBy, LocalDate? ReleasedOn);

/// <param name="ExpectedOn">When the contract has it paid; null where nothing is to be paid yet.</param>
/// <param name="Why">In words.</param>
public sealed record OpenClaim(ClaimId Claim, WorkerId Worker, string Contract, string Metric, LocalDate SubmittedOn, ClaimStanding Standing, LocalDate? ExpectedOn, string Why);
