using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Statements;

/// <param name="Amount">In its own currency, positive on the side of its section: an asset, a debt, what raises net assets.</param>
/// <param name="InBase">The same at the date's rate.</param>
public sealed record BalanceSheetLine(Account Account, Money Amount, Money InBase);

/// <summary>What the fund has and owes, in base currency. Memorandum accounts never stand here.</summary>
/// <remarks>
/// A currency's position, assets less debts, is converted and rounded half-up once, as the exchange result is; the cents by which its lines
/// differ from that go to its largest line. So net assets are equity and result, to the cent. Rules: docs/rules.md, 3.1.
/// </remarks>
public sealed record BalanceSheet
{
    private BalanceSheet(
        IReadOnlyList<BalanceSheetLine> assets, IReadOnlyList<BalanceSheetLine> liabilities, IReadOnlyList<BalanceSheetLine> equity, Money accumulatedResult, Money exchangeResult)
    {
        var zero = Money.Zero(accumulatedResult.Currency);
        Assets = assets;
        Liabilities = liabilities;
        Equity = equity;
        AccumulatedResult = accumulatedResult;
        ExchangeResult = exchangeResult;
        TotalAssets = Sum(assets);
        TotalLiabilities = Sum(liabilities);
        NetAssets = TotalAssets - TotalLiabilities;
        var claims = Sum(equity) + accumulatedResult + exchangeResult;
        if (claims != NetAssets)
        {
            throw new ArgumentException($"Assets less liabilities are {NetAssets}, equity and results {claims}: the balances do not sum to zero in every currency.");
        }

        Money Sum(IReadOnlyList<BalanceSheetLine> lines) => lines.Aggregate(zero, (sum, line) => sum + line.InBase);
    }

    /// <summary>By account number, then currency; so are the other lines.</summary>
    public IReadOnlyList<BalanceSheetLine> Assets { get; }
    public IReadOnlyList<BalanceSheetLine> Liabilities { get; }

    /// <summary>Investor capital, less what is called and not paid; unspent grants; recycled surplus.</summary>
    public IReadOnlyList<BalanceSheetLine> Equity { get; }

    /// <summary>Income less expense since the fund began, without exchange.</summary>
    public Money AccumulatedResult { get; }

    /// <summary>Since the fund began; negative is a loss.</summary>
    public Money ExchangeResult { get; }
    public Money TotalAssets { get; }
    public Money TotalLiabilities { get; }
    public Money NetAssets { get; }

    /// <param name="balances">Of all accounts at the end of one day; minor units, a debit is positive.</param>
    /// <param name="rate">Units of the currency for one unit of base currency; null where there is none. Never asked for the base currency.</param>
    /// <returns>Refused (<c>no-rate</c>) for every currency with a balance and without a rate.</returns>
    /// <exception cref="ArgumentException">The balances do not sum to zero in every currency.</exception>
    public static Result<BalanceSheet> Of(
        IReadOnlyDictionary<int, Account> accounts, IReadOnlyDictionary<BalanceKey, long> balances, Func<Currency, decimal?> rate, Currency baseCurrency)
    {
        var trial = TrialBalance.Of(accounts, balances);
        var refusals = new List<Refusal>();
        var converted = new List<BalanceSheetLine>();
        foreach (var currency in trial.Lines.Where(line => line.Account.Type is not AccountType.Memorandum).GroupBy(line => line.Debit.Currency))
        {
            var perBase = currency.Key == baseCurrency ? 1m : rate(currency.Key);
            if (perBase is null)
            {
                refusals.Add(new("no-rate", "", $"the books hold {currency.Key} and there is no rate to {baseCurrency}", $"import a rate of {currency.Key}"));
                continue;
            }

            converted.AddRange(Convert([.. currency.Where(line => line.Account.Type is AccountType.Asset or AccountType.Liability)], perBase.Value, baseCurrency));
            converted.AddRange(currency.Where(line => line.Account.Type is AccountType.Equity or AccountType.Income or AccountType.Expense)
                .Select(line => new BalanceSheetLine(line.Account, line.Debit - line.Credit, line.Debit - line.Credit)));
        }

        if (refusals.Count > 0)
            return Result.Refused<BalanceSheet>(refusals);
        var exchange = Ledger.ExchangeResult.Cumulative(accounts, balances, baseCurrency, rate).Value;
        var result = converted.Where(line => line.Account.Type is AccountType.Income or AccountType.Expense).Aggregate(Money.Zero(baseCurrency), (sum, line) => sum - line.InBase);
        return new BalanceSheet(Section(AccountType.Asset, 1), Section(AccountType.Liability, -1), Section(AccountType.Equity, -1), result, -exchange);

        BalanceSheetLine[] Section(AccountType type, int side) =>
            [.. converted.Where(line => line.Account.Type == type).OrderBy(line => line.Account.Number).ThenBy(line => line.Amount.Currency)
                .Select(line => side > 0 ? line : line with { Amount = -line.Amount, InBase = -line.InBase })];
    }

    /// <summary>Debits positive; the lines' base amounts sum to the converted sum of the lines.</summary>
    private static List<BalanceSheetLine> Convert(IReadOnlyList<TrialBalanceLine> lines, decimal perBase, Currency baseCurrency)
    {
        if (lines.Count == 0)
            return [];
        var converted = lines.Select(line => line.Debit - line.Credit).Zip(lines, (amount, line) => new BalanceSheetLine(line.Account, amount, InBase(amount, perBase, baseCurrency))).ToList();
        var position = converted.Aggregate(Money.Zero(converted[0].Amount.Currency), (sum, line) => sum + line.Amount);
        var difference = converted.Aggregate(InBase(position, perBase, baseCurrency), (rest, line) => rest - line.InBase);
        var largest = converted.MaxBy(line => Math.Abs(line.Amount.MinorUnits))!;
        converted[converted.IndexOf(largest)] = largest with { InBase = largest.InBase + difference };
        return converted;
    }

    private static Money InBase(Money amount, decimal perBase, Currency baseCurrency) =>
        amount.Currency == baseCurrency ? amount : Money.Round(amount.Amount / perBase, baseCurrency, RoundingMode.HalfUp);
}
