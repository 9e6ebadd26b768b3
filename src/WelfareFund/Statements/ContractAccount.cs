namespace WelfareFund.Statements;

/// <summary>What stands between the fund and a provider under one contract, in its currency.</summary>
/// <param name="Owed">To the provider, and not yet instructed.</param>
/// <param name="HeldBack">To be owed when the job has proved itself.</param>
/// <param name="Advance">Paid to the provider and not yet earned.</param>
/// <param name="ToReturn">By the provider, of what was clawed back.</param>
public readonly record struct ProviderBalance(Money Owed, Money HeldBack, Money Advance, Money ToReturn)
{
    public static ProviderBalance Zero(Currency currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public static ProviderBalance operator +(ProviderBalance left, ProviderBalance right) =>
        new(left.Owed + right.Owed, left.HeldBack + right.HeldBack, left.Advance + right.Advance, left.ToReturn + right.ToReturn);
}

public enum ProviderMovementKind
{
    AdvanceGranted,
    OutcomesAccepted,
    HoldbackReleased,
    HoldbackForfeited,
    OutcomesClawedBack,

    /// <summary>What had released it was clawed back.</summary>
    HoldbackRetaken,
    ClawbackNetted,
    AdvanceRecovered,
    PaymentsInstructed,

    /// <summary>The bank sent them back, and they are owed again.</summary>
    PaymentsReturned,
}

/// <param name="Change">Its sign is that of the balance it changes.</param>
public sealed record ProviderMovement(ProviderMovementKind Kind, ProviderBalance Change);

/// <summary>One contract's balances at the statement's two ends, and what led from the one to the other.</summary>
public sealed record ContractAccount
{
    /// <exception cref="ArgumentException">The movements do not lead from the opening to the closing balance.</exception>
    public ContractAccount(string contract, Currency currency, ProviderBalance opening, IReadOnlyList<ProviderMovement> movements, ProviderBalance closing)
    {
        var reached = movements.Aggregate(opening, (sum, movement) => sum + movement.Change);
        if (reached != closing)
        {
            throw new ArgumentException($"The movements of {contract} lead from {opening} to {reached}; the books say {closing}.");
        }

        (Contract, Currency, Opening, Movements, Closing) = (contract, currency, opening, movements, closing);
    }

    public string Contract { get; }
    public Currency Currency { get; }
    public ProviderBalance Opening { get; }

    /// <summary>One a kind, in the order of <see cref="ProviderMovementKind"/>.</summary>
    public IReadOnlyList<ProviderMovement> Movements { get; }
    public ProviderBalance Closing { get; }

    /// <summary>What the bank was told to pay in the period; what came back is a movement of its own.</summary>
    public Money Paid => Movements.Where(movement => movement.Kind is ProviderMovementKind.PaymentsInstructed).Aggregate(Money.Zero(Currency), (sum, movement) => sum - movement.Change.Owed);
}
