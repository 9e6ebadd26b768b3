using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Statements;

/// <summary>What providers were paid, are owed and are held back claim by claim, folded from the posted lines in their order.</summary>
public sealed class ProviderClaims
{
    private readonly Dictionary<ClaimId, OutcomeAccepted> outcomes = [];
    private readonly Dictionary<ClaimId, OutcomeAccepted> heldBack = [];
    private readonly Dictionary<(ClaimId Claim, bool Holdback), ClaimPayout> owed = [];
    private readonly Dictionary<string, ProviderPayment> payments = new(StringComparer.Ordinal);

    /// <summary>In the order of their instruction.</summary>
    public IEnumerable<ProviderPayment> Payments => payments.Values;

    /// <summary>Owed and not instructed, in the order of acceptance.</summary>
    public IEnumerable<ClaimPayout> Owed => owed.Values.Where(payout => payout.Paid.IsPositive);

    /// <summary>Accepted outcomes of which some is held back, in the order of acceptance.</summary>
    public IEnumerable<OutcomeAccepted> HeldBack => heldBack.Values;

    public void Take(SettlementLine line)
    {
        switch (line.Event)
        {
            case OutcomeAccepted e: Accept(e); break;
            case HoldbackReleased e: Release(e); break;
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
            case AdvanceGranted e: Grant(e); break;
            case PaymentInstructed { To: PaymentTo.Provider } e: Pay(e, line.Effective); break;
            case PaymentConfirmed e when payments.TryGetValue(e.Instruction, out var payment): payments[e.Instruction] = payment with { PaidOn = line.Effective }; break;
        }
    }

    private void Accept(OutcomeAccepted e)
    {
        var zero = Money.Zero(e.Gross.Currency);
        outcomes[e.Claim] = e;
        owed[(e.Claim, false)] = new(e.Claim, e.Worker, e.Contract, e.Metric, e.AchievedOn, e.Gross, e.HeldBack, zero, zero, zero);
        if (e.HeldBack.IsPositive)
            heldBack[e.Claim] = e;
    }

    private void Release(HoldbackReleased e)
    {
        var (zero, outcome) = (Money.Zero(e.Amount.Currency), outcomes[e.Claim]);
        heldBack.Remove(e.Claim);
        owed[(e.Claim, true)] = new(e.Claim, e.Worker, e.Contract, outcome.Metric, outcome.AchievedOn, zero, zero, e.Amount, zero, zero);
    }

    private void Grant(AdvanceGranted e)
    {
        var (zero, claim) = (Money.Zero(e.Amount.Currency), AdvanceGranted.PaidAs(e.Contract));
        owed[(claim, false)] = new(claim, null, e.Contract, "", null, e.Amount, zero, zero, zero, zero);
    }

    private void Pay(PaymentInstructed e, LocalDate on)
    {
        payments.Add(e.Instruction, new(e.Instruction, e.Party, e.BankAccount, on, e.Amount, [.. e.Claims.Select(part => owed[(part.Claim, part.Holdback)])]));
        foreach (var part in e.Claims)
            owed.Remove((part.Claim, part.Holdback));
    }

    private void Change(ClaimId claim, bool holdback, Func<ClaimPayout, ClaimPayout> change) => owed[(claim, holdback)] = change(owed[(claim, holdback)]);
}
