using NodaTime;

namespace WelfareFund.Capital;

/// <summary>What investors' money did since inception. Grants stand outside: nobody expects them back.</summary>
/// <param name="Committed">Signed, whether called or not.</param>
/// <param name="PaidIn">All that was ever paid in; what can be called again counts again once it is.</param>
/// <param name="Distributed">All that was ever paid out, in cash; principal that was recycled was not.</param>
/// <param name="Account">The capital account at the end.</param>
/// <param name="Irr">Net: of the dated flows, and the account as the last one.</param>
/// <remarks>Multiples have four decimals, each rounded half-up; a multiple of nothing is null, and is to be shown as such. Rules: docs/rules.md, section 6 "Capital".</remarks>
public sealed record Returns(Money Committed, Money PaidIn, Money Distributed, Money Account, InternalRate Irr)
{
    private const decimal Unit = 10_000m;

    /// <summary>Paid-in ÷ committed; null while nothing is committed.</summary>
    public decimal? Pic => Multiple(PaidIn, Committed);

    /// <summary>Distributions ÷ paid-in; null while nothing is paid in, as are the two after it.</summary>
    public decimal? Dpi => Multiple(Distributed, PaidIn);

    /// <summary>Capital account ÷ paid-in.</summary>
    public decimal? Rvpi => Multiple(Account, PaidIn);

    /// <summary>The sum of the two as they are shown, so that a reader can add them up.</summary>
    public decimal? Tvpi => Dpi + Rvpi;

    /// <param name="flows">The investor's, or all investors': paid in negative, received positive. What lies after <paramref name="on"/> is left out.</param>
    /// <param name="account">At the end of <paramref name="on"/>.</param>
    public static Returns Of(LocalDate on, Money committed, IEnumerable<DatedFlow> flows, Money account)
    {
        var past = flows.Where(flow => flow.On <= on).ToList();
        return new(committed, Sum(past, -1, committed.Currency), Sum(past, 1, committed.Currency), account, InternalRate.Of(past.Append(new(on, account))));
    }

    internal static Money Sum(IEnumerable<DatedFlow> flows, int sign, Currency currency) =>
        flows.Where(flow => flow.Amount.MinorUnits * sign > 0).Aggregate(Money.Zero(currency), (sum, flow) => sign > 0 ? sum + flow.Amount : sum - flow.Amount);

    private static decimal? Multiple(Money part, Money whole) =>
        whole.IsPositive ? Rounding.Apply(part.MinorUnits * Unit / whole.MinorUnits, RoundingMode.HalfUp) / Unit : null;
}

/// <summary>The return of one period, as if the account had been bought at its opening and sold at its closing value.</summary>
/// <param name="Opening">The account at the end of the day before the period.</param>
/// <param name="Irr">Of the opening value, the period's flows and the closing value; a year of 365 days.</param>
public sealed record PeriodReturn(LocalDate First, LocalDate Last, Money Opening, Money PaidIn, Money Distributed, Money Closing, InternalRate Irr)
{
    /// <summary>What the account gained beyond what was paid in and out.</summary>
    public Money Gain => Closing - Opening - PaidIn + Distributed;

    /// <param name="flows">What lies outside the period is left out.</param>
    public static PeriodReturn Of(LocalDate first, LocalDate last, Money opening, IEnumerable<DatedFlow> flows, Money closing)
    {
        var own = flows.Where(flow => flow.On >= first && flow.On <= last).ToList();
        var currency = opening.Currency;
        return new(first, last, opening, Returns.Sum(own, -1, currency), Returns.Sum(own, 1, currency), closing,
            InternalRate.Of([new(first.PlusDays(-1), -opening), .. own, new(last, closing)]));
    }

    /// <summary>Since inception by fiscal years, the last one as far as it has come; a calendar year is the fiscal year that ends with December.</summary>
    /// <param name="accountOn">The capital account at the end of a day.</param>
    public static IReadOnlyList<PeriodReturn> ByYear(LocalDate inception, LocalDate on, AnnualDate yearEnd, IReadOnlyCollection<DatedFlow> flows, Func<LocalDate, Money> accountOn)
    {
        ArgumentNullException.ThrowIfNull(accountOn);
        var years = new List<PeriodReturn>();
        if (on < inception)
            return years;
        var (first, opening) = (inception, accountOn(inception.PlusDays(-1)));
        while (first <= on)
        {
            var end = yearEnd.InYear(first.Year);
            var last = LocalDate.Min(on, first <= end ? end : yearEnd.InYear(first.Year + 1));
            var closing = accountOn(last);
            years.Add(Of(first, last, opening, flows, closing));
            (first, opening) = (last.PlusDays(1), closing);
        }

        return years;
    }
}
