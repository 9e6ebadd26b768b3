using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Statements;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.AcceptanceTests.Reports;

public sealed class FinancialReportsTests
{
    private static readonly LocalDate EndOfMarch = new(2025, 3, 31);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_worked_exchange_example_stands_in_the_income_statement_and_the_balance_sheet_to_the_cent(Engine engine)
    {
        await using var fund = await WorkedFund.LiveAsync(engine);
        var reports = fund.Get<FinancialReports>();

        var income = (await reports.IncomeAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch), null)).Value.Figures.Statement;
        income.Expenses.ShouldHaveSingleItem().Amount.ToString().ShouldBe("1650.00 EUR");
        income.ExchangeResult.ToString().ShouldBe("-12.30 EUR");

        var sheet = (await reports.BalanceSheetAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch))).Value.Figures;
        sheet.Liabilities.ShouldHaveSingleItem().InBase.ToString().ShouldBe("162.30 EUR");
        sheet.ExchangeResult.ToString().ShouldBe("-12.30 EUR");
        sheet.NetAssets.ToString().ShouldBe("8337.70 EUR");

        var march = (await reports.IncomeAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch), new(2025, 3, 1))).Value.Figures.Statement;
        march.Expenses.ShouldBeEmpty();
        march.NetResult.ToString().ShouldBe("2.70 EUR");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Cash_flows_by_currency_from_the_first_drawdown_to_the_paid_provider(Engine engine)
    {
        await using var fund = await WorkedFund.LiveAsync(engine);
        var reports = fund.Get<CashFlowReport>();

        var flows = (await reports.RunAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch), null)).Value.Figures.Statement;
        flows.Lines.Select(line => $"{line.Section} {line.Account.Id} {line.Amount} {line.InBase}").ShouldBe(
        [
            "Operating provider-payable -89100.00 PHP -1485.00 EUR", "Financing called-capital 10000.00 EUR 10000.00 EUR",
            "Exchange trading:PHP 89100.00 PHP 1485.00 EUR", "Exchange trading:EUR -1500.00 EUR -1500.00 EUR",
        ]);
        flows.Cash.Select(cash => $"{cash.Opening} {cash.Closing} {cash.ClosingInBase} {cash.ExchangeInBase}").ShouldBe(["0.00 EUR 8500.00 EUR 8500.00 EUR 0.00 EUR", "0.00 PHP 0.00 PHP 0.00 EUR 0.00 EUR"]);

        // The provider was instructed in February: in March no cash moved.
        (await reports.RunAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch), new(2025, 3, 1))).Value.Figures.Statement.Lines.ShouldBeEmpty();
        (await reports.RunAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch), new(2025, 4, 1))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-period");
        (await reports.RunAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch, Restated: true), null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-restated");
    }

    [Fact]
    public async Task Without_a_date_the_books_stand_at_the_end_of_the_last_posted_month()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);

        (await fund.Get<FinancialReports>().BalanceSheetAsync(fund.Actor, WorkedFund.Id, new())).Value.AsOf.ShouldBe(EndOfMarch);
    }

    [Fact]
    public async Task A_month_is_reported_as_it_was_known_at_its_place_of_the_log()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);

        var nothing = await fund.Get<FinancialReports>().BalanceSheetAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch, KnownAt: 0));
        nothing.Value.Figures.NetAssets.IsZero.ShouldBeTrue();

        var beyond = await fund.Get<FinancialReports>().BalanceSheetAsync(fund.Actor, WorkedFund.Id, new(EndOfMarch, KnownAt: 1_000_000));
        beyond.Refusals.ShouldHaveSingleItem().Code.ShouldBe("bad-known-at");
    }

    [Fact]
    public async Task Every_claim_says_where_it_is_and_by_which_instruction_it_was_paid()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);

        var outcomes = (await fund.Get<OutcomeReport>().RunAsync(fund.Actor, WorkedFund.Id, new())).Value;
        outcomes.Select(line => $"{line.Claim} {line.Standing} {line.Amount} {line.HeldBack} {line.Reason} {line.Instructions}".TrimEnd())
            .ShouldBe(["c-1 Paid 99000.00 PHP 9900.00 PHP  P-202502-001", "c-2 Submitted   not-decided"]);

        var february = (await fund.Get<OutcomeReport>().RunAsync(fund.Actor, WorkedFund.Id, new(new(2025, 2, 28)))).Value;
        february.ShouldHaveSingleItem().Standing.ShouldBe(ClaimStanding.Scheduled);
        february[0].ExpectedOn.ShouldBe(new LocalDate(2025, 2, 19), "accepted on 20 January, thirty days to pay");

        var january = (await fund.Get<OutcomeReport>().RunAsync(fund.Actor, WorkedFund.Id, new(new(2025, 1, 31)))).Value.ShouldHaveSingleItem();
        (january.Provider, january.Standing, january.ExpectedOn).ShouldBe(("luzon", ClaimStanding.Approved, new LocalDate(2025, 2, 19)));
        january.Why.ShouldContain("payable 99,000.00");
    }

    [Fact]
    public async Task What_waits_is_listed_with_its_reason()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);

        (await fund.Get<HeldReport>().RunAsync(fund.Actor, WorkedFund.Id, new())).Value.ShouldHaveSingleItem().Line.Reason.ShouldBe("not-decided");
    }

    [Fact]
    public async Task Entries_are_found_by_account_and_by_party()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var entries = fund.Get<EntryReport>();

        var bank = (await entries.RunAsync(fund.Actor, WorkedFund.Id, new(), new(Account: "bank:main"))).Value.Read.ToBlockingEnumerable().ToList();
        bank.Select(line => line.Amount.ToString()).ShouldBe(["6666.67 EUR", "3333.33 EUR", "-1500.00 EUR"]);

        var holding = (await entries.RunAsync(fund.Actor, WorkedFund.Id, new(), new(Party: "inv-a/senior"))).Value.Read.ToBlockingEnumerable().ToList();
        holding.ShouldNotBeEmpty();
        holding.ShouldAllBe(line => line.Party == "inv-a/senior");

        (await entries.RunAsync(fund.Actor, WorkedFund.Id, new(), new(Account: "no-such"))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-account");
    }

    [Fact]
    public async Task The_first_loss_investor_bears_what_the_fund_lost_and_the_accounts_sum_to_net_assets()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var statements = fund.Get<StateInvestor>();

        var senior = (await statements.RunAsync(fund.Actor, WorkedFund.Id, "inv-a", EndOfMarch)).Value;
        var junior = (await statements.RunAsync(fund.Actor, WorkedFund.Id, "inv-b", EndOfMarch)).Value;

        // 3% on 6,666.67 from 15 January, 75 days.
        senior.Statement.RollForward.Closing.ToString().ShouldBe("6707.77 EUR");
        (senior.Statement.RollForward.Closing + junior.Statement.RollForward.Closing).ToString().ShouldBe("8337.70 EUR");
        senior.Statement.CommitmentTotal.Unfunded.ToString().ShouldBe("5333.33 EUR");
        senior.Statement.CommitmentTotal.PaidIn.ToString().ShouldBe("6666.67 EUR");
        senior.Statement.TransactionTotal.ToString().ShouldBe("6666.67 EUR");
        senior.Statement.Seal!.Period.ShouldBe(new YearMonth(2025, 3));
        senior.Statement.Approval!.ApprovedBy.ShouldBe("sample-approver");
        senior.Proof!.Verify().IsRefused.ShouldBeFalse();
        senior.Proof.Entries.Select(entry => entry.Sequence).ShouldBe(senior.Statement.Transactions.Select(line => line.LogSequence));
    }

    [Fact]
    public async Task Verifying_finds_nothing_in_whole_books_and_names_a_root_that_is_no_prefix()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var verify = fund.Get<VerifyBooks>();
        var seal = (await fund.Get<StateInvestor>().RunAsync(fund.Actor, WorkedFund.Id, "inv-a", new(2025, 1, 31))).Value.Statement.Seal!;

        (await verify.RunAsync(fund.Actor, WorkedFund.Id, new OlderRoot(seal.LogSize, seal.Root))).Value.Findings.ShouldBeEmpty();
        (await verify.RunAsync(fund.Actor, WorkedFund.Id, new OlderRoot(seal.LogSize - 1, seal.Root))).Value.Findings.ShouldHaveSingleItem().What.ShouldContain("does not begin with");
        (await verify.RunAsync(fund.Actor, WorkedFund.Id, new OlderRoot(10_000, Digest.Of([])))).Value.Findings.ShouldHaveSingleItem().What.ShouldContain("it was cut");
    }
}
