using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed class FundFileTests
{
    [Fact]
    public void A_fund_file_reads_as_it_is_written()
    {
        var result = FundFile.Read("fund.json", SampleFund.Json);

        result.Refusals.ShouldBeEmpty();
        var fund = result.Value;
        fund.Id.ShouldBe("harbour-care");
        fund.Sample.ShouldBeTrue();
        fund.TimeZone.Id.ShouldBe("Europe/Lisbon");
        fund.FirstMonth.ShouldBe(new YearMonth(2025, 3));
        fund.FiscalYearEnd.ShouldBe(new AnnualDate(6, 30));
        fund.Settlement.Time.ShouldBe(new LocalTime(5, 30));
        fund.Accounts["bank"].Code.ShouldBe("1010");
    }

    [Fact]
    public void Amounts_are_in_the_currency_of_the_section_they_stand_in_or_in_their_own()
    {
        var fund = SampleFund.Terms;
        var card = fund.Contracts[0].RateCards[0];

        card.Metric("started")!.Price.ToString().ShouldBe("80000.00 PHP");
        card.Metric("steady-pay")!.Trigger.ShouldBeOfType<RollingTrigger>().Threshold.ToString().ShouldBe("1160.00 EUR");
        card.Metric("earned")!.Trigger.ShouldBeOfType<EarningsTrigger>().Amount.ToString().ShouldBe("200000.00 PHP");
        fund.Corridor("ph-jp")!.MinimumMonthlyWage!.Amount.ToString().ShouldBe("195000 JPY");
        fund.Contribution("standard")!.Cap!.InForce(default).Amount.ToString().ShouldBe("4000.00 EUR");
        fund.Capital.Recycling!.Limit.ToString().ShouldBe("1500000.00 EUR");
        fund.Reserve.Minimum.ToString().ShouldBe("100000.00 EUR");
    }

    [Fact]
    public void A_worker_keeps_the_rate_card_of_the_day_of_enrolment()
    {
        var fund = SampleFund.Terms;

        fund.RateCard("visayas-1", new LocalDate(2026, 2, 28))!.Effective.ShouldBe(new LocalDate(2025, 3, 1));
        fund.RateCard("visayas-1", new LocalDate(2026, 3, 1))!.Effective.ShouldBe(new LocalDate(2026, 3, 1));
        fund.RateCard("visayas-1", new LocalDate(2025, 2, 28)).ShouldBeNull();
        fund.RateCard("another", new LocalDate(2026, 3, 1)).ShouldBeNull();
    }

    [Fact]
    public void A_dated_term_holds_from_its_day_and_the_first_one_always()
    {
        var terms = SampleFund.Terms.Contribution("standard")!;

        terms.Share!.InForce(new LocalDate(2025, 12, 31)).ShouldBe(0.08m);
        terms.Share.InForce(new LocalDate(2026, 1, 1)).ShouldBe(0.075m);
        terms.Share.InForce(new LocalDate(2020, 1, 1)).ShouldBe(0.08m);
        terms.Floor!.InForce(new LocalDate(2026, 4, 1)).Amount.ToString().ShouldBe("1050.00 EUR");
    }

    [Fact]
    public void Tiers_rank_from_the_best_and_a_score_falls_into_one()
    {
        var quality = SampleFund.Terms.Quality;

        quality.RankOf("good").ShouldBe(0);
        quality.RankOf("poor").ShouldBe(2);
        quality.RankOf("splendid").ShouldBeNull();
        quality.TierOf(75).Id.ShouldBe("good");
        quality.TierOf(74.999m).Id.ShouldBe("fair");
        quality.TierOf(0).Id.ShouldBe("poor");
        quality.LowestTier.Id.ShouldBe("poor");
    }

    [Fact]
    public void A_tier_multiplies_a_price_or_is_not_payable_and_volume_steps_include_their_last()
    {
        var cards = SampleFund.Terms.Contracts[0].RateCards;

        cards[0].FactorOf("good").Factor.ShouldBe(1.15m);
        cards[0].FactorOf("poor").IsPayable.ShouldBeFalse();
        cards[1].FactorOf("poor").ShouldBe(QualityFactor.One);
        cards[0].VolumeFactor(100).ShouldBe(1.00m);
        cards[0].VolumeFactor(101).ShouldBe(0.90m);
        cards[1].VolumeFactor(101).ShouldBe(1m);
    }

    [Fact]
    public void Reading_what_was_written_gives_the_same_terms()
    {
        var terms = SampleFund.Terms;
        var written = FundFile.Write(terms);

        var again = FundFile.Read("again.json", written);

        again.Refusals.ShouldBeEmpty();
        FundFile.Write(again.Value).ShouldBe(written);
        FundFile.Hash(again.Value).ShouldBe(FundFile.Hash(terms));
        TermsDifference.Between(terms, again.Value).ShouldBeEmpty();
    }

    [Fact]
    public void The_hash_is_of_what_the_terms_say_and_not_of_how_they_are_written()
    {
        var hash = FundFile.Hash(SampleFund.Terms);

        HashOf(SampleFund.With("// One account for each currency that is paid or received.", "")).ShouldBe(hash);
        HashOf(SampleFund.With("\"share\": \"0.15\", \"releaseOn\": \"stayed-6m\"", "\"releaseOn\": \"stayed-6m\", \"share\": \"0.150\"")).ShouldBe(hash);
        HashOf(SampleFund.With("{ \"matching\": \"0.70\", \"language\": \"0.30\" }", "{ \"language\": \"0.3\", \"matching\": \"0.7\" }")).ShouldBe(hash);
        HashOf(SampleFund.With("\"wageMonthLag\": 1,", "")).ShouldBe(hash);
        HashOf(SampleFund.Json.Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBe(hash);
        HashOf("\uFEFF" + SampleFund.Json).ShouldBe(hash);
        HashOf(SampleFund.With("\"monthly\": \"6500.00\"", "\"monthly\": \"6500.01\"")).ShouldNotBe(hash);
        hash.ShouldMatch("^[0-9a-f]{64}$");

        static string HashOf(string json) => FundFile.Hash(FundFile.Read("fund.json", json).Value);
    }

    [Fact]
    public void A_section_can_be_read_alone_and_what_only_a_fund_can_know_is_left_out()
    {
        var contribution = FundFile.ReadContribution("uk.json", """
            { "id": "uk-plan-2", "currency": "EUR", "share": "0.09", "rounding": "down", "roundTo": "1.00", "carryingTiers": ["any"],
              "floor": [{ "effective": "2018-04-06", "amount": "2082", "rule": "above" }, { "effective": "2021-04-06", "amount": "2274", "rule": "above" }] }
            """u8);
        var contract = FundFile.ReadContract("jobpath.json", """
            { "id": "jobpath", "currency": "EUR", "from": "2015-07-01", "to": "2020-12-31",
              "rateCards": [{ "effective": "2015-07-01", "metrics": [{ "id": "weeks-13", "trigger": { "kind": "sustained", "weeks": 13 }, "price": "613.00" }] }] }
            """u8);
        var capital = FundFile.ReadCapital("capital.json", """
            { "tranches": [{ "id": "equity", "rank": 1, "preferredReturn": { "rate": "0.07" } }],
              "waterfall": [{ "step": "return-of-capital", "tranche": "equity" }, { "step": "preferred-return", "tranche": "equity" },
                            { "step": "catch-up", "to": "manager", "rate": "1.00", "until": "0.20" },
                            { "step": "split", "shares": { "equity": "0.80", "manager": "0.20" } }] }
            """u8, Currency.Of("USD"));

        contribution.Refusals.ShouldBeEmpty();
        contribution.Value.Floor!.InForce(new LocalDate(2021, 4, 6)).Amount.ToString().ShouldBe("2274.00 EUR");
        contract.Refusals.ShouldBeEmpty();
        capital.Refusals.ShouldBeEmpty();
        capital.Value.Waterfall[3].ShouldBeOfType<SplitStep>().Shares["manager"].ShouldBe(0.20m);
    }
}
