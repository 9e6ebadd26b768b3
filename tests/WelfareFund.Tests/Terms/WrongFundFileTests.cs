using System.Globalization;
using System.Text;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed partial class WrongFundFileTests
{
    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_is_refused_with_its_place_what_is_wrong_and_what_would_be_right(string slip, string old, string @new, string[] sentences)
    {
        var refusals = FundFile.Read("fund.json", SampleFund.With(old, @new)).Refusals;

        refusals.Select(refusal => refusal.ToString()).ShouldBe(sentences, slip);
    }

    [Fact]
    public void All_errors_of_a_file_are_told_at_once_in_the_order_of_the_file()
    {
        var wrong = SampleFund.With("\"maxAgeDays\": 4", "\"maxAge\": 4")
            .Replace("\"weight\": 15", "\"weight\": \"15\"", StringComparison.Ordinal)
            .Replace("\"price\": \"80000.00\"", "\"price\": \"80.000,00\"", StringComparison.Ordinal)
            .Replace("\"costLines\": { \"audits\": \"1.00\" }", "\"costLines\": { \"audit\": \"1.00\" }", StringComparison.Ordinal)
            .Replace("\"share\": \"0.15\"", "\"share\": \"15%\"", StringComparison.Ordinal)
            .Replace("\"account\": \"kept-for-workers\"", "\"account\": \"kept\"", StringComparison.Ordinal)
            .Replace("\"rank\": 2", "\"rank\": 2.5", StringComparison.Ordinal)
            .Replace("\"time\": \"05:30\"", "\"time\": \"25:30\"", StringComparison.Ordinal);

        FundFile.Read("fund.json", wrong).Refusals.Select(refusal => refusal.Where).ShouldBe(
        [
            "fund.json:12: $.fx.maxAge",
            "fund.json:26: $.quality.criteria[2].weight",
            "fund.json:39: $.contracts[0].rateCards[0].metrics[0].price",
            "fund.json:43: $.contracts[0].rateCards[0].metrics[4].costLines.audit",
            "fund.json:56: $.contracts[0].holdback.share",
            "fund.json:75: $.contributions[3].savings.account",
            "fund.json:81: $.capital.tranches[1].rank",
            "fund.json:99: $.settlement.time",
        ]);
    }

    [Fact]
    public void One_slip_in_a_list_of_ids_is_not_told_again_wherever_the_id_is_used()
    {
        var wrong = SampleFund.With("{ \"id\": \"language\", \"kind\"", "{ \"id\": \"a language\", \"kind\"");

        FundFile.Read("fund.json", wrong).Refusals.ShouldHaveSingleItem().Where.ShouldBe("fund.json:19: $.costLines[1].id");
    }

    [Theory]
    [InlineData("", "fund.json:1: $: the file is empty; write one object: { \"key\": value, … }.")]
    [InlineData("[]", "fund.json:1: $: this is a list, not an object; write it in braces: { \"key\": value }.")]
    [InlineData("{ \"fx\": {\n \"source\": \"ecb \n} }", "fund.json:2: $.fx.source: this is not JSON (at byte 17 of the line: '0x0A' is invalid within a JSON string. The string should be correctly escaped); look here and just before for a missing comma, quote or bracket.")]
    [InlineData("{ \"name\":\n \"\\ud83d\" }", "fund.json:2: $.name: this text holds half a character; write both halves of a \\u pair, or the character itself.")]
    public void What_is_not_JSON_is_told_with_its_place(string json, string sentence) =>
        FundFile.Read("fund.json", json).Refusals[0].ToString().ShouldBe(sentence);

    [Fact]
    public void Nesting_and_size_have_limits()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"fx\":\n", 40));
        var large = "{}" + new string(' ', 5 * 1024 * 1024);

        FundFile.Read("fund.json", deep).Refusals.ShouldHaveSingleItem().ToString().ShouldStartWith("fund.json:33: $.fx.fx.fx");
        FundFile.Read("fund.json", deep).Refusals[0].What.ShouldBe("this is nested deeper than 32 levels");
        FundFile.Read("fund.json", large).Refusals.ShouldHaveSingleItem().ToString().ShouldBe("fund.json: $: the file has 5 MiB; a file of terms has 4 MiB at most.");
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_told_with_its_line()
    {
        byte[] wrong = [.. "{\n\n\"name\": \""u8, 0xE9, .. "\" }"u8];

        FundFile.Read("fund.json", wrong).Refusals.ShouldHaveSingleItem().ToString().ShouldBe("fund.json:3: $: this is not UTF-8 text; save the file as UTF-8.");
    }

    [Fact]
    public void A_hostile_file_is_refused_quickly()
    {
        var manyKeys = "{" + string.Join(",", Enumerable.Range(0, 200_000).Select(i => $"\"k{i.ToString(CultureInfo.InvariantCulture)}\":1")) + "}";
        var manyItems = "{\"corridors\":[" + string.Join(",", Enumerable.Repeat("{}", 300_000)) + "]}";

        FundFile.Read("fund.json", manyKeys).Refusals.Count.ShouldBe(1000);
        FundFile.Read("fund.json", manyItems).Refusals.Count.ShouldBe(1000);
    }

    [Fact]
    public void Twenty_thousand_mutations_of_a_file_are_refused_with_their_place_or_read_and_written_back()
    {
        var sample = SampleFund.Utf8;
        byte[][] pieces =
        [
            .. new[] { "null", "{}", "[]", "[", "}", "\"", ",", "-1", "1e999", "99999999999999999999", "0.1", "true", "\"\"", "\\ud800", "\"EUR\"", "\"2025-02-30\"", "//", "/*", "\n", "\0", "\"id\":" }.Select(Encoding.UTF8.GetBytes),
        ];
        var random = new Dice(20251122);
        var schema = new SchemaCheck(FundSchema.Write());
        var refused = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var file = sample.ToList();
            for (var times = random.Next(3) + 1; times > 0; times--)
            {
                Mutate(file, random, pieces);
            }

            var result = FundFile.Read("fund.json", file.ToArray());
            if (result.IsRefused)
            {
                refused++;
                result.Refusals.FirstOrDefault(refusal => !IsComplete(refusal)).ShouldBeNull();
            }
            else
            {
                var again = FundFile.Read("again.json", FundFile.Write(result.Value));
                again.Refusals.ShouldBeEmpty();
                FundFile.Hash(again.Value).ShouldBe(FundFile.Hash(result.Value));
                if (n % 20 == 0)
                {
                    schema.ErrorsIn(FundFile.Write(result.Value)).ShouldBeEmpty();
                }
            }
        }

        refused.ShouldBeInRange(10_000, 19_999);
    }

    private static bool IsComplete(Refusal refusal) =>
        refusal.Where.StartsWith("fund.json:", StringComparison.Ordinal) && refusal.Where.Contains(": $", StringComparison.Ordinal) && refusal.What.Length > 0 && refusal.Remedy.Length > 0;

    private static void Mutate(List<byte> file, Dice random, byte[][] pieces)
    {
        var at = random.Next(file.Count);
        var length = Math.Min(random.Next(40) + 1, file.Count - at);
        switch (random.Next(5))
        {
            case 0:
                file[at] = (byte)random.Next(256);
                break;
            case 1:
                file.RemoveRange(at, length);
                break;
            case 2:
                file.InsertRange(random.Next(file.Count), file.GetRange(at, length));
                break;
            case 3:
                file.InsertRange(at, pieces[random.Next(pieces.Length)]);
                break;
            default:
                // In place of a whole value: a text, a number or a truth.
                var start = file.IndexOf((byte)':', at);
                var end = start < 0 ? -1 : file.FindIndex(start, b => b is (byte)',' or (byte)'}' or (byte)'\n');
                if (end > start)
                {
                    file.RemoveRange(start + 1, end - start - 1);
                    file.InsertRange(start + 1, pieces[random.Next(pieces.Length)]);
                }

                break;
        }
    }

    /// <summary>Numbers that the seed alone decides (SplitMix64).</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed;

        internal int Next(int below)
        {
            unchecked
            {
                state += 0x9E3779B97F4A7C15;
                var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
                return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
            }
        }
    }
}
