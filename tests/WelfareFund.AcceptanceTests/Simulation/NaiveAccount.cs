using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>One worker's account: what is to be paid since when, what waits for room, and what was paid too much since when. Rules: docs/rules.md, section 5 "Corrections" and "Endings".</summary>
internal sealed class NaiveAccount
{
    private readonly List<(LocalDate Since, long Amount)> called = [];
    private readonly List<(LocalDate Since, long Amount)> credits = [];

    /// <summary>What each wage month owed when it was last decided.</summary>
    internal Dictionary<YearMonth, long> Dues { get; set; } = [];

    /// <summary>What was given up, by the wage month with which it was: the clocks count it no more.</summary>
    internal List<(YearMonth Month, long Amount)> GivenUp { get; } = [];

    internal long Waiting { get; private set; }
    internal long Open => called.Sum(part => part.Amount) + Waiting;
    internal long Credit => credits.Sum(credit => credit.Amount);
    internal IReadOnlyList<(LocalDate Since, long Amount)> ToBePaid => called;

    internal long CreditBefore(LocalDate day) => credits.Where(credit => credit.Since < day).Sum(credit => credit.Amount);

    internal void Receive(long amount, LocalDate on)
    {
        amount -= Use(called, amount);
        var pays = Math.Min(amount, Waiting);
        Waiting -= pays;
        if (amount > pays)
            credits.Add((on, amount - pays));
    }

    /// <param name="isLate">A correction: it waits until a month's pay has room for it.</param>
    internal void Owe(long amount, LocalDate on, bool isLate)
    {
        amount -= Use(credits, amount);
        if (isLate)
            Waiting += amount;
        else if (amount > 0)
            called.Add((on, amount));
    }

    internal void Collect(long amount, LocalDate on)
    {
        Waiting -= amount;
        called.Add((on, amount));
    }

    /// <summary>A correction takes back: first what waits, then what is to be paid, then what was given up; the rest was paid.</summary>
    /// <returns>What it takes back of what was given up.</returns>
    internal long Lower(long amount, LocalDate on)
    {
        var waited = Math.Min(amount, Waiting);
        Waiting -= waited;
        amount -= waited;
        amount -= Use(called, amount);
        var forgiven = Math.Min(amount, GivenUp.Sum(part => part.Amount));
        for (var left = forgiven; left > 0;)
        {
            var (month, last) = GivenUp[^1];
            GivenUp.RemoveAt(GivenUp.Count - 1);
            if (last > left)
                GivenUp.Add((month, last - left));
            left -= Math.Min(last, left);
        }

        Receive(amount - forgiven, on);
        return forgiven;
    }

    internal void GiveUpWaiting(YearMonth month)
    {
        GivenUp.Add((month, Waiting));
        Waiting = 0;
    }

    internal void GiveUpAll(YearMonth month)
    {
        GivenUp.Add((month, Open));
        called.Clear();
        Waiting = 0;
    }

    internal void Refund(long amount) => Use(credits, amount);

    private static long Use(List<(LocalDate Since, long Amount)> parts, long amount)
    {
        var used = 0L;
        while (used < amount && parts.Count > 0)
        {
            var part = Math.Min(amount - used, parts[0].Amount);
            used += part;
            if (part == parts[0].Amount)
                parts.RemoveAt(0);
            else
                parts[0] = (parts[0].Since, parts[0].Amount - part);
        }

        return used;
    }
}
