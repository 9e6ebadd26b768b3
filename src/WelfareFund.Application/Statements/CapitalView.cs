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
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>Money that an investor paid into a tranche.</summary>
internal sealed record PaidIn(long Party, LocalDate Effective, LocalDate ValueDate, Money Amount);

/// <summary>A holding's number in the books, and whose it is.</summary>
internal sealed record HoldingParty(long Number, InvestorId Investor, string Tranche);

/// <summary>All investors' capital, valued at any day of one point of view.</summary>
internal sealed class CapitalView
{
    private readonly BooksView books;
    private readonly IReadOnlyList<PaidIn> paidIn;

    private CapitalView(BooksView books, FundTerms terms, IReadOnlyList<HoldingParty> holdings, IReadOnlyList<PaidIn> paidIn) =>
        (this.books, Terms, Holdings, this.paidIn) = (books, terms, holdings, paidIn);

    /// <summary>In force on the statement's day.</summary>
    internal FundTerms Terms { get; }

    /// <summary>By rank, tranche and investor: the order that decides ties.</summary>
    internal IReadOnlyList<HoldingParty> Holdings { get; }

    internal static async Task<CapitalView> ReadAsync(BooksView books, FundTerms terms, CancellationToken cancellation)
    {
        var fund = books.Fund.Number;
        var parties = await books.Context.Parties.AsNoTracking().Where(party => party.Fund == fund && party.Kind == PartyKind.Holding).ToListAsync(cancellation);
        var holdings = parties.Select(party => new HoldingParty(party.Number, new InvestorId(party.Owner!), party.ExternalId[(party.Owner!.Length + 1)..]))
            .OrderBy(holding => terms.Capital.Tranche(holding.Tranche)?.Rank ?? int.MaxValue).ThenBy(holding => holding.Tranche, StringComparer.Ordinal)
            .ThenBy(holding => holding.Investor.Value, StringComparer.Ordinal).ToList();

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
        return new(books, terms, holdings,
            [.. received.Select(line => new PaidIn(line.Party!.Value, line.Effective, valueDates[IntakeOf(line.Key)], -line.Amount)), .. await TransferredAsync(books, holdings, cancellation)]);
    }

    /// <summary>What was paid in moves with its interest: from the day of the transfer, at its own value dates.</summary>
    private static async Task<List<PaidIn>> TransferredAsync(BooksView books, List<HoldingParty> holdings, CancellationToken cancellation)
    {
        var moved = new List<PaidIn>();
        foreach (var line in (await books.LinesAsync(cancellation, "capital-transfer")).Where(line => line.Counts).Select(line => line.Line))
        {
            var transfer = (InterestTransferred)line.Event!;
            foreach (var drawdown in transfer.Drawdowns)
            {
                moved.Add(new(Number(transfer.From), line.Effective, drawdown.ValueDate, -drawdown.Amount));
                moved.Add(new(Number(transfer.To), line.Effective, drawdown.ValueDate, drawdown.Amount));
            }

            long Number(InvestorId investor) => holdings.Find(holding => holding.Investor == investor && holding.Tranche == transfer.Tranche)!.Number;
        }

        return moved;
    }

    internal Money PaidInBetween(InvestorId investor, LocalDate first, LocalDate last) => Sum(investor, line => line.Effective >= first && line.Effective <= last);

    internal Money PaidInTo(HoldingParty holding, LocalDate last) =>
        paidIn.Where(line => line.Party == holding.Number && line.Effective <= last).Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.Amount);

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
        var position = await PositionAsync(day, cancellation);
        return position.IsRefused
            ? Result.Refused<Money>(position.Refusals)
            : position.Value.Accounts.Where(account => account.Investor == investor).Aggregate(Money.Zero(books.BaseCurrency), (sum, account) => sum + account.Balance);
    }

    private async Task<Result<CapitalPosition>> PositionAsync(LocalDate day, CancellationToken cancellation)
    {
        var terms = (await TermsInForce.OnAsync(books.Context, books.Fund.Number, day, cancellation)) is { IsRefused: false } inForce ? inForce.Value.Terms.Capital : Terms.Capital;
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(day, cancellation), await books.RatesAsync(day, cancellation), books.BaseCurrency);
        if (sheet.IsRefused)
            return Result.Refused<CapitalPosition>(sheet.Refusals);
        var unspentGrants = sheet.Value.Equity.Where(line => ChartOfAccounts.RoleOf(line.Account) is AccountRole.UnspentGrants).Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.InBase);
        List<Holding> holdings = [.. Holdings.Select(holding => new Holding(holding.Investor, holding.Tranche,
            [.. paidIn.Where(line => line.Party == holding.Number && line.Effective <= day).GroupBy(line => line.ValueDate)
                .Select(together => new Drawdown(together.Key, together.Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.Amount))).Where(drawdown => !drawdown.Amount.IsZero)]))];
        var position = CapitalAccounts.At(day, sheet.Value.NetAssets - unspentGrants, terms, CapitalStanding.Of(holdings, books.BaseCurrency));
        var claims = position.Accounts.Aggregate(position.RecycledSurplus + position.ManagerClaim + unspentGrants, (sum, account) => sum + account.Balance);
        return claims == sheet.Value.NetAssets
            ? position
            : throw new InvalidOperationException($"Capital accounts, the manager's claim, unspent grants and recycled surplus are {claims}, net assets {sheet.Value.NetAssets}.");
    }

    private Money Sum(InvestorId investor, Func<PaidIn, bool> which)
    {
        var own = Holdings.Where(holding => holding.Investor == investor).Select(holding => holding.Number).ToHashSet();
        return paidIn.Where(line => own.Contains(line.Party) && which(line)).Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.Amount);
    }

    /// <summary>A bank line's entry names it by account and intake: <c>bank/2025-01-15/main:00000012/drawdown:senior/0</c>.</summary>
    private static long IntakeOf(string key)
    {
        var subject = key.Split('/')[2];
        return long.Parse(subject[(subject.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
