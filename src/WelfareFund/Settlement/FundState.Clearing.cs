using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>What is on its way or not told apart yet, since when; and whose money a line of the bank was.</summary>
internal sealed partial class FundState
{
    private readonly Dictionary<string, LocalDate> instructedOn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (bool Given, bool Received)> exchanged = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Call, InvestorId Investor), LocalDate> calledOn = [];
    private readonly SortedDictionary<string, (ReceiptUnallocated What, LocalDate Since)> receipts = new(StringComparer.Ordinal);
    private readonly Dictionary<(EmployerId Employer, Currency Currency), List<(Money Amount, LocalDate On)>> deducted = [];

    internal IEnumerable<PaymentInstructed> PaymentsInTransit => payments.Values.Where(payment => open.Contains(payment.Instruction));
    internal IEnumerable<(ExchangeInstructed What, bool Given, bool Received)> ExchangesInTransit =>
        exchanges.Values.Select(exchange => (What: exchange, Sides: exchanged.GetValueOrDefault(exchange.Instruction))).Where(one => !(one.Sides.Given && one.Sides.Received))
            .Select(one => (one.What, one.Sides.Given, one.Sides.Received));
    internal LocalDate InstructedOn(string instruction) => instructedOn[instruction];
    internal LocalDate CalledOn(string call, InvestorId investor) => calledOn[(call, investor)];

    /// <summary>Receipts not allocated, by bank line.</summary>
    internal IEnumerable<(ReceiptUnallocated What, LocalDate Since)> Receipts => receipts.Values;
    internal ReceiptUnallocated? Receipt(string bankLine) => receipts.TryGetValue(bankLine, out var receipt) ? receipt.What : null;

    /// <summary>What employers kept and did not pass on, since the oldest of it: what they pass on is the oldest first. Negative where they passed on too much.</summary>
    internal IEnumerable<(EmployerId Employer, Money Amount, LocalDate Since)> DeductedByEmployers =>
        deducted.Where(kept => kept.Value.Count > 0).OrderBy(kept => kept.Key.Employer.Value, StringComparer.Ordinal).ThenBy(kept => kept.Key.Currency.Code, StringComparer.Ordinal)
            .Select(kept => (kept.Key.Employer, kept.Value.Aggregate(Money.Zero(kept.Key.Currency), (sum, part) => sum + part.Amount), kept.Value[0].On));

    /// <summary>Whose money a line of the bank was; null while it is not told apart, and of what is the bank's own.</summary>
    internal string? PartyOf(FundEvent what) => what switch
    {
        PaymentConfirmed e => payments.TryGetValue(e.Instruction, out var payment) ? PartyOf(payment) : null,
        DrawdownReceived e => PartyOf(e.Investor),
        ContributionReceived e => PartyOf(e.Worker),
        SavingsReceived e => PartyOf(e.Worker),
        DeductionsReceived e => PartyOf(e.Employer),
        _ => null,
    };

    internal static string PartyOf(InvestorId investor) => $"investor {investor}";
    internal static string PartyOf(WorkerId worker) => $"worker {worker}";
    internal static string PartyOf(EmployerId employer) => $"employer {employer}";
    internal static string PartyOf(PaymentInstructed payment) => payment.To is PaymentTo.Worker or PaymentTo.Savings ? PartyOf(new WorkerId(payment.Party))
        : payment.To is PaymentTo.Investor ? PartyOf(new InvestorId(payment.Party[..payment.Party.IndexOf('/', StringComparison.Ordinal)]))
        : $"{payment.To.ToString().ToLowerInvariant()} {payment.Party}";

    private void ApplyToClearing(FundEvent what, LocalDate on)
    {
        switch (what)
        {
            case PaymentInstructed e: instructedOn[e.Instruction] = on; break;
            case ExchangeInstructed e: instructedOn[e.Instruction] = on; break;
            case CurrencyExchanged e:
                var sides = exchanged.GetValueOrDefault(e.Instruction);
                exchanged[e.Instruction] = e.Amount.IsNegative ? (true, sides.Received) : (sides.Given, true);
                break;
            case CapitalCalled e: calledOn.TryAdd((e.Call, e.Investor), on); break;
            case ContributionDeducted e: Keep(e.Employer, e.Amount, on); break;
            case DeductionsReceived e: Keep(e.Employer, -e.Amount, on); break;
            case ReceiptUnallocated e: receipts.Add(e.BankLine, (e, on)); break;
            case ReceiptAllocated e: receipts.Remove(e.BankLine); break;
            default: break; // clears nothing
        }
    }

    private void Keep(EmployerId employer, Money amount, LocalDate on)
    {
        if (!deducted.TryGetValue((employer, amount.Currency), out var parts))
            deducted.Add((employer, amount.Currency), parts = []);
        while (parts.Count > 0 && parts[0].Amount.IsNegative != amount.IsNegative && !amount.IsZero)
        {
            var left = parts[0].Amount + amount;
            if (!left.IsZero && left.IsNegative == parts[0].Amount.IsNegative)
            {
                parts[0] = parts[0] with { Amount = left };
                return;
            }

            parts.RemoveAt(0);
            amount = left;
        }

        if (!amount.IsZero)
            parts.Add((amount, on));
    }
}
