using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Where those stand who pay in a worker's place, by the events so far.</summary>
internal sealed class PayerState
{
    private readonly List<MembershipStarted> memberships = [];
    private readonly Dictionary<(WorkerId Worker, LocalDate StartedOn), Money> earned = [];

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
            default: throw new InvalidOperationException($"No payer stands otherwise by {what.GetType().Name}.");
        }
    }
}
