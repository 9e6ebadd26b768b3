using System.Text.Json.Serialization;
using NodaTime;

namespace WelfareFund.Terms;

[Means("Investors' money. All amounts are in base currency.")]
public sealed record CapitalTerms
{
    /// <summary>Who manages the fund, as waterfall steps name them beside the tranches.</summary>
    public const string Manager = "manager";

    [Means("The classes of capital.")]
    public IReadOnlyList<TrancheTerms> Tranches { get; init; } = [];

    [Means("How a capital call is spread: pro-rata to what each commitment has unfunded, or by-rank of the tranches.")]
    public DrawOrder DrawOrder { get; init; } = DrawOrder.ProRata;

    [Means("Grants. They are spent first, on what they are for.")]
    public IReadOnlyList<GrantTerms> Grants { get; init; } = [];

    [Means("The order in which distributable cash is paid out.")]
    public IReadOnlyList<WaterfallStep> Waterfall { get; init; } = [];

    [Means("Until when and up to what principal stays in the fund. Without it nothing is recycled.")]
    public RecyclingTerms? Recycling { get; init; }

    [Means("The least notice of a capital call, in business days."), Limits(AtLeast = 10, AtMost = 260)]
    public int CallNoticeBusinessDays { get; init; } = 10;

    [Means("What happens to the rest at the end of the fund.")]
    public WindUpTerms? WindUp { get; init; }

    public TrancheTerms? Tranche(string id) => Tranches.FirstOrDefault(tranche => tranche.Id == id);
    public GrantTerms? Grant(string id) => Grants.FirstOrDefault(grant => grant.Id == id);
}

public enum DrawOrder
{
    ProRata,
    ByRank,
}

[Means("A class of capital.")]
public sealed record TrancheTerms
{
    [Means("The tranche's id in commitments."), Id]
    public required string Id { get; init; }

    [Means("1 is the most senior; the highest number loses first."), Limits(AtLeast = 1, AtMost = 100)]
    public required int Rank { get; init; }

    [Means("The return it has a first claim to. Without it there is none.")]
    public PreferredReturnTerms? PreferredReturn { get; init; }
}

[Means("A preferred return on capital that is paid in and not returned.")]
public sealed record PreferredReturnTerms
{
    [Means("The rate of one year."), Limits(AtLeast = 0, AtMost = 1)]
    public required decimal Rate { get; init; }

    [Means("simple, or annual: compounding on the anniversaries of each drawdown.")]
    public Compounding Compounding { get; init; } = Compounding.Simple;

    [Means("How days become years.")]
    public DayCount DayCount { get; init; } = DayCount.Act365F;
}

public enum Compounding
{
    Simple,
    Annual,
}

public enum DayCount
{
    [JsonStringEnumMemberName("ACT/365F")]
    Act365F,

    [JsonStringEnumMemberName("30E/360")]
    Thirty360E,
}

[Means("Money given for something.")]
public sealed record GrantTerms
{
    [Means("The grant's id."), Id]
    public required string Id { get; init; }

    [Means("Who gives it."), Id]
    public required string Funder { get; init; }

    [Means("How much."), Limits(MoreThan = 0)]
    public required Money Amount { get; init; }

    [Means("The cost lines it may be spent on. Without it, any."), Id, AtLeastOne]
    public IReadOnlyList<string>? CostLines { get; init; }

    [Means("The corridors it may be spent on. Without it, any."), Id, AtLeastOne]
    public IReadOnlyList<string>? Corridors { get; init; }

    [Means("The last day it may be spent for. Without it there is none.")]
    public LocalDate? Until { get; init; }

    [Means("What becomes of what is not spent by then.")]
    public UnspentGrant Unspent { get; init; } = UnspentGrant.Returned;
}

public enum UnspentGrant
{
    /// <summary>Owed back to the funder.</summary>
    Returned,

    /// <summary>Stays in the fund, free of restrictions.</summary>
    Kept,
}

[Means("Principal that comes back finances the next workers instead of being paid out.")]
public sealed record RecyclingTerms
{
    [Means("The last day of recycling.")]
    public required LocalDate Until { get; init; }

    [Means("The most principal that is recycled in all."), Limits(MoreThan = 0)]
    public required Money Limit { get; init; }

    [Means("Whether preferred return is paid meanwhile.")]
    public bool PayReturn { get; init; } = true;
}

[Means("The end of the fund.")]
public sealed record WindUpTerms
{
    [Means("Who gets what to-fund leaves."), Id]
    public required string To { get; init; }
}
