using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class LimitTests
{
    [Fact]
    public void What_is_owed_is_not_paid_twice()
    {
        var owed = Draft("owed", Debit(OutcomePayments, 10_000), Credit(ProviderPayable, 10_000, party: 7));
        var paid = Draft("paid", Debit(ProviderPayable, 10_000, party: 7), Credit(Bank, 10_000));

        Append(Start, owed, paid).IsRefused.ShouldBeFalse();
        Append(Start, owed, paid, paid with { Key = paid.Key with { Revision = 1 } }).TheRefusal().ToString().ShouldBe(
            "test/2025-01/paid/payout/1: provider-payable of contract 7 would go 100.00 EUR beyond its limit; pay or release what is owed and not more.");
    }

    [Fact]
    public void One_party_does_not_cover_another() =>
        Append(Start, Draft("owed", Debit(OutcomePayments, 10), Credit(ProviderPayable, 10, party: 7)), Draft("paid", Debit(ProviderPayable, 10, party: 8), Credit(Bank, 10)))
            .TheRefusal().Code.ShouldBe("limit");

    [Fact]
    public void A_commitment_is_drawn_to_its_end_and_not_beyond()
    {
        var opening = new Dictionary<BalanceKey, long> { [new(Unfunded, Eur, 1)] = 50_000 };

        Append(Start, opening, Draft("call", Debit(Committed, 50_000), Credit(Unfunded, 50_000, party: 1))).IsRefused.ShouldBeFalse();
        Append(Start, opening, Draft("call", Debit(Committed, 50_001), Credit(Unfunded, 50_001, party: 1)))
            .TheRefusal().What.ShouldBe("unfunded-commitments of holding 1 would go 0.01 EUR beyond its limit");
    }

    [Fact]
    public void Limits_hold_after_each_entry_and_not_only_at_the_end()
    {
        var owed = Draft("owed", Debit(OutcomePayments, 10), Credit(ProviderPayable, 10, party: 7));
        var paid = Draft("paid", Debit(ProviderPayable, 10, party: 7), Credit(Bank, 10));

        Append(Start, owed, paid).IsRefused.ShouldBeFalse();
        Append(Start, paid, owed).TheRefusal().Where.ShouldBe(paid.Key.ToString());
    }

    [Fact]
    public void An_instruction_to_pay_never_exceeds_what_the_bank_account_holds()
    {
        var opening = new Dictionary<BalanceKey, long> { [new(Bank, Eur, 0)] = 1_000, [new(ProviderPayable, Eur, 7)] = -5_000 };

        Append(Start, opening, Pay("a", 600), Pay("b", 400)).IsRefused.ShouldBeFalse();
        Append(Start, opening, Pay("a", 600), Pay("b", 401)).TheRefusal().ToString().ShouldBe(
            "test/2025-01/b/payout/0: payments-on-the-way:main would go 0.01 EUR beyond its limit; keep to what bank:main holds.");

        static EntryDraft Pay(string subject, long cents) => Draft(subject, Debit(ProviderPayable, cents, party: 7), Credit(OnTheWay, cents));
    }

    [Fact]
    public void Money_that_arrives_earlier_in_the_same_call_can_be_paid_out()
    {
        var arrives = PaidIn("arrives", 500);
        var pays = Draft("pays", Debit(Receivable, 500, party: 7), Credit(OnTheWay, 500));

        Append(Start, arrives, pays).IsRefused.ShouldBeFalse();
        Append(Start, pays, arrives).TheRefusal().Where.ShouldBe(pays.Key.ToString());
    }

    [Fact]
    public void The_banks_own_line_always_posts_also_into_an_overdraft()
    {
        var opening = new Dictionary<BalanceKey, long> { [new(Bank, Eur, 0)] = 100, [new(OnTheWay, Eur, 0)] = -100 };

        Append(Start, opening, Draft("charges", Debit(OutcomePayments, 500), Credit(Bank, 500))).IsRefused.ShouldBeFalse();
        Append(Start, opening, Draft("settled", Debit(OnTheWay, 100), Credit(Bank, 100))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void A_step_back_from_a_limit_is_never_refused()
    {
        var beyond = new Dictionary<BalanceKey, long> { [new(ProviderPayable, Eur, 7)] = 500, [new(Unfunded, Eur, 1)] = -500 };

        Append(Start, beyond, Draft("a", Debit(OutcomePayments, 100), Credit(ProviderPayable, 100, party: 7))).IsRefused.ShouldBeFalse();
        Append(Start, beyond, Draft("b", Debit(Unfunded, 100, party: 1), Credit(Committed, 100))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public void Two_postings_of_one_entry_on_the_same_balance_count_together() =>
        Append(Start, Draft("a", Debit(ProviderPayable, 300, party: 7), Credit(ProviderPayable, 500, party: 7), Debit(OutcomePayments, 200))).IsRefused.ShouldBeFalse();

    [Fact]
    public void A_refused_entry_does_not_use_up_what_the_next_ones_need()
    {
        var opening = new Dictionary<BalanceKey, long> { [new(ProviderPayable, Eur, 7)] = -500 };

        var refusal = Append(Start, opening, Pay("too-much", 600), Pay("right", 500)).TheRefusal();

        refusal.Where.ShouldBe("test/2025-01/too-much/payout/0");

        static EntryDraft Pay(string subject, long cents) => Draft(subject, Debit(ProviderPayable, cents, party: 7), Credit(Bank, cents));
    }

    [Fact]
    public void Balances_are_asked_only_where_a_limit_needs_them()
    {
        List<BalanceKey> asked = [];

        Books.Append(Start, Accounts, key => { asked.Add(key); return 0; }, Secret, [PaidIn("a", 500), Draft("b", Debit(Receivable, 500, party: 7), Credit(OnTheWay, 500))]);

        asked.ShouldBe([new(OnTheWay, Eur, 0), new(Bank, Eur, 0)]);
    }

    [Fact]
    public void An_account_covered_by_another_has_no_parties() =>
        Should.Throw<ArgumentException>(() => new Account(1, "x", AccountType.Asset, null, PartyKind.Payee, new BalanceLimit.CoveredBy(2)));
}
