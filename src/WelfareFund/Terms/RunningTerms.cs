using NodaTime;

namespace WelfareFund.Terms;

/// <summary>The reserve is the greatest of its parts.</summary>
[Means("Cash kept back so that outcomes can be paid: the greater of both.")]
public sealed record ReserveTerms
{
    [Means("So many months of the last twelve months' average accepted outcomes."), Limits(AtLeast = 0, AtMost = 60)]
    public int MonthsOfOutcomes { get; init; }

    [Means("In any case this. Without it there is no least amount."), Limits(AtLeast = 0)]
    public Money? Minimum { get; init; }
}

[Means("What running the fund costs.")]
public sealed record AdministrationTerms
{
    [Means("For each month, by days in part months."), Limits(AtLeast = 0)]
    public required Money Monthly { get; init; }
}

[Means("What an authority that oversees the fund receives.")]
public sealed record OversightTerms
{
    [Means("Who receives it."), Id, Key]
    public required string Payee { get; init; }

    [Means("The share of accepted gross outcomes at their base amount."), Limits(MoreThan = 0, AtMost = 1)]
    public required decimal ShareOfOutcomes { get; init; }
}

[Means("From an age on, a share of a debt is expected never to come.")]
public sealed record AllowanceStep
{
    [Means("Overdue for so many days or more."), Limits(AtLeast = 0, AtMost = 36600), Key]
    public required int OverdueDays { get; init; }

    [Means("The share that is expected never to come."), Limits(AtLeast = 0, AtMost = 1)]
    public required decimal Share { get; init; }
}

[Means("When the settlement of the month before starts by itself.")]
public sealed record SettlementTerms
{
    [Means("The day of the next month; its last one where it is shorter."), Limits(AtLeast = 1, AtMost = 31)]
    public int DayOfMonth { get; init; } = 5;

    [Means("The time of day in the fund's time zone.")]
    public LocalTime Time { get; init; } = new(6, 0);
}

[Means("Everything that moves money needs a second person; some things need more.")]
public sealed record ApprovalTerms
{
    [Means("From which amounts on how many people have to approve.")]
    public IReadOnlyList<ApprovalLimit> Limits { get; init; } = [];

    [Means("A worker's pause longer than so many days needs a second person."), Limits(AtLeast = 0, AtMost = 3660)]
    public int PauseLongerThanDays { get; init; } = 90;

    [Means("A payee's changed bank details count only so many days after they were approved, and nobody is paid in between."), Limits(AtLeast = 0, AtMost = 90)]
    public int BankDetailsDelayDays { get; init; } = 3;
}

[Means("How many people approve one kind of thing above an amount.")]
public sealed record ApprovalLimit
{
    [Means("What is approved."), Key]
    public required ApprovalKind Kind { get; init; }

    [Means("The amount above which it holds."), Limits(AtLeast = 0)]
    public required Money Above { get; init; }

    [Means("How many people besides the maker."), Limits(AtLeast = 1, AtMost = 9)]
    public required int Approvers { get; init; }
}

public enum ApprovalKind
{
    Settlement,
    PaymentBatch,
    CapitalCall,
    Distribution,
    WriteOff,
    Pause,
    BankDetails,
    ManualEntry,
    Terms,
    CostLineBasis,
    Sealing,
}

[Means("The fund's own code and name for an account.")]
public sealed record AccountTerms
{
    [Means("The account's code."), Pattern("^[A-Za-z0-9][A-Za-z0-9.:-]{0,31}$", "a code is up to 32 letters, digits, dots, colons or dashes")]
    public required string Code { get; init; }

    [Means("The account's name.")]
    public required string Name { get; init; }
}
