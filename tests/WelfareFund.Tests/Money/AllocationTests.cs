using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace WelfareFund.Tests;

public sealed class AllocationTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly Gen<(Money Whole, long[] Weights)> Splits =
        from whole in Any.Money
        from weights in Any.Long.Select(weight => weight < 0 ? ~weight : weight).NonEmptyListOf()
        where weights.Any(weight => weight > 0)
        select (whole, weights.ToArray());

    private static readonly Gen<(Money Whole, decimal[] Weights)> DecimalSplits =
        from whole in Any.Money
        from weights in Any.Decimal.Select(decimal.Abs).NonEmptyListOf()
        where weights.Any(weight => weight > 0)
        select (whole, weights.ToArray());

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(101, new long[] { 1, 1, 1 }, new long[] { 34, 34, 33 })]
    [InlineData(1, new long[] { 1, 3, 2 }, new long[] { 0, 1, 0 })]
    [InlineData(1, new long[] { 0, 1, 1 }, new long[] { 0, 1, 0 })]
    [InlineData(10, new long[] { 0, 7, 0, 3 }, new long[] { 0, 7, 0, 3 })]
    [InlineData(0, new long[] { 5, 5 }, new long[] { 0, 0 })]
    [InlineData(long.MinValue, new long[] { long.MaxValue }, new long[] { long.MinValue })]
    public void The_units_left_over_go_to_the_largest_remainders_the_earlier_first(long whole, long[] weights, long[] parts) =>
        Allocation.Split(new Money(whole, Eur), weights).ShouldBe(parts.Select(part => new Money(part, Eur)));

    [Fact]
    public void Weights_can_be_shares() =>
        Allocation.Split(new Money(100, Eur), [0.285m, 0.315m, 0.4m]).ShouldBe([new Money(29, Eur), new Money(31, Eur), new Money(40, Eur)]);

    [Fact]
    public void A_split_always_sums_to_the_whole() => Splits.Holds(split =>
        Sum(Allocation.Split(split.Whole, split.Weights)) == split.Whole.MinorUnits);

    [Fact]
    public void A_split_by_decimals_always_sums_to_the_whole() => DecimalSplits.Holds(split =>
        Sum(Allocation.Split(split.Whole, split.Weights)) == split.Whole.MinorUnits);

    [Fact]
    public void No_part_has_the_opposite_sign_or_another_currency() => Splits.Holds(split =>
        Allocation.Split(split.Whole, split.Weights).All(part =>
            part.Currency == split.Whole.Currency && (part.IsZero || part.IsNegative == split.Whole.IsNegative)));

    [Fact]
    public void A_part_of_weight_zero_gets_nothing() => Splits.Holds(split =>
        Allocation.Split(split.Whole, split.Weights).Zip(split.Weights).All(pair => pair.Second != 0 || pair.First.IsZero));

    [Fact]
    public void No_part_is_a_unit_or_more_from_its_exact_share() => Splits.Holds(split =>
    {
        BigInteger total = split.Weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        return Allocation.Split(split.Whole, split.Weights).Zip(split.Weights).All(pair =>
            BigInteger.Abs(pair.First.MinorUnits * total - (BigInteger)split.Whole.MinorUnits * pair.Second) < total);
    });

    [Fact]
    public void A_heavier_part_never_gets_less_and_of_equals_the_earlier_gets_at_most_one_unit_more() => Splits.Holds(split =>
    {
        var parts = Allocation.Split(split.Whole, split.Weights).Select(part => BigInteger.Abs(part.MinorUnits)).ToArray();
        return Enumerable.Range(0, parts.Length).All(i => Enumerable.Range(0, i).All(earlier =>
            split.Weights[earlier].CompareTo(split.Weights[i]) switch
            {
                > 0 => parts[earlier] >= parts[i],
                < 0 => parts[earlier] <= parts[i],
                _ => parts[earlier] - parts[i] is var more && (more.IsZero || more.IsOne),
            }));
    });

    [Fact]
    public void The_opposite_whole_splits_into_the_opposite_parts() => Splits
        .Where(split => split.Whole.MinorUnits != long.MinValue)
        .Holds(split => Allocation.Split(-split.Whole, split.Weights).SequenceEqual(Allocation.Split(split.Whole, split.Weights).Select(part => -part)));

    [Fact]
    public void Whole_weights_split_alike_as_numbers_and_as_decimals_of_any_scale() => Splits.Holds(split =>
        Allocation.Split(split.Whole, split.Weights)
            .SequenceEqual(Allocation.Split(split.Whole, split.Weights.Select(weight => weight * 0.001m).ToArray())));

    [Fact]
    public void Weights_that_say_nothing_or_are_negative_are_refused()
    {
        var whole = new Money(100, Eur);

        Should.Throw<ArgumentException>(() => Allocation.Split(whole, new long[] { 0, 0 })).Message.ShouldContain("every weight is zero");
        Should.Throw<ArgumentException>(() => Allocation.Split(whole, Array.Empty<long>()));
        Should.Throw<ArgumentException>(() => Allocation.Split(whole, new[] { 0.0m }));
        Should.Throw<ArgumentException>(() => Allocation.Split(whole, new long[] { 2, -1 })).Message.ShouldContain("negative: -1");
        Should.Throw<ArgumentException>(() => Allocation.Split(whole, new[] { 1m, -0.5m }));
    }

    private static BigInteger Sum(Money[] parts) => parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.MinorUnits);
}
