using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

public sealed class OutcomePayerTests
{
    [Fact]
    public void A_government_owes_for_each_accepted_outcome_and_a_donor_by_the_month()
    {
        var fund = new PayerFund("government-pathway");
        fund.Works("E1", "lodge", new(2025, 3, 3));
        fund.Achieves("certified", new(2025, 2, 10), new(2025, 2, 20));
        fund.Achieves("started", new(2025, 3, 3), new(2025, 3, 12));
        fund.Bank("main", new(2025, 3, 10), 1350, "labour-ministry");
        fund.Bank("main", new(2025, 3, 10), 800, "reef-foundation");

        var lines = fund.SettleThrough(2025, 3).Where(line => line.Kind == "outcome-payer").ToList();

        lines.Select(line => $"{line.Concerns:MM-dd} {((PayerDue)line.Event!).From.Id} {line.Amount}").ShouldBe(
        [
            "01-31 reef-foundation 800.00 AUD",
            "02-20 labour-ministry 1350.00 AUD", "02-28 reef-foundation 800.00 AUD",
            "03-12 labour-ministry 1350.00 AUD", "03-31 reef-foundation 800.00 AUD",
        ]);
        fund.Balance(AccountRole.OutcomePayerReceivable).ShouldBe((2 * 1350) + (3 * 800) - 1350 - 800);
        fund.Balance(AccountRole.OutcomePayerIncome).ShouldBe(-(2 * 1350) - (3 * 800));
    }

    [Fact]
    public void What_was_rejected_or_waits_is_nobodys_to_pay()
    {
        var fund = new PayerFund("government-pathway", OnlyTheMinistry);
        fund.Works("E1", "lodge", new(2025, 3, 3));
        fund.Achieves("started", new(2025, 3, 3), new(2025, 3, 12)); // comes after the certificate, which nobody claimed

        fund.SettleThrough(2025, 4).ShouldNotContain(line => line.Kind == "outcome-payer");
    }

    [Fact]
    public void A_claim_that_was_accepted_before_and_arrives_late_is_charged_once()
    {
        var fund = new PayerFund("government-pathway", OnlyTheMinistry);
        fund.SettleThrough(2025, 3);
        fund.Achieves("certified", new(2025, 2, 10), new(2025, 2, 20));

        fund.SettleThrough(2025, 6).Where(line => line.Event is PayerDue).Select(line => line.Amount).ShouldBe([fund.Amount(1350)]);
    }

    [Fact]
    public void An_outcome_that_is_clawed_back_is_no_longer_owed_and_owed_again_when_it_is_accepted_again()
    {
        var fund = new PayerFund("government-pathway", terms => OnlyTheMinistry(terms) with { Contracts = [.. terms.Contracts.Select(contract => contract with { ClawbackDays = 180 })] });
        fund.Achieves("certified", new(2025, 2, 10), new(2025, 2, 20));
        fund.SettleThrough(2025, 2);
        fund.Decides("C0", ClaimDecision.Rejected, new(2025, 3, 12));
        fund.SettleThrough(2025, 3).Where(line => line.Event is PayerDue).Select(line => line.Amount).ShouldBe([fund.Amount(-1350)]);
        fund.Balance(AccountRole.OutcomePayerReceivable).ShouldBe(0);

        fund.Decides("C0", ClaimDecision.Accepted, new(2025, 4, 12));
        fund.SettleThrough(2025, 5).Where(line => line.Event is PayerDue).Select(line => line.Amount).ShouldBe([fund.Amount(1350)]);
        fund.Balance(AccountRole.OutcomePayerIncome).ShouldBe(-1350);
    }

    [Fact]
    public void What_a_grant_paid_of_an_outcome_is_not_sold_to_a_payer_again()
    {
        var fund = new PayerFund("government-pathway", terms => OnlyTheMinistry(terms) with
        {
            Capital = terms.Capital with { Grants = [new() { Id = "skills-grant", Funder = "foundation", Amount = new(200_000, Currency.Of("AUD")), CostLines = ["certificate"] }] },
        });
        fund.Bank("main", new(2025, 2, 3), 500, "skills-grant");
        fund.Achieves("certified", new(2025, 2, 10), new(2025, 2, 20));

        // 500.00 of the 1,500.00 are the grant's: 1,350.00 × 1,000.00 ÷ 1,500.00.
        var due = fund.SettleThrough(2025, 2).Single(line => line.Kind == "outcome-payer");
        due.Amount.ShouldBe(fund.Amount(900));
        TraceText.Sentence(due.Trace).ShouldBe(
            "claim C0 (certified) was accepted on 2025-02-20: 1,350.00 AUD × 1,000.00 ÷ 1,500.00 of its cost that no grant paid, to the nearest unit, 900.00; labour-ministry owes 900.00 AUD; booked before 0.00; booked now 900.00");
        fund.Balance(AccountRole.OutcomePayerIncome).ShouldBe(-900);
    }

    [Fact]
    public void What_grants_paid_whole_no_payer_owes()
    {
        var fund = new PayerFund("government-pathway", terms => OnlyTheMinistry(terms) with
        {
            Capital = terms.Capital with { Grants = [new() { Id = "skills-grant", Funder = "foundation", Amount = new(200_000, Currency.Of("AUD")) }] },
        });
        fund.Bank("main", new(2025, 2, 3), 2000, "skills-grant");
        fund.Achieves("certified", new(2025, 2, 10), new(2025, 2, 20));
        fund.Works("E1", "lodge", new(2025, 3, 3));
        fund.Achieves("started", new(2025, 3, 3), new(2025, 3, 12));

        // The start costs 1,200.00, of which the last 500.00 of the grant pay a part: 1,350.00 × 700.00 ÷ 1,200.00.
        fund.SettleThrough(2025, 5).Where(line => line.Event is PayerDue).Select(line => (((PayerDue)line.Event!).Subject, line.Amount)).ShouldBe([("C1", fund.Amount(787.50m))]);
    }

    private static FundTerms OnlyTheMinistry(FundTerms terms) => terms with { Contributions = [terms.Contributions[0]] };
}
