namespace WelfareFund.Statements;

/// <summary>How the capital account came from its opening to its closing balance, in each of the three columns.</summary>
public sealed record CapitalRollForward
{
    /// <exception cref="ArgumentException">The columns do not close at the same balance.</exception>
    public CapitalRollForward(ColumnAmounts opening, ColumnAmounts paidIn, ColumnAmounts distributions, NetResultShare netResult)
    {
        Opening = opening;
        PaidIn = paidIn;
        Distributions = distributions;
        NetResult = netResult;
        var closing = opening + paidIn + distributions + netResult.Total;
        if (closing.Quarter != closing.YearToDate || closing.Quarter != closing.SinceInception)
        {
            throw new ArgumentException(
                $"The roll-forward closes at {closing.Quarter} for the quarter, {closing.YearToDate} for the year and {closing.SinceInception} since inception; all three are one balance.");
        }

        Closing = closing.Quarter;
    }

    public ColumnAmounts Opening { get; }

    /// <summary>Capital paid in, positive.</summary>
    public ColumnAmounts PaidIn { get; }

    /// <summary>Negative.</summary>
    public ColumnAmounts Distributions { get; }

    public NetResultShare NetResult { get; }
    public Money Closing { get; }
}

/// <summary>The investor's share of what the fund earned and spent; costs are negative.</summary>
/// <param name="ExchangeResult">Negative is a loss.</param>
/// <param name="Losses">On receivables.</param>
/// <param name="Other">Interest, membership income, bank charges, job audits, and what the waterfall's ranks move between investors.</param>
public sealed record NetResultShare(
    ColumnAmounts ContributionIncome,
    ColumnAmounts GrantIncome,
    ColumnAmounts OutcomePayments,
    ColumnAmounts AdministrationAndOversight,
    ColumnAmounts ExchangeResult,
    ColumnAmounts Losses,
    ColumnAmounts Other)
{
    public ColumnAmounts Total => ContributionIncome + GrantIncome + OutcomePayments + AdministrationAndOversight + ExchangeResult + Losses + Other;
}

/// <summary>One line's amount in the quarter, in the fund's financial year to date, and since the first entry.</summary>
public readonly record struct ColumnAmounts(Money Quarter, Money YearToDate, Money SinceInception)
{
    public static ColumnAmounts Zero(Currency currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    public static ColumnAmounts operator +(ColumnAmounts left, ColumnAmounts right) =>
        new(left.Quarter + right.Quarter, left.YearToDate + right.YearToDate, left.SinceInception + right.SinceInception);

    public static ColumnAmounts operator -(ColumnAmounts left, ColumnAmounts right) =>
        new(left.Quarter - right.Quarter, left.YearToDate - right.YearToDate, left.SinceInception - right.SinceInception);
}
