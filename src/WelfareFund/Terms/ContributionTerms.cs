namespace WelfareFund.Terms;

[Means("One set of terms for contributions. Nothing here ever bears interest, a penalty or a fee.")]
public sealed record ContributionTerms
{
    [Means("The id that agreements name."), Id]
    public required string Id { get; init; }

    [Means("Who pays.")]
    public Payer Payer { get; init; } = Payer.Worker;

    [Means("The agreement's currency: of the cap, the floor and every other amount here."), CurrencyOfTheSection]
    public required Currency Currency { get; init; }

    [Means("The share of gross pay."), Limits(MoreThan = 0, AtMost = 1)]
    public Dated<decimal>? Share { get; init; }

    [Means("The monthly pay below which nothing is due.")]
    public Dated<FloorTerms>? Floor { get; init; }

    [Means("Monthly pay above this is left out of account."), Limits(MoreThan = 0)]
    public Money? UpperCutOff { get; init; }

    [Means("The most a person ever contributes.")]
    public Dated<CapTerms>? Cap { get; init; }

    [Means("How many monthly payments at most. A month with nothing due is none."), Limits(AtLeast = 1, AtMost = 600)]
    public int? Payments { get; init; }

    [Means("How many months after the first job starts the agreement ends, whatever was paid."), Limits(AtLeast = 1, AtMost = 600)]
    public int? WindowMonths { get; init; }

    [Means("Calendar months after the month of the first start in which nothing is due."), Limits(AtLeast = 0, AtMost = 120)]
    public int GraceMonths { get; init; }

    [Means("Whether months of a pause count towards the window.")]
    public bool PauseUsesWindow { get; init; }

    [Means("The most that all income-based obligations together may take of pay."), Limits(MoreThan = 0, AtMost = 1)]
    public decimal? MaxShareOfPay { get; init; }

    [Means("How an amount due is rounded, once, at the end.")]
    public RoundingMode Rounding { get; init; } = RoundingMode.Down;

    [Means("The unit that amounts are rounded to. Without it one minor unit; 1.00 means whole units."), Limits(MoreThan = 0)]
    public Money? RoundTo { get; init; }

    [Means("The tiers whose pay counts. Without it every tier's does."), Id, AtLeastOne]
    public IReadOnlyList<string>? CarryingTiers { get; init; }

    [Means("What an employer owes who pays by bond.")]
    public BondTerms? Bond { get; init; }

    [Means("What a membership costs.")]
    public MembershipTerms? Membership { get; init; }

    [Means("Where savings are kept for the worker.")]
    public SavingsTerms? Savings { get; init; }

    [Means("What a government or a donor pays.")]
    public OutcomePayerTerms? OutcomePayer { get; init; }

    /// <summary>Whether pay from an employment of this tier counts.</summary>
    public bool Carries(string tier) => CarryingTiers is null || CarryingTiers.Contains(tier);
}

public enum Payer
{
    Worker,

    /// <summary>A share of the wage bill until the cost is back.</summary>
    Employer,

    /// <summary>An amount over months, by day, owed by the employer of that day.</summary>
    EmployerBond,
    Government,
    Donor,

    /// <summary>A fixed fee per deployment for a term.</summary>
    Membership,

    /// <summary>Kept for the worker and given back on return; never income.</summary>
    Savings,
}

[Means("The pay that is protected, month by month."), WithCurrency]
public sealed record FloorTerms
{
    [Means("The monthly pay, whole in every month."), Limits(AtLeast = 0)]
    public required Money Amount { get; init; }

    [Means("What is due from the floor on.")]
    public required FloorRule Rule { get; init; }
}

public enum FloorRule
{
    /// <summary>Below it nothing; from exactly the floor up, the share of all pay.</summary>
    Cliff,

    /// <summary>The share of what exceeds it.</summary>
    Above,

    /// <summary>The share of all pay, but never so much that pay less all contributions falls below it.</summary>
    Taper,
}

/// <summary>At least one of <see cref="Amount"/> and <see cref="TimesServiceCost"/> is given; of both the lower holds.</summary>
[Means("The most a person contributes over the whole agreement: an amount, a multiple of the service cost the fund paid, or the lower of both."), WithCurrency]
public sealed record CapTerms
{
    [Means("A fixed amount."), Limits(MoreThan = 0)]
    public Money? Amount { get; init; }

    [Means("A multiple of the service cost that the fund itself paid for this worker."), Limits(MoreThan = 0, AtMost = 10)]
    public decimal? TimesServiceCost { get; init; }

    [Means("The service cost lines that count. Without it all of them do. Recruitment never counts towards what a worker pays."), Id, AtLeastOne]
    public IReadOnlyList<string>? CostLines { get; init; }
}

[Means("An amount over months, accruing by day to the employer of that day.")]
public sealed record BondTerms
{
    [Means("The whole amount."), Limits(MoreThan = 0)]
    public required Money Amount { get; init; }

    [Means("Over how many months it accrues."), Limits(AtLeast = 1, AtMost = 600)]
    public required int Months { get; init; }
}

[Means("A fixed fee per deployment, earned by month.")]
public sealed record MembershipTerms
{
    [Means("The fee for the whole term."), Limits(MoreThan = 0)]
    public required Money Fee { get; init; }

    [Means("How many months the fee covers."), Limits(AtLeast = 1, AtMost = 600)]
    public required int Months { get; init; }

    [Means("Who pays the fee.")]
    public required MembershipPayer PaidBy { get; init; }
}

public enum MembershipPayer
{
    Worker,
    Employer,
    Agency,
}

[Means("A share kept for the worker in its own bank account and given back on return.")]
public sealed record SavingsTerms
{
    [Means("The bank account that holds the savings and nothing else."), Id]
    public required string Account { get; init; }
}

/// <summary>Exactly one of <see cref="PerOutcome"/> and <see cref="Fixed"/> is given.</summary>
[Means("What a government or a donor pays: an amount for each accepted outcome, or a fixed amount a month.")]
public sealed record OutcomePayerTerms
{
    [Means("For each accepted outcome."), Limits(MoreThan = 0)]
    public Money? PerOutcome { get; init; }

    [Means("For each month."), Limits(MoreThan = 0)]
    public Money? Fixed { get; init; }
}
