using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Statements;

/// <summary>What providers were paid, are owed and are held back claim by claim, folded from the posted lines in their order.</summary>
public sealed class ProviderClaims
{
    private readonly Dictionary<ClaimId, OutcomeAccepted> outcomes = [];
    private readonly Dictionary<ClaimId, OutcomeAccepted> heldBack = [];
    private readonly Dictionary<(ClaimId Claim, bool Holdback), Debt> owed = [];
    private readonly Dictionary<string, ProviderPayment> payments = new(StringComparer.Ordinal);
    private int order;

    /// <summary>In the order of their instruction.</summary>
    public IEnumerable<ProviderPayment> Payments => payments.Values;

    /// <summary>Owed and not instructed, in the order of acceptance.</summary>
    public IEnumerable<ClaimPayout> Owed => owed.Values.Where(debt => debt.Payout.Paid.IsPositive).OrderBy(debt => debt.Since).ThenBy(debt => debt.Order).Select(debt => debt.Payout);

    /// <summary>Accepted outcomes of which some is held back, in the order of acceptance.</summary>
    public IEnumerable<OutcomeAccepted> HeldBack =>
        heldBack.Values.OrderBy(outcome => outcome.AcceptedOn).ThenBy(outcome => outcome.Claim.Value, StringComparer.Ordinal);

    public void Take(SettlementLine line)
    {
        switch (line.Event)
        {
            case OutcomeAccepted e: Accept(e); break;
            case HoldbackReleased e: Release(e, line.Concerns); break;
            case HoldbackForfeited e: heldBack.Remove(e.Claim); break;
            case HoldbackRetaken e:
                owed.Remove((e.Claim, true));
                heldBack[e.Claim] = outcomes[e.Claim];
                break;
            case OutcomeClawedBack e:
                owed.Remove((e.Claim, false));
                owed.Remove((e.Claim, true));
                heldBack.Remove(e.Claim);
                break;
            case ClawbackNetted e: Change(e.Claim, e.Holdback, payout => payout with { Netted = payout.Netted + e.Amount }); break;
            case AdvanceRecovered e: Change(e.Claim, e.Holdback, payout => payout with { Recovered = payout.Recovered + e.Amount }); break;
            case AdvanceGranted e: Grant(e, line.Concerns); break;
            case PaymentInstructed { To: PaymentTo.Provider } e: Pay(e, line.Effective); break;
            case PaymentConfirmed e when payments.TryGetValue(e.Instruction, out var payment): payments[e.Instruction] = payment with { PaidOn = line.Effective }; break;
            case PaymentReturned { To: PaymentTo.Provider } e: Return(e, line); break;
        }
    }

    private void Accept(OutcomeAccepted e)
    {
        var zero = Money.Zero(e.Gross.Currency);
        outcomes[e.Claim] = e;
        Owe(false, e.AcceptedOn, new(e.Claim, e.Worker, e.Contract, e.Metric, e.AchievedOn, e.Gross, e.HeldBack, zero, zero, zero));
        if (e.HeldBack.IsPositive)
            heldBack[e.Claim] = e;
    }

    private void Release(HoldbackReleased e, LocalDate since)
    {
        var (zero, outcome) = (Money.Zero(e.Amount.Currency), outcomes[e.Claim]);
        heldBack.Remove(e.Claim);
        Owe(true, since, new(e.Claim, e.Worker, e.Contract, outcome.Metric, outcome.AchievedOn, zero, zero, e.Amount, zero, zero));
    }

    private void Grant(AdvanceGranted e, LocalDate since)
    {
        var zero = Money.Zero(e.Amount.Currency);
        Owe(false, since, new(AdvanceGranted.PaidAs(e.Contract, e.Revision), null, e.Contract, "", null, e.Amount, zero, zero, zero, zero));
    }

    private void Owe(bool holdback, LocalDate since, ClaimPayout payout) => owed[(payout.Claim, holdback)] = new(payout, since, order++);

    private void Pay(PaymentInstructed e, LocalDate on)
    {
        payments.Add(e.Instruction, new(e.Instruction, e.Party, e.BankAccount, on, e.Amount, [.. e.Claims.Select(part => owed[(part.Claim, part.Holdback)].Payout)]));
        foreach (var part in e.Claims)
            owed.Remove((part.Claim, part.Holdback));
    }

    /// <summary>Owed again as it was, since then.</summary>
    private void Return(PaymentReturned e, SettlementLine line)
    {
        var payment = payments[e.Instruction];
        payments[e.Instruction] = payment with { ReturnedOn = line.Effective };
        foreach (var part in e.Claims)
            owed[(part.Claim, part.Holdback)] = new(payment.Claims.Single(payout => payout.Claim == part.Claim && payout.Released.IsPositive == part.Holdback), line.Concerns, order++);
    }

    private void Change(ClaimId claim, bool holdback, Func<ClaimPayout, ClaimPayout> change) => owed[(claim, holdback)] = owed[(claim, holdback)] with { Payout = change(owed[(claim, holdback)].Payout) };

    private sealed record Debt(ClaimPayout Payout, LocalDate Since, int Order);
}
