using NodaTime;

namespace WelfareFund.Contributions;

/// <summary>
/// What one worker owes in one currency of pay, or has paid too much of: dues that are to be paid, what later months still have to make room
/// for, and credit. Where there is credit nothing is owed.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Corrections".</remarks>
public sealed class ContributionAccount(Currency currency)
{
    private readonly List<AccountPart> called = [];
    private readonly List<AccountPart> credits = [];

    public Currency Currency => currency;

    /// <summary>To be paid now, oldest first.</summary>
    public IReadOnlyList<AccountPart> Called => called;

    /// <summary>Owed, but not to be paid before a month's pay has room for it.</summary>
    public Money Waiting { get; private set; } = Money.Zero(currency);
    public Money Open => Sum(called) + Waiting;
    public Money Credit => Sum(credits);
    public Money WrittenOff { get; private set; } = Money.Zero(currency);

    /// <summary>Was written off and turned out not to have been due.</summary>
    public Money WrittenOffTooMuch { get; private set; } = Money.Zero(currency);

    /// <summary>Credit that arose before a day.</summary>
    public Money CreditBefore(LocalDate day) => Sum(credits.Where(part => part.Since < day));

    internal void Charge(Money amount, LocalDate since) => AddCalled(Use(credits, amount), since);

    internal void Wait(Money amount) => Waiting += Use(credits, amount);

    internal void Call(Money amount, LocalDate since)
    {
        Waiting -= amount;
        AddCalled(amount, since);
    }

    internal void Receive(Money amount, LocalDate on) => AddCredit(UseWaiting(Use(called, amount)), on);

    /// <summary>A correction took back part of a due: what waits first, then what is to be paid, then what was written off; the rest was paid.</summary>
    internal void Lower(Money amount, LocalDate on)
    {
        var left = Use(called, UseWaiting(amount));
        var forgiven = Money.Min(left, WrittenOff - WrittenOffTooMuch);
        WrittenOffTooMuch += forgiven;
        AddCredit(left - forgiven, on);
    }

    /// <param name="amount">Negative takes back what was written off too much.</param>
    internal void WriteOff(Money amount)
    {
        WrittenOff += amount;
        if (amount.IsNegative)
            WrittenOffTooMuch += amount;
        else
            Used(Use(called, UseWaiting(amount)));
    }

    internal void Refund(Money amount) => Used(Use(credits, amount));

    private void AddCalled(Money amount, LocalDate since)
    {
        if (amount.IsPositive)
            called.Add(new(since, amount));
    }

    private void AddCredit(Money amount, LocalDate since)
    {
        if (amount.IsPositive)
            credits.Add(new(since, amount));
    }

    private Money UseWaiting(Money amount)
    {
        var used = Money.Min(amount, Waiting);
        Waiting -= used;
        return amount - used;
    }

    /// <returns>What the parts did not reach for.</returns>
    private static Money Use(List<AccountPart> parts, Money amount)
    {
        while (amount.IsPositive && parts.Count > 0)
        {
            var used = Money.Min(amount, parts[0].Amount);
            amount -= used;
            if (used == parts[0].Amount)
                parts.RemoveAt(0);
            else
                parts[0] = parts[0] with { Amount = parts[0].Amount - used };
        }

        return amount;
    }

    private static void Used(Money left)
    {
        if (left.IsPositive)
            throw new InvalidOperationException($"{left} more was taken from a worker's account than stood there.");
    }

    private Money Sum(IEnumerable<AccountPart> parts) => parts.Aggregate(Money.Zero(currency), (sum, part) => sum + part.Amount);
}

/// <param name="Since">When it was to be paid, or was paid too much.</param>
public readonly record struct AccountPart(LocalDate Since, Money Amount);
