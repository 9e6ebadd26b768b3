using WelfareFund.Application.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

public sealed class SideBySideTests
{
    private const int Many = 25_000;

    [Fact]
    public void What_passes_through_two_threads_keeps_its_order() =>
        SideBySide.Each(SideBySide.Made<int>(take => Enumerable.Range(0, Many).ToList().ForEach(take)), number => number * 2)
            .ShouldBe(Enumerable.Range(0, Many).Select(number => number * 2));

    [Fact]
    public void What_goes_wrong_on_the_other_thread_is_thrown_where_it_is_taken()
    {
        Should.Throw<FormatException>(() => SideBySide.Made<int>(take =>
        {
            take(1);
            throw new FormatException();
        }).Count());
        Should.Throw<FormatException>(() => SideBySide.Each(Enumerable.Range(0, Many), number => number < Many - 1 ? number : throw new FormatException()).Count());
    }

    [Fact]
    public async Task Whoever_stops_taking_stops_the_making()
    {
        var made = 0;
        SideBySide.Made<int>(take =>
        {
            for (; made < int.MaxValue; made++)
                take(made);
        }).First().ShouldBe(0);
        var then = made;
        await Task.Delay(50);
        made.ShouldBe(then);
    }
}
