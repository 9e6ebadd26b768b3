using System.Text;
using System.Text.RegularExpressions;

namespace WelfareFund.Tests;

/// <summary>Inputs nobody thought of: every parser of this room gives a value or an error with its place, never a crash or a hang.</summary>
public sealed partial class MutatedInputTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Amounts_and_decimals_survive_mutation()
    {
        var mutations = new Mutations(seed: 1);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var text = mutations.Of(i % 3 == 0 ? "-92233720368547758.08" : i % 3 == 1 ? "125.00" : "0.1684");
            var currency = Currencies.All[i % Currencies.All.Count];
            if (MoneyText.TryParse(text, currency, out var money, out var refusal))
            {
                read++;
                MoneyText.TryParse(money.ToAmountString(), currency, out var again, out _).ShouldBeTrue();
                again.ShouldBe(money);
            }
            else
            {
                refused++;
                refusal.What.ShouldNotBeEmpty();
                refusal.What.Length.ShouldBeLessThan(200);
                refusal.Remedy.ShouldNotBeEmpty();
            }

            if (!DecimalText.TryParse(text, out _, out var ofDecimal))
                ofDecimal.What.Length.ShouldBeLessThan(200);
        }

        read.ShouldBeGreaterThan(Rounds / 20);
        refused.ShouldBeGreaterThan(Rounds / 20);
    }

    [Fact]
    public void The_ECBs_CSV_survives_mutation() => Survives(EcbRatesTests.Csv, seed: 2);

    [Fact]
    public void The_ECBs_XML_survives_mutation() => Survives(EcbRatesTests.Xml, seed: 3);

    private static void Survives(string text, ulong seed)
    {
        var mutations = new Mutations(seed);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < Rounds; i++)
        {
            var input = mutations.Of(text);
            // As bytes too: what is no UTF-8 reaches the parser as a download would bring it.
            using var reader = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(input)));
            var rows = EcbRates.Read(reader, "f", 1).ToList();
            rows.ShouldNotBeEmpty();
            var refusals = rows.SelectMany(row => row.Refusals).ToList();
            refusals.Count.ShouldBeLessThanOrEqualTo(EcbRates.MostRefusals);
            foreach (var refusal in refusals)
            {
                Place().IsMatch(refusal.Where).ShouldBeTrue(refusal.ToString());
                refusal.What.Length.ShouldBeInRange(1, 300);
                refusal.Remedy.ShouldNotBeEmpty();
            }

            (taken, refused) = refusals.Count == 0 ? (taken + 1, refused) : (taken, refused + 1);
        }

        // Some mutations are harmless; if none were, or all, the mutations would be at fault.
        taken.ShouldBeGreaterThan(Rounds / 100);
        refused.ShouldBeGreaterThan(Rounds / 2);
    }

    [GeneratedRegex(@"^f:[1-9][0-9]*(: \S.*)?$")]
    private static partial Regex Place();

    /// <summary>A few random edits of a text; the same seed gives the same edits.</summary>
    private sealed class Mutations(ulong seed)
    {
        private static readonly string[] Fragments =
        [
            "", "0", "-", "+", ".", ",", ",,", "\n", "\r", "\r\n", "\0", "\t", " ", "\"", "'", "é", "𝟙", "\uD800", "\uFEFF", "\uFFFF", "N/A", "EUR", "XXX", "Date",
            "2026-04-13", "9999-12-31", "1e9", "NaN", new string('9', 40), new string('0', 20_000), "<", ">", "/>", "<Cube>", "</Cube>", "<Cube time=''>", "&amp;", "&#0;",
            "&#x1F600;", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "xmlns='x'",
        ];

        private ulong state = seed;

        internal string Of(string text)
        {
            var mutated = new StringBuilder(text);
            for (var edits = 1 + Below(4); edits > 0; edits--)
            {
                var at = Below(mutated.Length + 1);
                var length = Below(Math.Min(mutated.Length - at, 1 << Below(8)) + 1);
                switch (Below(5))
                {
                    case 0:
                        mutated.Remove(at, length);
                        break;
                    case 1:
                        mutated.Insert(at, Fragments[Below(Fragments.Length)]);
                        break;
                    case 2:
                        mutated.Insert(at, mutated.ToString(at, length));
                        break;
                    case 3 when at < mutated.Length:
                        mutated[at] = (char)(mutated[at] ^ (1 << Below(Below(8) == 0 ? 16 : 7)));
                        break;
                    case 4 when at < mutated.Length:
                        mutated[at] = (char)('0' + Below(10));
                        break;
                }
            }

            return mutated.ToString();
        }

        /// <summary>SplitMix64.</summary>
        private int Below(int bound)
        {
            unchecked
            {
                var mixed = state += 0x9E3779B97F4A7C15;
                mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
                return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
            }
        }
    }
}
