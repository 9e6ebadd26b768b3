using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Settlement;

/// <summary>Whatever is claimed, rejected, appealed, corrected and ended in eight months, under a contract with every term.</summary>
public sealed class OutcomeLawsTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly Money Maximum = new(12_000_000, Php);
    private static readonly Money FundMaximum = new(160_000, Eur);
    private static readonly YearMonth October = new(2024, 10);

    /// <summary>What happens in a month: which kind of thing, and to which claim or metric.</summary>
    private static readonly Gen<(int Kind, int Which)[][]> Lives =
        (from kind in Gen.Choose(0, 7) from which in Gen.Choose(0, 5) select (kind, which)).ListOf(4).Select(happened => happened.ToArray()).ListOf(8)
        .Select(months => months.ToArray());

    [Fact]
    public void What_is_paid_held_back_taken_back_and_forfeited_explains_every_accepted_claim_and_no_metric_pays_twice() =>
        Prop.ForAll(Arb.From(Lives), life =>
        {
            var fund = ClawbackTests.Fund(Contract);
            fund.Under(terms => terms with { OutcomesMaximum = FundMaximum });
            var claims = new ProviderClaims();
            var (standing, instructed) = (new Dictionary<ClaimId, OutcomeAccepted>(), Money.Zero(Php));
            var month = October;
            foreach (var happened in life)
            {
                foreach (var (kind, which) in happened)
                    Happen(fund, month, kind, which);
                foreach (var line in fund.Settle(month).Lines)
                {
                    instructed += Take(line, standing);
                    claims.Take(line);
                }

                claims.Owed.Aggregate(Money.Zero(Php), (sum, payout) => sum + payout.Paid).ShouldBe(-fund.BalanceOf(AccountRole.ProviderPayable, Php), "claim by claim");
                claims.HeldBack.Aggregate(Money.Zero(Php), (sum, outcome) => sum + outcome.HeldBack).ShouldBe(-fund.BalanceOf(AccountRole.HoldbackPayable, Php), "claim by claim");
                claims.Payments.Aggregate(Money.Zero(Php), (sum, payment) => sum + payment.Total.Paid).ShouldBe(instructed);

                standing.Values.Select(outcome => (outcome.Worker, outcome.Metric)).ShouldBeUnique();
                var gross = standing.Values.Aggregate(Money.Zero(Php), (sum, outcome) => sum + outcome.Gross);
                (instructed - fund.BalanceOf(AccountRole.ProviderPayable, Php) - fund.BalanceOf(AccountRole.HoldbackPayable, Php)
                    - fund.BalanceOf(AccountRole.ProviderAdvances, Php) - fund.BalanceOf(AccountRole.ClawbackReceivable, Php)).ShouldBe(gross);
                gross.ShouldBeLessThanOrEqualTo(Maximum);
                if (gross < Maximum)
                    fund.Standing(AccountRole.ContractHeadroom).ShouldContain($"contract-headroom maharlika-2024 {Maximum - gross}", "a cap is used and freed exactly");
                (Cost(fund) + fund.BalanceOf(AccountRole.OutcomesHeadroom, Eur)).ShouldBe(FundMaximum, "the fund's own cap too");
                Cost(fund).ShouldBe(standing.Values.Aggregate(Money.Zero(Eur), (sum, outcome) => sum + outcome.BaseAmount));
                (-fund.BalanceOf(AccountRole.GrantIncome, Eur)).ShouldBeLessThanOrEqualTo(Cost(fund));
                ShownOnce(fund, standing.Count);
                month = month.PlusMonths(1);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>What funders are shown is what outcomes cost, to the cent, and one for each of them.</summary>
    private static void ShownOnce(FundInMemory fund, int standing)
    {
        var holdings = CapitalHoldings.Of(fund.Posted, fund.Facts.BankLines, FundInMemory.Terms.Capital, Eur);
        var shares = OutcomeFunding.Of(fund.Posted, holdings, Eur).SelectMany(outcome => outcome.Shares).ToList();
        Sum(shares).ShouldBe(Cost(fund));
        Sum(shares.Where(share => share.By.Kind is FunderKind.Grant)).ShouldBe(-fund.BalanceOf(AccountRole.GrantIncome, Eur));
        shares.Sum(share => share.Count).ShouldBe(standing);

        static Money Sum(IEnumerable<FundedShare> some) => some.Aggregate(Money.Zero(Eur), (sum, share) => sum + share.Amount);
    }

    private static Money Take(SettlementLine line, Dictionary<ClaimId, OutcomeAccepted> standing)
    {
        switch (line.Event)
        {
            case OutcomeAccepted e: standing.Add(e.Claim, e); break;
            case OutcomeClawedBack e: standing.Remove(e.Claim); break;
            case HoldbackForfeited e:
                standing[e.Claim] = standing[e.Claim] with { Gross = standing[e.Claim].Gross - e.Amount, BaseAmount = standing[e.Claim].BaseAmount - e.BaseAmount };
                break;
            case PaymentInstructed { To: PaymentTo.Provider } e: return e.Amount;
        }

        return Money.Zero(Php);
    }

    private static Money Cost(FundInMemory fund) => FundInMemory.Terms.CostLines.Aggregate(Money.Zero(Eur), (sum, line) => sum + fund.BalanceOf(AccountRole.OutcomePayments, Eur, line.Id));

    private static void Happen(FundInMemory fund, YearMonth month, int kind, int which)
    {
        var day = month.OnDayOfMonth(10 + which);
        var claims = fund.Facts.Claims;
        switch (kind)
        {
            case 0 or 1 or 2:
                fund.Claim($"C{claims.Count:D3}", kind switch { 0 => "started", 1 => "trained", _ => "retained-6m" }, day.PlusDays(-5), day);
                break;
            case 3 when claims.Count > 0: fund.Decide(claims[which % claims.Count].Id.Value, ClaimDecision.Rejected, day.PlusDays(2)); break;
            case 4 when claims.Count > 0: fund.Decide(claims[which % claims.Count].Id.Value, ClaimDecision.Accepted, day.PlusDays(3)); break;
            case 5: fund.EndJob(which < 3 ? day.PlusDays(-30 * which) is var on && on < new LocalDate(2024, 10, 7) ? new(2024, 10, 7) : on : null); break;
            case 6 when fund.Facts.Endings.Count == 0 && which == 0: fund.End(day, EndingReason.Returned); break;
            case 7: fund.Bank("manila", day, new(3_000_000, Php), "PHP-IN"); break;
        }
    }

    private static ContractTerms Contract(ContractTerms contract) => contract with
    {
        Maximum = Maximum,
        ClaimWithinDays = 60,
        Advance = new() { Amount = new(2_000_000, Php), RecoverShare = 0.30m },
        RateCards = [.. contract.RateCards.Select(card => card with { Metrics = [.. card.Metrics.Select(metric => metric.Id == "started" ? metric with { CatchUp = true } : metric)] })],
    };
}
