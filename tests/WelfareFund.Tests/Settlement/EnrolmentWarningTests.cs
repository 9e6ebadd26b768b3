using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>
/// A woman's training, start and six months come to 33,000.00 + 66,000.00 + 49,500.00 = 148,500.00 PHP, 2,475.00 EUR at 60. The fund reserves nothing but what
/// is achieved and not accepted.
/// </summary>
public sealed class EnrolmentWarningTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly Currency Php = FundInMemory.Php;
    private static readonly YearMonth October = new(2024, 10);
    private static readonly YearMonth November = new(2024, 11);

    [Fact]
    public void Who_is_enrolled_beyond_what_free_cash_covers_is_warned_of_with_what_would_be_right()
    {
        var fund = Fund(3_000);
        Enrol(fund, 2, new(2024, 10, 20));

        var warning = Warning(fund.Settle(October)).ShouldNotBeNull();
        (warning.State, warning.Reason, warning.Amount, warning.Event).ShouldBe((LineState.Disclosed, "beyond-free-cash", new Money(195_000, Eur), null));
        TraceText.Sentence(warning.Trace).ShouldBe(
            "outcomes of the 2 enrolled in the month can come to 4,950.00 EUR at price, and free cash of 3,000.00, less 0.00 owed to providers or held back and 0.00 to come for workers enrolled before, "
            + "leaves 3,000.00: 1,950.00 is not covered; of what is committed 0.00 is unfunded, so enrol no more workers until 1,950.00 is committed or has come in");
    }

    [Fact]
    public void What_can_be_called_is_named_and_what_is_called_already_is_left_out_of_it()
    {
        var fund = Fund(3_000, commitment: 100_000, call: 500);
        Enrol(fund, 2, new(2024, 10, 20));

        TraceText.Sentence(Warning(fund.Settle(October)).ShouldNotBeNull().Trace)
            .ShouldEndWith("1,950.00 is not covered; 500.00 is called and not paid yet; call at least 1,450.00 of the 99,500.00 unfunded before more workers are enrolled");
    }

    [Fact]
    public void A_cent_decides_and_a_month_without_enrolments_warns_of_nothing()
    {
        var covered = Fund(4_950);
        Enrol(covered, 2, new(2024, 10, 31));
        Warning(covered.Settle(October)).ShouldBeNull();

        var short_ = Fund(4_949.99m);
        Enrol(short_, 2, new(2024, 10, 31));
        Warning(short_.Settle(October)).ShouldNotBeNull().Amount.ShouldBe(new Money(1, Eur));
        Warning(short_.Settle(November)).ShouldBeNull("nobody was enrolled in November");
    }

    [Fact]
    public void Those_enrolled_before_come_first_and_what_providers_are_owed_and_held_back_before_both()
    {
        var fund = Fund(10_000);
        Enrol(fund, 2, new(2024, 10, 20));
        Warning(fund.Settle(October)).ShouldBeNull();

        // The first of them starts and is accepted: 1,100.00 of the 2,475.00, of which 110.00 are held back; the levy is owed to the authority.
        fund.Tell(facts => facts with { Employments = [new() { Intake = fund.NextIntake(), Id = new("E1"), Worker = new("W1"), Employer = new("home"), StartedOn = new(2024, 11, 4), OfferedWage = new(270_000, Eur), ContractWage = new(270_000, Eur), HoursPerWeek = 39 }] });
        fund.Claim("C1", "started", new(2024, 11, 4), new(2024, 11, 8));
        Enrol(fund, 3, new(2024, 11, 20));
        var warning = Warning(fund.Settle(November)).ShouldNotBeNull();

        TraceText.Sentence(warning.Trace).ShouldContain(
            "outcomes of the 3 enrolled in the month can come to 7,425.00 EUR at price, and free cash of 9,978.00, less 1,100.00 owed to providers or held back and 3,850.00 to come for workers enrolled before, leaves 5,028.00");
        warning.Amount.ShouldBe(new Money(239_700, Eur));
    }

    [Fact]
    public void No_more_can_come_than_the_caps_of_the_contract_the_worker_the_metric_and_the_fund_leave()
    {
        Enrolled(contract => contract with { Maximum = new Money(12_000_000, Php) }).ShouldBe(new Money(200_000, Eur));
        Enrolled(contract => contract with { PerWorker = new Money(6_000_000, Php) }).ShouldBe(new Money(200_000, Eur));
        Enrolled(contract => contract with
        {
            RateCards = [.. contract.RateCards.Select(card => card with { Metrics = [.. card.Metrics.Select(metric => metric with { MaximumCount = 1 })] })],
        }).ShouldBe(new Money(247_500, Eur));
        Enrolled(contract => contract, terms => terms with { OutcomesMaximum = new Money(77_700, Eur) }).ShouldBe(new Money(77_700, Eur));
        Enrolled(contract => contract with { To = new(2024, 10, 31) }).ShouldBeNull("nothing can be achieved after the contract's end");

        static Money? Enrolled(Func<ContractTerms, ContractTerms> contract, Func<FundTerms, FundTerms>? more = null)
        {
            var fund = Fund(0, change: terms => (more ?? (same => same))(terms with { Contracts = [.. terms.Contracts.Select(contract)] }));
            Enrol(fund, 2, new(2024, 10, 20));
            return Warning(fund.Settle(October))?.Amount;
        }
    }

    [Fact]
    public void Who_left_and_what_is_achieved_already_costs_nothing_more_to_come()
    {
        var fund = Fund(0);
        Enrol(fund, 2, new(2024, 10, 1));
        fund.End(new(2024, 10, 25), EndingReason.Withdrawn);
        fund.Claim("C1", "trained", new(2024, 10, 10), null, worker: "W2");

        // 550.00 for the training is achieved and in the reserve; 1,925.00 of the second worker are to come.
        Warning(fund.Settle(October)).ShouldNotBeNull().Amount.ShouldBe(new Money(192_500, Eur));
    }

    [Fact]
    public void Where_a_rate_is_missing_nothing_is_said_to_be_covered()
    {
        var fund = Fund(1_000_000);
        Enrol(fund, 1, new(2024, 10, 20));
        fund.Tell(facts => facts with { Rates = new([]) });

        var line = Warning(fund.Settle(October)).ShouldNotBeNull();
        (line.Reason, TraceText.Sentence(line.Trace)).ShouldBe(("no-rate", "whether free cash covers the 1 enrolled in the month cannot be said: a currency has no rate at the month's end"));
    }

    private static SettlementLine? Warning(Proposal proposal) => proposal.Lines.SingleOrDefault(line => line.Kind == "enrolments");

    private static FundInMemory Fund(decimal cash, decimal commitment = 0, decimal call = 0, Func<FundTerms, FundTerms>? change = null)
    {
        var terms = FundInMemory.Terms with { Reserve = new(), Administration = null };
        var fund = FundInMemory.Bare(change?.Invoke(terms) ?? terms);
        if (cash > 0)
            fund.Bank("main", new(2024, 10, 18), Euros(cash), "INTEREST");
        if (commitment > 0)
            fund.Tell(facts => facts with { Commitments = [new() { Intake = fund.NextIntake(), Id = "K1", Investor = new("bank"), Tranche = "senior", Amount = Euros(commitment), SignedOn = new(2024, 10, 1) }] });
        if (call > 0)
            fund.Tell(facts => facts with { Calls = [new() { Intake = fund.NextIntake(), Id = "call-1", CalledOn = new(2024, 10, 2), DueOn = new(2024, 11, 20), Amount = Euros(call), Purpose = "first workers" }] });
        return fund;
    }

    private static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    private static void Enrol(FundInMemory fund, int count, LocalDate on) => fund.Tell(facts => facts with
    {
        Workers = [.. facts.Workers, .. Enumerable.Range(facts.Workers.Count + 1, count).Select(n => FundInMemory.Worker($"W{n}", "maharlika-2024", "ph-de") with { EnrolledOn = on })],
    });
}
