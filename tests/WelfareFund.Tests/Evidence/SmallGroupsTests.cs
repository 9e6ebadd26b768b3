using FsCheck;
using FsCheck.Fluent;
using WelfareFund.Evidence;

namespace WelfareFund.Tests.Evidence;

public sealed class SmallGroupsTests
{
    [Theory]
    [InlineData("12 15 30", "12 15 30", "all are large")]
    [InlineData("9 15 30", "- - 30", "nine alone would be found by subtraction")]
    [InlineData("3 4 15 30", "- - - 30", "seven together are still fewer than ten")]
    [InlineData("6 7 15", "- - 15", "thirteen together tell nothing of fewer")]
    [InlineData("0 40", "- -", "that nobody is there is told by no subtraction either")]
    [InlineData("4 5", "- -", "there is nothing left to tell")]
    [InlineData("10", "10", "ten are enough")]
    [InlineData("", "", "nothing is nothing")]
    public void A_small_group_is_not_told_and_not_to_be_found_by_subtraction(string people, string told, string why)
    {
        int[] counts = [.. people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        string.Join(' ', counts.Zip(SmallGroups.Told(counts), (count, isTold) => isTold ? $"{count}" : "-")).ShouldBe(told, why);
    }

    [Fact]
    public void Whatever_the_groups_what_is_told_leaves_nothing_of_fewer_than_ten_people() => Prop.ForAll(Arb.From(Gen.Choose(0, 40).ArrayOf()), counts =>
    {
        var told = SmallGroups.Told(counts);
        var hidden = counts.Where((_, i) => !told[i]).Sum();
        return counts.Where((_, i) => told[i]).All(count => count >= 10) && (!told.Contains(false) || hidden >= 10 || !told.Contains(true));
    }).QuickCheckThrowOnFailure();
}
