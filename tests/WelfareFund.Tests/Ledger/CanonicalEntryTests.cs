using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class CanonicalEntryTests
{
    /// <summary>A corrected outcome with every field set. Never change it: its bytes are pinned.</summary>
    private static readonly EntryDraft Pinned = new(
        new EntryKey("outcome", "2025-02", "claim-17", "payout", 1),
        new LocalDate(2025, 3, 31),
        new LocalDate(2025, 2, 14),
        41,
        new Provenance(12, 3, 2, 5, 6),
        [
            new Posting(OutcomePayments, new Money(165_000, Eur), 0, "ph-de", "job-finding"),
            new Posting(TradingEur, new Money(-165_000, Eur)),
            new Posting(TradingPhp, new Money(9_900_000, Php)),
            new Posting(ProviderPayable, new Money(-9_900_000, Php), 7),
        ]);

    [Fact]
    public void The_bytes_of_an_entry_are_pinned() =>
        Convert.ToHexStringLower(CanonicalEntry.Encode("small-fund", 42, Pinned)).ShouldBe(
            "010000000a736d616c6c2d66756e64000000000000002a000000076f7574636f6d6500000007323032352d303200000008636c61696d2d313700000006706179"
            + "6f7574000000010134fedb0134fe660000000000000029000000000000000c00000003000000020000000500000006000000040000138803d200000000000284"
            + "8800000000000000000000000570682d64650000000b6a6f622d66696e64696e670000076c03d2fffffffffffd7b780000000000000000000000000000000000"
            + "00077602600000000000970fe000000000000000000000000000000000000007d00260ffffffffff68f02000000000000000070000000000000000");

    [Fact]
    public void Salt_and_leaf_hash_are_pinned()
    {
        var salt = LeafHash.Salt(Secret, "small-fund", Pinned.Key);
        var leaf = LeafHash.Of(salt, CanonicalEntry.Encode("small-fund", 42, Pinned));

        salt.ToString().ShouldBe("d6f297752f4ad924084351000a1666a1e91e435873d33baba5f3e2f9ae4256fe");
        leaf.ToString().ShouldBe("83f0c3c6f1d4ce882368fbd3fce71d67c821683b0341368422c0e07d31a2b82f");
    }

    [Fact]
    public void The_root_of_a_small_log_is_pinned()
    {
        var head = Append(Start, PaidIn("a", 100_000), PaidIn("b", 250_000, holding: 2), PaidIn("c", 1)).Value.Head;

        head.Frontier.Root.ToString().ShouldBe("07ee9a131b39d9317c5676bfa57657c4461b9dab13629bbe77b53410185b4770");
    }

    [Fact]
    public void An_entry_reads_back_as_it_was_written()
    {
        var (fund, sequence, body) = CanonicalEntry.Decode(CanonicalEntry.Encode("small-fund", 42, Pinned)).Value;

        (fund, sequence).ShouldBe(("small-fund", 42));
        body.Postings.ShouldBe(Pinned.Postings);
        (body with { Postings = Pinned.Postings }).ShouldBe(Pinned);
    }

    [Fact]
    public void Whatever_else_is_not_an_entry()
    {
        var bytes = CanonicalEntry.Encode("small-fund", 42, Pinned);

        for (var length = 0; length < bytes.Length; length++) CanonicalEntry.Decode(bytes.AsSpan(0, length)).TheRefusal().Code.ShouldBe("entry-encoding");
        CanonicalEntry.Decode([.. bytes, 0]).TheRefusal().Code.ShouldBe("entry-encoding");
        CanonicalEntry.Decode([2, .. bytes.AsSpan(1)]).Refusals[0].What.ShouldBe("these bytes are not an entry: Version 2 of the encoding is unknown");
    }

    [Fact]
    public void A_changed_byte_never_reads_as_the_same_entry()
    {
        var bytes = CanonicalEntry.Encode("small-fund", 42, Pinned);

        Prop.ForAll(Gen.Choose(0, (bytes.Length * 8) - 1).ToArbitrary(), bit =>
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var decoded = CanonicalEntry.Decode(changed);
            if (!decoded.IsRefused) CanonicalEntry.Encode(decoded.Value.Fund, decoded.Value.Sequence, decoded.Value.Body).ShouldBe(changed);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Everything_on_an_entry_counts_in_its_leaf()
    {
        var posting = Pinned.Postings[0];
        EntryDraft[] variants =
        [
            Pinned,
            Pinned with { Key = Pinned.Key with { Kind = "x" } }, Pinned with { Key = Pinned.Key with { Concerned = "x" } }, Pinned with { Key = Pinned.Key with { Subject = "x" } },
            Pinned with { Key = Pinned.Key with { Part = "x" } }, Pinned with { Key = Pinned.Key with { Revision = 9 } },
            Pinned with { Effective = new(2025, 4, 1) }, Pinned with { Concerns = new(2025, 2, 15) }, Pinned with { Corrects = 40 }, Pinned with { Corrects = null },
            Pinned with { Provenance = Pinned.Provenance with { Run = 9 } }, Pinned with { Provenance = Pinned.Provenance with { TermsVersion = 9 } },
            Pinned with { Provenance = Pinned.Provenance with { RuleVersion = 9 } }, Pinned with { Provenance = Pinned.Provenance with { Maker = 9 } },
            Pinned with { Provenance = Pinned.Provenance with { Approver = 9 } },
            First(posting with { Account = 9 }), First(posting with { Amount = new(1, Eur) }), First(posting with { Amount = new(165_000, Currency.Of("USD")) }),
            First(posting with { Party = 9 }), First(posting with { Corridor = "x" }), First(posting with { Corridor = null }), First(posting with { CostLine = "x" }),
            Pinned with { Postings = [.. Pinned.Postings.Reverse()] },
        ];

        List<Digest> leaves = [.. variants.Select(variant => Leaf("small-fund", 42, variant)), Leaf("other-fund", 42, Pinned), Leaf("small-fund", 43, Pinned)];

        leaves.Distinct().Count().ShouldBe(leaves.Count);

        static EntryDraft First(Posting changed) => Pinned with { Postings = [changed, .. Pinned.Postings.Skip(1)] };
        static Digest Leaf(string fund, long sequence, EntryDraft draft) => LeafHash.Of(default, CanonicalEntry.Encode(fund, sequence, draft));
    }

    [Fact]
    public void The_leaf_in_the_books_is_made_of_salt_and_bytes_also_when_the_entry_is_long()
    {
        var longEntry = Draft("long", [.. Enumerable.Range(1, 100).Select(cents => Debit(Bank, cents) with { Corridor = new string('c', 200) }), Credit(PaidInCapital, 5_050, party: 1)]);

        var entry = Append(Start, longEntry).Value.Entries[0];

        entry.LeafHash.ShouldBe(LeafHash.Of(LeafHash.Salt(Secret, "small-fund", longEntry.Key), CanonicalEntry.Encode("small-fund", 1, longEntry)));
    }

    [Fact]
    public void Another_secret_gives_another_leaf() =>
        Books.Append(Start, Accounts, _ => 0, new byte[32], [Pinned with { Corrects = null }]).Value.Entries[0].LeafHash
            .ShouldNotBe(Append(Start, Pinned with { Corrects = null }).Value.Entries[0].LeafHash);
}
