using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.People;

namespace WelfareFund.Tests.Contributions;

public sealed class PauseLimitsTests
{
    private static readonly LocalDate From = new(2025, 9, 24);

    private static Pause Told(LocalDate? to) => new() { Id = "p-1", Worker = new("w-1"), From = From, To = to, Reason = "illness", ApprovedBy = "desk" };

    [Fact]
    public void Both_ends_of_a_pause_count()
    {
        PauseLimits.CountsTo(Told(new(2025, 12, 22)), 90).ShouldBeNull("ninety days");
        PauseLimits.CountsTo(Told(new(2025, 12, 23)), 90).ShouldBe(new LocalDate(2025, 12, 22));
        PauseLimits.CountsTo(Told(null), 90).ShouldBe(new LocalDate(2025, 12, 22));
        PauseLimits.CountsTo(Told(From), 0).ShouldBe(From.PlusDays(-1));
    }

    [Fact]
    public void No_more_than_the_limit_counts_until_it_is_approved_and_never_more_than_was_told()
    {
        foreach (var longest in Enumerable.Range(0, 100))
        {
            foreach (var to in Enumerable.Range(0, 200).Select(days => (LocalDate?)From.PlusDays(days)).Append(null))
            {
                var pause = Told(to);
                var limit = PauseLimits.CountsTo(pause, longest);
                var waiting = PauseLimits.Counting([pause], limit is null ? [] : [new() { Pause = "p-1", CountsTo = limit }]);

                PauseLimits.Counting([pause], [new() { Pause = "p-1", CountsTo = null }]).ShouldBe([pause]);
                if (to < From.PlusDays(longest))
                    waiting.ShouldBe([pause]);
                else if (longest == 0)
                    waiting.ShouldBeEmpty("else the month that the day before touches would be paused");
                else
                    waiting.ShouldBe([pause with { To = From.PlusDays(longest - 1) }]);
            }
        }
    }
}
