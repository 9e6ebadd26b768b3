using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>
/// Where some of the fund's workers stand by their lines so far: what they owe and have paid, and what was decided for good about them. Some hundred workers at a time
/// are enough to settle a month; their lines come in the order of posting.
/// </summary>
internal sealed class WorkersState
{
    private readonly Dictionary<AgreementId, Money> caps = [];
    private readonly Dictionary<AgreementId, SortedList<YearMonth, List<ContributionDue>>> dues = [];
    private readonly Dictionary<WorkerId, AgreementId> firstAgreements = [];
    private readonly Dictionary<WorkerId, SortedList<Currency, ContributionAccount>> accounts = [];
    private readonly Dictionary<AgreementId, List<(YearMonth Month, Money Counted)>> writtenOff = [];
    private readonly Dictionary<AgreementId, List<Money>> givenUp = [];
    private readonly HashSet<(string Kind, string Subject)> settled = [];

    internal static WorkersState Of(IEnumerable<SettlementLine> lines)
    {
        var state = new WorkersState();
        foreach (var line in lines)
            state.Apply(line);
        return state;
    }

    /// <summary>The worker whose standing here a line changes; null where it changes none.</summary>
    internal static WorkerId? Of(SettlementLine line) => line.Event switch
    {
        ContributionReceived e => e.Worker,
        ContributionDeducted e => e.Worker,
        ContributionCapSet e => e.Worker,
        ContributionDue e => e.Worker,
        ArrearsCalled e => e.Worker,
        ContributionWrittenOff e => e.Worker,
        RefundOwed e => e.Worker,
        MembershipStarted e => e.Worker,
        null when line.State is LineState.Refused && IsRemembered(line.Kind) => new(line.Subject[..line.Subject.IndexOf(':', StringComparison.Ordinal)]),
        _ => null,
    };

    internal Money? Cap(AgreementId agreement) => caps.TryGetValue(agreement, out var cap) ? cap : null;

    /// <summary>What was posted on a wage month so far, by revision.</summary>
    internal IReadOnlyList<ContributionDue> Dues(AgreementId agreement, YearMonth wageMonth) => dues.GetValueOrDefault(agreement)?.GetValueOrDefault(wageMonth) ?? [];

    /// <summary>What the posted dues of each wage month come to, in agreement currency.</summary>
    internal IReadOnlyDictionary<YearMonth, Money> Counted(AgreementId agreement) => dues.GetValueOrDefault(agreement)?
        .ToDictionary(month => month.Key, month => month.Value.Select(due => due.Counted).Aggregate((sum, counted) => sum + counted)) ?? [];

    /// <summary>The agreement whose entries are keyed by worker and month alone; null while the worker never owed anything.</summary>
    internal AgreementId? FirstAgreement(WorkerId worker) => firstAgreements.TryGetValue(worker, out var first) ? first : null;

    /// <summary>One for each currency of pay, in the order of the currencies.</summary>
    internal IReadOnlyList<ContributionAccount> Accounts(WorkerId worker) => accounts.TryGetValue(worker, out var own) ? [.. own.Values] : [];

    /// <summary>In no order.</summary>
    internal IEnumerable<ContributionAccount> AllAccounts => accounts.Values.SelectMany(own => own.Values);

    /// <summary>All dues of an agreement, in the currencies of pay.</summary>
    internal IEnumerable<Money> Owed(AgreementId agreement) => dues.GetValueOrDefault(agreement)?.Values.SelectMany(ofMonth => ofMonth).SelectMany(due => due.Parts).Select(part => part.Due) ?? [];

    /// <summary>What of them was written off and not taken back.</summary>
    internal IReadOnlyList<Money> GivenUp(AgreementId agreement) => givenUp.GetValueOrDefault(agreement) ?? [];

    internal IReadOnlyList<(YearMonth Month, Money Counted)> WrittenOff(AgreementId agreement) => writtenOff.GetValueOrDefault(agreement) ?? [];

    /// <summary>Decided for good, of the kinds that are about a worker's own time: <c>membership</c> and <c>true-up</c>.</summary>
    internal bool IsSettled(string kind, string subject) => IsRemembered(kind) ? settled.Contains((kind, subject)) : throw FundState.NotRemembered(kind);

    private static bool IsRemembered(string kind) => kind is "membership" or "true-up";

    internal void Apply(SettlementLine line)
    {
        if (line.State is not LineState.Held && IsRemembered(line.Kind))
            settled.Add((line.Kind, line.Subject));
        switch (line.Event)
        {
            case ContributionReceived e: Receive(e.Worker, e.Amount, line.Effective); break;
            case ContributionDeducted e: Receive(e.Worker, e.Amount, line.Effective); break;
            case ContributionCapSet e: caps[e.Agreement] = caps.TryGetValue(e.Agreement, out var cap) ? cap + e.Change : e.Change; break;
            case ContributionDue e:
                if (!dues.TryGetValue(e.Agreement, out var months))
                    dues.Add(e.Agreement, months = new(1));
                if (!months.TryGetValue(e.WageMonth, out var posted))
                    months.Add(e.WageMonth, posted = new(1));
                posted.Add(e);
                if (!e.FollowsAnother)
                    firstAgreements.TryAdd(e.Worker, e.Agreement);
                foreach (var part in e.Parts)
                    Owe(Account(e.Worker, part.Due.Currency), e.Agreement, part.Due, line);
                break;
            case ArrearsCalled e: Account(e.Worker, e.Amount.Currency).Call(e.Agreement, e.Amount, line.Effective); break;
            case ContributionWrittenOff e:
                CountWrittenOff(e);
                foreach (var part in e.Parts)
                {
                    AddTo(givenUp, e.Agreement, part.Due);
                    Account(e.Worker, part.Due.Currency).WriteOff(e.Agreement, part.Due);
                }

                break;
            case RefundOwed e: Account(e.Worker, e.Amount.Currency).Refund(e.Amount); break;
            case MembershipStarted { From.Kind: DebtorKind.Worker } e: Account(e.Worker, e.Fee.Currency).Charge(e.Agreement, e.Fee, line.Effective); break;
            default: break; // concerns no worker's account
        }
    }

    internal void Receive(WorkerId worker, Money amount, LocalDate on) => Account(worker, amount.Currency).Receive(amount, on);

    private void CountWrittenOff(ContributionWrittenOff what)
    {
        if (what.Counted.IsNegative)
            writtenOff[what.Agreement] = TakenBack(WrittenOff(what.Agreement), -what.Counted);
        else
            AddTo(writtenOff, what.Agreement, (what.WageMonth, what.Counted));
    }

    /// <summary>What is taken back counts again from the month it was given up with, the last first.</summary>
    internal static List<(YearMonth Month, Money Counted)> TakenBack(IReadOnlyList<(YearMonth Month, Money Counted)> parts, Money amount)
    {
        List<(YearMonth Month, Money Counted)> left = [.. parts];
        while (amount.IsPositive && left is [.., var (month, last)])
        {
            left.RemoveAt(left.Count - 1);
            if (last > amount)
                left.Add((month, last - amount));
            amount -= last;
        }

        return left;
    }

    /// <summary>The month's own due is to be paid at once; what comes late waits for a month that has room for it.</summary>
    private static void Owe(ContributionAccount account, AgreementId agreement, Money due, SettlementLine line)
    {
        if (due.IsNegative)
            account.Lower(agreement, -due, line.Effective);
        else if (line.Concerns < line.Effective)
            account.Wait(agreement, due, line.Effective);
        else
            account.Charge(agreement, due, line.Effective);
    }

    private ContributionAccount Account(WorkerId worker, Currency currency)
    {
        if (!accounts.TryGetValue(worker, out var own))
            accounts.Add(worker, own = new(1));
        return own.TryGetValue(currency, out var account) ? account : own[currency] = new(currency);
    }

    private static void AddTo<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T what)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        list.Add(what);
    }
}
