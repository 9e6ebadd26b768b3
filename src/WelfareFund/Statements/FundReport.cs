using NodaTime;
using WelfareFund.Evidence;

namespace WelfareFund.Statements;

/// <summary>A fund's quarter for all who may see it: sums only, nothing of one worker or one investor. In base currency where nothing else is said.</summary>
/// <remarks>Rules: docs/rules.md, section 9 "Documents".</remarks>
public sealed record FundReport : IDocument
{
    /// <param name="quarters">The oldest first; the last one is the report's own.</param>
    /// <exception cref="ArgumentException">Two parts of the report give one figure differently.</exception>
    public FundReport(
        FundReportHead head, IReadOnlyList<FundQuarter> quarters, FundCapital capital, FundLiquidity liquidity, IReadOnlyList<OutcomeRow> outcomes,
        IReadOnlyList<ContributionRow> contributions, IReadOnlyList<CohortProtection> protection, FundIncome income, FundBalance balance, IReadOnlyList<string> notes)
    {
        (Head, Quarters, Capital, Liquidity, Outcomes, Contributions, Protection, Income, Balance, Notes) =
            (head, quarters, capital, liquidity, outcomes, contributions, protection, income, balance, notes);
        OutcomeTotal = outcomes.Aggregate(OutcomeRow.None(head.Currency), (sum, row) => sum + row);
        Agree("the quarter's net result", quarters[^1].NetResult, income.NetResult.Quarter);
        Agree("the quarter's outcomes", OutcomeTotal.QuarterAmount, -income.Result.Quarter.OutcomePayments);
        Agree("the outcomes since inception", OutcomeTotal.Amount, -income.Result.SinceInception.OutcomePayments);
        Agree("net assets by claims", capital.NetAssets, balance.NetAssets.Now);
        Agree("net assets at the quarter's end", quarters[^1].NetAssets, balance.NetAssets.Now);
        Agree("bank balances", quarters[^1].Bank, liquidity.BankInBase);
    }

    public FundReportHead Head { get; }
    public IReadOnlyList<FundQuarter> Quarters { get; }
    public FundCapital Capital { get; }
    public FundLiquidity Liquidity { get; }

    /// <summary>By metric, corridor and provider.</summary>
    public IReadOnlyList<OutcomeRow> Outcomes { get; }
    public OutcomeRow OutcomeTotal { get; }

    /// <summary>By currency.</summary>
    public IReadOnlyList<ContributionRow> Contributions { get; }

    /// <summary>By corridor; only groups in which nobody is recognised.</summary>
    public IReadOnlyList<CohortProtection> Protection { get; }
    public FundIncome Income { get; }
    public FundBalance Balance { get; }

    /// <summary>Whole paragraphs, in the order they are numbered.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Null while nobody has approved the figures: the document then says that it is preliminary.</summary>
    public StatementApproval? Approval { get; init; }

    /// <summary>The newest seal of the months that ended by the report's day; null while there is none.</summary>
    public StatementSeal? Seal { get; init; }

    public DocumentIdentity Identity => new("fund-report", Head.FundId, Head.AsOf);
    public long KnownAt => Head.KnownAt;

    private static void Agree(string what, Money one, Money other)
    {
        if (one != other)
            throw new ArgumentException($"The report gives {what} once as {one} and once as {other}.");
    }
}

/// <param name="Period">The fiscal quarter that ends with, or is cut short by, the report's date; both ends included.</param>
/// <param name="KnownAt">The log sequence up to which the books were read.</param>
public sealed record FundReportHead(string FundId, string FundName, Currency Currency, DateInterval Period, long KnownAt)
{
    public LocalDate AsOf => Period.End;
}

/// <summary>One quarter of the fund's life.</summary>
/// <param name="PaidIn">By investors.</param>
/// <param name="Contributions">Income from workers, employers, members and outcome payers.</param>
/// <param name="Outcomes">What providers came to be owed, less what was clawed back; positive.</param>
/// <param name="Bank">Of all accounts at the quarter's end, what was instructed and had not left included.</param>
/// <param name="NetAssets">At its end.</param>
public sealed record FundQuarter(DateInterval Period, Money PaidIn, Money Contributions, Money Outcomes, Money NetResult, Money Bank, Money NetAssets);

/// <summary>Who has a claim to the net assets.</summary>
/// <param name="Tranches">In the order of rank.</param>
/// <param name="ManagerClaim">What the waterfall would give the manager; zero where the terms give it no share.</param>
/// <param name="RecycledSurplus">What nobody has a claim to; negative when the fund owes more than it has.</param>
public sealed record FundCapital(IReadOnlyList<TrancheCapital> Tranches, Money UnspentGrants, Money ManagerClaim, Money RecycledSurplus)
{
    public TrancheCapital Total => Tranches.Aggregate(TrancheCapital.None(UnspentGrants.Currency), (sum, tranche) => sum + tranche);
    public Money NetAssets => Total.Account + UnspentGrants + ManagerClaim + RecycledSurplus;
}

/// <param name="Commitment">Since inception, all investors together.</param>
/// <param name="Distributed">In cash since inception, capital and return; principal that was recycled was not.</param>
/// <param name="Account">The sum of the capital accounts.</param>
public sealed record TrancheCapital(TrancheCommitment Commitment, Money Distributed, Money Account)
{
    public static TrancheCapital None(Currency currency) => new(TrancheCommitment.None(currency), Money.Zero(currency), Money.Zero(currency));

    public static TrancheCapital operator +(TrancheCapital left, TrancheCapital right) =>
        new(left.Commitment + right.Commitment, left.Distributed + right.Distributed, left.Account + right.Account);
}

/// <summary>What the banks hold and what of it is free.</summary>
/// <param name="Banks">In their own currency, and at the date's rates; what was instructed and has not left is taken off.</param>
/// <param name="Bound">What is owed or bound to a purpose, by name; positive.</param>
/// <param name="Reserve">As the newest settlement by that day disclosed it.</param>
/// <param name="ReserveWhy">Its trace in words; empty before the first settlement.</param>
/// <param name="BeyondWhy">What the month's enrolments can cost beyond free cash, in words; empty where it is covered.</param>
public sealed record FundLiquidity(IReadOnlyList<BankHolding> Banks, IReadOnlyList<NamedFigure> Bound, Money Reserve, string ReserveWhy, string BeyondWhy = "")
{
    public Money BankInBase => Banks.Aggregate(Money.Zero(Reserve.Currency), (sum, bank) => sum + bank.InBase);

    /// <summary>Distributable cash; negative when the banks hold less than what is bound and the reserve.</summary>
    public Money Left => Bound.Aggregate(BankInBase - Reserve, (rest, bound) => rest - bound.Amount);
}

public sealed record BankHolding(string Name, Money Amount, Money InBase);

public sealed record NamedFigure(string Name, Money Amount);

/// <summary>Outcomes of one metric, corridor and provider.</summary>
/// <param name="Accepted">Since inception, less those clawed back.</param>
/// <param name="Amount">What they cost since inception, in base currency; what was clawed back or forfeited is taken off.</param>
/// <param name="Waiting">Claimed, and neither accepted nor turned down.</param>
/// <param name="Rejected">Turned down by the verifier or by the contract.</param>
public sealed record OutcomeRow(string Metric, string Corridor, string Provider, int QuarterAccepted, Money QuarterAmount, int Accepted, Money Amount, int Waiting, int Rejected)
{
    public static OutcomeRow None(Currency currency) => new("", "", "", 0, Money.Zero(currency), 0, Money.Zero(currency), 0, 0);

    public static OutcomeRow operator +(OutcomeRow left, OutcomeRow right) => left with
    {
        QuarterAccepted = left.QuarterAccepted + right.QuarterAccepted,
        QuarterAmount = left.QuarterAmount + right.QuarterAmount,
        Accepted = left.Accepted + right.Accepted,
        Amount = left.Amount + right.Amount,
        Waiting = left.Waiting + right.Waiting,
        Rejected = left.Rejected + right.Rejected,
    };
}

/// <summary>Workers' contributions in one currency: what was open, what became due, what came in.</summary>
/// <param name="Paid">Or deducted, less refunds.</param>
/// <param name="DueSinceInception">What was written off is not taken off.</param>
public sealed record ContributionRow(Money Opening, Money Due, Money Paid, Money WrittenOff, Money DueSinceInception, Money PaidSinceInception)
{
    /// <summary>Negative where workers have paid more than is due yet.</summary>
    public Money Closing => Opening + Due - Paid - WrittenOff;

    /// <summary>Of what became due since inception, what was paid; null while nothing was due.</summary>
    public decimal? Collected => DueSinceInception.IsPositive ? decimal.Round(PaidSinceInception.Amount / DueSinceInception.Amount, 4, MidpointRounding.AwayFromZero) : null;
}

/// <param name="Income">By account; so are the expenses, both positive.</param>
/// <param name="Result">The same by the lines of an investor's roll-forward.</param>
public sealed record FundIncome(IReadOnlyList<IncomeRow> Income, IReadOnlyList<IncomeRow> Expenses, ColumnAmounts ExchangeResult, FundResults Result)
{
    public ColumnAmounts TotalIncome => Sum(Income);
    public ColumnAmounts TotalExpenses => Sum(Expenses);
    public ColumnAmounts NetResult => TotalIncome + ExchangeResult - TotalExpenses;

    private ColumnAmounts Sum(IReadOnlyList<IncomeRow> rows) => rows.Aggregate(ColumnAmounts.Zero(ExchangeResult.Quarter.Currency), (sum, row) => sum + row.Amounts);
}

public sealed record IncomeRow(string Name, ColumnAmounts Amounts);

public sealed record FundResults(FundResult Quarter, FundResult YearToDate, FundResult SinceInception);

/// <summary>What the fund has and owes, at the quarter's end and at the end of the one before.</summary>
public sealed record FundBalance(IReadOnlyList<BalanceRow> Assets, IReadOnlyList<BalanceRow> Liabilities, IReadOnlyList<BalanceRow> Equity, Currency Currency)
{
    public BalanceRow TotalAssets => Sum(Assets);
    public BalanceRow TotalLiabilities => Sum(Liabilities);
    public BalanceRow NetAssets => Sum(Equity);

    private BalanceRow Sum(IReadOnlyList<BalanceRow> rows) => rows.Aggregate(new BalanceRow("", Money.Zero(Currency), Money.Zero(Currency)), (sum, row) => new("", sum.Before + row.Before, sum.Now + row.Now));
}

public sealed record BalanceRow(string Name, Money Before, Money Now);
