using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed class DatedTests
{
    private static readonly LocalDate Start = new(2025, 1, 1);

    [Fact]
    public void The_value_in_force_is_the_newest_on_or_before_the_day_and_before_all_of_them_the_first() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>().Filter(days => days.Length > 0),
            ArbMap.Default.ArbFor<short>(),
            (days, day) =>
            {
                var ordered = days.Distinct().Order().ToList();
                var dated = new Dated<byte>([.. ordered.Select(each => new DatedVersion<byte>(Start.PlusDays(each), each))]);

                return dated.InForce(Start.PlusDays(day)) == ordered.Where(each => each <= day).DefaultIfEmpty(ordered[0]).Max();
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Versions_stand_in_ascending_order_and_there_is_at_least_one()
    {
        Should.Throw<ArgumentException>(() => new Dated<int>(new DatedVersion<int>(Start, 1), new DatedVersion<int>(Start, 2)));
        Should.Throw<ArgumentException>(() => new Dated<int>(Array.Empty<DatedVersion<int>>()));
        new Dated<int>(7).InForce(Start).ShouldBe(7);
    }
}
