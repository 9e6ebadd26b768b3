using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>
/// What one worker owes in one currency of pay, or has paid too much of: dues that are to be paid, what later months still have to make room
/// for, and credit. Where there is credit nothing is owed. Dues know their agreement; what the worker pays is for all of them.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions", "Corrections" and "Several agreements".</remarks>
public sealed class ContributionAccount(Currency currency)
{
    private readonly List<AccountPart> called = [];
    private readonly List<AccountPart> waiting = [];
    private readonly List<AccountPart> credits = [];
    private Dictionary<AgreementId, Money>? writtenOff;
    private Dictionary<AgreementId, Money>? writtenOffTooMuch;

    public Currency Currency => currency;

    /// <summary>To be paid now, oldest first.</summary>
    public IReadOnlyList<AccountPart> Called => called;

    /// <summary>Owed, but not to be paid before a month's pay has room for it.</summary>
    public Money Waiting => Sum(waiting);
    public Money Open => Sum(called) + Waiting;
    public Money Credit => Sum(credits);
    public Money WrittenOff => Sum(writtenOff?.Values ?? (IEnumerable<Money>)[]);

    /// <summary>Was written off and turned out not to have been due.</summary>
    public Money WrittenOffTooMuch => Sum(writtenOffTooMuch?.Values ?? (IEnumerable<Money>)[]);

    /// <summary>Credit that arose before a day.</summary>
    public Money CreditBefore(LocalDate day) => Sum(credits.Where(part => part.Since < day));

    public Money CalledOf(AgreementId agreement) => Sum(called.Where(part => part.Agreement == agreement));
    public Money WaitingOf(AgreementId agreement) => Sum(waiting.Where(part => part.Agreement == agreement));
    public Money OpenOf(AgreementId agreement) => CalledOf(agreement) + WaitingOf(agreement);
    public Money WrittenOffTooMuchOf(AgreementId agreement) => Of(writtenOffTooMuch, agreement);

    internal void Charge(AgreementId agreement, Money amount, LocalDate since) => Add(called, Use(credits, amount), since, agreement);

    internal void Wait(AgreementId agreement, Money amount, LocalDate since) => Add(waiting, Use(credits, amount), since, agreement);

    internal void Call(AgreementId agreement, Money amount, LocalDate since)
    {
        Used(Use(waiting, amount, agreement));
        Add(called, amount, since, agreement);
    }

    internal void Receive(Money amount, LocalDate on) => Add(credits, Use(waiting, Use(called, amount)), on, null);

    /// <summary>
    /// A correction took back part of a due: what waits first, then what is to be paid, then what was written off; the rest was paid, and pays what
    /// else is owed.
    /// </summary>
    internal void Lower(AgreementId agreement, Money amount, LocalDate on)
    {
        var left = Use(called, Use(waiting, amount, agreement), agreement);
        var forgiven = Money.Min(left, Of(writtenOff, agreement) - WrittenOffTooMuchOf(agreement));
        if (!forgiven.IsZero)
            Add(ref writtenOffTooMuch, agreement, forgiven);
        Receive(left - forgiven, on);
    }

    /// <param name="amount">Negative takes back what was written off too much.</param>
    internal void WriteOff(AgreementId agreement, Money amount)
    {
        Add(ref writtenOff, agreement, amount);
        if (amount.IsNegative)
            Add(ref writtenOffTooMuch, agreement, amount);
        else
            Used(Use(called, Use(waiting, amount, agreement), agreement));
    }

    internal void Refund(Money amount) => Used(Use(credits, amount));

    private static void Add(List<AccountPart> parts, Money amount, LocalDate since, AgreementId? agreement)
    {
        if (amount.IsPositive)
            parts.Add(new(since, amount, agreement));
    }

    private void Add(ref Dictionary<AgreementId, Money>? sums, AgreementId agreement, Money amount) =>
        (sums ??= [])[agreement] = Of(sums, agreement) + amount;

    private Money Of(Dictionary<AgreementId, Money>? sums, AgreementId agreement) =>
        sums is not null && sums.TryGetValue(agreement, out var sum) ? sum : Money.Zero(currency);

    /// <param name="agreement">Whose parts alone; null for all.</param>
    /// <returns>What the parts did not reach for.</returns>
    private static Money Use(List<AccountPart> parts, Money amount, AgreementId? agreement = null)
    {
        for (var i = 0; i < parts.Count && amount.IsPositive;)
        {
            if (agreement is not null && parts[i].Agreement != agreement)
            {
                i++;
                continue;
            }

            var used = Money.Min(amount, parts[i].Amount);
            amount -= used;
            if (used == parts[i].Amount)
                parts.RemoveAt(i);
            else
                parts[i] = parts[i] with { Amount = parts[i].Amount - used };
        }

        return amount;
    }

    private static void Used(Money left)
    {
        if (left.IsPositive)
            throw new InvalidOperationException($"{left} more was taken from a worker's account than stood there.");
    }

    private Money Sum(IEnumerable<AccountPart> parts) => Sum(parts.Select(part => part.Amount));

    private Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
}

/// <param name="Since">When it was to be paid, or was paid too much.</param>
/// <param name="Agreement">Null for what was paid too much.</param>
public readonly record struct AccountPart(LocalDate Since, Money Amount, AgreementId? Agreement);
