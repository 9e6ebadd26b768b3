using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>Clearing accounts say item by item what they hold, and return to zero.</summary>
public sealed class ClearingTests
{
    private static readonly Currency Eur = FundInMemory.Eur;

    private static readonly (ClearingKind Kind, AccountRole Role)[] Accounts =
    [
        (ClearingKind.PaymentsInTransit, AccountRole.PaymentsInTransit), (ClearingKind.DeductedByEmployers, AccountRole.DeductedByEmployers),
        (ClearingKind.UnallocatedReceipts, AccountRole.UnallocatedReceipts), (ClearingKind.CalledCapital, AccountRole.CalledCapital),
    ];

    private static AccountRole[] Roles => [.. Accounts.Select(account => account.Role)];

    /// <summary>A worker whose pay an employer keeps contributions from, a provider paid in PHP that has to be bought, and capital that is called.</summary>
    private static FundInMemory Fund()
    {
        var fund = new FundInMemory();
        fund.Tell(facts => facts with { Agreements = [.. facts.Agreements.Select(agreement => agreement with { DeductionConsentOn = agreement.ConsentOn })] });
        fund.Served();
        foreach (var month in new[] { 11, 12 })
            fund.Wage($"R{month}", new(2024, month), new(270_000, Eur));
        return fund;
    }

    private static void Deduct(FundInMemory fund, YearMonth month, long minor) => fund.Tell(facts => facts with
    {
        Deductions = [.. facts.Deductions, new() { Intake = fund.NextIntake(), Id = $"D{month.Month}", Worker = new("W1"), Employer = new("home"), Month = month, DeductedOn = month.OnDayOfMonth(25), Amount = new(minor, Eur), TransferReference = $"TRANSFER-{month.Month}" }],
    });

    private static void ItemsAgreeWithTheLedger(FundInMemory fund)
    {
        var items = fund.Clearing();
        foreach (var (kind, role) in Accounts)
        {
            foreach (var currency in fund.Balances.Keys.Select(key => key.Currency).Distinct())
            {
                items.Where(item => item.Kind == kind && item.Amount.Currency == currency).Sum(item => item.Amount.MinorUnits)
                    .ShouldBe(fund.Balances.Where(balance => balance.Key.Currency == currency && ChartOfAccounts.RoleOf(fund.Chart.Accounts[balance.Key.Account]) == role).Sum(balance => balance.Value), $"{kind} {currency}");
            }
        }
    }

    /// <summary>Whether it names what it pays, or a person tells it apart afterwards.</summary>
    [Fact]
    public void A_statement_that_pays_everything_brings_every_clearing_account_to_zero() => Prop.ForAll(
        Gen.Choose(0, 3).ListOf(40).ToArbitrary(),
        choices =>
        {
            var (fund, next) = (Fund(), 0);
            var meant = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var month = new YearMonth(2024, 10); month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            {
                if (month >= new YearMonth(2024, 12))
                    Deduct(fund, month, 1_000 + choices[next++ % choices.Count]);
                fund.Settle(month, () =>
                {
                    foreach (var receipt in fund.Clearing().Where(item => item.Kind is ClearingKind.UnallocatedReceipts))
                        fund.Allocate(receipt.Subject, meant[receipt.Subject]).Refusals.ShouldBeEmpty();
                    if (month > new YearMonth(2024, 10))
                    {
                        fund.Standing(AccountRole.PaymentsInTransit, AccountRole.UnallocatedReceipts, AccountRole.CalledCapital).ShouldBeEmpty();
                        fund.Clearing().ShouldAllBe(item => item.Kind == ClearingKind.DeductedByEmployers && item.Since.ToYearMonth() == month);
                    }

                    ItemsAgreeWithTheLedger(fund);
                });
                ItemsAgreeWithTheLedger(fund);
                var day = month.PlusMonths(1).OnDayOfMonth(8);
                foreach (var item in fund.Clearing().Where(item => item.Kind is not ClearingKind.ExchangesInTransit).GroupBy(item => (item.Kind, item.Subject, item.BankAccount)))
                {
                    var amount = item.Aggregate(Money.Zero(item.First().Amount.Currency), (sum, part) => sum + part.Amount);
                    var reference = item.Key.Kind is ClearingKind.DeductedByEmployers ? $"TRANSFER-{month.Month}" : item.Key.Subject;
                    fund.Bank(item.Key.BankAccount.Length > 0 ? item.Key.BankAccount : "main", day, amount, choices[next++ % choices.Count] == 0 ? "thank you" : reference);
                    meant[MonthCalculation.IdOf(fund.Facts.BankLines[^1])] = reference;
                }

                foreach (var exchange in fund.Posted.Select(line => line.Event).OfType<ExchangeInstructed>().Where(exchange => fund.Clearing().Any(item => item.Subject == exchange.Instruction)))
                {
                    fund.Bank(exchange.FromAccount, day, -exchange.Estimate, exchange.Instruction);
                    fund.Bank(exchange.ToAccount, day, exchange.Buy, exchange.Instruction);
                }
            }
        }).QuickCheckThrowOnFailure();

    private static FundInMemory CalledTwice()
    {
        var fund = new FundInMemory();
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank", "Bank  Beispiel eG");
        fund.Bank("main", new(2024, 10, 18), new(12_000_000, Eur), "call-1 foundation", "Stiftung Anfang");
        fund.Tell(facts => facts with { Calls = [.. facts.Calls, new() { Intake = fund.NextIntake(), Id = "call-2", CalledOn = new(2024, 10, 25), DueOn = new(2024, 11, 20), Amount = new(1_000_000, Eur), Purpose = "more" }] });
        fund.Settle(new(2024, 10));
        return fund;
    }

    [Fact]
    public void A_line_that_names_nothing_pays_what_its_party_has_open_to_the_cent()
    {
        var fund = CalledTwice();
        fund.Bank("main", new(2024, 11, 12), new(600_000, Eur), "November", "bank beispiel EG");

        var line = fund.Settle(new(2024, 11)).Lines.Single(line => line.Kind == "bank");

        line.Event.ShouldBeOfType<DrawdownReceived>().Call.ShouldBe("call-2");
        TraceText.Sentence(line.Trace).ShouldBe("investor bank paid 6,000.00 EUR of the call call-2; its reference names nothing: whom the bank has named so before has exactly this open by 'call-2 bank'");
    }

    [Theory]
    [InlineData("Stiftung Anfang", 600_000, "call-2 bank: investor bank has exactly this open|call-2 foundation: the bank has named investor foundation so before, which has 4000.00 EUR open")]
    [InlineData("Bank Beispiel eG", 600_001, "call-2 bank: the bank has named investor bank so before, which has 6000.00 EUR open")]
    [InlineData("Nobody known", 600_000, "call-2 bank: investor bank has exactly this open")]
    [InlineData("Nobody known", 1, "")]
    public void Anything_less_certain_is_unallocated_with_what_it_could_be(string name, long minor, string suggestions)
    {
        var fund = CalledTwice();
        fund.Bank("main", new(2024, 11, 12), new(minor, Eur), "November", name);
        fund.Settle(new(2024, 11));

        var item = fund.Clearing().Single(item => item.Kind is ClearingKind.UnallocatedReceipts);

        (item.Amount, item.Since).ShouldBe((new Money(-minor, Eur), new LocalDate(2024, 11, 12)));
        string.Join('|', item.Suggestions.Select(suggestion => $"{suggestion.Reference}: {suggestion.Why}")).ShouldBe(suggestions);
    }

    [Fact]
    public void A_name_that_stood_for_two_parties_tells_nobody()
    {
        var fund = CalledTwice();
        fund.Bank("main", new(2024, 11, 11), new(400_000, Eur), "call-2 foundation", "Bank Beispiel eG");
        fund.Bank("main", new(2024, 11, 12), new(600_000, Eur), "November", "Bank Beispiel eG");

        fund.Settle(new(2024, 11)).Lines.Count(line => line.Event is ReceiptUnallocated).ShouldBe(1);
    }

    [Fact]
    public void An_allocation_posts_what_the_receipt_is_and_reverses_it_by_a_linked_entry()
    {
        var fund = CalledTwice();
        fund.Bank("main", new(2024, 11, 12), new(600_000, Eur), "November");
        fund.Settle(new(2024, 11));
        var receipt = fund.Clearing().Single(item => item.Kind is ClearingKind.UnallocatedReceipts).Subject;

        fund.Allocate(receipt, "call-2 foundation").Refusals[0].Code.ShouldBe("unknown-reference", "more than it has open");
        fund.Allocate(receipt, "nothing").Refusals[0].ToString().ShouldBe(
            "--to: 6000.00 EUR cannot be told by 'nothing'; name an agreement, an open call and its investor, an employer, a grant or a payment on its way, with no more than is open.");
        fund.Allocate("main:99999999", "call-2 bank").Refusals[0].Code.ShouldBe("not-unallocated");
        fund.Allocate(receipt, "call-2 bank").Refusals.ShouldBeEmpty();

        fund.Standing(AccountRole.UnallocatedReceipts).ShouldBeEmpty();
        fund.BalanceOf(AccountRole.CalledCapital, Eur).ShouldBe(new Money(400_000, Eur));
        var unallocated = fund.Entries.Single(entry => entry.Body.Key.Part == "unallocated");
        fund.Entries[^1].Body.Corrects.ShouldBe(unallocated.Sequence);
        fund.Allocate(receipt, "call-2 bank").Refusals[0].Code.ShouldBe("not-unallocated", "once");
    }
}
