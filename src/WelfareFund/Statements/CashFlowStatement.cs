using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Statements;

public enum CashFlowSection
{
    /// <summary>What the fund is there for: outcomes, contributions, what it costs to run.</summary>
    Operating,

    /// <summary>From and to investors and givers of grants.</summary>
    Financing,

    /// <summary>Currency bought and sold.</summary>
    Exchange,
}

/// <param name="Account">What the cash came from or went to.</param>
/// <param name="Amount">Positive came in. In its own currency.</param>
/// <param name="InBase">The same, each month's flows at the month's closing rate.</param>
public sealed record CashFlowLine(CashFlowSection Section, Account Account, Money Amount, Money InBase);

/// <summary>The cash of one currency at both ends of the period.</summary>
/// <param name="ExchangeInBase">What the base amount of closing cash differs by from opening cash and the flows: rates have moved.</param>
public sealed record CashHeld(Money Opening, Money OpeningInBase, Money Closing, Money ClosingInBase, Money ExchangeInBase);

/// <summary>A posting of a day.</summary>
/// <param name="Amount">A debit is positive.</param>
public sealed record DatedPosting(LocalDate On, long Entry, Account Account, Money Amount);

/// <summary>Where a period's cash came from and where it went. Cash is what the banks hold less what they were told to pay: a payment counts from its instruction.</summary>
/// <remarks>Rules: docs/rules.md, 3.2 "Cash flow".</remarks>
public sealed record CashFlowStatement
{
    private CashFlowStatement(IReadOnlyList<CashFlowLine> lines, IReadOnlyList<CashHeld> cash) => (Lines, Cash) = (lines, cash);

    /// <summary>By section, account number and currency; what comes to nothing is left out.</summary>
    public IReadOnlyList<CashFlowLine> Lines { get; }

    /// <summary>By currency.</summary>
    public IReadOnlyList<CashHeld> Cash { get; }

    public static bool IsCash(Account account) => ChartOfAccounts.RoleOf(account) is AccountRole.Bank or AccountRole.PaymentsInTransit;

    /// <summary>The day whose rate counts for a flow: its month's last one, or the report's.</summary>
    public static LocalDate ConvertedOn(LocalDate on, LocalDate last) => LocalDate.Min(last, on.ToYearMonth().ToDateInterval().End);

    /// <param name="opening">All balances at the end of the day before the period; minor units, a debit is positive.</param>
    /// <param name="closing">The same at its end.</param>
    /// <param name="postings">Of the period's entries that touch cash, all of them.</param>
    /// <param name="rate">Units of a currency for one unit of base currency on a day; null where there is none. Never asked for the base currency.</param>
    /// <param name="first">Of the period.</param>
    /// <returns>Refused: <c>no-rate</c>.</returns>
    /// <exception cref="ArgumentException">The flows of a currency do not lead from its opening to its closing cash.</exception>
    public static Result<CashFlowStatement> Of(
        IReadOnlyDictionary<int, Account> accounts, IReadOnlyDictionary<BalanceKey, long> opening, IReadOnlyDictionary<BalanceKey, long> closing, IEnumerable<DatedPosting> postings,
        LocalDate first, LocalDate last, Func<LocalDate, Currency, decimal?> rate, Currency baseCurrency)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var zero = Money.Zero(baseCurrency);
        var lines = postings.GroupBy(posting => posting.Entry).SelectMany(Flows)
            .GroupBy(flow => (On: ConvertedOn(flow.On, last), flow.Account.Number, flow.Amount.Currency))
            .Select(month => (month.Key.On, Flow: month.Aggregate((sum, flow) => sum with { Amount = sum.Amount + flow.Amount })))
            .Select(month => new CashFlowLine(SectionOf(month.Flow.Account), month.Flow.Account, month.Flow.Amount, InBase(month.On, month.Flow.Amount)))
            .GroupBy(line => (line.Section, line.Account.Number, line.Amount.Currency)).OrderBy(line => line.Key)
            .Select(months => months.Aggregate((sum, line) => sum with { Amount = sum.Amount + line.Amount, InBase = sum.InBase + line.InBase }))
            .Where(line => !line.Amount.IsZero || !line.InBase.IsZero).ToList();
        var cash = opening.Concat(closing).Where(balance => IsCash(accounts[balance.Key.Account])).Select(balance => balance.Key.Currency).Distinct().Order().Select(currency =>
        {
            var (before, after) = (Sum(opening, currency), Sum(closing, currency));
            var (beforeInBase, afterInBase) = (InBase(first.PlusDays(-1), before), InBase(last, after));
            var own = lines.Where(line => line.Amount.Currency == currency).ToList();
            var flows = own.Aggregate(Money.Zero(currency), (sum, line) => sum + line.Amount);
            return before + flows == after
                ? new CashHeld(before, beforeInBase, after, afterInBase, own.Aggregate(afterInBase - beforeInBase, (rest, line) => rest - line.InBase))
                : throw new ArgumentException($"Cash of {before} and flows of {flows} do not come to {after}.", nameof(postings));
        }).ToList();
        return missing.Count > 0
            ? Result.Refused<CashFlowStatement>([.. missing.Select(what => new Refusal("no-rate", "", $"cash moved in {what} and there is no rate to {baseCurrency}", "import the rate of that day"))])
            : new CashFlowStatement(lines, cash);

        Money InBase(LocalDate on, Money amount)
        {
            if (amount.Currency == baseCurrency || amount.IsZero)
                return amount.IsZero ? zero : amount;
            if (rate(on, amount.Currency) is { } perBase)
                return Money.Round(amount.Amount / perBase, baseCurrency, RoundingMode.HalfUp);
            missing.Add(FormattableString.Invariant($"{amount.Currency}, for which {on:uuuu-MM-dd} counts,"));
            return zero;
        }

        Money Sum(IReadOnlyDictionary<BalanceKey, long> balances, Currency currency) =>
            new(balances.Where(balance => balance.Key.Currency == currency && IsCash(accounts[balance.Key.Account])).Sum(balance => balance.Value), currency);
    }

    /// <summary>
    /// What an entry's cash was for: its other postings in that currency. Where those are only the way into another currency, what stands at its end tells it,
    /// and with nothing there currency was bought or sold.
    /// </summary>
    private static IEnumerable<DatedPosting> Flows(IEnumerable<DatedPosting> entry)
    {
        var postings = entry.Where(posting => posting.Account.Type is not AccountType.Memorandum).ToList();
        var beyond = postings.Find(posting => !IsCash(posting.Account) && posting.Account.Type is not AccountType.Trading);
        var currencies = postings.Where(posting => IsCash(posting.Account)).Select(posting => posting.Amount.Currency).ToHashSet();
        return postings.Where(posting => !IsCash(posting.Account) && currencies.Contains(posting.Amount.Currency))
            .Select(posting => posting with { Account = posting.Account.Type is AccountType.Trading && beyond is not null ? beyond.Account : posting.Account, Amount = -posting.Amount });
    }

    private static CashFlowSection SectionOf(Account account) => account.Type switch
    {
        AccountType.Trading => CashFlowSection.Exchange,
        AccountType.Equity => CashFlowSection.Financing,
        _ => ChartOfAccounts.RoleOf(account) is AccountRole.DistributionPayable or AccountRole.OtherDistributionsPayable or AccountRole.GrantsRepayable ? CashFlowSection.Financing : CashFlowSection.Operating,
    };
}
