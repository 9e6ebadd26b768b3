using NodaTime;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>All that the fund knows about one worker's agreement. The lists are the worker's own, in any order.</summary>
public sealed record AgreementFacts
{
    public required Agreement Agreement { get; init; }
    public required ContributionTerms Terms { get; init; }
    public required QualityTerms Quality { get; init; }
    public IReadOnlyList<Employment> Employments { get; init; } = [];
    public IReadOnlyList<Audit> Audits { get; init; } = [];
    public IReadOnlyList<WageReport> WageReports { get; init; } = [];
    public IReadOnlyList<Pause> Pauses { get; init; } = [];
    public IReadOnlyList<Ending> Endings { get; init; } = [];

    /// <summary>What the fund itself paid for this worker's services; null where nobody knows, and then only the other caps hold.</summary>
    public IReadOnlyList<ServiceCost>? ServiceCosts { get; init; }

    /// <summary>In agreement currency, by the wage month it was written off with: the clocks count it no more.</summary>
    public IReadOnlyList<(YearMonth Month, Money Counted)> WrittenOff { get; init; } = [];

    /// <summary>What was posted on each month, in agreement currency: it stands while the month waits for a rate.</summary>
    public IReadOnlyDictionary<YearMonth, Money> Posted { get; init; } = new Dictionary<YearMonth, Money>();

    /// <summary>Not the worker's first: jobs and endings before its consent are not its own, and its window begins with it.</summary>
    public bool FollowsAnother { get; init; }

    /// <summary>When the worker consented to the same terms anew; the later agreement owes from that month on.</summary>
    public LocalDate? ReplacedOn { get; init; }
}

/// <summary>What one employer's pay owes for a month, in the currency of that pay.</summary>
public readonly record struct EmployerDue(EmployerId Employer, Money Due);

/// <summary>One wage month of an agreement.</summary>
/// <param name="Dues">Of the employers whose pay owes something, in ordinal order of their ids.</param>
/// <param name="Pays">Each employer's pay, whether it counts or not.</param>
/// <param name="State">The clocks after the month.</param>
/// <param name="Held">Why the month waits: pay in a currency without a rate. Nothing is due of it meanwhile.</param>
/// <param name="Trace">Empty for months before the one tracing was asked from.</param>
/// <param name="Room">What the month can be asked for besides, for earlier months.</param>
/// <param name="Missing">Employers whose report is expected and not there.</param>
public sealed record ContributionMonth(
    YearMonth Month, ContributionDecision Decision, IReadOnlyList<EmployerDue> Dues, IReadOnlyList<Pay> Pays, ContributionState State,
    Refusal? Held, IReadOnlyList<TraceStep> Trace, CollectionRoom Room, IReadOnlyList<EmployerId> Missing);

/// <summary>
/// An agreement month by month. A correction is no case of its own: the months run again with what is known now, and the difference to
/// what was posted posts.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "Contributions".</remarks>
public static class ContributionHistory
{
    /// <summary>From the month of the first start of work; empty while there is none.</summary>
    /// <param name="rates">A wage month converts at its last day.</param>
    /// <param name="through">The last wage month.</param>
    /// <param name="tracedFrom">The first month to explain; null explains all.</param>
    /// <exception cref="ArgumentException">The terms have no share, so that nobody owes by month; or two currencies stand where one has to.</exception>
    public static IReadOnlyList<ContributionMonth> Of(AgreementFacts facts, ExchangeRates rates, YearMonth through, YearMonth? tracedFrom = null)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return OfWorker([facts], rates, through, tracedFrom)[0];
    }

    /// <summary>
    /// All agreements of one worker, month by month together: a later one takes only what the earlier ones leave of the same pay, and what services
    /// cost explains each contribution once.
    /// </summary>
    /// <param name="inOrder">The earlier ones first.</param>
    /// <returns>A history for each agreement.</returns>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static IReadOnlyList<IReadOnlyList<ContributionMonth>> OfWorker(IReadOnlyList<AgreementFacts> inOrder, ExchangeRates rates, YearMonth through, YearMonth? tracedFrom = null)
    {
        ArgumentNullException.ThrowIfNull(inOrder);
        var agreements = inOrder.Select(facts => new RunningAgreement(facts, rates)).ToList();
        if (agreements.Min(agreement => agreement.First) is { } first)
        {
            for (var month = first; month <= through; month = month.PlusMonths(1))
            {
                for (var i = 0; i < agreements.Count; i++)
                {
                    if (agreements[i].First <= month)
                        TakeMonth(agreements, i, month, isTraced: !(month < tracedFrom), rates);
                }
            }
        }

        return [.. agreements.Select(agreement => agreement.Months)];
    }

    private static void TakeMonth(List<RunningAgreement> agreements, int at, YearMonth month, bool isTraced, ExchangeRates rates)
    {
        var own = agreements[at];
        decimal owed = 0, most = decimal.MaxValue;
        Refusal? waits = null;
        foreach (var before in agreements.Take(at).Where(before => before.Months is [.., var last] && last.Month == month))
        {
            var last = before.Months[^1];
            waits ??= last.Held;
            if (!last.Decision.IsDue)
                continue;
            var rate = rates.Find(before.Currency, own.Currency, month.ToDateInterval().End);
            if (rate.IsRefused)
            {
                waits ??= rate.Refusals[0];
                continue;
            }

            owed += MinorUnits(last.Decision.Counted, own.Currency, rate.Value.Rate);
            if (last.Room.Most is { } allowed)
                most = Math.Min(most, MinorUnits(allowed, own.Currency, rate.Value.Rate));
        }

        var counted = own.Take(month, owed, most, waits, isTraced);
        if (counted == 0)
            return;
        foreach (var other in agreements.Where(other => other != own))
            other.CountOther(new(counted, own.Currency), rates.Find(own.Currency, other.Currency, month.ToDateInterval().End));
    }

    internal static decimal MinorUnits(Money amount, Currency currency, decimal rate) =>
        (decimal)amount.MinorUnits / amount.Currency.MinorUnitsPerMajor * rate * currency.MinorUnitsPerMajor;
}
