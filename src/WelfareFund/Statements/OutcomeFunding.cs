using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Statements;

public enum FunderKind
{
    /// <summary>By the grant's id.</summary>
    Grant,

    /// <summary>A government or donor that pays for outcomes, by the id of its terms.</summary>
    OutcomePayer,

    /// <summary>By the investor's id.</summary>
    Investor,

    /// <summary>The fund's own money, on days when no investor has capital in it.</summary>
    Fund,
}

/// <summary>Whom an outcome is shown to.</summary>
public sealed record OutcomeFunder(FunderKind Kind, string Id)
{
    public static OutcomeFunder Fund { get; } = new(FunderKind.Fund, "");
}

/// <summary>What one funder has in one outcome.</summary>
/// <param name="Amount">In base currency; over all funders it sums to the outcome's amount.</param>
/// <param name="Parts">The same by cost line.</param>
/// <param name="Count">Of one outcome, in four decimals; over all funders 1.</param>
public sealed record FundedShare(OutcomeFunder By, Money Amount, IReadOnlyList<CostPart> Parts, decimal Count);

/// <summary>An outcome that stands, with everybody it is shown to.</summary>
/// <param name="Amount">What it cost at its own rate, less what was forfeited.</param>
public sealed record FundedOutcome(
    ClaimId Claim, WorkerId Worker, string Contract, string Corridor, string Metric, LocalDate AchievedOn, LocalDate AcceptedOn, Money Amount, IReadOnlyList<FundedShare> Shares)
{
    public FundedShare? Of(OutcomeFunder funder) => Shares.FirstOrDefault(share => share.By == funder);
}

/// <summary>
/// Shows every outcome that stands to those who funded it, once: each part of its cost first to the grants that paid it, then to an outcome payer as far as it
/// pays for the outcome, and the rest to the investors by the capital that each has in the fund on the day of acceptance, paid in and not returned.
/// </summary>
/// <remarks>To the cent and to the ten-thousandth of an outcome. Rules: docs/rules.md, section 6 "Capital".</remarks>
public static class OutcomeFunding
{
    private const int Units = 10_000;

    /// <param name="posted">In the order of posting.</param>
    /// <param name="holdings">In the order that decides ties, with every drawdown and every return of capital.</param>
    /// <returns>By acceptance.</returns>
    public static IReadOnlyList<FundedOutcome> Of(IEnumerable<SettlementLine> posted, IReadOnlyList<Holding> holdings, Currency baseCurrency)
    {
        ArgumentNullException.ThrowIfNull(posted);
        var outcomes = new Dictionary<ClaimId, OutcomeAccepted>();
        var grants = new Dictionary<(ClaimId Claim, string CostLine), SortedDictionary<string, Money>>();
        var payers = new Dictionary<string, SortedDictionary<string, Money>>(StringComparer.Ordinal);
        var atWork = new Dictionary<LocalDate, IReadOnlyList<(OutcomeFunder Funder, long Weight)>>();
        var zero = Money.Zero(baseCurrency);
        foreach (var line in posted)
        {
            switch (line.Event)
            {
                case OutcomeAccepted e: outcomes[e.Claim] = e; break;
                case OutcomeClawedBack e: outcomes.Remove(e.Claim); break;
                case HoldbackForfeited e:
                    var before = outcomes[e.Claim];
                    outcomes[e.Claim] = before with { Parts = [.. before.Parts.Select((part, i) => part with { BaseAmount = part.BaseAmount - e.Parts[i].BaseAmount })] };
                    break;
                case GrantReleased e: Add(grants, (e.Claim, e.CostLine), e.Grant, e.BaseAmount); break;
                case GrantRestored e: Add(grants, (e.Claim, e.CostLine), e.Grant, -e.BaseAmount); break;
                case PayerDue { For: DueFor.Outcome } e: Add(payers, e.Subject, e.From.Id, e.BaseAmount); break;
                default: break;
            }
        }

        return [.. outcomes.Values.OrderBy(outcome => outcome.AcceptedOn).ThenBy(outcome => outcome.Claim.Value, StringComparer.Ordinal).Select(Fund)];

        FundedOutcome Fund(OutcomeAccepted outcome)
        {
            var amounts = new Dictionary<OutcomeFunder, Money[]>();
            var left = outcome.Parts.Select(part => part.BaseAmount).ToArray();
            for (var i = 0; i < left.Length; i++)
            {
                foreach (var (grant, paid) in grants.GetValueOrDefault((outcome.Claim, outcome.Parts[i].CostLine)) ?? [])
                    Give(new(FunderKind.Grant, grant), i, Money.Min(paid, left[i]));
            }

            foreach (var (payer, due) in payers.GetValueOrDefault(outcome.Claim.Value) ?? [])
                Spread(Money.Min(due, Sum(left)), payer);
            if (!atWork.TryGetValue(outcome.AcceptedOn, out var investors))
                atWork.Add(outcome.AcceptedOn, investors = AtWork(holdings, outcome.AcceptedOn));
            for (var i = 0; i < left.Length; i++)
                Rest(i, left[i], investors);

            var total = Sum(outcome.Parts.Select(part => part.BaseAmount));
            if (amounts.Count == 0)
                Nobody(investors);
            return new(outcome.Claim, outcome.Worker, outcome.Contract, outcome.Corridor, outcome.Metric, outcome.AchievedOn, outcome.AcceptedOn, total, Shares(total));

            void Give(OutcomeFunder funder, int part, Money amount)
            {
                if (!amount.IsPositive)
                    return;
                if (!amounts.TryGetValue(funder, out var own))
                    amounts.Add(funder, own = [.. outcome.Parts.Select(_ => zero)]);
                own[part] += amount;
                left[part] -= amount;
            }

            void Spread(Money due, string payer)
            {
                if (!due.IsPositive)
                    return;
                var split = Allocation.Split(due, [.. left.Select(part => part.MinorUnits)]);
                for (var i = 0; i < split.Length; i++)
                    Give(new(FunderKind.OutcomePayer, payer), i, split[i]);
            }

            void Rest(int part, Money rest, IReadOnlyList<(OutcomeFunder Funder, long Weight)> by)
            {
                if (!rest.IsPositive)
                    return;
                var split = Allocation.Split(rest, [.. by.Select(one => one.Weight)]);
                for (var i = 0; i < split.Length; i++)
                    Give(by[i].Funder, part, split[i]);
            }

            // An outcome that came to cost nothing is still one outcome.
            void Nobody(IReadOnlyList<(OutcomeFunder Funder, long Weight)> by)
            {
                foreach (var (funder, _) in by.Where(one => one.Weight > 0))
                    amounts.Add(funder, [.. outcome.Parts.Select(_ => zero)]);
            }

            List<FundedShare> Shares(Money total)
            {
                var funders = amounts.OrderBy(one => one.Key.Kind).ThenBy(one => one.Key.Id, StringComparer.Ordinal).ToList();
                long[] weights = total.IsPositive ? [.. funders.Select(one => Sum(one.Value).MinorUnits)] : [.. funders.Select(one => investors.First(by => by.Funder == one.Key).Weight)];
                var counts = Allocation.Split(new Money(Units, baseCurrency), weights);
                return [.. funders.Select((one, i) => new FundedShare(one.Key, Sum(one.Value),
                    [.. one.Value.Select((amount, part) => new CostPart(outcome.Parts[part].CostLine, amount)).Where(part => !part.BaseAmount.IsZero)], counts[i].MinorUnits / (decimal)Units))];
            }
        }

        Money Sum(IEnumerable<Money> all) => all.Aggregate(zero, (sum, one) => sum + one);

        static void Add<TKey>(Dictionary<TKey, SortedDictionary<string, Money>> all, TKey key, string funder, Money amount)
            where TKey : notnull
        {
            if (!all.TryGetValue(key, out var own))
                all.Add(key, own = new(StringComparer.Ordinal));
            own[funder] = own.TryGetValue(funder, out var before) ? before + amount : amount;
        }
    }

    /// <summary>Each investor's capital in the fund at the end of a day, paid in and not returned, in all tranches together; the fund itself where there is none.</summary>
    private static List<(OutcomeFunder Funder, long Weight)> AtWork(IReadOnlyList<Holding> holdings, LocalDate on)
    {
        var investors = holdings.GroupBy(holding => holding.Investor)
            .Select(own => (Funder: new OutcomeFunder(FunderKind.Investor, own.Key.Value), Weight: own.Sum(holding => AtWork(holding, on))))
            .Where(own => own.Weight > 0).OrderBy(own => own.Funder.Id, StringComparer.Ordinal).ToList();
        return investors.Count > 0 ? investors : [(OutcomeFunder.Fund, 1)];
    }

    private static long AtWork(Holding holding, LocalDate on) =>
        holding.Drawdowns.Where(drawdown => drawdown.ValueDate <= on).Sum(drawdown => drawdown.Amount.MinorUnits)
        - holding.Received.Where(receipt => receipt.On <= on).Sum(receipt => receipt.Capital.MinorUnits);
}
