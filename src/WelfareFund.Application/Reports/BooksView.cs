using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Reports;

/// <summary>From where somebody looks at the books.</summary>
/// <param name="AsOf">The last day that counts; null for the end of the last month whose settlement was posted.</param>
/// <param name="KnownAt">Only the log's first entries, this many; null for all.</param>
/// <param name="Restated">Entries count from the day they concern and not from their effective date.</param>
public sealed record ReportView(LocalDate? AsOf = null, long? KnownAt = null, bool Restated = false);

/// <summary>A fund's books from one point of view. Reads only.</summary>
internal sealed class BooksView
{
    private readonly Dictionary<int, AccountName> names;

    private BooksView(FundContext context, FundRow fund, LocalDate asOf, ReportView view, IReadOnlyDictionary<int, Account> accounts, IReadOnlyList<AccountName> names)
    {
        (Context, Fund, AsOf, KnownAt, Restated, Accounts) = (context, fund, asOf, view.KnownAt, view.Restated, accounts);
        Reader = new LedgerReader(context, fund.Number);
        this.names = names.ToDictionary(name => name.Number);
    }

    internal FundContext Context { get; }
    internal FundRow Fund { get; }
    internal LedgerReader Reader { get; }
    internal LocalDate AsOf { get; }
    internal long? KnownAt { get; }
    internal bool Restated { get; }
    internal IReadOnlyDictionary<int, Account> Accounts { get; }
    internal Currency BaseCurrency => Fund.BaseCurrency;

    internal static async Task<Result<BooksView>> OpenAsync(FundContext context, Actor actor, string fundId, Right right, ReportView view, CancellationToken cancellation) =>
        await OpenAsync(context, await FundAccess.RequireAsync(context, actor, fundId, right, cancellation), view, cancellation);

    /// <summary>For whoever may read what is personal, and for whose own account it is.</summary>
    /// <param name="account">Null where nobody's alone is asked for.</param>
    internal static async Task<Result<BooksView>> OpenOwnAsync(
        FundContext context, Actor actor, string fundId, Role role, string? account, ReportView view, CancellationToken cancellation) => await OpenAsync(
            context,
            account is null
                ? await FundAccess.RequireAsync(context, actor, fundId, Right.ReadPersonalData, cancellation)
                : await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ReadPersonalData, role, account, cancellation),
            view, cancellation);

    /// <param name="fund">As one of the doors of <see cref="FundAccess"/> gives it.</param>
    internal static async Task<Result<BooksView>> OpenAsync(FundContext context, Result<FundRow> fund, ReportView view, CancellationToken cancellation)
    {
        if (fund.IsRefused)
            return Result.Refused<BooksView>(fund.Refusals);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Value.Number, cancellation)).Size;
        if (view.KnownAt < 0 || view.KnownAt > size)
            return new Refusal("bad-known-at", "known-at", $"the log has {size} entries, and {view.KnownAt} is not between 0 and that", "name a place of the log, or leave it out for all of it");
        var reader = new LedgerReader(context, fund.Value.Number);
        return new BooksView(
            context, fund.Value, view.AsOf ?? await LastPostedDayAsync(context, fund.Value, cancellation), view,
            await reader.AccountsAsync(cancellation), await reader.AccountNamesAsync(null, cancellation));
    }

    internal AccountName NameOf(Account account) => names[account.Number];

    /// <summary>At the end of a day; none before the fund's first, which no entry is effective before.</summary>
    internal async Task<IReadOnlyDictionary<BalanceKey, long>> BalancesAsync(LocalDate day, CancellationToken cancellation) =>
        !Restated && day < Fund.FirstMonth.OnDayOfMonth(1) ? new Dictionary<BalanceKey, long>() : await Reader.BalancesAsync(day, KnownAt, Restated, cancellation);

    /// <summary>Units of a currency for one unit of base currency on a day: what its seal commits to, else what is published.</summary>
    internal async Task<Func<Currency, decimal?>> RatesAsync(LocalDate day, CancellationToken cancellation)
    {
        var terms = await TermsInForce.OnAsync(Context, Fund.Number, day, cancellation);
        if (terms.IsRefused)
            return _ => null;
        var published = await ClosingRates.AtAsync(Context, Fund.Number, terms.Value.Terms, day, cancellation);
        var month = day.ToYearMonth();
        var seal = day == month.ToDateInterval().End ? await Context.Seals.AsNoTracking().SingleOrDefaultAsync(seal => seal.Fund == Fund.Number && seal.Period == month, cancellation) : null;
        if (seal is null)
            return published;
        var committed = seal.ToSeal().Seal.Rates.ToDictionary(rate => rate.Currency, rate => rate.Rate);
        return currency => committed.TryGetValue(currency, out var rate) ? rate : published(currency);
    }

    /// <summary>Entries that count, and their postings.</summary>
    internal IQueryable<EntryRow> Entries()
    {
        var (size, day) = (KnownAt ?? long.MaxValue, AsOf);
        var entries = Context.Entries.AsNoTracking().Where(entry => entry.Fund == Fund.Number && entry.Sequence <= size);
        return Restated ? entries.Where(entry => entry.Concerns <= day) : entries.Where(entry => entry.Effective <= day);
    }

    private static async Task<LocalDate> LastPostedDayAsync(FundContext context, FundRow fund, CancellationToken cancellation)
    {
        var last = await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund.Number && run.Purpose == RunPurpose.Settlement && run.State >= RunState.Posted && run.State <= RunState.Sealed)
            .OrderByDescending(run => run.Number).FirstOrDefaultAsync(cancellation);
        return (last?.Month ?? fund.FirstMonth).ToDateInterval().End;
    }
}
