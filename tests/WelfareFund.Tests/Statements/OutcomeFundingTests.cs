using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;

namespace WelfareFund.Tests.Statements;

public sealed class OutcomeFundingTests
{
    private static readonly Currency Eur = Currency.Of("EUR");
    private static readonly LocalDate Accepted = new(2025, 3, 10);
    private static readonly ClaimId Claim = new("C-1");

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static SettlementLine Line(FundEvent what) => new(1, "", "", Accepted, Accepted, LineState.Posts, "", null, what, []);

    private static SettlementLine Outcome(decimal finding, decimal settling, string claim = "C-1") => Line(new OutcomeAccepted(
        new(claim), new("W1"), "contract", "ph-de", "started", Accepted.PlusDays(-5), Accepted, Euros(finding + settling), Euros(0), Euros(finding + settling), false,
        [new("job-finding", Euros(finding)), new("settling-in", Euros(settling))]));

    private static SettlementLine Grant(string grant, decimal amount) => Line(new GrantReleased(grant, Claim, "settling-in", "ph-de", Euros(amount)));

    private static SettlementLine Payer(string payer, decimal amount) =>
        Line(new PayerDue(DueFor.Outcome, new(DebtorKind.OutcomePayer, payer), "C-1", new(2025, 3), 0, "ph-de", Euros(amount), Euros(amount)));

    private static Holding Holds(string investor, string tranche, params (LocalDate On, decimal Amount)[] paidIn) =>
        new(new(investor), tranche, [.. paidIn.Select(paid => new Drawdown(paid.On, Euros(paid.Amount)))]);

    private static string Words(FundedOutcome outcome) =>
        string.Join("; ", outcome.Shares.Select(share => FormattableString.Invariant($"{share.By.Kind} {share.By.Id} {share.Amount.ToAmountString()} {share.Count:0.0000}")));

    [Fact]
    public void Grants_come_first_then_who_pays_for_the_outcome_and_investors_share_the_rest_by_what_they_had_paid_in_that_day()
    {
        Holding[] holdings =
        [
            Holds("bank", "senior", (new(2025, 1, 10), 100), (Accepted.PlusDays(1), 1_000_000)),
            Holds("bank", "mezzanine", (new(2025, 2, 10), 100)),
            Holds("foundation", "first-loss", (Accepted, 100)),
        ];

        // 660.00 + 440.00, of which the grant paid 100.00 and the ministry 500.00: 500.00 are left, two thirds and one third.
        var outcome = OutcomeFunding.Of([Outcome(660, 440), Grant("language-grant", 100), Payer("ministry", 500)], holdings, Eur).ShouldHaveSingleItem();

        Words(outcome).ShouldBe("Grant language-grant 100.00 0.0909; OutcomePayer ministry 500.00 0.4546; Investor bank 333.33 0.3030; Investor foundation 166.67 0.1515");
        outcome.Of(new(FunderKind.Grant, "language-grant"))!.Parts.ShouldBe([new CostPart("settling-in", Euros(100))]);
        outcome.Of(new(FunderKind.OutcomePayer, "ministry"))!.Parts.ShouldBe([new CostPart("job-finding", Euros(330)), new CostPart("settling-in", Euros(170))]);
    }

    [Fact]
    public void Who_pays_more_than_an_outcome_costs_has_all_of_it_and_no_more() =>
        Words(OutcomeFunding.Of([Outcome(660, 440), Payer("ministry", 1350)], [Holds("bank", "senior", (Accepted, 100))], Eur)[0]).ShouldBe("OutcomePayer ministry 1100.00 1.0000");

    [Fact]
    public void Where_nobody_had_paid_in_that_day_the_outcome_is_the_funds_own() =>
        Words(OutcomeFunding.Of([Outcome(660, 440)], [Holds("bank", "senior", (Accepted.PlusDays(1), 100))], Eur)[0]).ShouldBe("Fund  1100.00 1.0000");

    [Fact]
    public void Capital_that_came_back_by_that_day_has_no_part_in_the_outcome()
    {
        Holding Returned(decimal amount, LocalDate on) => Holds("bank", "senior", (new(2025, 1, 10), 300)) with { Received = [new(on, Euros(amount), Euros(7), Euros(0))] };
        var foundation = Holds("foundation", "first-loss", (new(2025, 1, 10), 100));

        // 300.00 less 200.00 against 100.00; the return of 7.00 is no capital.
        Words(OutcomeFunding.Of([Outcome(660, 440)], [Returned(200, Accepted), foundation], Eur)[0]).ShouldBe("Investor bank 550.00 0.5000; Investor foundation 550.00 0.5000");
        Words(OutcomeFunding.Of([Outcome(660, 440)], [Returned(200, Accepted.PlusDays(1)), foundation], Eur)[0]).ShouldBe("Investor bank 825.00 0.7500; Investor foundation 275.00 0.2500");
        Words(OutcomeFunding.Of([Outcome(660, 440)], [Returned(300, Accepted)], Eur)[0]).ShouldBe("Fund  1100.00 1.0000");
    }

    [Fact]
    public void An_investors_outcomes_are_summed_by_metric_in_the_contracts_order_and_by_quarter()
    {
        Holding[] holdings = [Holds("bank", "senior", (new(2025, 1, 10), 200)), Holds("foundation", "first-loss", (new(2025, 1, 10), 100))];
        var outcomes = OutcomeFunding.Of([Outcome(660, 440), Outcome(90, 0, "C-2"), Grant("language-grant", 110)], holdings, Eur);
        var bank = new OutcomeFunder(FunderKind.Investor, "bank");

        // Two thirds of 990.00 and of 90.00; of the first outcome 0.6 and of the second 0.6667.
        var row = OutcomesFunded.Of(outcomes, bank, new(new(2025, 1, 1), Accepted), ["trained", "started"], Eur).ShouldHaveSingleItem();
        row.ShouldBe(new OutcomesFunded("started", 1.2667m, Euros(720), 1.2667m, Euros(720)));
        OutcomesFunded.Of(outcomes, bank, new(Accepted.PlusDays(1), Accepted.PlusDays(30)), [], Eur)[0].ShouldBe(row with { QuarterCount = 0, QuarterAmount = Euros(0) });
        OutcomesFunded.Of(outcomes, new(FunderKind.Investor, "nobody"), new(Accepted, Accepted), [], Eur).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_clawed_back_is_shown_to_nobody_and_what_is_forfeited_lowers_what_is_shown()
    {
        var gone = Line(new OutcomeClawedBack(Claim, new("W1"), "contract", "ph-de", Euros(1100), Euros(1100), Euros(0), Euros(1100), Euros(0), Euros(0), false, [], 0));
        var forfeit = Line(new HoldbackForfeited(Claim, new("W1"), "contract", "ph-de", Euros(110), Euros(110), false, [new("job-finding", Euros(66)), new("settling-in", Euros(44))], 0));

        OutcomeFunding.Of([Outcome(660, 440), gone], [], Eur).ShouldBeEmpty();
        OutcomeFunding.Of([Outcome(660, 440), forfeit], [], Eur).ShouldHaveSingleItem().Amount.ShouldBe(Euros(990));
    }

    [Fact]
    public void Whatever_is_paid_by_whom_the_shares_sum_to_the_outcome_to_the_cent_and_to_one() =>
        Prop.ForAll(Arb.From(
            from parts in Gen.Choose(0, 200_000).ListOf(2)
            from grants in Gen.Choose(0, 100_000).ListOf(3)
            from payer in Gen.Choose(0, 400_000)
            from paidIn in Gen.Choose(0, 1_000_000).ListOf(5)
            select (parts, grants, payer, paidIn)), given =>
        {
            var left = given.parts[1];
            var lines = new List<SettlementLine> { Outcome(given.parts[0] / 100m, given.parts[1] / 100m) };
            for (var i = 0; i < given.grants.Count; i++)
            {
                var paid = Math.Min(left, given.grants[i]);
                left -= paid;
                lines.Add(Grant($"grant-{i}", paid / 100m));
            }

            lines.Add(Payer("ministry", given.payer / 100m));
            var outcome = OutcomeFunding.Of(lines, [.. given.paidIn.Select((cents, i) => Holds($"investor-{i / 2}", $"tranche-{i % 2}", (Accepted, cents / 100m)))], Eur)[0];

            outcome.Shares.Select(share => share.Amount.MinorUnits).Sum().ShouldBe(outcome.Amount.MinorUnits);
            outcome.Shares.Sum(share => share.Count).ShouldBe(1);
            outcome.Shares.ShouldAllBe(share => !share.Amount.IsNegative && share.Count >= 0 && share.Parts.Sum(part => part.BaseAmount.MinorUnits) == share.Amount.MinorUnits);
        }).QuickCheckThrowOnFailure();
}
