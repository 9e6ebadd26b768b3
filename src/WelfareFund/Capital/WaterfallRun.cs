using System.Numerics;
using NodaTime;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Capital;

/// <summary>One payout while it is being worked out.</summary>
internal sealed class WaterfallRun
{
    private readonly LocalDate on;
    private readonly Money cash;
    private readonly CapitalTerms terms;
    private readonly CapitalStanding standing;
    private readonly Occasion occasion;
    private readonly bool explain;

    private readonly Money zero;
    private readonly Claimant[] claimants;
    private readonly List<WaterfallPart> parts = [];
    private readonly bool recycles;

    private Money left;
    private Money managerTook;

    /// <summary>What the limit of recycling leaves.</summary>
    private Money room;

    internal WaterfallRun(LocalDate on, Money cash, CapitalTerms terms, CapitalStanding standing, Occasion occasion, bool explain)
    {
        (this.on, this.cash, this.terms, this.standing, this.occasion, this.explain) = (on, cash, terms, standing, occasion, explain);
        (zero, left) = (Money.Zero(cash.Currency), cash);
        managerTook = standing.ManagerReceived;
        claimants = [.. standing.Holdings.Select(holding => new Claimant(holding, cash.Currency))];
        room = occasion is Occasion.Distribution && terms.Recycling is { } recycling && on <= recycling.Until ? Money.Max(zero, recycling.Limit - standing.Recycled) : zero;
        recycles = room.IsPositive;
    }

    internal Payout Run()
    {
        foreach (var step in terms.Waterfall)
            Take(step);
        if (left.IsPositive)
            GiveRest(terms.Waterfall.OfType<ToFundStep>().FirstOrDefault() ?? new ToFundStep(), left, Explanation().With(TraceTemplates.Rest, left));
        return new(on, cash, parts);
    }

    private void Take(WaterfallStep step)
    {
        switch (step)
        {
            case ReturnOfCapitalStep { Tranche: var tranche }:
                TakeClaims(step, tranche, Unreturned, GiveCapital);
                break;
            case PreferredReturnStep { Tranche: var tranche } when terms.Tranche(tranche)?.PreferredReturn is { } preferred:
                TakeClaims(step, tranche, claimant => Preferred(claimant, preferred), GivePreferred);
                break;
            case CappedReturnStep { Tranche: var tranche, Multiple: var multiple }:
                TakeClaims(step, tranche, claimant => Capped(claimant, multiple), GiveCapped);
                break;
            case CatchUpStep catchUp:
                CatchUp(catchUp);
                break;
            case SplitStep split when left.IsPositive:
                var whole = left;
                left = zero;
                Share(split, whole, [.. split.Shares.Select(share => (share.Key, share.Value))], Explanation());
                break;
            default:
                break;
        }
    }

    /// <summary>Pays the claims of a tranche, or what is left pro rata to them.</summary>
    private void TakeClaims(WaterfallStep step, string tranche, Func<Claimant, (Money Claim, Explanation Why)> claimOf, Action<WaterfallStep, Money, List<Part>> give)
    {
        if (!left.IsPositive)
            return;
        var claims = claimants.Where(claimant => claimant.Holding.Tranche == tranche).Select(claimant => (Claimant: claimant, Told: claimOf(claimant))).ToList();
        var claimed = claims.Aggregate(zero, (sum, claim) => sum + claim.Told.Claim);
        if (!claimed.IsPositive)
            return;
        var before = left;
        var taken = Money.Min(left, claimed);
        left -= taken;
        var split = Allocation.Split(taken, [.. claims.Select(claim => claim.Told.Claim.MinorUnits)]);
        give(step, taken, [.. claims.Zip(split, (claim, amount) => new Part(claim.Claimant, amount,
            claim.Told.Why.With(TraceTemplates.StepTakes, before, tranche, claimed, taken).Portion(taken, claim.Told.Claim, claimed, amount)))]);
    }

    private (Money Claim, Explanation Why) Unreturned(Claimant claimant) =>
        (claimant.Unreturned, Explanation().With(TraceTemplates.CapitalUnreturned, claimant.PaidIn, claimant.PaidIn - claimant.Unreturned, claimant.Unreturned));

    private (Money Claim, Explanation Why) Preferred(Claimant claimant, PreferredReturnTerms preferred)
    {
        if (!explain)
            return (Claim(new NoTrace()), Explanation());
        var trace = new TraceList();
        var claim = Claim(trace);
        return (claim, new Explanation(trace.Steps));

        Money Claim<TTrace>(TTrace sink) where TTrace : struct, ITraceSink =>
            claimant.TookPreferred ? zero : PreferredReturn.Owed(claimant.Holding, on, preferred, cash.Currency, sink);
    }

    /// <summary>Rounded down: nobody gets more than the multiple.</summary>
    private (Money Claim, Explanation Why) Capped(Claimant claimant, decimal multiple)
    {
        var most = Money.Round(claimant.PaidIn.Amount * multiple, cash.Currency, RoundingMode.Down);
        var claim = Money.Max(zero, most - claimant.Received);
        return (claim, Explanation().With(TraceTemplates.CappedClaim, claimant.PaidIn, multiple, most, claimant.Received, claim));
    }

    private void GiveCapital(WaterfallStep step, Money taken, List<Part> given)
    {
        if (!room.IsPositive || !taken.IsPositive)
        {
            foreach (var part in given)
                Add(step, PartKind.ReturnOfCapital, part);
            return;
        }

        var before = room;
        var kept = Money.Min(room, taken);
        room -= kept;
        foreach (var (part, stays) in given.Zip(Allocation.Split(kept, [.. given.Select(part => part.Amount.MinorUnits)])))
        {
            var why = part.Why.With(TraceTemplates.RecyclingKeeps, taken, before, kept).Portion(kept, part.Amount, taken, stays);
            Add(step, PartKind.Recycled, new(part.Claimant, stays, why));
            Add(step, PartKind.ReturnOfCapital, new(part.Claimant, part.Amount - stays, why.With(TraceTemplates.LessRecycled, part.Amount, stays, part.Amount - stays)));
        }
    }

    private void GivePreferred(WaterfallStep step, Money taken, List<Part> given)
    {
        foreach (var part in given)
        {
            part.Claimant.TookPreferred = true;
            if (recycles && !terms.Recycling!.PayReturn)
                Add(step, PartKind.UnpaidReturn, part with { Why = part.Why.With(TraceTemplates.ReturnStays, part.Amount) });
            else
                Add(step, PartKind.PreferredReturn, part);
        }
    }

    /// <summary>Principal first, then profit.</summary>
    private void GiveCapped(WaterfallStep step, Money taken, List<Part> given)
    {
        var principal = given.ConvertAll(part =>
        {
            var capital = Money.Min(part.Amount, part.Claimant.Unreturned);
            return new Part(part.Claimant, capital, part.Why.With(TraceTemplates.PrincipalOfPart, part.Amount, part.Claimant.Unreturned, capital));
        });
        var profit = given.Zip(principal, (part, capital) => new Part(part.Claimant, part.Amount - capital.Amount,
            part.Why.With(TraceTemplates.ProfitOfPart, part.Amount, part.Claimant.Unreturned, part.Amount - capital.Amount))).ToList();
        GiveCapital(step, principal.Aggregate(zero, (sum, part) => sum + part.Amount), principal);
        foreach (var part in profit)
            Add(step, PartKind.Profit, part);
    }

    /// <summary>
    /// Until the one who catches up has the share u of all profit, the step takes x, of which the rate r goes to them: M + r·x = u·(P + f·x), where P is all
    /// profit paid by now, M what of it is theirs, and f the part of x that is anybody's profit: what a share gives to a tranche without any capital stays
    /// in the fund. Rounded down.
    /// </summary>
    private void CatchUp(CatchUpStep step)
    {
        if (!left.IsPositive || !CanTake(step.To))
            return;
        var profit = claimants.Aggregate(managerTook, (sum, claimant) => sum + claimant.Profit);
        var own = step.To == CapitalTerms.Manager ? managerTook : claimants.Where(claimant => claimant.Holding.Tranche == step.To).Aggregate(zero, (sum, claimant) => sum + claimant.Profit);
        var others = Others(step.To);
        var (whole, taking) = (others.Sum(share => share.Weight), others.Where(share => CanTake(share.Name)).Sum(share => share.Weight));
        if (whole == 0)
            (whole, taking) = (1, 0);
        if (Needed(profit, own, step, whole, taking) is not { IsPositive: true } needed)
            return;
        var taken = Money.Min(left, needed);
        var told = taking == whole || step.Rate == 1
            ? Explanation().With(TraceTemplates.CatchUp, profit, own, step.To, step.Until, step.Rate, needed)
            : Explanation().With(TraceTemplates.CatchUpBesideFund, profit, own, step.To, step.Until, step.Rate, taking, whole, needed);
        var why = told.With(TraceTemplates.StepTakes, left, step.To, needed, taken);
        left -= taken;
        if (step.Rate == 1)
        {
            Give(step, step.To, taken, why);
            return;
        }

        var halves = Allocation.Split(taken, [step.Rate, 1 - step.Rate]);
        Give(step, step.To, halves[0], why.Portion(taken, step.Rate, 1m, halves[0]));
        if (halves[1].IsPositive)
            Share(step, halves[1], others, why.Portion(taken, 1 - step.Rate, 1m, halves[1]));
    }

    /// <param name="whole">The weights of all who share what does not go to the one who catches up; above zero.</param>
    /// <param name="taking">The weights of those of them who can take their share.</param>
    private Money? Needed(Money profit, Money own, CatchUpStep step, decimal whole, decimal taking)
    {
        var scale = new[] { step.Until.Scale, step.Rate.Scale, whole.Scale, taking.Scale }.Max();
        var one = BigInteger.Pow(10, scale);
        var (until, rate, all, some) = (Scaled(step.Until), Scaled(step.Rate), Scaled(whole), Scaled(taking));
        var missing = (until * profit.MinorUnits) - (one * own.MinorUnits);
        if (missing.Sign <= 0)
            return null;
        var most = missing * all * one / ((all * rate * (one - until)) - (until * (one - rate) * some));
        return new Money((long)BigInteger.Min(most, long.MaxValue), cash.Currency);

        BigInteger Scaled(decimal value) => Quotient.Mantissa(value) * BigInteger.Pow(10, scale - value.Scale);
    }

    /// <summary>Who gets what a catch-up does not: those whom the split gives a share, by it; without a split every tranche by its paid-in capital.</summary>
    private List<(string Name, decimal Weight)> Others(string to)
    {
        var shared = terms.Waterfall.OfType<SplitStep>().SelectMany(split => split.Shares).Where(share => share.Key != to).Select(share => (share.Key, share.Value)).ToList();
        return shared.Count > 0
            ? shared
            : [.. claimants.Where(claimant => claimant.Holding.Tranche != to).GroupBy(claimant => claimant.Holding.Tranche, StringComparer.Ordinal)
                .Select(tranche => (tranche.Key, tranche.Sum(claimant => claimant.PaidIn.Amount)))];
    }

    private void Share(WaterfallStep step, Money whole, List<(string Name, decimal Weight)> shares, Explanation why)
    {
        var weight = shares.Sum(share => share.Weight);
        if (weight == 0)
        {
            GiveRest(step, whole, why.With(TraceTemplates.Rest, whole));
            return;
        }

        foreach (var (share, amount) in shares.Zip(Allocation.Split(whole, [.. shares.Select(share => share.Weight)])))
            Give(step, share.Name, amount, why.Portion(whole, share.Weight, weight, amount));
    }

    /// <summary>Profit of the manager, or of a tranche by what each holding paid in. What is a tranche's without any capital stays in the fund.</summary>
    private void Give(WaterfallStep step, string name, Money amount, Explanation why)
    {
        if (!amount.IsPositive)
            return;
        if (name == CapitalTerms.Manager)
        {
            managerTook += amount;
            parts.Add(new(step, PartKind.Profit, new Recipient.Manager(), amount, why.Steps));
            return;
        }

        if (!CanTake(name))
        {
            GiveRest(step, amount, why);
            return;
        }

        var holders = claimants.Where(claimant => claimant.Holding.Tranche == name).ToList();
        var paidIn = holders.Aggregate(zero, (sum, holder) => sum + holder.PaidIn);
        foreach (var (holder, part) in holders.Zip(Allocation.Split(amount, [.. holders.Select(holder => holder.PaidIn.MinorUnits)])))
            Add(step, PartKind.Profit, new(holder, part, why.Portion(amount, holder.PaidIn, paidIn, part)));
    }

    private bool CanTake(string name) => name == CapitalTerms.Manager || claimants.Any(claimant => claimant.Holding.Tranche == name && claimant.PaidIn.IsPositive);

    private void GiveRest(WaterfallStep step, Money amount, Explanation why) =>
        parts.Add(new(step, PartKind.Rest, occasion is Occasion.WindDown ? new Recipient.Beneficiary(terms.WindUp!.To) : new Recipient.Fund(), amount, why.Steps));

    private void Add(WaterfallStep step, PartKind kind, Part part)
    {
        part.Claimant.Take(kind, part.Amount);
        if (part.Amount.IsPositive)
            parts.Add(new(step, kind, new Recipient.Holder(part.Claimant.Holding.Investor, part.Claimant.Holding.Tranche), part.Amount, part.Why.Steps));
    }

    private Explanation Explanation() => explain ? new([]) : default;

    private sealed record Part(Claimant Claimant, Money Amount, Explanation Why);

    /// <summary>A holding, and what it has taken by now: principal and return that stay in the fund are taken once in a payout, too.</summary>
    private sealed class Claimant
    {
        internal Claimant(Holding holding, Currency currency)
        {
            Holding = holding;
            PaidIn = holding.PaidIn(currency);
            Unreturned = PaidIn - holding.Returned(currency);
            Profit = holding.Profit(currency);
            Received = Profit + holding.Returned(currency);
        }

        internal Holding Holding { get; }
        internal Money PaidIn { get; }
        internal Money Unreturned { get; private set; }
        internal Money Received { get; private set; }

        /// <summary>What was paid beyond principal; what stays in the fund is not.</summary>
        internal Money Profit { get; private set; }
        internal bool TookPreferred { get; set; }

        internal void Take(PartKind kind, Money amount)
        {
            Received += amount;
            if (kind is PartKind.ReturnOfCapital or PartKind.Recycled)
                Unreturned -= amount;
            if (kind is PartKind.PreferredReturn or PartKind.Profit)
                Profit += amount;
        }
    }
}
