using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Statements;

/// <summary>What one claim comes to in one payment: its payout, or later its released holdback.</summary>
/// <param name="Worker">Null for an advance, which is for nobody.</param>
/// <param name="Metric">Empty for an advance.</param>
/// <param name="AchievedOn">Null for an advance.</param>
/// <param name="Gross">The price of the outcome, or the advance; nothing for a released holdback.</param>
/// <param name="Released">Held back before and owed now.</param>
/// <param name="Netted">Kept for what the provider has to return.</param>
/// <param name="Recovered">Kept to earn back the advance.</param>
public sealed record ClaimPayout(ClaimId Claim, WorkerId? Worker, string Contract, string Metric, LocalDate? AchievedOn, Money Gross, Money HeldBack, Money Released, Money Netted, Money Recovered)
{
    public Money Paid => Gross - HeldBack + Released - Netted - Recovered;
}

/// <summary>Money that the bank was told to pay to a provider, and what for.</summary>
public sealed record ProviderPayment
{
    /// <exception cref="ArgumentException">The claims do not sum to the amount.</exception>
    public ProviderPayment(string reference, string contract, string bankAccount, LocalDate instructedOn, Money amount, IReadOnlyList<ClaimPayout> claims)
    {
        Total = claims.Aggregate(Nothing(amount.Currency), (sum, claim) => sum with
        {
            Gross = sum.Gross + claim.Gross,
            HeldBack = sum.HeldBack + claim.HeldBack,
            Released = sum.Released + claim.Released,
            Netted = sum.Netted + claim.Netted,
            Recovered = sum.Recovered + claim.Recovered,
        });
        if (Total.Paid != amount)
        {
            throw new ArgumentException($"The claims of {reference} come to {Total.Paid}, the payment to {amount}.");
        }

        (Reference, Contract, BankAccount, InstructedOn, Amount, Claims) = (reference, contract, bankAccount, instructedOn, amount, claims);
    }

    /// <summary>As the bank's own line names it.</summary>
    public string Reference { get; }
    public string Contract { get; }

    /// <summary>The fund's, by its id.</summary>
    public string BankAccount { get; }
    public LocalDate InstructedOn { get; }
    public Money Amount { get; }
    public IReadOnlyList<ClaimPayout> Claims { get; }

    /// <summary>The day the bank carried it out; null while it has not.</summary>
    public LocalDate? PaidOn { get; init; }

    /// <summary>The day it came back; null where it did not. Its claims were owed again from then on.</summary>
    public LocalDate? ReturnedOn { get; init; }

    /// <summary>Of the claims, column by column.</summary>
    public ClaimPayout Total { get; }

    private static ClaimPayout Nothing(Currency currency)
    {
        var zero = Money.Zero(currency);
        return new(new("total"), null, "", "", null, zero, zero, zero, zero, zero);
    }
}
