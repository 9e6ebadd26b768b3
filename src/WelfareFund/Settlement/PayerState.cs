using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Where those stand who pay in a worker's place, by the events so far.</summary>
internal sealed class PayerState
{
    private readonly List<MembershipStarted> memberships = [];
    private readonly Dictionary<(WorkerId Worker, LocalDate StartedOn), Money> earned = [];

    private readonly Dictionary<(DueFor For, string Subject, YearMonth Month), List<PayerDue>> dues = [];

    /// <summary>What was booked on a matter so far, in the order of booking.</summary>
    internal IReadOnlyList<PayerDue> Dues(DueFor why, string subject, YearMonth month) => dues.GetValueOrDefault((why, subject, month)) ?? [];

    /// <summary>All that was booked on a subject, in base currency.</summary>
    internal Money Booked(DueFor why, string subject, Currency baseCurrency) =>
        dues.Where(due => due.Key.For == why && due.Key.Subject == subject).SelectMany(due => due.Value).Aggregate(Money.Zero(baseCurrency), (sum, due) => sum + due.BaseAmount);

    /// <summary>In the order of their beginning to count.</summary>
    internal IReadOnlyList<MembershipStarted> Memberships => memberships;

    internal Money Earned(MembershipStarted membership) =>
        earned.GetValueOrDefault((membership.Worker, membership.StartedOn), Money.Zero(membership.Fee.Currency));

    internal void Apply(FundEvent what)
    {
        switch (what)
        {
            case MembershipStarted e: memberships.Add(e); break;
            case MembershipEarned e: earned[(e.Worker, e.StartedOn)] = earned.TryGetValue((e.Worker, e.StartedOn), out var before) ? before + e.Amount : e.Amount; break;
            case PayerDue e:
                if (!dues.TryGetValue((e.For, e.Subject, e.Month), out var booked))
                    dues.Add((e.For, e.Subject, e.Month), booked = []);
                booked.Add(e);
                break;
            default: throw new InvalidOperationException($"No payer stands otherwise by {what.GetType().Name}.");
        }
    }
}
