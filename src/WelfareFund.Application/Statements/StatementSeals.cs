using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Reports;
using WelfareFund.Statements;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Statements;

/// <summary>The seal that a statement stands on, and who answers for its figures.</summary>
internal static class StatementSeals
{
    /// <summary>Of the months that ended by the statement's day.</summary>
    internal static async Task<SealRow?> NewestAsync(BooksView books, CancellationToken cancellation)
    {
        var seals = await books.Context.Seals.AsNoTracking().Where(seal => seal.Fund == books.Fund.Number).OrderByDescending(seal => seal.Period).ToListAsync(cancellation);
        return seals.Find(seal => seal.Period.ToDateInterval().End <= books.AsOf);
    }

    /// <summary>A sealed month's figures were prepared and approved by those who sealed it; others by nobody yet.</summary>
    internal static async Task<StatementApproval?> ApprovalAsync(BooksView books, SealRow? seal, CancellationToken cancellation)
    {
        if (seal is null || seal.Period.ToDateInterval().End != books.AsOf)
            return null;
        var names = await books.Context.Set<UserRow>().AsNoTracking().Where(user => user.Number == seal.Maker || user.Number == seal.Approver).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        return new(names[seal.Maker], names[seal.Approver]);
    }

    internal static StatementSeal? ToStatement(this SealRow? seal) =>
        seal?.ToSeal() is { } signed ? new(signed.Seal.Period, signed.Seal.LogSize, signed.Seal.Root, signed.KeyFingerprint) : null;

    /// <summary>How much of the log there is to read.</summary>
    internal static async Task<long> SizeAsync(BooksView books, CancellationToken cancellation) =>
        books.KnownAt ?? (await books.Context.Heads.AsNoTracking().SingleAsync(head => head.Fund == books.Fund.Number, cancellation)).Size;
}
