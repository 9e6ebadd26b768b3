using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What the fund spent on one worker, in base currency; negative for what grants and outcome payers paid of it and what was got back.</summary>
/// <param name="IsPayers">What an outcome payer pays of the claim's cost.</param>
internal readonly record struct WorkerCost(ClaimId Claim, string CostLine, LocalDate On, Money BaseAmount, bool IsPayers = false);

internal sealed partial class FundState
{
    private readonly Dictionary<AgreementId, Money> caps = [];
    private readonly Dictionary<AgreementId, SortedList<YearMonth, List<ContributionDue>>> dues = [];
    private readonly Dictionary<WorkerId, AgreementId> firstAgreements = [];
    private readonly Dictionary<WorkerId, SortedList<Currency, ContributionAccount>> accounts = [];
    private readonly Dictionary<AgreementId, List<(YearMonth Month, Money Counted)>> writtenOff = [];
    private readonly Dictionary<AgreementId, List<Money>> givenUp = [];
    private readonly Dictionary<(WorkerId Worker, Currency Currency), Money> refundsOwed = [];
    private readonly Dictionary<ClaimId, WorkerId> claimWorkers = [];
    private readonly Dictionary<WorkerId, List<WorkerCost>> costs = [];
    private readonly Dictionary<ClaimId, Money> chargedToPayers = [];

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

    /// <summary>Refunds not yet instructed.</summary>
    internal IEnumerable<(WorkerId Worker, Money Amount)> RefundsOwed =>
        refundsOwed.Where(owed => owed.Value.IsPositive).OrderBy(owed => owed.Key.Worker).ThenBy(owed => owed.Key.Currency).Select(owed => (owed.Key.Worker, owed.Value));

    /// <summary>In base currency; null before the first.</summary>
    internal Money? Allowance { get; private set; }

    internal IReadOnlyList<WorkerCost> Costs(WorkerId worker) => costs.GetValueOrDefault(worker) ?? [];

    private void AddCost(ClaimId claim, string costLine, LocalDate on, Money baseAmount, bool isPayers = false)
    {
        var worker = claimWorkers[claim];
        if (!costs.TryGetValue(worker, out var known))
            costs.Add(worker, known = []);
        known.Add(new(claim, costLine, on, baseAmount, isPayers));
    }

    /// <summary>
    /// An outcome payer pays of the outcome's cost what grants left of it, at most what it is charged, over the cost lines by their parts; whenever one of
    /// the two changes. While a clawback is under way grants can have paid more of a line than is left of it.
    /// </summary>
    private void CoverCosts(FundEvent what, LocalDate on)
    {
        ClaimId? changed = what switch
        {
            PayerDue { For: DueFor.Outcome } e => new(e.Subject),
            OutcomeAccepted e => e.Claim,
            OutcomeClawedBack e => e.Claim,
            HoldbackForfeited e => e.Claim,
            GrantReleased e => e.Claim,
            GrantRestored e => e.Claim,
            _ => null,
        };
        if (changed is not { } claim || !chargedToPayers.TryGetValue(claim, out var charged))
            return;
        var ofClaim = Costs(claimWorkers[claim]).Where(cost => cost.Claim == claim).GroupBy(cost => cost.CostLine)
            .Select(line => (CostLine: line.Key, Net: Money.Max(Sum(line.Where(cost => !cost.IsPayers)), charged - charged), Covered: Sum(line.Where(cost => cost.IsPayers)))).ToList();
        var covers = Money.Min(charged, ofClaim.Aggregate(charged - charged, (sum, line) => sum + line.Net));
        var parts = covers.IsZero ? [.. ofClaim.Select(_ => covers)] : Allocation.Split(covers, [.. ofClaim.Select(line => line.Net.MinorUnits)]);
        foreach (var (line, part) in ofClaim.Zip(parts))
        {
            if (part + line.Covered is { IsZero: false } more)
                AddCost(claim, line.CostLine, on, -more, isPayers: true);
        }

        Money Sum(IEnumerable<WorkerCost> some) => some.Aggregate(charged - charged, (sum, cost) => sum + cost.BaseAmount);
    }

    /// <returns>Whether the event is one of contributions.</returns>
    private bool ApplyToContributions(FundEvent what, SettlementLine line)
    {
        switch (what)
        {
            case ContributionReceived e:
                Add(bank, e.BankAccount, e.Amount);
                Account(e.Worker, e.Amount.Currency).Receive(e.Amount, line.Effective);
                return true;
            case ContributionDeducted e: Account(e.Worker, e.Amount.Currency).Receive(e.Amount, line.Effective); return true;
            case DeductionsReceived e: Add(bank, e.BankAccount, e.Amount); return true;
            case ContributionCapSet e: Add(caps, e.Agreement, e.Change); return true;
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
                return true;
            case ArrearsCalled e: Account(e.Worker, e.Amount.Currency).Call(e.Agreement, e.Amount, line.Effective); return true;
            case ContributionWrittenOff e:
                CountWrittenOff(e);
                foreach (var part in e.Parts)
                {
                    AddTo(givenUp, e.Agreement, part.Due);
                    Account(e.Worker, part.Due.Currency).WriteOff(e.Agreement, part.Due);
                }

                return true;
            case RefundOwed e:
                Account(e.Worker, e.Amount.Currency).Refund(e.Amount);
                Add(refundsOwed, (e.Worker, e.Amount.Currency), e.Amount);
                return true;
            case AllowanceAdjusted e: Allowance = e.Required; return true;
            default: return false;
        }
    }

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
}
