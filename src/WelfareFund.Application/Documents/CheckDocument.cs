using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Documents;

namespace WelfareFund.Application.Documents;

/// <param name="NewestVersion">Higher than <paramref name="Version"/> where another took its place.</param>
public sealed record CheckedDocument(string Fund, string Number, int Version, int NewestVersion, string Kind, string Subject, string Matter, LocalDate AsOf, Instant MadeAt);

/// <summary>Whether a PDF is one that a fund issued, byte for byte. Right: <see cref="Right.ReadBooks"/> in that fund, or it was issued to the actor's own account.</summary>
public sealed partial class CheckDocument(FundDatabase database)
{
    /// <returns>Refused: <c>not-ours</c>, the same for a stranger's file and one of a fund whose books the actor may not read.</returns>
    public async Task<Result<CheckedDocument>> RunAsync(Actor actor, byte[] pdf, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(pdf);
        var hash = SHA256.HashData(pdf);
        await using var context = database.NewContext();
        var found = await (
            from print in context.Set<DocumentPrintRow>().AsNoTracking()
            join row in context.Set<DocumentRow>().AsNoTracking() on new { print.Fund, print.Year, print.Number, print.Version } equals new { row.Fund, row.Year, row.Number, row.Version }
            join fund in context.Funds.AsNoTracking() on row.Fund equals fund.Number
            where print.PdfHash == hash
            select new { Row = row, fund.Id }).ToListAsync(cancellation);
        if (found.Find(document => actor.May(Right.ReadBooks, document.Row.Fund) || DocumentKinds.IsOwn(actor, document.Row)) is not { } ours)
            return NotOurs(pdf);
        var one = ours.Row;
        var newest = await context.Set<DocumentRow>().AsNoTracking().Where(row => row.Fund == one.Fund && row.Year == one.Year && row.Number == one.Number)
            .MaxAsync(row => row.Version, cancellation);
        return new CheckedDocument(ours.Id, DocumentNumber.Of(ours.Id, one.Year, one.Number), one.Version, newest, one.Kind, one.Subject, one.Matter, one.AsOf, one.MadeAt);
    }

    private static Refusal NotOurs(byte[] pdf) => Claimed().Match(Encoding.Latin1.GetString(pdf)) is { Success: true } claimed
        ? new("not-ours", "", $"the file calls itself {claimed.Groups[1].Value}, and it is not what was issued under that number: it was changed since, or saved anew by another program", "ask the fund for the document of this number")
        : new("not-ours", "", "no document of these bytes was issued here", "check the file that the fund sent, unchanged");

    /// <summary>As our documents carry their number among the keywords, in metadata that every reader keeps.</summary>
    [GeneratedRegex("<pdf:Keywords>([a-z0-9-]+-[0-9]{4}-[0-9]{4,}), [0-9]+</pdf:Keywords>")]
    private static partial Regex Claimed();
}
