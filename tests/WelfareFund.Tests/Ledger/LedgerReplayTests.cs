using System.Security.Cryptography;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class LedgerReplayTests
{
    private readonly SealedFund fund = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Untouched_books_replay_without_a_finding_in_chunks_of_any_size(int chunk)
    {
        var replay = Replay(chunk);

        replay.Findings.ShouldBeEmpty();
        replay.Frontier.ShouldBe(fund.Head.Frontier);
        Balances.Ordered(replay.Balances).ShouldBe(Balances.Ordered(fund.StoredBalances));
    }

    [Fact]
    public void A_changed_amount_names_its_entry_and_nothing_after_it()
    {
        Change(2, body => body with { Postings = [Debit(Bank, 50_001), Credit(PaidInCapital, 50_001, party: 1)] });

        var findings = Replay().Findings;

        findings[0].ToString().ShouldBe("entry 3 (test/2025-01/third/payout/0): its stored leaf hash does not match its content.");
        findings.Count(finding => finding.Where.StartsWith("entry", StringComparison.Ordinal)).ShouldBe(1);
        findings.ShouldNotContain(finding => finding.What.Contains("root", StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_rewritten_with_its_leaf_hash_shows_in_every_seal_after_it()
    {
        Change(2, body => body with { Postings = [Debit(Bank, 50_001), Credit(PaidInCapital, 50_001, party: 1)] }, rehash: true);

        Sentences().ShouldContain(finding => finding.StartsWith("seal of 2025-01: it commits to the root ", StringComparison.Ordinal));
        Sentences().ShouldContain(finding => finding.StartsWith("seal of 2025-02: it commits to the root ", StringComparison.Ordinal));
        Sentences().ShouldContain(finding => finding.StartsWith("head: the root of its frontier is ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unbalanced_entry_is_found_by_the_rules_too()
    {
        Change(2, body => body with { Postings = [Debit(Bank, 50_001), Credit(PaidInCapital, 50_000, party: 1)] }, rehash: true);

        Sentences()[0].ShouldBe("entry 3 (test/2025-01/third/payout/0): its postings sum to 0.01 EUR.");
    }

    [Fact]
    public void An_entry_beyond_a_limit_is_found()
    {
        Change(0, _ => Draft("first", Debit(ProviderPayable, 5, party: 7), Credit(Bank, 5)), rehash: true);

        Sentences()[0].ShouldBe("entry 1 (test/2025-01/first/payout/0): provider-payable of contract 7 would go 0.05 EUR beyond its limit.");
    }

    [Fact]
    public void An_entry_dated_back_into_a_sealed_month_is_found()
    {
        Change(5, body => body with { Effective = new(2025, 1, 3), Concerns = new(2025, 1, 3) }, rehash: true);

        Sentences()[0].ShouldBe("entry 6 (test/2025-01/fourth/payout/0): it is effective on 2025-01-03, and everything before 2025-02 is sealed.");
    }

    [Fact]
    public void A_missing_entry_is_found_and_the_next_ones_are_not_accused()
    {
        fund.Entries.RemoveAt(3);

        Sentences()[0].ShouldBe("entry 4: the log goes from 3 to 5.");
        Sentences().ShouldNotContain(finding => finding.Contains("leaf hash", StringComparison.Ordinal));
        Sentences().ShouldContain("head: it stores 8 entries, and there are 7.");
    }

    [Fact]
    public void A_log_cut_off_before_its_last_seal_is_found()
    {
        fund.Entries.RemoveRange(6, 2);

        Sentences().ShouldContain("seal of 2025-02: it commits to 8 entries, which is out of order in the log of 6.");
    }

    [Fact]
    public void A_balance_that_its_entries_do_not_give_is_found()
    {
        fund.StoredBalances[new(Bank, Eur, 0)] += 1;
        fund.StoredBalances.Remove(new(PaidInCapital, Eur, 2));

        Sentences().ShouldBe(
        [
            "balance of account 1000, party 0: it is stored as 4400.01 EUR, and its entries give 4400.00 EUR.",
            "balance of account 3000, party 2: it is stored as 0.00 EUR, and its entries give -2200.00 EUR.",
        ]);
    }

    [Fact]
    public void A_changed_seal_is_found()
    {
        fund.Seals[0] = fund.Seals[0] with { Seal = fund.Seals[0].Seal with { Rates = [new(Php, 61m)] } };

        Sentences().ShouldBe(["seal of 2025-01: its signature does not match it.", "seal of 2025-02: it does not name the seal before it."]);
    }

    [Fact]
    public void A_seal_signed_with_an_unknown_key_is_found()
    {
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        fund.Seals[1] = SignedSeal.Sign(fund.Seals[1].Seal, otherKey);

        Sentences().ShouldBe([$"seal of 2025-02: it is signed with the unknown key {fund.Seals[1].KeyFingerprint}."]);
    }

    [Fact]
    public void A_seal_over_other_closing_balances_is_found()
    {
        fund.Seals[1] = SignedSeal.Sign(fund.Seals[1].Seal with { Balances = SealedList.OfBalances([]) }, SealedFund.Key);

        Sentences().ShouldHaveSingleItem().ShouldStartWith("seal of 2025-02: it commits to 0 closing balances with hash ");
    }

    [Fact]
    public void A_month_reopened_by_dropping_its_seal_is_found()
    {
        fund.Seals.RemoveAt(1);

        Sentences().ShouldBe(["head: its open period is 2025-03, and after the seals it is 2025-02."]);
    }

    private List<string> Sentences() => [.. Replay().Findings.Select(finding => finding.ToString())];

    private LedgerReplay Replay(int chunk = 100)
    {
        var replay = new LedgerReplay("small-fund", Accounts, Secret, January, fund.Seals, SealedFund.TrustedKeys);
        foreach (var entries in fund.Entries.Chunk(chunk)) replay.Add(entries);
        replay.Finish(fund.Head, fund.StoredBalances);
        return replay;
    }

    private void Change(int index, Func<EntryDraft, EntryDraft> change, bool rehash = false)
    {
        var entry = fund.Entries[index];
        var body = change(entry.Body);
        var leaf = rehash ? LeafHash.Of(LeafHash.Salt(Secret, "small-fund", body.Key), CanonicalEntry.Encode("small-fund", entry.Sequence, body)) : entry.LeafHash;
        fund.Entries[index] = new(entry.Sequence, body, leaf);
    }
}
