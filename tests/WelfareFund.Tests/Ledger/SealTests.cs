using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Ledger;
using static WelfareFund.Tests.Ledger.SmallFund;

namespace WelfareFund.Tests.Ledger;

public sealed class SealTests
{
    private static readonly SealedFund Fund = new();
    private static readonly Seal January = Fund.Seals[0].Seal;
    private static readonly Seal February = Fund.Seals[1].Seal;

    [Fact]
    public void A_seal_commits_to_the_log_the_balances_the_rates_and_the_names()
    {
        (February.Fund, February.Period, February.LogSize, February.Root).ShouldBe(("small-fund", new(2025, 2), 8, Fund.Head.Frontier.Root));
        February.Rates.ShouldBe([new ClosingRate(Php, 60.5m)]);
        February.AccountNames.ShouldBe(SealedList.OfAccountNames(SealedFund.Names));
        (January.Previous, February.Previous).ShouldBe((null, January.Hash));
    }

    [Fact]
    public void Closing_balances_leave_out_what_is_effective_later()
    {
        February.Balances.ShouldBe(SealedList.OfBalances(SealedFund.ClosingBalances(Fund.Entries.Where(entry => entry.Sequence != 7), February.Period)));
        February.Balances.ShouldNotBe(SealedList.OfBalances(Balances.Ordered(Fund.StoredBalances)));
    }

    [Fact]
    public void A_seal_reads_back_as_it_was_written()
    {
        Seal.Decode(February.Encode()).Value.ShouldBe(February);
        Seal.Decode(January.Encode()).Value.Previous.ShouldBeNull();
    }

    [Fact]
    public void The_bytes_of_a_seal_are_pinned()
    {
        var seal = new Seal(
            "small-fund", new(2025, 1), Eur, 3, Digest.Of([1]), new SealedList(2, Digest.Of([2])), [new(Php, 60.50m)], new SealedList(1, Digest.Of([3])), Digest.Of([4]));

        seal.Hash.ToString().ShouldBe("93fed8fdef68d1630c1192d572f8d56651b7be6c0407e19438c5a744c6c24561");
    }

    [Fact]
    public void Hashed_lists_are_pinned()
    {
        SealedList.OfBalances([new(new(1000, Eur, 0), 100), new(new(1200, Eur, 5), 0), new(new(3000, Eur, 1), -100)]).ShouldBe(new(2, Parse("6ede781610e038cf3e5edd51862dcbc89d2c2839c5f18bd111703700df84b84b")));
        SealedList.OfAccountNames([new(1000, "10", "Bank"), new(3000, "30", "Kapital – Ж")]).ShouldBe(new(2, Parse("ff83180b5deb05c051d949bba65ccd64d55a4775c91e374c0b0655e4f800d658")));

        static Digest Parse(string hex) => Digest.TryParse(hex, out var digest) ? digest.Value : default;
    }

    [Fact]
    public void Needless_zeros_of_a_rate_do_not_change_a_seal() =>
        (February with { Rates = [new(Php, 60.5000m)] }).Hash.ShouldBe(February.Hash);

    [Fact]
    public void Lists_out_of_order_are_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentException>(() => SealedList.OfBalances([new(new(2, Eur, 0), 1), new(new(1, Eur, 0), 1)]));
        Should.Throw<ArgumentException>(() => SealedList.OfBalances([new(new(1, Eur, 0), 1), new(new(1, Eur, 0), 1)]));
        Should.Throw<ArgumentException>(() => SealedList.OfAccountNames([new(2, "", ""), new(1, "", "")]));
    }

    [Fact]
    public void A_missing_closing_rate_refuses_the_seal() =>
        Seal.Close(Fund.Head, Eur, Balances.Ordered(Fund.StoredBalances), _ => null, SealedFund.Names, February).TheRefusal().ToString()
            .ShouldBe("2025-03: there is no closing rate of PHP, and the books hold balances in it; import a rate of PHP of the month's last days.");

    [Fact]
    public void Only_the_seal_of_the_month_before_comes_before() =>
        Should.Throw<ArgumentException>(() => Seal.Close(Fund.Head, Eur, [], _ => 1, SealedFund.Names, January));

    [Fact]
    public void A_signed_seal_shows_any_change()
    {
        var signed = Fund.Seals[1];
        signed.IsSigned().ShouldBeTrue();
        signed.Signature.Length.ShouldBe(64);

        (signed with { Seal = February with { LogSize = 9 } }).IsSigned().ShouldBeFalse();
        Prop.ForAll(Gen.Choose(0, 511).ToArbitrary(), bit => (signed with { Signature = Flip(signed.Signature, bit) }).IsSigned().ShouldBeFalse()).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Choose(0, (signed.PublicKey.Length * 8) - 1).ToArbitrary(), bit => (signed with { PublicKey = Flip(signed.PublicKey, bit) }).IsSigned().ShouldBeFalse())
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_changed_byte_of_a_seal_changes_what_was_signed()
    {
        var bytes = February.Encode();
        Prop.ForAll(Gen.Choose(0, (bytes.Length * 8) - 1).ToArbitrary(), bit =>
        {
            var decoded = Seal.Decode(Flip(bytes, bit).Span);
            if (!decoded.IsRefused) decoded.Value.ShouldNotBe(February);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Another_curve_does_not_sign()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Should.Throw<ArgumentException>(() => SignedSeal.Sign(February, key)).Message.ShouldStartWith("Seals are signed on the curve P-256");
    }

    private static ReadOnlyMemory<byte> Flip(ReadOnlyMemory<byte> bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
