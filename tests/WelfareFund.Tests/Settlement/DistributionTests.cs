using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tests.Tracing;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>
/// A fund of three ranks and a grant from its first call to its end. Administration is 1,000.00 a month; the bank's charges stand for a loss and its interest
/// for what the workers paid.
/// </summary>
public sealed class DistributionTests
{
    private static readonly Currency Eur = FundInMemory.Eur;

    private static readonly FundTerms Terms = FundInMemory.Terms with
    {
        Capital = FundInMemory.Terms.Capital with
        {
            Waterfall =
            [
                new PreferredReturnStep { Tranche = "senior" }, new ReturnOfCapitalStep { Tranche = "senior" },
                new PreferredReturnStep { Tranche = "mezzanine" }, new ReturnOfCapitalStep { Tranche = "mezzanine" },
                new ReturnOfCapitalStep { Tranche = "first-loss" }, new CatchUpStep { To = "manager", Rate = 1, Until = 0.10m },
                new CappedReturnStep { Tranche = "first-loss", Multiple = 1.20m }, new ToFundStep(),
            ],
            Recycling = new() { Until = new(2025, 6, 30), Limit = Euros(10_000m) },
        },
        Reserve = new() { Minimum = Euros(5_000m) },
        Administration = new() { Monthly = Euros(1_000m) },
    };

    [Fact]
    public void A_fund_of_three_ranks_and_a_grant_goes_through_loss_and_recovery_to_its_end()
    {
        var fund = Founded();
        fund.SettleAndPay(new(2024, 10), new(2024, 12));

        // 73 days of 3% on 300,000.00 are 1,800.00; of 18,200.00 principal 10,000.00 are recycled, and half of the 8,200.00 may be called again.
        Amounts(Distributed(fund, new(2025, 1, 1), Euros(20_000m), new Recallable.Share(0.5m))).ShouldBe(
        [
            "distribution DIST-1:1:preferred-return:bank/senior 1800.00",
            "distribution DIST-1:2:return-of-capital:bank/senior 10000.00",
            "distribution DIST-1:2:return-of-capital:bank/senior 8200.00",
            "payment P-202501-001 10000.00",
        ]);
        fund.Standing(AccountRole.InvestorCapital, AccountRole.UnfundedCommitments, AccountRole.RecycledPrincipal, AccountRole.DistributedReturns).ShouldBe(
        [
            "distributed-returns bank/senior 1800.00 EUR", "investor-capital bank/senior -291800.00 EUR", "investor-capital family/mezzanine -100000.00 EUR", "investor-capital foundation/first-loss -50000.00 EUR",
            "recycled-principal bank/senior 10000.00 EUR", "unfunded-commitments bank/senior 304100.00 EUR", "unfunded-commitments family/mezzanine 100000.00 EUR", "unfunded-commitments foundation/first-loss 50000.00 EUR",
        ]);

        // The bank took 120,000.00 in February. Senior has 291,800.00 and 58 days of 3% on it; mezzanine has lost 80,675.87 of its capital, after 131 days of 5%.
        Lives(fund, new(2025, 1), new(2025, 2));
        Accounts(fund, new(2025, 2, 28)).ShouldBe(["senior 291800.00 1391.05 0.00", "mezzanine 19324.13 1794.52 0.00", "first-loss 0.00 0.00 0.00", "0.00 29010.00 0.00 343319.70"]);

        // Recovered, and recycling is over: all capital comes back. Profit so far is 6,141.02 + 3,479.45, of which the manager catches up to a tenth:
        // 0.1 × 9,620.47 ÷ 0.9. First loss stops at 1.2 times its 50,000.00.
        Lives(fund, new(2025, 3), new(2025, 6));
        Amounts(Distributed(fund, new(2025, 7, 1))).ShouldBe(
        [
            "distribution DIST-2:1:preferred-return:bank/senior 4341.02",
            "distribution DIST-2:2:return-of-capital:bank/senior 291800.00",
            "distribution DIST-2:3:preferred-return:family/mezzanine 3479.45",
            "distribution DIST-2:4:return-of-capital:family/mezzanine 100000.00",
            "distribution DIST-2:5:return-of-capital:foundation/first-loss 50000.00",
            "distribution DIST-2:6:catch-up:manager 1068.94",
            "distribution DIST-2:7:capped-return:foundation/first-loss 10000.00",
            "distribution DIST-2:8:to-fund:fund 64620.29",
            "payment P-202507-001 296141.02",
            "payment P-202507-002 103479.45",
            "payment P-202507-003 60000.00",
            "payment P-202507-004 1068.94",
        ]);

        // What is left is nobody's but the manager's tenth of first loss's profit, 0.1 × (20,689.41) − 1,068.94 over 0.9, and goes to whom the terms name at the end.
        Lives(fund, new(2025, 7), new(2025, 9));
        Accounts(fund, new(2025, 9, 30)).ShouldBe(["senior 0.00 0.00 0.00", "mezzanine 0.00 0.00 0.00", "first-loss 0.00 0.00 0.00", "1111.11 29109.00 65572.48 95792.59"]);
        Amounts(Distributed(fund, new(2025, 10, 1), windDown: true)).ShouldBe(
        [
            "distribution DIST-3:6:catch-up:manager 1111.11",
            "distribution DIST-3:8:to-fund:worker-welfare 65572.48",
            "payment P-202510-001 1111.11",
            "payment P-202510-002 65572.48",
        ]);

        // The bank has what is the grant's, and in October the fund costs what nobody is left to bear.
        Lives(fund, new(2025, 10), new(2025, 10));
        fund.Standing(AccountRole.Bank, AccountRole.DistributionPayable, AccountRole.OtherDistributionsPayable, AccountRole.InvestorCapital, AccountRole.UnspentGrants, AccountRole.DistributedReturns, AccountRole.DistributedToOthers)
            .ShouldBe(
            [
                "bank:main  29109.00 EUR", "distributed-returns bank/senior 6141.02 EUR", "distributed-returns family/mezzanine 3479.45 EUR", "distributed-returns foundation/first-loss 10000.00 EUR",
                "distributed-to-others manager 2180.05 EUR", "distributed-to-others worker-welfare 65572.48 EUR", "unspent-grants language-grant -29109.00 EUR",
            ]);
        Accounts(fund, new(2025, 10, 31))[^1].ShouldBe("0.00 29109.00 -1000.00 28109.00");
    }

    [Fact]
    public void Recycled_principal_is_not_distributable_until_outcomes_have_used_it_or_recycling_is_over()
    {
        var fund = Founded();
        fund.SettleAndPay(new(2024, 10), new(2024, 12));
        var before = Cash(Distributed(fund, new(2025, 1, 1), Euros(20_000m)));

        // 10,000.00 were paid and 10,000.00 recycled.
        Cash(Distributed(fund, new(2025, 1, 2), Euros(1m))).ShouldBe(before - Euros(20_000m));
        fund.Claim("C-6m", "retained-6m", new(2025, 4, 7), new(2025, 4, 20));
        Lives(fund, new(2025, 1), new(2025, 6));
        TraceText.Sentence(Distributed(fund, new(2025, 7, 1), Euros(1m)).Lines[0].Trace).ShouldNotContain("recycled");
    }

    [Fact]
    public void What_cannot_be_distributed_is_refused_with_its_reason()
    {
        var fund = Founded();
        fund.Settle(new(2024, 10));
        fund.Distribute(new(2024, 11, 1), Euros(1_000_000m)).Refusals[0].Code.ShouldBe("more-than-distributable");
        fund.Distribute(new(2024, 11, 1), Euros(20_000m), new Recallable.Fixed(Euros(20_000m))).Refusals[0].Code.ShouldBe("too-much-recallable");
        fund.Bank("main", new(2024, 11, 4), Euros(-1m), "BANK-CHARGES");
        fund.Distribute(new(2024, 11, 4)).Refusals[0].ToString().ShouldBe("--on: 1 lines of the bank up to 2024-11-04 are not in the books yet; settle the month first, or name an earlier day.");

        var poor = FundInMemory.Bare(Terms);
        poor.Settle(new(2024, 10));
        poor.Distribute(new(2024, 11, 1)).Refusals[0].Code.ShouldBe("nothing-to-distribute");
        FundInMemory.Bare(Terms with { Capital = Terms.Capital with { WindUp = null } }).Distribute(new(2024, 10, 1), windDown: true).Refusals[0].Code.ShouldBe("no-wind-up");
    }

    [Fact]
    public void What_is_recallable_can_be_called_again_and_returned_again()
    {
        var fund = Founded();
        fund.SettleAndPay(new(2024, 10), new(2024, 12));
        Distributed(fund, new(2025, 1, 1), Euros(20_000m), new Recallable.Fixed(Euros(8_200m)));
        fund.Tell(facts => facts with { Calls = [.. facts.Calls, new() { Intake = fund.NextIntake(), Id = "call-2", CalledOn = new(2025, 1, 3), DueOn = new(2025, 1, 31), Amount = Euros(458_200m), Purpose = "the second year" }] });
        fund.Bank("main", new(2025, 1, 31), Euros(308_200m), "call-2 bank");

        Lives(fund, new(2025, 1), new(2025, 1));

        fund.Standing(AccountRole.UnfundedCommitments).ShouldBeEmpty();
        fund.Standing(AccountRole.InvestorCapital)[0].ShouldBe("investor-capital bank/senior -600000.00 EUR");
    }

    /// <summary>The bank has had 10,000.00, of which 8,200.00 were capital and 4,100.00 of these may be called again.</summary>
    [Fact]
    public void An_interest_sold_after_a_distribution_takes_what_is_not_returned_and_what_is_owed_on_it_and_the_seller_keeps_its_money()
    {
        var fund = Founded(withLoss: false);
        fund.SettleAndPay(new(2024, 10), new(2024, 12));
        Distributed(fund, new(2025, 1, 1), Euros(20_000m), new Recallable.Share(0.5m));

        var line = Sold(fund, "TRANSFER-1", 0.25m, new(2025, 1, 2)).ShouldHaveSingleItem();

        TraceText.Sentence(line.Trace).ShouldBe("304,100.00 EUR unfunded × 25%, to the nearest unit, 76,025.00; 300,000.00 EUR paid in on 2024-10-20 × 25%, to the nearest unit, 75,000.00; "
            + "8,200.00 EUR of capital returned on 2025-01-01 × 25%, to the nearest unit, 2,050.00; 1,800.00 EUR of preferred return paid on 2025-01-01 × 25%, to the nearest unit, 450.00; "
            + "4,100.00 EUR of it callable again × 25%, to the nearest unit, less 1,025.00; 150,000.00 EUR of the commitment moves from bank to pension");
        fund.Standing(AccountRole.InvestorCapital, AccountRole.UnfundedCommitments, AccountRole.DistributedReturns, AccountRole.InterestsTransferred)
            .Where(balance => balance.Contains("senior", StringComparison.Ordinal)).ShouldBe(
            [
                "distributed-returns bank/senior 1350.00 EUR", "distributed-returns pension/senior 450.00 EUR", "investor-capital bank/senior -218850.00 EUR", "investor-capital pension/senior -72950.00 EUR",
                "unfunded-commitments bank/senior 228075.00 EUR", "unfunded-commitments pension/senior 76025.00 EUR",
            ]);

        // 31 days later each is owed 3% of its own 218,850.00 and 72,950.00, and gets its part of what is distributed.
        Lives(fund, new(2025, 1), new(2025, 1));
        Amounts(Distributed(fund, new(2025, 2, 1), Euros(743.49m))).Take(2).ShouldBe(
            ["distribution DIST-2:1:preferred-return:bank/senior 557.62", "distribution DIST-2:1:preferred-return:pension/senior 185.87"]);
        Sold(fund, "TRANSFER-2", 1m, new(2025, 2, 2));
        fund.Standing(AccountRole.InvestorCapital, AccountRole.UnfundedCommitments, AccountRole.DistributedReturns).Where(balance => balance.Contains("bank", StringComparison.Ordinal)).ShouldBeEmpty();
        ClaimsAreNetAssets(fund, new(2025, 2, 2));
    }

    /// <summary>Of the bank's interest in senior, to the pension fund.</summary>
    private static IReadOnlyList<SettlementLine> Sold(FundInMemory fund, string id, decimal share, LocalDate on)
    {
        var lines = InterestTransferRun.Calculate(Terms, new(id, new("bank"), new("pension"), "senior", share, on), fund.Facts, fund.Posted).Value.Lines;
        foreach (var line in lines)
            TraceCalculator.Amount(line.Kind, TraceText.Sentence(line.Trace), "EUR").ShouldBe(line.Amount!.Value.Amount, TraceText.Sentence(line.Trace));
        fund.Post(lines);
        return lines;
    }

    /// <summary>Months of gains and losses, distributions of any size in the order they come, sales of a part of an interest, and at some time the end.</summary>
    [Fact]
    public void Whatever_happens_no_distribution_exceeds_what_is_distributable_and_all_claims_together_are_the_net_assets() =>
        Prop.ForAll(Arb.From(
            from gains in Gen.Choose(-90_000_00, 120_000_00).ListOf(9)
            from sizes in Gen.Choose(-40_000_00, 160_000_00).ListOf(9)
            from recallable in Gen.Choose(0, 100).ListOf(9)
            from sold in Gen.Choose(-50, 90).ListOf(9)
            from end in Gen.Choose(5, 12)
            select (gains, sizes, recallable, sold, end)), given =>
        {
            var fund = Founded(withLoss: false);
            fund.SettleAndPay(new(2024, 10), new(2024, 12));
            var paid = Euros(0m);
            for (var i = 0; i < 9; i++)
            {
                var month = new YearMonth(2025, 1).PlusMonths(i);
                var (first, size) = (month.OnDayOfMonth(1), given.sizes[i]);

                // Nothing, all that there is, or so much.
                if (size >= -20_000_00)
                {
                    var run = fund.Distribute(first, size < 0 ? null : new(1 + size, Eur), new Recallable.Share(given.recallable[i] / 100m), windDown: i + 4 > given.end);
                    if (run.IsRefused)
                        run.Refusals[0].Code.ShouldBeOneOf("more-than-distributable", "nothing-to-distribute");
                    else
                        paid += Holds(run.Value, size < 0 ? null : new(1 + size, Eur));
                    ClaimsAreNetAssets(fund, first);
                }

                if (given.sold[i] > 0)
                {
                    Sold(fund, $"TRANSFER-{i}", given.sold[i] / 100m, first);
                    ClaimsAreNetAssets(fund, first);
                }

                fund.Bank("main", month.OnDayOfMonth(20), new(given.gains[i], Eur), given.gains[i] < 0 ? "BANK-CHARGES" : "INTEREST");
                fund.SettleAndPay(month, month);
                ClaimsAreNetAssets(fund, month.ToDateInterval().End);
            }

            fund.BalanceOf(AccountRole.RecycledPrincipal, Eur).ShouldBeLessThanOrEqualTo(Terms.Capital.Recycling!.Limit);
            fund.BalanceOf(AccountRole.InvestorCapital, Eur).ShouldBeLessThanOrEqualTo(Euros(0m), "no more capital comes back than was paid in");
            paid.ShouldBe(Returned(fund) + fund.BalanceOf(AccountRole.DistributedReturns, Eur) + fund.BalanceOf(AccountRole.DistributedToOthers, Eur));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    /// <summary>The parts sum to what was to be distributed, which is no more than there is, and what leaves the fund is instructed or waits.</summary>
    /// <returns>What leaves the fund.</returns>
    private static Money Holds(Proposal run, Money? amount)
    {
        var parts = run.Lines.Where(line => line.Kind == "distribution").ToList();
        Sum(parts).ShouldBe(amount ?? Cash(run));
        Sum(parts).ShouldBeLessThanOrEqualTo(Cash(run));
        foreach (var line in run.Lines)
            TraceCalculator.Amount(line.Kind, TraceText.Sentence(line.Trace), "EUR").ShouldBe(line.Amount!.Value.Amount, TraceText.Sentence(line.Trace));
        return Sum(parts.Where(line => line.Event is CapitalReturned or ReturnDistributed or ShareDistributed));

        static Money Sum(IEnumerable<SettlementLine> lines) => lines.Aggregate(Euros(0m), (sum, line) => sum + line.Amount!.Value);
    }

    private static Money Returned(FundInMemory fund) => Euros(450_000m) + fund.BalanceOf(AccountRole.InvestorCapital, Eur);

    private static Money Cash(Proposal run) => run.Lines.Single(line => line.Kind == "distributable-cash").Amount!.Value;

    private static FundInMemory Founded(bool withLoss = true)
    {
        var fund = FundInMemory.Under(Terms);
        fund.Tell(facts => facts with
        {
            Commitments =
            [
                new() { Intake = fund.NextIntake(), Id = "K1", Investor = new("bank"), Tranche = "senior", Amount = Euros(600_000m), SignedOn = new(2024, 10, 1) },
                new() { Intake = fund.NextIntake(), Id = "K2", Investor = new("family"), Tranche = "mezzanine", Amount = Euros(200_000m), SignedOn = new(2024, 10, 1) },
                new() { Intake = fund.NextIntake(), Id = "K3", Investor = new("foundation"), Tranche = "first-loss", Amount = Euros(100_000m), SignedOn = new(2024, 10, 1) },
            ],
            Calls = [new() { Intake = fund.NextIntake(), Id = "call-1", CalledOn = new(2024, 10, 2), DueOn = new(2024, 10, 20), Amount = Euros(450_000m), Purpose = "first workers" }],
        });
        fund.Bank("main", new(2024, 10, 20), Euros(300_000m), "call-1 bank");
        fund.Bank("main", new(2024, 10, 20), Euros(100_000m), "call-1 family");
        fund.Bank("main", new(2024, 10, 20), Euros(50_000m), "call-1 foundation");
        fund.Bank("main", new(2024, 10, 10), Euros(30_000m), "language-grant");
        fund.Served();
        if (!withLoss)
            return fund;
        fund.Bank("main", new(2025, 2, 10), Euros(-120_000m), "BANK-CHARGES");
        fund.Bank("main", new(2025, 5, 12), Euros(220_000m), "INTEREST");
        return fund;
    }

    /// <summary>Settles and pays, and holds the fund to its identity at each month's end.</summary>
    private static void Lives(FundInMemory fund, YearMonth from, YearMonth to)
    {
        for (var month = from; month <= to; month = month.PlusMonths(1))
        {
            fund.SettleAndPay(month, month);
            ClaimsAreNetAssets(fund, month.ToDateInterval().End);
        }
    }

    private static void ClaimsAreNetAssets(FundInMemory fund, LocalDate on)
    {
        var (position, grants, netAssets) = (fund.Position(on), Grants(fund), fund.Sheet(on).NetAssets);
        (position.Accounts.Aggregate(Euros(0m), (sum, account) => sum + account.Balance) + position.ManagerClaim + grants + position.RecycledSurplus).ShouldBe(netAssets);
        position.RecycledSurplus.IsNegative.ShouldBe(netAssets < grants, "a surplus is negative exactly when the fund owes more than it has");
        foreach (var part in position.Accounts.SelectMany(account => account.Parts))
            TraceCalculator.Amount("distribution", TraceText.Sentence(part.Trace), "EUR").ShouldBe(part.Amount.Amount, TraceText.Sentence(part.Trace));
    }

    /// <summary>Of each holding capital, preferred return and profit; then the manager's claim, unspent grants, surplus and net assets.</summary>
    private static string[] Accounts(FundInMemory fund, LocalDate on)
    {
        var position = fund.Position(on);
        return
        [
            .. position.Accounts.Select(account => $"{account.Tranche} {account.Capital.ToAmountString()} {account.Preferred.ToAmountString()} {account.Profit.ToAmountString()}"),
            $"{position.ManagerClaim.ToAmountString()} {Grants(fund).ToAmountString()} {position.RecycledSurplus.ToAmountString()} {fund.Sheet(on).NetAssets.ToAmountString()}",
        ];
    }

    private static Money Grants(FundInMemory fund) => -fund.BalanceOf(AccountRole.UnspentGrants, Eur);

    private static Proposal Distributed(FundInMemory fund, LocalDate on, Money? amount = null, Recallable? recallable = null, bool windDown = false)
    {
        var run = fund.Distribute(on, amount, recallable, windDown);
        run.Refusals.ShouldBeEmpty();
        var distributable = run.Value.Lines.Single(line => line.Kind == "distributable-cash").Amount!.Value;
        foreach (var line in run.Value.Lines)
            TraceCalculator.Amount(line.Kind, TraceText.Sentence(line.Trace), "EUR").ShouldBe(line.Amount!.Value.Amount, TraceText.Sentence(line.Trace));
        run.Value.Lines.Where(line => line.Kind == "distribution").Aggregate(Euros(0m), (sum, line) => sum + line.Amount!.Value).ShouldBe(amount ?? distributable);
        (amount ?? distributable).ShouldBeLessThanOrEqualTo(distributable);
        return run.Value;
    }

    private static string[] Amounts(Proposal run) => [.. run.Lines.Where(line => line.Kind != "distributable-cash").Select(line => $"{line.Kind} {line.Subject} {line.Amount!.Value.ToAmountString()}")];

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
}
