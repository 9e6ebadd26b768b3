using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed class TermsDifferenceTests
{
    [Fact]
    public void A_changed_price_says_what_it_was_what_it_is_and_whom_it_affects()
    {
        var change = Changes("\"price\": \"80000.00\"", "\"price\": \"85000.50\"").ShouldHaveSingleItem();

        change.ToString().ShouldBe("contracts[visayas-1].rateCards[2025-03-01].metrics[started].price: 80,000.00 → 85,000.50 PHP");
        change.Affects.ShouldBe("workers enrolled under 'visayas-1' from 2025-03-01 on, and the provider 'visayas'");
    }

    [Theory]
    [InlineData("\"share\": \"0.075\"", "\"share\": \"0.07\"", "contributions[standard].share[2026-01-01]: 0.075 → 0.07", "the contributions of everybody whose agreement stands on 'standard'")]
    [InlineData("\"poor\": \"not-payable\"", "\"poor\": \"0.50\"", "contracts[visayas-1].rateCards[2025-03-01].qualityFactors[poor]: not-payable → 0.50", "workers enrolled under 'visayas-1' from 2025-03-01 on, and the provider 'visayas'")]
    [InlineData("\"clawbackDays\": 120", "\"clawbackDays\": 90", "contracts[visayas-1].clawbackDays: 120 → 90", "the provider 'visayas' under 'visayas-1'")]
    [InlineData("\"carryingTiers\": [\"good\", \"fair\"]", "\"carryingTiers\": [\"good\"]", "contributions[standard].carryingTiers: good, fair → good", "the contributions of everybody whose agreement stands on 'standard'")]
    [InlineData("\"rate\": \"0.025\"", "\"rate\": \"0.03\"", "capital.tranches[senior].preferredReturn.rate: 0.025 → 0.03", "investors in the tranche 'senior'")]
    [InlineData("\"until\": \"0.10\"", "\"until\": \"0.15\"", "capital.waterfall[4].until: 0.10 → 0.15", "all investors")]
    [InlineData("\"until\": \"2026-12-31\"", "\"until\": \"2027-12-31\"", "capital.grants[courses].until: 2026-12-31 → 2027-12-31", "the funder of the grant 'courses'")]
    [InlineData("\"overdueDays\": 60, \"share\": \"0.40\"", "\"overdueDays\": 60, \"share\": \"0.45\"", "allowance[60].share: 0.40 → 0.45", "the book value of contributions that are overdue")]
    [InlineData("{ \"amount\": \"195000\"", "{ \"amount\": \"205000\"", "corridors[ph-jp].minimumMonthlyWage.amount: 195,000 → 205,000 JPY", "workers and providers of the corridor 'ph-jp'")]
    [InlineData("\"timeZone\": \"Europe/Lisbon\"", "\"timeZone\": \"Europe/Berlin\"", "timeZone: Europe/Lisbon → Europe/Berlin", "the fund's own books")]
    public void Each_change_names_its_path_by_ids(string old, string @new, string change, string affects)
    {
        var found = Changes(old, @new).ShouldHaveSingleItem();

        found.ToString().ShouldBe(change);
        found.Affects.ShouldBe(affects);
    }

    [Fact]
    public void A_maximum_for_the_whole_fund_concerns_every_provider()
    {
        var change = Changes("\"wageMonthLag\": 1", "\"wageMonthLag\": 1, \"outcomesMaximum\": \"4000000.00\"").ShouldHaveSingleItem();

        change.ToString().ShouldBe("outcomesMaximum: none → 4,000,000.00 EUR");
        change.Affects.ShouldBe("every provider: what is accepted beyond it is not paid");
    }

    [Fact]
    public void What_is_new_and_what_is_gone_are_both_told()
    {
        var changes = Changes(", \"windUp\": { \"to\": \"worker-welfare\" }", "");
        var back = TermsDifference.Between(Read(SampleFund.With(", \"windUp\": { \"to\": \"worker-welfare\" }", "")), SampleFund.Terms);

        changes.ShouldHaveSingleItem().ToString().ShouldBe("capital.windUp.to: worker-welfare → none");
        back.ShouldHaveSingleItem().ToString().ShouldBe("capital.windUp.to: none → worker-welfare");
    }

    [Fact]
    public void Another_currency_is_told_in_full()
    {
        var changes = Changes("\"currency\": \"PHP\", \"membership\"", "\"currency\": \"JPY\", \"membership\"", ("\"fee\": \"1500.00\"", "\"fee\": \"1500\""));

        changes.Select(change => change.ToString()).ShouldBe(
        [
            "contributions[member].currency: PHP → JPY",
            "contributions[member].membership.fee: 1,500.00 PHP → 1,500 JPY",
        ]);
    }

    [Fact]
    public void The_version_in_force_is_the_newest_by_date_and_of_two_on_one_day_the_later_approved()
    {
        var first = new TermsVersion(new LocalDate(2025, 3, 1), SampleFund.Terms);
        var third = new TermsVersion(new LocalDate(2026, 3, 1), Read(SampleFund.With("\"monthly\": \"6500.00\"", "\"monthly\": \"7000.00\"")));
        var second = new TermsVersion(new LocalDate(2025, 9, 1), Read(SampleFund.With("\"monthly\": \"6500.00\"", "\"monthly\": \"6600.00\"")));
        var mended = new TermsVersion(new LocalDate(2025, 9, 1), Read(SampleFund.With("\"monthly\": \"6500.00\"", "\"monthly\": \"6700.00\"")));
        var versions = new TermsVersions(first, third, second, mended);

        versions.InForce(new LocalDate(2025, 2, 28)).ShouldBeNull();
        versions.InForce(new LocalDate(2025, 8, 31)).ShouldBeSameAs(first);
        versions.InForce(new LocalDate(2025, 9, 1)).ShouldBeSameAs(mended);
        versions.InForce(new LocalDate(2026, 3, 1)).ShouldBeSameAs(third);
        first.Hash.ShouldNotBe(third.Hash);
    }

    [Fact]
    public void Versions_are_of_one_fund()
    {
        var mine = new TermsVersion(new LocalDate(2025, 3, 1), SampleFund.Terms);
        var theirs = new TermsVersion(new LocalDate(2025, 4, 1), SampleFund.Terms with { Id = "another" });

        Should.Throw<ArgumentException>(() => new TermsVersions(mine, theirs));
        Should.Throw<ArgumentException>(() => new TermsVersions());
    }

    private static IReadOnlyList<TermsChange> Changes(string old, string @new, params (string Old, string New)[] more) =>
        TermsDifference.Between(SampleFund.Terms, Read(more.Aggregate(SampleFund.With(old, @new), (json, next) => json.Replace(next.Old, next.New, StringComparison.Ordinal))));

    private static FundTerms Read(string json) => FundFile.Read("fund.json", json) is { IsRefused: false } read ? read.Value : throw new ShouldAssertException("the file is wrong");
}
