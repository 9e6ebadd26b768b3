using NodaTime;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class BooksTests
{
    private static readonly EntryDraft Good = PaidIn("good", 100_000);

    [Fact]
    public void Entries_are_numbered_from_the_end_of_the_log()
    {
        var first = Append(Start, PaidIn("a", 1), PaidIn("b", 2)).Value;
        var second = Append(first.Head, PaidIn("c", 3)).Value;

        first.Entries.Select(entry => entry.Sequence).ShouldBe([1, 2]);
        second.Entries.ShouldHaveSingleItem().Sequence.ShouldBe(3);
        second.Head.Size.ShouldBe(3);
        second.Head.OpenPeriod.ShouldBe(January);
    }

    [Fact]
    public void Changes_are_the_net_of_all_postings_of_a_balance()
    {
        var changes = Append(Start, PaidIn("a", 100), PaidIn("b", 50, holding: 2)).Value.Changes;

        changes.ShouldBe(
            new Dictionary<BalanceKey, long> { [new(Bank, Eur, 0)] = 150, [new(PaidInCapital, Eur, 1)] = -100, [new(PaidInCapital, Eur, 2)] = -50 },
            ignoreOrder: true);
    }

    [Fact]
    public void An_entry_that_does_not_balance_is_refused_with_the_difference()
    {
        var refusal = Append(Start, Draft("a", Debit(Bank, 1_010), Credit(PaidInCapital, 1_000, party: 1))).TheRefusal();

        refusal.ToString().ShouldBe("test/2025-01/a/payout/0: its postings sum to 0.10 EUR; debits and credits of each currency are equal.");
    }

    [Fact]
    public void Two_currencies_do_not_balance_each_other() =>
        Append(Start, Draft("a", Debit(Bank, 100), Credit(Manila, 100, Php))).Refusals.Select(refusal => refusal.What)
            .ShouldBe(["its postings sum to 1.00 EUR", "its postings sum to -1.00 PHP"]);

    [Fact]
    public void A_conversion_goes_through_the_trading_accounts_of_both_currencies() =>
        Append(Start, Draft("a", Debit(Manila, 6_000, Php), Credit(TradingPhp, 6_000, Php), Debit(TradingEur, 100), Credit(Bank, 100))).IsRefused.ShouldBeFalse();

    [Fact]
    public void An_entry_has_two_postings_at_least()
    {
        Append(Start, Draft("a")).TheRefusal().Code.ShouldBe("too-few-postings");
        Append(Start, Draft("a", Debit(Bank, 1))).Refusals.Select(refusal => refusal.Code).ShouldBe(["too-few-postings", "not-balanced"]);
    }

    [Fact]
    public void A_posting_is_never_zero() =>
        Append(Start, Draft("a", Debit(Bank, 1), Credit(PaidInCapital, 1, party: 1), Debit(TradingEur, 0))).TheRefusal().What.ShouldBe("its posting on trading:EUR is zero");

    [Fact]
    public void An_account_has_to_be_in_the_chart() =>
        Append(Start, Draft("a", Debit(4711, 1), Credit(PaidInCapital, 1, party: 1))).TheRefusal().What.ShouldBe("there is no account 4711");

    [Fact]
    public void An_account_takes_only_its_own_currency() =>
        Append(Start, Draft("a", Debit(Bank, 1, Php), Credit(Manila, 1, Php))).TheRefusal().What.ShouldBe("it posts 0.01 PHP on bank:main, which takes EUR");

    [Theory]
    [InlineData(Bank, 7, "its posting on bank:main names party 7, and that account has no parties")]
    [InlineData(Receivable, 0, "its posting on contributions-receivable names no worker")]
    [InlineData(Receivable, -3, "its posting on contributions-receivable names no worker")]
    public void A_party_stands_where_the_account_has_parties_and_nowhere_else(int account, long party, string what) =>
        Append(Start, Draft("a", Debit(account, 5, party: party), Credit(ContributionIncome, 5))).TheRefusal().What.ShouldBe(what);

    [Fact]
    public void An_entry_names_at_most_one_investor_provider_or_worker()
    {
        Append(Start, Draft("a", Debit(Receivable, 5, party: 3), Credit(ProviderPayable, 5, party: 3))).TheRefusal().What.ShouldBe("it names worker 3 and contract 3");
        Append(Start, Draft("a", Debit(PaidInCapital, 5, party: 1), Credit(PaidInCapital, 5, party: 2))).TheRefusal().Code.ShouldBe("several-parties");
        Append(Start, Draft("a", Debit(OutcomePayments, 9), Credit(ProviderPayable, 8, party: 3), Credit(HoldbackPayable, 1, party: 3))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void Memorandum_accounts_balance_among_themselves()
    {
        Append(Start, Draft("a", Debit(Unfunded, 500, party: 1), Credit(PaidInCapital, 500, party: 1))).TheRefusal().Code.ShouldBe("memorandum-not-balanced");
        Append(Start, Draft("a", Debit(Unfunded, 500, party: 1), Credit(Committed, 500))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void A_sealed_month_takes_no_entry()
    {
        var head = Start with { OpenPeriod = new(2025, 2) };

        Append(head, Good).TheRefusal().ToString().ShouldBe(
            "test/2025-01/good/payout/0: it is effective on 2025-01-31, and everything before 2025-02 is sealed; make it effective in 2025-02 or later and keep the original date as the date it concerns.");
        Append(head, Good with { Effective = new(2025, 2, 1) }).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void An_entry_concerns_its_effective_date_or_an_earlier_one()
    {
        Append(Start, Good with { Concerns = new LocalDate(2025, 2, 1) }).TheRefusal().Code.ShouldBe("concerns");
        Append(Start, Good with { Concerns = new LocalDate(2024, 2, 1) }).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    public void Only_an_entry_in_the_books_can_be_corrected(long corrects)
    {
        var head = Append(Start, Good).Value.Head;

        Append(head, PaidIn("b", 1) with { Corrects = corrects }).TheRefusal().What.ShouldBe($"it corrects entry {corrects}, and the books hold entries 1 to 1");
        Append(head, PaidIn("b", 1) with { Corrects = 1 }).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("münchen")]
    public void A_part_of_a_key_is_plain_text_without_a_slash(string part)
    {
        Append(Start, Good with { Key = Good.Key with { Subject = part } }).TheRefusal().What.ShouldBe($"the key's subject is '{part}'");
        Append(Start, Good with { Key = Good.Key with { Kind = part } }).TheRefusal().Code.ShouldBe("key");
        Append(Start, Good with { Key = Good.Key with { Concerned = part } }).TheRefusal().Code.ShouldBe("key");
        Append(Start, Good with { Key = Good.Key with { Part = part } }).TheRefusal().Code.ShouldBe("key");
    }

    [Fact]
    public void A_revision_counts_from_zero() =>
        Append(Start, Good with { Key = Good.Key with { Revision = -1 } }).TheRefusal().Code.ShouldBe("key");

    [Fact]
    public void No_key_comes_twice_in_one_call()
    {
        Append(Start, Good, Good).TheRefusal().Code.ShouldBe("duplicate-key");
        Append(Start, Good, Good with { Key = Good.Key with { Revision = 1 } }).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void Nobody_approves_what_he_proposed() =>
        Append(Start, Good with { Provenance = Good.Provenance with { Maker = 5, Approver = 5 } }).TheRefusal().Code.ShouldBe("same-person");

    [Fact]
    public void No_free_text_hides_in_a_corridor_or_a_cost_line()
    {
        var postings = new[] { Debit(Bank, 1) with { Corridor = "Zoë" }, Credit(PaidInCapital, 1, party: 1) with { CostLine = "" } };

        Append(Start, Draft("a", postings)).Refusals.Select(refusal => refusal.Code).ShouldBe(["text", "text"]);
    }

    [Fact]
    public void One_refused_draft_refuses_the_call_and_every_refusal_is_listed()
    {
        var result = Append(Start, Good, Draft("x", Debit(Bank, 1)), PaidIn("fine", 5), Draft("y", Debit(4711, 1), Credit(Bank, 2)));

        result.IsRefused.ShouldBeTrue();
        result.Refusals.Select(refusal => (refusal.Where, refusal.Code)).ShouldBe(
        [
            ("test/2025-01/x/payout/0", "too-few-postings"), ("test/2025-01/x/payout/0", "not-balanced"),
            ("test/2025-01/y/payout/0", "unknown-account"), ("test/2025-01/y/payout/0", "not-balanced"),
        ]);
    }

    [Fact]
    public void Fifty_refusals_are_listed_and_not_more() =>
        Append(Start, [.. Enumerable.Range(0, 80).Select(number => Draft($"n{number}", Debit(Bank, 1)))]).Refusals.Count.ShouldBe(50);

    [Fact]
    public void Nothing_appended_is_the_same_head() => Append(Start).Value.Head.ShouldBe(Start);
}
