using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Documents;

namespace WelfareFund.Application.Documents;

/// <param name="Kind">Null for all; so are the others.</param>
public sealed record DocumentFilter(string? Kind = null, string? Subject = null, LocalDate? AsOf = null);

/// <summary>One version of a document.</summary>
/// <param name="IsSuperseded">A higher version took its place.</param>
/// <param name="FiguresHash">SHA-256 of the canonical JSON of what it says.</param>
/// <param name="PdfHashes">SHA-256 of every file that was drawn of it, the oldest first.</param>
public sealed record RegisteredDocument(
    string Number, int Version, bool IsSuperseded, string Kind, string Subject, string Matter, LocalDate AsOf, long KnownAt, string Maker, Instant MadeAt,
    string FiguresHash, IReadOnlyList<string> PdfHashes);

/// <summary>A fund's register of documents. Right: <see cref="Right.ReadBooks"/>; who stands for accounts sees what was issued to these.</summary>
public sealed class ListDocuments(FundDatabase database)
{
    /// <returns>By number and version.</returns>
    public async Task<Result<List<RegisteredDocument>>> RunAsync(Actor actor, string fundId, DocumentFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(filter);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return Result.Refused<List<RegisteredDocument>>(fund.Refusals);
        var number = fund.Value.Number;
        var own = actor.May(Right.ReadBooks, number) ? null : actor.Accounts.Where(account => account.Fund == number).Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
        if (own is { Count: 0 })
            return FundAccess.NotAllowed(actor, Right.ReadBooks);
        var rows = context.Set<DocumentRow>().AsNoTracking().Where(row => row.Fund == number);
        if (filter.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        if (filter.Subject is { } subject)
            rows = rows.Where(row => row.Subject == subject);
        if (filter.AsOf is { } day)
            rows = rows.Where(row => row.AsOf == day);
        if (own is not null)
            rows = rows.Where(row => own.Contains(row.Subject));
        var found = await rows.OrderBy(row => row.Year).ThenBy(row => row.Number).ThenBy(row => row.Version).ToListAsync(cancellation);
        if (own is not null)
            found.RemoveAll(row => !DocumentKinds.IsOwn(actor, row));
        var prints = (await (
            from row in rows
            join print in context.Set<DocumentPrintRow>().AsNoTracking() on new { row.Fund, row.Year, row.Number, row.Version } equals new { print.Fund, print.Year, print.Number, print.Version }
            orderby print.MadeAt
            select print).ToListAsync(cancellation)).ToLookup(print => (print.Year, print.Number, print.Version), print => Convert.ToHexStringLower(print.PdfHash));
        var makers = found.Select(row => row.Maker).ToHashSet();
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => makers.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        return found.Select((row, i) => new RegisteredDocument(
            DocumentNumber.Of(fundId, row.Year, row.Number), row.Version, found.ElementAtOrDefault(i + 1) is { } next && (next.Year, next.Number) == (row.Year, row.Number),
            row.Kind, row.Subject, row.Matter, row.AsOf, row.KnownAt, names[row.Maker], row.MadeAt, Convert.ToHexStringLower(row.FiguresHash),
            [.. prints[(row.Year, row.Number, row.Version)]])).ToList();
    }
}
