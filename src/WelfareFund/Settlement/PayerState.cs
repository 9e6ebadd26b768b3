using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Where those stand who pay in a worker's place, by the events so far.</summary>
internal sealed class PayerState
{
    private readonly List<MembershipStarted> memberships = [];
    private readonly Dictionary<WorkerId, List<MembershipStarted>> membershipsByWorker = [];
    private readonly Dictionary<(WorkerId Worker, LocalDate StartedOn), Money> earned = [];

    private readonly Dictionary<(DueFor For, string Subject), SortedDictionary<YearMonth, List<PayerDue>>> dues = [];

    private readonly SortedDictionary<(WorkerId Worker, Currency Currency), Money> savings = [];
    private readonly Dictionary<AgreementId, Money> arrived = [];

    /// <summary>What is kept for workers and was not given back, by worker.</summary>
    internal IReadOnlyDictionary<(WorkerId Worker, Currency Currency), Money> Savings => savings;

    /// <summary>What ever arrived under an agreement.</summary>
    internal Money Arrived(Agreement agreement, Currency currency) => arrived.GetValueOrDefault(agreement.Id, Money.Zero(currency));

    /// <summary>What was booked on a matter so far, in the order of booking.</summary>
    internal IReadOnlyList<PayerDue> Dues(DueFor why, string subject, YearMonth month) => dues.GetValueOrDefault((why, subject))?.GetValueOrDefault(month) ?? [];

    /// <summary>All that was booked on a subject, by month.</summary>
    internal IEnumerable<PayerDue> AllDues(DueFor why, string subject) => dues.GetValueOrDefault((why, subject))?.Values.SelectMany(booked => booked) ?? [];

    /// <summary>Charged and not taken back since.</summary>
    internal bool IsCharged(DueFor why, string subject) => AllDues(why, subject).Sum(due => due.Amount.MinorUnits) != 0;

    /// <summary>What stands to a debtor's charge, by subject and month, each with what was booked on it.</summary>
    internal IReadOnlyList<IReadOnlyList<PayerDue>> Standing(DueFor why, Debtor from) =>
        [.. dues.Where(due => due.Key.For == why).OrderBy(due => due.Key.Subject, StringComparer.Ordinal).SelectMany(due => due.Value.Values)
            .Where(booked => booked[0].From == from && booked.Sum(due => due.Amount.MinorUnits) != 0)];

    /// <summary>The month of the first due of an outcome payer; null before it owed anything.</summary>
    internal YearMonth? FirstOf(Debtor payer) => dues.Values.SelectMany(months => months.Values).SelectMany(booked => booked).Where(due => due.From == payer).Select(due => (YearMonth?)due.Month).Min();

    /// <summary>In the order of their beginning to count.</summary>
    internal IReadOnlyList<MembershipStarted> Memberships => memberships;

    internal IReadOnlyList<MembershipStarted> MembershipsOf(WorkerId worker) => membershipsByWorker.GetValueOrDefault(worker) ?? [];

    internal Money Earned(MembershipStarted membership) =>
        earned.GetValueOrDefault((membership.Worker, membership.StartedOn), Money.Zero(membership.Fee.Currency));

    internal void Apply(FundEvent what)
    {
        switch (what)
        {
            case MembershipStarted e:
                memberships.Add(e);
                if (!membershipsByWorker.TryGetValue(e.Worker, out var ofWorker))
                    membershipsByWorker.Add(e.Worker, ofWorker = []);
                ofWorker.Add(e);
                break;
            case MembershipEarned e: earned[(e.Worker, e.StartedOn)] = earned.TryGetValue((e.Worker, e.StartedOn), out var before) ? before + e.Amount : e.Amount; break;
            case SavingsReceived e:
                Keep(e.Worker, e.Amount);
                arrived[e.Agreement] = arrived.TryGetValue(e.Agreement, out var sum) ? sum + e.Amount : e.Amount;
                break;
            case PaymentInstructed e: Keep(new(e.Party), -e.Amount); break;
            case PaymentReturned e: Keep(new(e.Party), e.Amount); break;
            case PayerDue e:
                if (!dues.TryGetValue((e.For, e.Subject), out var months))
                    dues.Add((e.For, e.Subject), months = []);
                if (!months.TryGetValue(e.Month, out var booked))
                    months.Add(e.Month, booked = []);
                booked.Add(e);
                break;
            default: throw new InvalidOperationException($"No payer stands otherwise by {what.GetType().Name}.");
        }
    }

    private void Keep(WorkerId worker, Money amount) =>
        savings[(worker, amount.Currency)] = savings.TryGetValue((worker, amount.Currency), out var before) ? before + amount : amount;
}
