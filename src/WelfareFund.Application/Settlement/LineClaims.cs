using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>What lines say of claims and payments, as it is kept beside them, and the lines as far as that tells them.</summary>
internal static class LineClaims
{
    private const string OfHoldback = ":holdback";

    internal static IReadOnlyList<LineClaimRow> Of(int fund, long run, SettlementLine line)
    {
        return line.Event switch
        {
            OutcomeAccepted e => [About(e.Claim, false) with { Contract = e.Contract, Metric = e.Metric, Worker = e.Worker, AchievedOn = e.AchievedOn, Amount = e.Gross.MinorUnits, HeldBack = e.HeldBack.MinorUnits }],
            OutcomeClawedBack e => [About(e.Claim, false) with { Contract = e.Contract, Worker = e.Worker, Amount = null }],
            HoldbackReleased e => [About(e.Claim, true) with { Contract = e.Contract, Worker = e.Worker, Amount = e.Amount.MinorUnits }],
            HoldbackRetaken e => [About(e.Claim, true) with { Contract = e.Contract, Amount = e.Amount.MinorUnits }],
            HoldbackForfeited e => [About(e.Claim, false) with { Contract = e.Contract, Worker = e.Worker, Amount = e.Amount.MinorUnits }],
            ClawbackNetted e => [About(e.Claim, e.Holdback) with { Contract = e.Contract, Amount = e.Amount.MinorUnits }],
            AdvanceRecovered e => [About(e.Claim, e.Holdback) with { Contract = e.Contract, Amount = e.Amount.MinorUnits }],
            AdvanceGranted e => [About(AdvanceGranted.PaidAs(e.Contract, e.Revision), false) with { Contract = e.Contract, Amount = e.Amount.MinorUnits }],
            PaymentInstructed e => Paid(e.Claims, e.Party, e.Instruction),
            PaymentReturned e => Paid(e.Claims, e.Party, e.Instruction),
            null when line.Kind == "outcome" => [About(new(line.Subject), false)],
            null when line.Kind == "payment" && line.Subject.EndsWith(OfHoldback, StringComparison.Ordinal) => [About(new(line.Subject[..^OfHoldback.Length]), true)],
            null when line.Kind == "payment" => [About(new(line.Subject), false)],
            _ => [],
        };

        LineClaimRow[] Paid(IReadOnlyList<ClaimPart> parts, string contract, string instruction) =>
            [.. parts.Select((part, place) => About(part.Claim, part.Holdback) with { Part = place, Contract = contract, Amount = part.Amount.MinorUnits, Instruction = instruction })];

        LineClaimRow About(ClaimId id, bool holdback)
        {
            var (claim, caughtUp) = AdvanceGranted.Is(id) ? (id, null) : CatchUp.Read(id);
            return new()
            {
                Fund = fund,
                Claim = claim.Value,
                Run = run,
                Line = line.Number,
                Part = 0,
                CaughtUp = caughtUp,
                Holdback = holdback,
                Kind = line.Kind,
                State = line.State,
                Reason = line.Reason,
                Effective = line.Effective,
                Concerns = line.Concerns,
                Amount = line.Amount?.MinorUnits,
                Currency = line.Amount?.Currency,
            };
        }
    }

    /// <summary>Null where the line is about no payment.</summary>
    internal static LinePaymentRow? PaymentOf(int fund, long run, SettlementLine line)
    {
        return line.Event switch
        {
            PaymentInstructed e => Row(e.Claims.Count, e with { Claims = [] }),
            PaymentReturned e => Row(e.Claims.Count, e with { Claims = [] }),
            PaymentConfirmed or DrawdownReceived => Row(0, line.Event),
            _ => null,
        };

        LinePaymentRow Row(int claims, FundEvent what) => new() { Fund = fund, Run = run, Line = line.Number, Claims = claims, Event = SettlementJson.WriteEvent(what) };
    }

    /// <summary>The line as far as it says how far the claim is: without its trace, and without what the event says of cost lines, corridors and the books.</summary>
    internal static SettlementLine LineOf(LineClaimRow row)
    {
        var claim = IdOf(row);
        Money? amount = row is { Amount: { } units, Currency: { } currency } ? new Money(units, currency) : null;
        return new(row.Line, row.Kind, row.Instruction ?? (row is { Kind: "payment", Holdback: true } ? claim + OfHoldback : claim.Value), row.Effective, row.Concerns, row.State, row.Reason, amount, EventOf(row, claim), []);
    }

    /// <summary>Of a payment that names it.</summary>
    internal static ClaimPart PartOf(LineClaimRow row) => new(IdOf(row), new(row.Amount!.Value, row.Currency!), row.Holdback);

    private static ClaimId IdOf(LineClaimRow row) => row.CaughtUp is { } metric ? CatchUp.IdOf(new(row.Claim), metric) : new ClaimId(row.Claim);

    private static FundEvent? EventOf(LineClaimRow row, ClaimId claim)
    {
        if (row.Contract is not { } contract)
            return null;
        var amount = new Money(row.Amount ?? 0, row.Currency!);
        var zero = Money.Zero(row.Currency!);
        var worker = row.Worker ?? default;
        return row.Kind switch
        {
            "outcome" => new OutcomeAccepted(claim, worker, contract, "", row.Metric!, row.AchievedOn!.Value, row.Concerns, amount, new(row.HeldBack!.Value, row.Currency!), zero, false, []),
            "clawback" => new OutcomeClawedBack(claim, worker, contract, "", zero, zero, zero, zero, zero, zero, false, [], 0),
            "holdback" => new HoldbackReleased(claim, worker, contract, amount),
            "holdback-retaken" => new HoldbackRetaken(claim, default, contract, amount, zero, zero, zero, 0),
            "forfeit" => new HoldbackForfeited(claim, worker, contract, "", amount, zero, false, [], 0),
            "clawback-netting" => new ClawbackNetted(claim, row.Holdback, contract, amount, 0),
            "advance-recovery" => new AdvanceRecovered(claim, row.Holdback, contract, amount, 0),
            "advance" => new AdvanceGranted(contract, amount, RevisionOf(row.Claim, contract)),
            _ when row.State is LineState.Pays => new PaymentInstructed(row.Instruction!, "", PaymentTo.Provider, contract, amount, [PartOf(row)]),
            _ => new PaymentReturned("", "", row.Instruction!, PaymentTo.Provider, contract, amount, [PartOf(row)], zero, null),
        };
    }

    private static int RevisionOf(string paidAs, string contract)
    {
        var revision = 0;
        while (AdvanceGranted.PaidAs(contract, revision).Value != paidAs)
            revision++;
        return revision;
    }
}
