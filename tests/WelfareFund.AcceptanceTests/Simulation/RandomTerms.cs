using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Throws the terms of a small fund: any that are valid.</summary>
internal static class RandomTerms
{
    private static readonly string[] Modes = ["half-up", "half-even", "down"];

    internal static SimulatedTerms Of(Dice dice)
    {
        var first = new YearMonth(2025, dice.Between(1, 12));
        var months = dice.OneOf(6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 9, 11, 14);
        List<SimulatedTerms.CostLine> lines = [new("audits", "protection"), new("language", "service"), new("matching", "recruitment"), new("settling-in", "service")];
        List<(string, int)> tiers = dice.OneOf<List<(string, int)>>([("A", dice.Between(70, 90)), ("B", dice.Between(30, 60)), ("C", 0)], [("good", dice.Between(40, 80)), ("poor", 0)]);
        return new()
        {
            FirstMonth = first,
            Months = months,
            WageMonthLag = dice.OneOf(0, 1, 1, 2),
            CostLines = lines,
            Criteria = [new("paid-in-full", dice.Between(10, 40), true), new("rest", dice.Between(5, 30), dice.Percent(50)), new("housing", dice.Between(5, 30), false)],
            Tiers = tiers,
            UntestedTier = tiers[dice.Between(0, tiers.Count - 2)].Item1,
            Contracts = [.. Enumerable.Range(1, dice.Between(1, 3)).Select(number => ContractOf(dice, number, first, tiers, lines))],
            Contributions = [.. Enumerable.Range(1, dice.Between(1, 2)).Select(number => ContributionOf(dice, number, tiers))],
            Tranches = dice.Percent(60) ? [("junior", 2), ("senior", 1)] : [("senior", 1)],
            DrawOrder = dice.OneOf("pro-rata", "by-rank"),
            ReserveMinimum = dice.Percent(50) ? dice.Cents(0, 3000) : null,
            ReserveMonths = dice.OneOf(0, 0, 1, 3, 9),
            Administration = dice.Percent(70) ? dice.Cents(50, 400) : null,
            Oversight = [.. new[] { ("DE-BA", 0.0125m), ("PH-DMW", 0.01m) }.Where(_ => dice.Percent(50))],
            Allowance = dice.Percent(60) ? [(dice.OneOf(10, 30, 60), 0.35m), (120, 0.8m)] : [],
            PauseLongerThanDays = dice.OneOf(0, 20, 90),
            ApprovesLongPauses = dice.Percent(50),
        };
    }

    private static SimulatedTerms.Contract ContractOf(Dice dice, int number, YearMonth first, List<(string Id, int From)> tiers, List<SimulatedTerms.CostLine> lines)
    {
        var metrics = new List<SimulatedTerms.Metric>();
        if (dice.Percent(50))
            metrics.Add(MetricOf("trained", "trained", 0, null));
        metrics.Add(MetricOf("started", "started", 0, null));
        var mode = dice.OneOf("accumulated", "continuous");
        metrics.Add(MetricOf("retained", mode, dice.Between(2, 4), "started"));
        if (dice.Percent(20))
            metrics.Add(MetricOf("enrolled", "enrolled", 0, null));
        var releases = dice.Percent(60);
        return new(
            $"contract-{number}", $"provider-{number}", first.OnDayOfMonth(1), first.PlusMonths(40).ToDateInterval().End,
            dice.Percent(40) ? dice.Cents(3000, 20000) : null, dice.Percent(30) ? dice.Cents(1500, 3000) : null, metrics,
            dice.Percent(60) ? FactorsOf(dice, tiers) : null,
            dice.Percent(40) ? new Dictionary<string, decimal> { ["woman"] = 0.1m, ["remote"] = 0.055m } : null, dice.OneOf("highest", "sum"),
            dice.Percent(30) ? [(dice.Between(1, 3), 1.1m), (null, 0.95m)] : [], dice.OneOf(Modes),
            releases ? dice.OneOf(0.1m, 0.15m, 0.333m) : 0, releases ? "retained" : null, dice.OneOf(0, 0, 5), dice.OneOf(20, 60, 90), dice.OneOf(0, 60, 180));

        SimulatedTerms.Metric MetricOf(string id, string trigger, int months, string? after) => new(
            id, trigger, months, dice.Percent(40) ? dice.Between(5, 40) : null, dice.Cents(200, 2500), PartsOf(dice, lines), after, dice.Percent(10) ? dice.Between(1, 3) : null);
    }

    private static Dictionary<string, decimal> PartsOf(Dice dice, List<SimulatedTerms.CostLine> lines)
    {
        var some = lines.Where(_ => dice.Percent(50)).Select(line => line.Id).ToList();
        return some.Count switch
        {
            0 => new() { ["matching"] = 1m },
            1 => new() { [some[0]] = 1m },
            2 => new() { [some[0]] = 0.37m, [some[1]] = 0.63m },
            3 => new() { [some[0]] = 0.3m, [some[1]] = 0.333m, [some[2]] = 0.367m },
            _ => new() { [some[0]] = 0.1m, [some[1]] = 0.2m, [some[2]] = 0.3m, [some[3]] = 0.4m },
        };
    }

    private static Dictionary<string, decimal?> FactorsOf(Dice dice, List<(string Id, int From)> tiers) =>
        tiers.Select((tier, i) => (tier.Id, Factor: (decimal?)(i == 0 ? dice.OneOf(1m, 1.1m, 1.25m) : i < tiers.Count - 1 || dice.Percent(30) ? 0.9m : null)))
            .ToDictionary(one => one.Id, one => one.Factor);

    private static SimulatedTerms.Contribution ContributionOf(Dice dice, int number, List<(string Id, int From)> tiers)
    {
        var floorRule = dice.OneOf<string?>("cliff", "above", "taper", null);
        var isByCost = dice.Percent(40);
        var maxShare = dice.Percent(50) ? dice.OneOf(0.12m, 0.15m, 0.2m) : (decimal?)null;
        return new(
            $"terms-{number}", dice.OneOf(0.05m, 0.08m, 0.1m, 0.0725m), floorRule is null ? 0 : dice.Cents(800, 2000), floorRule, dice.Percent(20) ? dice.Cents(2500, 3500) : null,
            isByCost && dice.Percent(50) ? null : dice.Cents(300, 3000), isByCost ? dice.OneOf(1m, 1.5m) : null, dice.OneOf(3, 6, 12, 36), dice.OneOf(4, 8, 24, 60), dice.OneOf(0, 0, 1, 2),
            dice.Percent(50), maxShare, dice.OneOf(Modes), dice.OneOf(1L, 1L, 100L, 50L), dice.Percent(50) ? [.. tiers.Take(tiers.Count - 1).Select(tier => tier.Id)] : null);
    }
}
