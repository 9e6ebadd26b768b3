using System.Security.Cryptography;
using System.Text;
using WelfareFund.Ledger;

namespace WelfareFund.Tests.Ledger;

public sealed class StatementProofTests
{
    private static readonly SealedFund Fund = new();
    private static readonly StatementProof Proof = Fund.ProofOf(holding: 2);
    private static readonly byte[] Json = StatementProofJson.Write(Proof);

    [Fact]
    public void A_proof_shows_exactly_the_partys_entries()
    {
        var entries = StatementProofJson.Read(Json).Value.Verify(SealedFund.TrustedKeys.Single()).Value;

        entries.Select(entry => (entry.Sequence, entry.Body.Key.Subject, entry.Body.Postings[0].Amount.ToString())).ShouldBe([(2, "second", "2000.00 EUR"), (8, "sixth", "200.00 EUR")]);
        entries.Select(entry => entry.LeafHash).ShouldBe([Fund.Entries[1].LeafHash, Fund.Entries[7].LeafHash]);
    }

    [Fact]
    public void A_proof_reads_back_as_it_was_written() => StatementProofJson.Write(StatementProofJson.Read(Json).Value).ShouldBe(Json);

    [Fact]
    public void A_changed_digit_of_an_amount_names_the_entry()
    {
        var encoding = Convert.ToHexStringLower(Proof.Entries[1].Encoding.Span);
        var amount = 20_000L.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        encoding.ShouldContain(amount);

        var changed = Encoding.UTF8.GetString(Json).Replace(encoding, encoding.Replace(amount, amount[..^1] + "1", StringComparison.Ordinal), StringComparison.Ordinal);

        StatementProofJson.Read(Encoding.UTF8.GetBytes(changed)).Value.Verify().TheRefusal().ToString().ShouldBe(
            "entry 8: its amount, its text or its place was changed: its leaf hash does not lead to the sealed root; ask for the statement again.");
    }

    [Fact]
    public void A_changed_byte_anywhere_never_verifies_as_something_else()
    {
        for (var place = 0; place < Json.Length; place++)
        {
            var changed = (byte[])Json.Clone();
            changed[place] ^= (byte)(1 << (place % 6));
            var read = StatementProofJson.Read(changed);
            if (read.IsRefused || read.Value.Verify().IsRefused) continue;

            // Only another way to write the same (white space, the case of a hexadecimal digit) verifies.
            StatementProofJson.Write(read.Value).AsSpan().SequenceEqual(Json).ShouldBeTrue($"byte {place}");
        }
    }

    [Fact]
    public void A_changed_word_about_an_account_is_found()
    {
        var changed = Encoding.UTF8.GetString(Json).Replace("\"investor-capital\"", "\"investor-capita1\"", StringComparison.Ordinal);

        StatementProofJson.Read(Encoding.UTF8.GetBytes(changed)).Value.Verify().TheRefusal().Code.ShouldBe("account-names");
    }

    [Fact]
    public void A_seal_signed_by_somebody_else_is_found_by_its_fingerprint()
    {
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = Proof with { Seal = SignedSeal.Sign(Proof.Seal.Seal, otherKey) };

        forged.Verify().IsRefused.ShouldBeFalse();
        forged.Verify(SealedFund.TrustedKeys.Single()).TheRefusal().Code.ShouldBe("seal-key");
        (Proof with { Seal = forged.Seal with { PublicKey = Proof.Seal.PublicKey } }).Verify().TheRefusal().Code.ShouldBe("seal-signature");
    }

    [Fact]
    public void No_entry_counts_twice() =>
        (Proof with { Entries = [Proof.Entries[0], Proof.Entries[0]] }).Verify().TheRefusal().ToString().ShouldBe("entry 2: it is listed twice or out of order; ask for the statement again.");

    [Fact]
    public void An_entry_of_another_place_or_another_fund_is_found()
    {
        (Proof with { Entries = [Proof.Entries[0] with { Sequence = 3 }] }).Verify().TheRefusal().Code.ShouldBe("entry-changed");

        // A fund that seals leaves which are not its own entries.
        var foreign = CanonicalEntry.Encode("other-fund", 1, Fund.Entries[0].Body);
        var seal = Proof.Seal.Seal with { LogSize = 1, Root = LeafHash.Of(default, foreign) };
        new StatementProof(SignedSeal.Sign(seal, SealedFund.Key), SealedFund.Names, [new(1, foreign, default, [])]).Verify().TheRefusal().What.ShouldBe("its bytes are entry 1 of other-fund");
    }

    [Fact]
    public void Salts_do_not_give_away_a_neighbours_entry()
    {
        var neighbour = Fund.Entries[0];
        var guess = CanonicalEntry.Encode("small-fund", 1, neighbour.Body);

        foreach (var salt in Proof.Entries.Select(entry => entry.Salt).Append(default)) LeafHash.Of(salt, guess).ShouldNotBe(neighbour.LeafHash);
    }

    [Theory]
    [InlineData("", "this is not a statement's proof: ")]
    [InlineData("null", "this is not a statement's proof: It is empty")]
    [InlineData("{}", "this is not a statement's proof: ")]
    [InlineData("[1]", "this is not a statement's proof: ")]
    public void Another_file_is_refused(string text, string what) => StatementProofJson.Read(Encoding.UTF8.GetBytes(text)).TheRefusal().What.ShouldStartWith(what);

    [Theory]
    [InlineData("statement-proof-1", "statement-proof-2", "Its format is 'welfarefund-statement-proof-2'")]
    [InlineData("does not prove", "does prove", "What it says it proves was changed")]
    [InlineData("\"salt\": \"", "\"salt\": \"0", "is not a hash of 64 hexadecimal digits")]
    [InlineData("\"entries\": [", "\"entries\": [ null,", "An entry is null")]
    [InlineData("\"accountNames\": [", "\"accountNames\": [ null,", "An account name is null")]
    [InlineData("\"salt\": ", "\"salt\": \"\", \"salt\": ", "Duplicate property")]
    [InlineData("\"salt\": ", "\"more\": \"\", \"salt\": ", "could not be mapped")]
    [InlineData("\"path\"", "\"paths\"", "could not be mapped")]
    public void A_file_with_more_less_or_other_parts_is_refused(string from, string to, string what)
    {
        var changed = Encoding.UTF8.GetString(Json).Replace(from, to, StringComparison.Ordinal);

        StatementProofJson.Read(Encoding.UTF8.GetBytes(changed)).TheRefusal().What.ShouldContain(what);
    }
}
