using System.Collections.Frozen;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Outcomes;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>Everything the fund was told up to a snapshot, in the order of intake.</summary>
public sealed record SettlementFacts
{
    public IReadOnlyList<Commitment> Commitments { get; init; } = [];
    public IReadOnlyList<CapitalCall> Calls { get; init; } = [];
    public IReadOnlyList<Payments.BankLine> BankLines { get; init; } = [];
    public IReadOnlyList<Worker> Workers { get; init; } = [];
    public IReadOnlyList<Agreement> Agreements { get; init; } = [];
    public IReadOnlyList<Employment> Employments { get; init; } = [];
    public IReadOnlyList<Quality.Audit> Audits { get; init; } = [];
    public IReadOnlyList<WageReport> Wages { get; init; } = [];

    /// <summary>Evidence only: they move no money.</summary>
    public IReadOnlyList<Cost> Costs { get; init; } = [];
    public IReadOnlyList<Deduction> Deductions { get; init; } = [];
    public IReadOnlyList<Grievance> Grievances { get; init; } = [];
    public IReadOnlyList<Pause> Pauses { get; init; } = [];
    public IReadOnlyList<Ending> Endings { get; init; } = [];
    public IReadOnlyList<Claim> Claims { get; init; } = [];
    public IReadOnlyList<Verification> Verifications { get; init; } = [];

    /// <summary>Of the source that the terms name.</summary>
    public required ExchangeRates Rates { get; init; }
}

/// <summary>
/// Where the fund stands by the events so far: what is called, owed, held back, in the bank and on its way. Folded from the posted lines, and
/// on within the month being calculated. Workers stand apart: see <see cref="Workers"/>.
/// </summary>
internal sealed partial class FundState
{
    private readonly Dictionary<string, Money> bank = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Money> inTransit = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Call, InvestorId Investor, string Tranche), Money> calledAndUnpaid = [];
    private readonly Dictionary<(InvestorId Investor, string Tranche), Money> unfunded = [];
    private readonly Dictionary<(InvestorId Investor, string Tranche), Money> committed = [];
    private readonly Dictionary<string, Money> contractHeadroom = new(StringComparer.Ordinal);
    private Money? headroom;
    private readonly Dictionary<string, Money> unspentGrants = new(StringComparer.Ordinal);
    private readonly Dictionary<(PaymentTo To, string Party), Money> owedInBase = [];
    private readonly Dictionary<string, PaymentInstructed> payments = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> confirmed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instruction, ClaimId Claim, bool Holdback), int> paidBy = [];
    private readonly Dictionary<string, ExchangeInstructed> exchanges = new(StringComparer.Ordinal);
    private readonly List<Money> unallocated = [];
    private readonly Dictionary<(string Kind, string Subject), int> settled = [];

    private WorkersState? workers;
    private List<(WorkerId Worker, Money Amount, LocalDate On)>? paidIn;
    private bool isInOrder = true;

    internal PayerState Payers { get; } = new();

    /// <summary>With all workers at hand.</summary>
    internal static FundState Of(IEnumerable<SettlementLine> posted)
    {
        var state = new FundState { workers = new() };
        foreach (var line in posted)
            state.Apply(line);
        return state;
    }

    /// <summary>With no worker at hand; <see cref="TakeUp"/> brings some.</summary>
    /// <param name="posted">Those that move a worker's account alone may be left out.</param>
    internal static FundState OfFund(IEnumerable<SettlementLine> posted)
    {
        var state = new FundState();
        foreach (var line in posted)
            state.Apply(line);
        state.paidIn = [];
        return state;
    }

    /// <summary>The workers at hand.</summary>
    internal WorkersState Workers => workers ?? throw new InvalidOperationException("No workers are at hand.");

    /// <summary>Looks at some workers, as their lines and what they paid since have it.</summary>
    /// <param name="lines">Posted or refused before, in the order of posting.</param>
    internal void TakeUp(IEnumerable<WorkerId> some, IEnumerable<SettlementLine> lines) => workers = With(some, WorkersState.Of(lines));

    /// <summary>Nobody is taken up any more.</summary>
    internal void PutDownWorkers() => (workers, paidIn) = (null, []);

    /// <summary>Adds what some workers paid since no worker was at hand.</summary>
    internal WorkersState With(IEnumerable<WorkerId> some, WorkersState standing)
    {
        if (paidIn is not { Count: > 0 })
            return standing;
        if (!isInOrder)
            paidIn = [.. paidIn.OrderBy(paid => paid.Worker)];
        isInOrder = true;
        foreach (var worker in some)
        {
            var (from, to) = (0, paidIn.Count);
            while (from < to)
            {
                var middle = (from + to) / 2;
                (from, to) = paidIn[middle].Worker.CompareTo(worker) < 0 ? (middle + 1, to) : (from, middle);
            }

            for (; from < paidIn.Count && paidIn[from].Worker == worker; from++)
                standing.Receive(worker, paidIn[from].Amount, paidIn[from].On);
        }

        return standing;
    }

    internal IReadOnlyDictionary<(PaymentTo To, string Party), Money> OwedInBase => owedInBase;
    internal IReadOnlyDictionary<string, Money> UnspentGrants => unspentGrants;
    internal IReadOnlyList<Money> Unallocated => unallocated;
    internal IReadOnlyDictionary<string, PaymentInstructed> PaymentsInstructed => payments;

    /// <summary>The bank has neither confirmed it nor, after that, sent it back.</summary>
    internal bool IsInTransit(string instruction) => open.Contains(instruction);

    /// <summary>The bank has carried it out, and it has not come back.</summary>
    internal bool IsConfirmed(string instruction) => confirmed.Contains(instruction);

    /// <summary>Whether what an instruction paid is still the same debt: not taken back since, nor accepted anew.</summary>
    internal bool IsSameDebt(string instruction, ClaimPart part) =>
        payables.TryGetValue((part.Claim, part.Holdback), out var payable) && paidBy.TryGetValue((instruction, part.Claim, part.Holdback), out var order) && payable.Order == order;

    internal IReadOnlyDictionary<string, ExchangeInstructed> ExchangesInstructed => exchanges;

    /// <summary>Decided for good and not open again.</summary>
    internal bool IsSettled(string kind, string subject) => settled.ContainsKey((Remembered(kind), subject)) && !(kind == "outcome" && reopened.Contains(subject));

    /// <summary>How many lines of this kind and subject have posted: the next one's revision.</summary>
    internal int Posted(string kind, string subject) => settled.GetValueOrDefault((Remembered(kind), subject));

    /// <summary>The kinds that are asked for; <see cref="WorkersState"/> keeps those about a worker's own time, and what the bank and employers told is asked for where it waits.</summary>
    private static readonly FrozenSet<string> Kept = new[]
    {
        "administration", "advance", "advance-recovery", "capital-call", "capital-transfer", "clawback-netting", "commitment", "grant-end", "grant-reversal", "holdback", "outcome",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static string Remembered(string kind) => Kept.Contains(kind) ? kind : throw NotRemembered(kind);

    internal static ArgumentException NotRemembered(string kind) => new($"Nobody keeps which lines of the kind '{kind}' are settled.", nameof(kind));

    internal Money Unfunded(InvestorId investor, string tranche, Currency currency) => unfunded.GetValueOrDefault((investor, tranche), Money.Zero(currency));

    /// <summary>What a holding has promised in all: signed, bought and not sold.</summary>
    internal Money Committed(InvestorId investor, string tranche, Currency currency) => committed.GetValueOrDefault((investor, tranche), Money.Zero(currency));

    /// <summary>Everybody who ever held capital.</summary>
    internal IEnumerable<(InvestorId Investor, string Tranche)> Holders => committed.Keys;
    internal IEnumerable<TranchePart> CalledAndUnpaid(string call, InvestorId investor) =>
        calledAndUnpaid.Where(called => called.Key.Call == call && called.Key.Investor == investor && called.Value.IsPositive)
            .Select(called => new TranchePart(called.Key.Tranche, called.Value));
    internal IEnumerable<(string Call, InvestorId Investor)> OpenCalls =>
        calledAndUnpaid.Where(called => called.Value.IsPositive).Select(called => (called.Key.Call, called.Key.Investor)).Distinct();

    /// <summary>What was called of everybody and is not paid.</summary>
    internal Money CalledAndUnpaid(Currency baseCurrency) => calledAndUnpaid.Values.Where(called => called.IsPositive).Aggregate(Money.Zero(baseCurrency), (sum, called) => sum + called);

    /// <summary>What everybody has committed and can still be called.</summary>
    internal Money Unfunded(Currency baseCurrency) => unfunded.Values.Aggregate(Money.Zero(baseCurrency), (sum, left) => sum + left);

    /// <summary>What the books let a contract still spend.</summary>
    internal Money Headroom(string contract, Currency currency) => contractHeadroom.GetValueOrDefault(contract, Money.Zero(currency));

    /// <summary>What the books let all contracts together still spend, in base currency.</summary>
    internal Money Headroom(Currency baseCurrency) => headroom ?? Money.Zero(baseCurrency);

    /// <summary>What can still be instructed from a bank account: its balance less what is on its way.</summary>
    internal Money Available(string account, Currency currency) =>
        bank.GetValueOrDefault(account, Money.Zero(currency)) - inTransit.GetValueOrDefault(account, Money.Zero(currency));

    internal void Apply(SettlementLine line)
    {
        if (line.State is LineState.Held)
            return;
        if (Kept.Contains(line.Kind))
            settled[(line.Kind, line.Subject)] = Posted(line.Kind, line.Subject) + (line.Event is null ? 0 : 1);
        if (line.Kind == "outcome")
            TakeDecision(line);
        if (workers is not null)
            workers.Apply(line);
        else
            Wait(line);
        if (line.Event is not { } what)
            return;
        Apply(what, line);
        ApplyToClearing(what, line.Effective);
        CoverCosts(what, line.Effective);
    }

    private void Wait(SettlementLine line)
    {
        switch (line.Event)
        {
            case ContributionReceived e: Wait(e.Worker, e.Amount, line.Effective); break;
            case ContributionDeducted e: Wait(e.Worker, e.Amount, line.Effective); break;
        }
    }

    private void Wait(WorkerId worker, Money amount, LocalDate on)
    {
        if (paidIn is null)
            return;
        isInOrder &= paidIn is [] || paidIn[^1].Worker.CompareTo(worker) <= 0;
        paidIn.Add((worker, amount, on));
    }

    private void Apply(FundEvent what, SettlementLine line)
    {
        ApplyToCapital(what);
        switch (what)
        {
            case CommitmentSigned e:
                Add(unfunded, (e.Investor, e.Tranche), e.Amount);
                Add(committed, (e.Investor, e.Tranche), e.Amount);
                break;
            case InterestTransferred e:
                foreach (var (sums, moved) in new[] { (unfunded, e.Unfunded), (committed, e.Commitment), (recallable, e.Recallable) })
                {
                    Add(sums, (e.From, e.Tranche), -moved);
                    Add(sums, (e.To, e.Tranche), moved);
                }
                break;
            case GrantReturned e:
                Add(unspentGrants, e.Grant, -e.BaseAmount);
                Add(owedInBase, (PaymentTo.Funder, e.Grant), e.BaseAmount);
                break;
            case GrantKept e: Add(unspentGrants, e.Grant, -e.BaseAmount); break;
            case CapitalCalled e:
                Add(unfunded, (e.Investor, e.Tranche), -e.Amount);
                Add(calledAndUnpaid, (e.Call, e.Investor, e.Tranche), e.Amount);
                break;
            case DrawdownReceived e:
                foreach (var part in e.Parts)
                {
                    Add(bank, e.BankAccount, part.Amount);
                    Add(calledAndUnpaid, (e.Call, e.Investor, part.Tranche), -part.Amount);
                }
                break;
            case GrantReceived e: Add(bank, e.BankAccount, e.Amount); Add(unspentGrants, e.Grant, e.BaseAmount); break;
            case PaymentConfirmed e:
                Add(bank, e.BankAccount, -e.Amount);
                Add(inTransit, e.BankAccount, -e.Amount);
                open.Remove(e.Instruction);
                confirmed.Add(e.Instruction);
                break;
            case PaymentReturned e:
                Add(bank, e.BankAccount, e.Amount);
                confirmed.Remove(e.Instruction);
                if (e.To is PaymentTo.Savings)
                    Payers.Apply(e);
                else
                    Owe(e);
                break;
            case CurrencyExchanged e: Add(bank, e.BankAccount, e.Amount); break;
            case BankCharged e: Add(bank, e.BankAccount, -e.Amount); break;
            case InterestReceived e: Add(bank, e.BankAccount, e.Amount); break;
            case ReceiptUnallocated e: Add(bank, e.BankAccount, e.Amount); unallocated.Add(e.Amount); break;
            case ReceiptAllocated e: Add(bank, e.BankAccount, -e.Amount); unallocated.Remove(e.Amount); break;
            case ContractMaximumSet e: Add(contractHeadroom, e.Contract, e.Change); break;
            case OutcomesMaximumSet e: headroom = headroom is { } before ? before + e.Change : e.Change; break;
            case AdministrationAccrued e: Add(owedInBase, (PaymentTo.Administration, AdministrationAccrued.Payee), e.BaseAmount); break;
            case PaymentInstructed e:
                payments.Add(e.Instruction, e);
                Add(inTransit, e.BankAccount, e.Amount);
                open.Add(e.Instruction);
                if (e.To is PaymentTo.Savings)
                    Payers.Apply(e);
                else if (e.To is PaymentTo.Worker)
                    Add(refundsOwed, (new(e.Party), e.Amount.Currency), -e.Amount);
                else if (e.To is not PaymentTo.Provider)
                    Add(owedInBase, (e.To, e.Party), -e.Amount);
                foreach (var claim in e.Claims)
                {
                    paidBy[(e.Instruction, claim.Claim, claim.Holdback)] = payables[(claim.Claim, claim.Holdback)].Order;
                    Pay(claim.Claim, claim.Holdback, claim.Amount);
                }
                break;
            case ExchangeInstructed e: exchanges.Add(e.Instruction, e); break;
            case SavingsReceived e: Add(bank, e.BankAccount, e.Amount); Payers.Apply(e); break;
            case PayerPaid e: Add(bank, e.BankAccount, e.Amount); break;
            case ContributionReceived e: Add(bank, e.BankAccount, e.Amount); break;
            case DeductionsReceived e: Add(bank, e.BankAccount, e.Amount); break;
            case RefundOwed e: Add(refundsOwed, (e.Worker, e.Amount.Currency), e.Amount); break;
            case AllowanceAdjusted e: Allowance = e.Required; break;
            case ContributionDeducted or ContributionCapSet or ContributionDue or ArrearsCalled or ContributionWrittenOff: break; // They move a worker's account alone.
            case ManualEntryMade: break; // Income and expense: nothing is owed by it.
            case CapitalReturned or ReturnDistributed or PrincipalRecycled or ShareDistributed: break;
            case MembershipStarted: Payers.Apply(what); break;
            case PayerDue e:
                Payers.Apply(e);
                if (e.For is DueFor.Outcome)
                    Add(chargedToPayers, new ClaimId(e.Subject), e.BaseAmount);
                break;
            case MembershipEarned: Payers.Apply(what); break;
            default: ApplyOutcome(what, line); break;
        }
    }

    private void Owe(PaymentReturned e)
    {
        if (e.To is PaymentTo.Worker)
            Add(refundsOwed, (new(e.Party), e.Amount.Currency), e.Amount);
        else if (e.To is not PaymentTo.Provider)
            Add(owedInBase, (e.To, e.Party), e.Amount);
        else if (e.TakenBack.IsPositive)
            Add(clawbacks, e.Party, -e.TakenBack);
        foreach (var claim in e.Claims)
            Pay(claim.Claim, claim.Holdback, -claim.Amount);
    }

    private static void Add<TKey>(Dictionary<TKey, Money> sums, TKey key, Money amount)
        where TKey : notnull =>
        sums[key] = sums.TryGetValue(key, out var sum) ? sum + amount : amount;
}
