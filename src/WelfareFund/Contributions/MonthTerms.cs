using NodaTime;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Contributions;

/// <summary>
/// An agreement's terms as they stand in one wage month: dated terms looked up, amounts in minor units of the agreement currency.
/// Where no term changes by date one instance serves all months.
/// </summary>
public sealed class MonthTerms
{
    private const long Unlimited = long.MaxValue;

    /// <param name="on">The wage month's first day: what a month is worked under is known before it begins.</param>
    /// <param name="cap">The most this worker ever pays, see <see cref="ContributionCap"/>; null for no cap.</param>
    /// <param name="otherShare">Share of gross pay that the worker's other income-based obligations take.</param>
    /// <exception cref="ArgumentException">The terms have no share, so that nobody owes by month; or an amount is in another currency.</exception>
    public MonthTerms(ContributionTerms terms, LocalDate on, Money? cap = null, decimal otherShare = 0)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegative(otherShare);
        Currency = terms.Currency;
        Share = (terms.Share ?? throw new ArgumentException($"The contribution terms '{terms.Id}' have no share.", nameof(terms))).InForce(on);
        var floor = terms.Floor?.InForce(on);
        FloorRule = floor?.Rule;
        Floor = floor is null ? 0 : Minor(floor.Amount);
        UpperCutOff = terms.UpperCutOff is { } cutOff ? Minor(cutOff) : Unlimited;
        HasUpperCutOff = terms.UpperCutOff is not null;
        Cap = cap is { } most ? Minor(most) : Unlimited;
        MostPayments = terms.Payments ?? int.MaxValue;
        MostWindowMonths = terms.WindowMonths ?? int.MaxValue;
        GraceMonths = terms.GraceMonths;
        PauseUsesWindow = terms.PauseUsesWindow;
        MaxShareOfPay = terms.MaxShareOfPay;
        OtherShare = otherShare;
        ShareLimit = Math.Max(0, (terms.MaxShareOfPay ?? 1) - otherShare);
        Rounding = terms.Rounding;
        RoundTo = terms.RoundTo is { } unit ? Minor(unit) : 1;
    }

    public Currency Currency { get; }
    public decimal Share { get; }
    public FloorRule? FloorRule { get; }
    public RoundingMode Rounding { get; }

    internal decimal Floor { get; }
    internal decimal UpperCutOff { get; }
    internal bool HasUpperCutOff { get; }
    internal long Cap { get; }
    internal int MostPayments { get; }
    internal int MostWindowMonths { get; }
    internal int GraceMonths { get; }
    internal bool PauseUsesWindow { get; }
    internal decimal? MaxShareOfPay { get; }
    internal decimal OtherShare { get; }

    /// <summary>What the other obligations leave of <see cref="MaxShareOfPay"/>.</summary>
    internal decimal ShareLimit { get; }

    /// <summary>At least 1.</summary>
    internal long RoundTo { get; }
    internal bool HasCap => Cap != Unlimited;

    /// <summary>Null when there is no cap.</summary>
    public Money? CapLeft(ContributionState state) => HasCap ? new(MinorCapLeft(state), Currency) : null;

    /// <summary>Null when the number of payments has no limit.</summary>
    public int? PaymentsLeft(ContributionState state) => MostPayments == int.MaxValue ? null : Math.Max(0, MostPayments - state.Payments);

    /// <summary>Null when there is no window.</summary>
    public int? WindowLeft(ContributionState state) => MostWindowMonths == int.MaxValue ? null : Math.Max(0, MostWindowMonths - state.WindowMonths);

    /// <summary>Whether a clock has run out, and which: <see cref="ContributionReason.Completed"/>, <see cref="ContributionReason.WindowOver"/> or none.</summary>
    public ContributionReason EndedBy(ContributionState state) =>
        state.Payments >= MostPayments || MinorCapLeft(state) < RoundTo ? ContributionReason.Completed
        : state.WindowMonths >= MostWindowMonths ? ContributionReason.WindowOver
        : ContributionReason.None;

    /// <summary>Whether any term depends on the month, so that each month needs its own instance.</summary>
    public static bool ChangeByDate(ContributionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Share?.Versions.Count > 1 || terms.Floor?.Versions.Count > 1 || terms.Cap?.Versions.Count > 1;
    }

    internal long MinorCapLeft(ContributionState state) => HasCap ? Math.Max(0, Cap - state.Counted) : Unlimited;

    /// <summary>The unit dues in a pay currency are rounded to: as many major units as in agreement currency, but at least one minor unit.</summary>
    internal long RoundToIn(Currency pay) =>
        ReferenceEquals(pay, Currency) ? RoundTo : Math.Max(1, RoundTo * pay.MinorUnitsPerMajor / Currency.MinorUnitsPerMajor);

    internal object Traced(decimal minorUnits) => TraceAmount.Of(minorUnits, Currency);

    private long Minor(Money amount) => ReferenceEquals(amount.Currency, Currency)
        ? amount.MinorUnits
        : throw new ArgumentException($"An amount of the agreement is in {amount.Currency}, and the agreement is in {Currency}.");
}
