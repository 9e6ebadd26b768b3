using NodaTime;

namespace WelfareFund.Terms;

/// <summary>One version of a fund's terms, complete. <see cref="FundFile"/> is what reads and checks them.</summary>
[Means("The terms of one fund. Amounts are text in major units; a plain amount is in the currency of the section it stands in.")]
public sealed record FundTerms
{
    [Means("The fund's own id, also the name of its folder."), Id]
    public required string Id { get; init; }

    [Means("The fund's name as people read it.")]
    public required string Name { get; init; }

    [Means("A made-up fund to try things on. It can never become real.")]
    public bool Sample { get; init; }

    [Means("The currency the books are kept in, and of every plain amount outside contracts and contributions."), CurrencyOfTheSection]
    public required Currency BaseCurrency { get; init; }

    [Means("The time zone that says when a day and a month of the fund begin and end.")]
    public required DateTimeZone TimeZone { get; init; }

    [Means("The first month that has books.")]
    public required YearMonth FirstMonth { get; init; }

    [Means("The last day of the fiscal year, as month and day.")]
    public AnnualDate FiscalYearEnd { get; init; } = new(12, 31);

    [Means("How many months after a wage month its contributions settle: payrolls arrive late."), Limits(AtLeast = 0, AtMost = 12)]
    public int WageMonthLag { get; init; } = 1;

    [Means("The fund's bank accounts, each in one currency."), AtLeastOne]
    public required IReadOnlyList<BankAccountTerms> BankAccounts { get; init; }

    [Means("Where exchange rates come from, and how old one may be.")]
    public FxTerms Fx { get; init; } = new();

    [Means("Which days are no business days.")]
    public CalendarTerms Calendar { get; init; } = new();

    [Means("How people reach the fund.")]
    public ContactTerms Contact { get; init; } = new();

    [Means("From which country to which the fund helps people to move, and into which work."), AtLeastOne]
    public required IReadOnlyList<Corridor> Corridors { get; init; }

    [Means("What outcome payments pay for. Workers never pay for recruitment."), AtLeastOne]
    public required IReadOnlyList<CostLine> CostLines { get; init; }

    [Means("How the quality of a job is scored.")]
    public required QualityTerms Quality { get; init; }

    [Means("The outcomes-based contracts with service providers.")]
    public IReadOnlyList<ContractTerms> Contracts { get; init; } = [];

    [Means("What all contracts together pay for outcomes at most over the fund's whole life, each at the rate of its acceptance. Without it only the contracts' own caps hold."), Limits(MoreThan = 0)]
    public Money? OutcomesMaximum { get; init; }

    [Means("The sets of terms that contribution agreements stand on.")]
    public IReadOnlyList<ContributionTerms> Contributions { get; init; } = [];

    [Means("The investors' money: tranches, grants and the order in which cash is paid out.")]
    public CapitalTerms Capital { get; init; } = new();

    [Means("The cash that is kept back so that outcomes can be paid.")]
    public ReserveTerms Reserve { get; init; } = new();

    [Means("What running the fund costs. Without it nothing is charged.")]
    public AdministrationTerms? Administration { get; init; }

    [Means("What the authorities that oversee the fund receive.")]
    public IReadOnlyList<OversightTerms> Oversight { get; init; } = [];

    [Means("The share of an overdue contribution that is expected never to come, by its age.")]
    public IReadOnlyList<AllowanceStep> Allowance { get; init; } = [];

    [Means("When the monthly settlement starts by itself.")]
    public SettlementTerms Settlement { get; init; } = new();

    [Means("What more than the usual second person has to approve.")]
    public ApprovalTerms Approvals { get; init; } = new();

    [Means("The fund's own codes and names for accounts of the chart, by the account's role."), Id]
    public IReadOnlyDictionary<string, AccountTerms> Accounts { get; init; } = new SortedDictionary<string, AccountTerms>(StringComparer.Ordinal);

    public BankAccountTerms? BankAccount(string id) => BankAccounts.FirstOrDefault(account => account.Id == id);
    public Corridor? Corridor(string id) => Corridors.FirstOrDefault(corridor => corridor.Id == id);
    public CostLine? CostLine(string id) => CostLines.FirstOrDefault(line => line.Id == id);
    public ContractTerms? Contract(string id) => Contracts.FirstOrDefault(contract => contract.Id == id);
    public ContributionTerms? Contribution(string id) => Contributions.FirstOrDefault(terms => terms.Id == id);

    /// <summary>The rate card a worker keeps who enrolled on <paramref name="enrolledOn"/>; null when the contract is unknown or has no card yet that day.</summary>
    public RateCard? RateCard(string contractId, LocalDate enrolledOn) => Contract(contractId)?.RateCardOn(enrolledOn);
}
