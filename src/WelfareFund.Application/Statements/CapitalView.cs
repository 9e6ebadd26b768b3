using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>Money that an investor paid into a tranche.</summary>
internal sealed record PaidIn(long Party, LocalDate Effective, LocalDate ValueDate, Money Amount);

/// <summary>What a distribution gave a holding, or whom the books have as a payee.</summary>
/// <param name="Part">What it is, as the entry's key has it: <c>capital</c>, <c>preferred</c>, <c>profit</c>, <c>recycled</c>, <c>share</c>.</param>
/// <param name="On">When it was distributed; before <paramref name="Effective"/> where it came with an interest.</param>
internal sealed record PaidOut(long Party, LocalDate Effective, LocalDate On, string Part, Money Amount);

/// <summary>An interest that passed to an investor, or, negative, from it.</summary>
internal sealed record PassedInterest(InvestorId Investor, string Tranche, LocalDate On, Money PaidIn, Money Distributed);

/// <summary>A holding's number in the books, and whose it is.</summary>
internal sealed record HoldingParty(long Number, InvestorId Investor, string Tranche);

/// <summary>All investors' capital, valued at any day of one point of view.</summary>
internal sealed class CapitalView
{
    private const string Capital = "capital";
    private const string Preferred = "preferred";
    private const string Profit = "profit";
    private const string Recycled = "recycled";

    private readonly BooksView books;
    private readonly IReadOnlyList<PaidIn> paidIn;
    private readonly IReadOnlyList<PaidOut> paidOut;
    private readonly long? manager;
    private readonly Dictionary<LocalDate, Result<CapitalPosition>> positions = [];

    private CapitalView(BooksView books, FundTerms terms, IReadOnlyList<HoldingParty> holdings, IReadOnlyList<PaidIn> paidIn, IReadOnlyList<PaidOut> paidOut, IReadOnlyList<PassedInterest> passed, long? manager) =>
        (this.books, Terms, Holdings, this.paidIn, this.paidOut, Passed, this.manager) = (books, terms, holdings, paidIn, paidOut, passed, manager);

    /// <summary>In force on the statement's day.</summary>
    internal FundTerms Terms { get; }

    /// <summary>By rank, tranche and investor: the order that decides ties.</summary>
    internal IReadOnlyList<HoldingParty> Holdings { get; }

    /// <summary>In the order of posting; each transfer is there twice.</summary>
    internal IReadOnlyList<PassedInterest> Passed { get; }

    internal static async Task<CapitalView> ReadAsync(BooksView books, FundTerms terms, CancellationToken cancellation)
    {
        var fund = books.Fund.Number;
        var holdings = await HoldingsAsync(books.Context, fund, terms.Capital, cancellation);

        int[] called = [.. books.Accounts.Values.Where(account => ChartOfAccounts.RoleOf(account) is AccountRole.CalledCapital).Select(account => account.Number)];
        var received = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where called.Contains(posting.Account) && posting.Amount.MinorUnits < 0
            orderby posting.Sequence, posting.Line
            select new { entry.Key, entry.Effective, posting.Party, posting.Amount }).ToListAsync(cancellation);
        var intakes = received.ConvertAll(line => IntakeOf(line.Key));
        var valueDates = await books.Context.Set<BankLine>().AsNoTracking().Where(line => line.Fund == fund && intakes.Contains(line.Intake))
            .ToDictionaryAsync(line => line.Intake, line => line.ValueOn, cancellation);
        var manager = await books.Context.Parties.AsNoTracking().Where(party => party.Fund == fund && party.Kind == PartyKind.Payee && party.ExternalId == CapitalTerms.Manager)
            .Select(party => (long?)party.Number).SingleOrDefaultAsync(cancellation);
        var moved = new Moved(holdings, books.BaseCurrency);
        foreach (var line in (await books.LinesAsync(cancellation, "capital-transfer")).Where(line => line.Counts).Select(line => line.Line))
            moved.Add((InterestTransferred)line.Event!, line.Effective);
        return new(books, terms, holdings,
            [.. received.Select(line => new PaidIn(line.Party!.Value, line.Effective, valueDates[IntakeOf(line.Key)], -line.Amount)), .. moved.PaidIn],
            [.. await PaidOutAsync(books, cancellation), .. moved.PaidOut], moved.Passed, manager);
    }

    private static async Task<List<PaidOut>> PaidOutAsync(BooksView books, CancellationToken cancellation)
    {
        var entries = await books.Entries().Where(entry => string.Compare(entry.Key, "distribution/") > 0 && string.Compare(entry.Key, "distribution0") < 0)
            .Select(entry => new { entry.Sequence, entry.Key, entry.Effective }).ToDictionaryAsync(entry => entry.Sequence, cancellation);
        var (fund, sequences) = (books.Fund.Number, entries.Keys.ToArray());
        var postings = entries.Count == 0 ? [] : (await books.Context.Postings.AsNoTracking()
            .Where(posting => posting.Fund == fund && sequences.Contains(posting.Sequence) && posting.Amount.MinorUnits > 0).OrderBy(posting => posting.Sequence).ThenBy(posting => posting.Line)
            .Select(posting => new { posting.Sequence, posting.Account, posting.Party, posting.Amount }).ToListAsync(cancellation))
            .ConvertAll(posting => new { posting.Sequence, entries[posting.Sequence].Key, entries[posting.Sequence].Effective, posting.Account, posting.Party, posting.Amount });
        return [.. postings.GroupBy(posting => posting.Sequence).Select(entry =>
        {
            var paid = entry.First(posting => ChartOfAccounts.RoleOf(books.Accounts[posting.Account]) is not AccountRole.UnfundedCommitments);
            return new PaidOut(paid.Party!.Value, paid.Effective, paid.Effective, paid.Key.Split('/')[3].Split(':')[1], paid.Amount);
        })];
    }

    /// <summary>By rank, tranche and investor.</summary>
    internal static async Task<List<HoldingParty>> HoldingsAsync(FundContext context, int fund, CapitalTerms terms, CancellationToken cancellation)
    {
        var parties = await context.Parties.AsNoTracking().Where(party => party.Fund == fund && party.Kind == PartyKind.Holding).ToListAsync(cancellation);
        return [.. parties.Select(party => new HoldingParty(party.Number, new InvestorId(party.Owner!), party.ExternalId[(party.Owner!.Length + 1)..]))
            .OrderBy(holding => terms.Tranche(holding.Tranche)?.Rank ?? int.MaxValue).ThenBy(holding => holding.Tranche, StringComparer.Ordinal)
            .ThenBy(holding => holding.Investor.Value, StringComparer.Ordinal)];
    }

    /// <summary>An interest's past moves with it: from the day of the transfer, each flow at its own date.</summary>
    private sealed class Moved(List<HoldingParty> holdings, Currency currency)
    {
        internal List<PaidIn> PaidIn { get; } = [];
        internal List<PaidOut> PaidOut { get; } = [];
        internal List<PassedInterest> Passed { get; } = [];

        internal void Add(InterestTransferred transfer, LocalDate on)
        {
            foreach (var drawdown in transfer.Drawdowns)
                Both((holder, sign) => PaidIn.Add(new(holder, on, drawdown.ValueDate, Signed(drawdown.Amount, sign))));
            foreach (var receipt in transfer.Received)
            {
                foreach (var (part, amount) in new[] { (Capital, receipt.Capital), (Preferred, receipt.Preferred), (Profit, receipt.Profit) }.Where(part => !part.Item2.IsZero))
                    Both((holder, sign) => PaidOut.Add(new(holder, on, receipt.On, part, Signed(amount, sign))));
            }

            var paidIn = Sum(transfer.Drawdowns.Select(drawdown => drawdown.Amount));
            var distributed = Sum(transfer.Received.Select(receipt => receipt.Capital + receipt.Preferred + receipt.Profit));
            Passed.Add(new(transfer.From, transfer.Tranche, on, -paidIn, -distributed));
            Passed.Add(new(transfer.To, transfer.Tranche, on, paidIn, distributed));

            void Both(Action<long, int> add)
            {
                add(Number(transfer.From), -1);
                add(Number(transfer.To), 1);
            }

            long Number(InvestorId investor) => holdings.Find(holding => holding.Investor == investor && holding.Tranche == transfer.Tranche)!.Number;
        }

        private static Money Signed(Money amount, int sign) => sign < 0 ? -amount : amount;
        private Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
    }

    internal Money PaidInBetween(InvestorId investor, LocalDate first, LocalDate last) => Sum(investor, line => line.Effective >= first && line.Effective <= last);

    /// <summary>Paid in by all in a period, by effective date.</summary>
    internal Money PaidInBetween(LocalDate first, LocalDate last) => Total(paidIn.Where(line => line.Effective >= first && line.Effective <= last).Select(line => line.Amount));

    /// <summary>In cash; what was recycled was not paid.</summary>
    internal Money DistributedBetween(InvestorId investor, LocalDate first, LocalDate last)
    {
        var own = NumbersOf(investor);
        return Total(paidOut.Where(line => own.Contains(line.Party) && line.Part != Recycled && line.Effective >= first && line.Effective <= last).Select(line => line.Amount));
    }

    /// <summary>In cash, to one holding, by the end of a day.</summary>
    internal Money DistributedTo(HoldingParty holding, LocalDate last) =>
        Total(paidOut.Where(line => line.Party == holding.Number && line.Part != Recycled && line.Effective <= last).Select(line => line.Amount));

    /// <summary>
    /// An investor's dated flows as the books had them at the end of a day: paid in, negative, at the value date; distributed when it was owed. None lies after
    /// that day, because the account of the day has it already.
    /// </summary>
    internal IReadOnlyList<DatedFlow> FlowsOf(InvestorId investor, LocalDate last) => Flows(investor, last, (valueDate, _) => LocalDate.Min(valueDate, last));

    /// <summary>The same, each flow in the year in whose account it is first: money that the books got after a year's end is the next year's.</summary>
    /// <param name="ends">Of the years since inception, the last one where the flows end.</param>
    internal IReadOnlyList<DatedFlow> FlowsInYearsOf(InvestorId investor, IReadOnlyList<LocalDate> ends) => Flows(investor, ends[^1], (valueDate, effective) =>
    {
        var end = ends.First(end => effective <= end);
        var first = ends.Where(before => before < effective).Select(before => before.PlusDays(1)).LastOrDefault(books.Fund.FirstMonth.OnDayOfMonth(1));
        return LocalDate.Max(first, LocalDate.Min(valueDate, end));
    });

    /// <param name="dayOf">When a flow counts, by its value date and its effective date.</param>
    private List<DatedFlow> Flows(InvestorId investor, LocalDate last, Func<LocalDate, LocalDate, LocalDate> dayOf)
    {
        var own = NumbersOf(investor);
        return
        [
            .. paidIn.Where(line => own.Contains(line.Party) && line.Effective <= last).GroupBy(line => dayOf(line.ValueDate, line.Effective))
                .Select(day => new DatedFlow(day.Key, -Total(day.Select(line => line.Amount)))).Where(flow => !flow.Amount.IsZero),
            .. paidOut.Where(line => own.Contains(line.Party) && line.Part != Recycled && line.Effective <= last).GroupBy(line => dayOf(line.On, line.Effective))
                .Select(day => new DatedFlow(day.Key, Total(day.Select(line => line.Amount)))).Where(flow => !flow.Amount.IsZero),
        ];
    }

    /// <summary>What each investor has paid in by a day, in minor units and in the order of their ids.</summary>
    internal (List<InvestorId> Investors, long[] Amounts) Weights(LocalDate last)
    {
        List<InvestorId> investors = [.. Holdings.Select(holding => holding.Investor).Distinct().OrderBy(investor => investor.Value, StringComparer.Ordinal)];
        return (investors, [.. investors.Select(investor => Sum(investor, line => line.Effective <= last).MinorUnits)]);
    }

    /// <summary>An investor's capital accounts at the end of a day; zero before the fund's first.</summary>
    /// <returns>Refused: <c>no-rate</c>.</returns>
    internal async Task<Result<Money>> AccountOfAsync(InvestorId investor, LocalDate day, CancellationToken cancellation)
    {
        if (day < books.Fund.FirstMonth.OnDayOfMonth(1))
            return Money.Zero(books.BaseCurrency);
        if (!positions.TryGetValue(day, out var position))
            positions.Add(day, position = await PositionAsync(day, cancellation));
        return position.IsRefused
            ? Result.Refused<Money>(position.Refusals)
            : position.Value.Accounts.Where(account => account.Investor == investor).Aggregate(Money.Zero(books.BaseCurrency), (sum, account) => sum + account.Balance);
    }

    /// <summary>
    /// All capital accounts, in the order of <see cref="Holdings"/>, the manager's claim and the surplus at the end of a day. With unspent grants they are the
    /// net assets.
    /// </summary>
    /// <returns>Refused: <c>no-rate</c>.</returns>
    internal async Task<Result<CapitalPosition>> PositionAsync(LocalDate day, CancellationToken cancellation)
    {
        var terms = (await TermsInForce.OnAsync(books.Context, books.Fund.Number, day, cancellation)) is { IsRefused: false } inForce ? inForce.Value.Terms.Capital : Terms.Capital;
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(day, cancellation), await books.RatesAsync(day, cancellation), books.BaseCurrency);
        if (sheet.IsRefused)
            return Result.Refused<CapitalPosition>(sheet.Refusals);
        var unspentGrants = UnspentGrants(sheet.Value, books.BaseCurrency);
        var position = CapitalAccounts.At(day, sheet.Value.NetAssets - unspentGrants, terms, StandingAt(day));
        var claims = position.Accounts.Aggregate(position.RecycledSurplus + position.ManagerClaim + unspentGrants, (sum, account) => sum + account.Balance);
        return claims == sheet.Value.NetAssets
            ? position
            : throw new InvalidOperationException($"Capital accounts, the manager's claim, unspent grants and recycled surplus are {claims}, net assets {sheet.Value.NetAssets}.");
    }

    internal static Money UnspentGrants(BalanceSheet sheet, Currency currency) =>
        sheet.Equity.Where(line => ChartOfAccounts.RoleOf(line.Account) is AccountRole.UnspentGrants).Aggregate(Money.Zero(currency), (sum, line) => sum + line.InBase);

    /// <summary>What was paid in and out by the end of a day, as the books have it.</summary>
    internal CapitalStanding StandingAt(LocalDate day)
    {
        var zero = Money.Zero(books.BaseCurrency);
        var past = paidOut.Where(line => line.Effective <= day).ToLookup(line => line.Party);
        return new(
            [.. Holdings.Select(holding => new Holding(holding.Investor, holding.Tranche,
                [.. paidIn.Where(line => line.Party == holding.Number && line.Effective <= day).GroupBy(line => line.ValueDate)
                    .Select(together => new Drawdown(together.Key, Total(together.Select(line => line.Amount)))).Where(drawdown => !drawdown.Amount.IsZero)])
            {
                Received = [.. past[holding.Number].Where(line => line.Part != Recycled).GroupBy(line => line.On)
                    .Select(day => new Receipt(day.Key, Of(day, Capital), Of(day, Preferred), Of(day, Profit))).Where(receipt => receipt != new Receipt(receipt.On, zero, zero, zero))],
            })],
            manager is { } payee ? Total(past[payee].Select(line => line.Amount)) : zero,
            Total(past.SelectMany(lines => lines).Where(line => line.Part == Recycled).Select(line => line.Amount)));

        Money Of(IEnumerable<PaidOut> lines, string part) => Total(lines.Where(line => line.Part == part).Select(line => line.Amount));
    }

    private Money Sum(InvestorId investor, Func<PaidIn, bool> which)
    {
        var own = NumbersOf(investor);
        return Total(paidIn.Where(line => own.Contains(line.Party) && which(line)).Select(line => line.Amount));
    }

    private HashSet<long> NumbersOf(InvestorId investor) => [.. Holdings.Where(holding => holding.Investor == investor).Select(holding => holding.Number)];

    private Money Total(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(books.BaseCurrency), (sum, amount) => sum + amount);

    /// <summary>A bank line's entry names it by account and intake: <c>bank/2025-01-15/main:00000012/drawdown:senior/0</c>.</summary>
    private static long IntakeOf(string key)
    {
        var subject = key.Split('/')[2];
        return long.Parse(subject[(subject.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
