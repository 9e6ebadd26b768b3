using WelfareFund.Terms.Reading;

namespace WelfareFund.Terms;

/// <summary>One step in the order of paying out cash. The choice is closed.</summary>
[Means("One step of the waterfall; each takes what the ones before it left."), Choice("step", "Step")]
public abstract record WaterfallStep
{
    private protected WaterfallStep()
    {
    }

    /// <summary>As the terms write it: <c>return-of-capital</c>.</summary>
    public string Name => ((ChoiceShape)Shape.Of(typeof(WaterfallStep))).VariantOf(this).Value;
}

[Means("Pays back what a tranche paid in.")]
public sealed record ReturnOfCapitalStep : WaterfallStep
{
    [Means("The tranche that is paid."), Id]
    public required string Tranche { get; init; }
}

[Means("Pays a tranche its preferred return.")]
public sealed record PreferredReturnStep : WaterfallStep
{
    [Means("The tranche that is paid."), Id]
    public required string Tranche { get; init; }
}

[Means("Pays somebody until they have their share of the profit paid so far.")]
public sealed record CatchUpStep : WaterfallStep
{
    [Means("Who catches up: a tranche, or manager."), Id]
    public required string To { get; init; }

    [Means("The share of this step's cash that goes to them; the rest goes to the investors."), Limits(MoreThan = 0, AtMost = 1)]
    public required decimal Rate { get; init; }

    [Means("The share of profit at which they have caught up."), Limits(MoreThan = 0, AtMost = 1)]
    public required decimal Until { get; init; }
}

[Means("Splits what is left by fixed shares.")]
public sealed record SplitStep : WaterfallStep
{
    /// <summary>In ordinal order of the names, which is the stable order for splitting; the shares sum to 1.</summary>
    [Means("The share of each tranche, or of manager. They sum to 1."), Id, Limits(MoreThan = 0, AtMost = 1), AtLeastOne]
    public required IReadOnlyDictionary<string, decimal> Shares { get; init; }
}

[Means("Pays a tranche until all it ever received is a multiple of what it paid in.")]
public sealed record CappedReturnStep : WaterfallStep
{
    [Means("The tranche that is paid."), Id]
    public required string Tranche { get; init; }

    [Means("All that was received over what was paid in, at which the step ends."), Limits(AtLeast = 1, AtMost = 100)]
    public required decimal Multiple { get; init; }
}

[Means("Leaves the rest in the fund, for the next workers; at wind-down it goes where windUp says.")]
public sealed record ToFundStep : WaterfallStep;
