using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Exports;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Exports;

/// <summary>The whole log through a day as a journal for other tools, entry by entry with flat memory. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ExportBooks(FundDatabase database)
{
    private const int EntriesAtOnce = 2_000;

    /// <returns>How many entries were written.</returns>
    public async Task<Result<long>> HledgerAsync(Actor actor, string fundId, ReportView view, TextWriter writer, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var books = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (books.IsRefused)
            return Result.Refused<long>(books.Refusals);
        var journal = new HledgerJournal(books.Value.Accounts, writer);
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == books.Value.Fund.Number, cancellation);
        journal.WriteHeader(fundId, books.Value.AsOf, Math.Min(head.Size, view.KnownAt ?? long.MaxValue));
        var declared = new HashSet<Currency>();
        return await WriteAsync(books.Value, entry =>
        {
            foreach (var posting in entry.Body.Postings.Where(posting => declared.Add(posting.Amount.Currency)))
                journal.Declare(posting.Amount.Currency);
            journal.Write(entry);
        }, cancellation);
    }

    /// <returns>How many entries were written.</returns>
    public async Task<Result<long>> BeancountAsync(Actor actor, string fundId, ReportView view, TextWriter writer, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var books = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (books.IsRefused)
            return Result.Refused<long>(books.Refusals);
        var journal = new BeancountJournal(books.Value.Accounts, writer);
        journal.WriteHeader(fundId, books.Value.Fund.FirstMonth.OnDayOfMonth(1), books.Value.BaseCurrency);
        return await WriteAsync(books.Value, journal.Write, cancellation);
    }

    private static async Task<long> WriteAsync(BooksView books, Action<Entry> write, CancellationToken cancellation)
    {
        var (last, count) = (0L, 0L);
        while (true)
        {
            var entries = await books.Entries().Include(entry => entry.Postings).Where(entry => entry.Sequence > last)
                .OrderBy(entry => entry.Sequence).Take(EntriesAtOnce).ToListAsync(cancellation);
            foreach (var entry in entries)
                write(entry.ToEntry());
            if (entries.Count < EntriesAtOnce)
                return count + entries.Count;
            (last, count) = (entries[^1].Sequence, count + entries.Count);
        }
    }
}
