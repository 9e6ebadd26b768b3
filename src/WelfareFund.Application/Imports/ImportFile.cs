using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Contributions;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Imports;

/// <param name="Fund">The fund's id.</param>
/// <param name="FileName">As refusals name it.</param>
/// <param name="Content">Read once, from where it stands to its end.</param>
/// <param name="IsDryRun">Checks everything and keeps nothing.</param>
public sealed record FileToImport(string Fund, string Kind, string FileName, Stream Content, bool IsDryRun = false);

/// <summary>
/// Takes one file in, all or nothing: one transaction, committed when no row was refused. The same file again changes nothing.
/// Right: <see cref="Right.ImportFacts"/>; a provider brings claims under their own contracts, and knows of nothing else.
/// </summary>
public sealed class ImportFile(FundDatabase database, FundBooks books, IClock clock)
{
    /// <summary>The kinds of file there are.</summary>
    public static IReadOnlyCollection<string> Kinds => [.. ImportKinds.ByName.Keys];

    /// <summary>The columns of a kind, those that may be empty with a question mark; null where there is no such kind or it has no columns.</summary>
    public static IReadOnlyList<string>? ColumnsOf(string kind) =>
        FileKinds.All.FirstOrDefault(known => known.Name == kind)?.Columns.Select(column => column.IsRequired ? column.Name : column.Name + "?").ToList();

    public async Task<Result<ImportResult>> RunAsync(Actor actor, FileToImport file, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(file);
        if (!ImportKinds.ByName.TryGetValue(file.Kind, out var kind))
            return new Refusal("unknown-kind", "", $"'{file.Kind}' is no kind of file", "the kinds are " + string.Join(", ", ImportKinds.ByName.Keys));

        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, file.Fund, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return Result.Refused<ImportResult>(fund.Refusals);
        var mayAll = actor.May(Right.ImportFacts, fund.Value.Number);
        if (!mayAll && !(kind.Name == FileKinds.Claims.Name && actor.May(Right.SeeOwnContracts, fund.Value.Number)))
            return FundAccess.NotAllowed(actor, Right.ImportFacts);
        return await TakeInAsync(context, actor, fund.Value, kind, file, null, isOwn: !mayAll, progress, cancellation);
    }

    /// <summary>Takes in one fact that somebody wrote into a form, with every check that a file of its kind meets. The caller has asked for the right to it.</summary>
    /// <param name="act">As the audit trail names it, and the list of what came in.</param>
    /// <param name="cells">By column; null leaves one empty.</param>
    /// <param name="isOfThemselves">Every pause of theirs another person grants; else only one that is longer than one person may grant.</param>
    /// <param name="also">What is kept together with the fact, in its transaction, while the fund's intake is locked. Left out where the fact is not new.</param>
    /// <returns>Refused with the column as the place.</returns>
    internal async Task<Result<ImportResult>> TellAsync(
        Actor actor, FundRow fund, string kind, string act, IReadOnlyList<(string Column, string? Cell)> cells, bool isDryRun, CancellationToken cancellation, bool isOfThemselves = true,
        Func<FundContext, Task>? also = null)
    {
        await using var context = database.NewContext();
        var row = $"{string.Join(',', cells.Select(cell => cell.Column))}\n{string.Join(',', cells.Select(cell => $"\"{cell.Cell?.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))}\n";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(row));
        var told = await TakeInAsync(context, actor, fund, ImportKinds.ByName[kind], new(fund.Id, kind, act, content, isDryRun), act, isOwn: false, null, cancellation, isOfThemselves, also);
        return told.IsRefused ? Result.Refused<ImportResult>([.. told.Refusals.Select(refusal => refusal with { Where = refusal.Where.Split(": ")[^1] })]) : told;
    }

    /// <param name="act">Of what a form told; null for a file.</param>
    /// <param name="isOwn">Of a provider, who knows of their own contracts alone.</param>
    private async Task<Result<ImportResult>> TakeInAsync(
        FundContext context, Actor actor, FundRow fund, KindImport kind, FileToImport file, string? act, bool isOwn, IProgress<WorkProgress>? progress, CancellationToken cancellation,
        bool isOfThemselves = false, Func<FundContext, Task>? also = null)
    {
        var terms = await CurrentTerms.ReadAsync(context, fund, cancellation);
        var own = isOwn ? new OwnClaims(terms, actor.OwnAccounts(fund.Number, Role.Provider), clock.GetCurrentInstant()) : null;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var session = new ImportSession(context, fund.Number, own?.Terms ?? terms, file.FileName, await Intake.LockAsync(context, fund.Number, cancellation))
        {
            LongestPause = isOfThemselves ? 0 : terms.Approvals.PauseLongerThanDays,
            Own = own,
        };
        using var sha256 = SHA256.Create();
        await using var hashing = new CryptoStream(file.Content, sha256, CryptoStreamMode.Read, leaveOpen: true);
        using (var reader = CsvRows.Open(hashing))
            await kind.RunAsync(session, reader, books, progress, cancellation);
        if (session.Refusals.Count > 0)
            return Result.Refused<ImportResult>(session.Refusals);

        await hashing.CopyToAsync(Stream.Null, cancellation);
        var result = new ImportResult(kind.Name, file.FileName, session.Rows, session.New, session.Rows - session.New, session.New > 0 ? session.Before + 1 : 0, session.LastIntake,
            Convert.ToHexStringLower(sha256.Hash!), file.IsDryRun, session.Warnings, session.WarningCount);
        if (file.IsDryRun || (session.New == 0 && session.BankDetails.Count == 0))
            return result;
        var proposals = new List<long>();
        foreach (var change in session.BankDetails)
            proposals.Add(await ChangeBankDetails.ProposeAsync(context, clock, actor, fund.Number, file.Fund, change.Kind, change.Id, change.Details, cancellation));
        foreach (var pause in session.LongPauses)
            proposals.Add(await GrantPause.ProposeAsync(context, clock, actor, file.Fund, pause, cancellation));
        result = result with { Proposals = proposals };

        if (also is not null)
            await also(context);
        await Intake.MoveAsync(context, fund.Number, session.LastIntake, cancellation);
        await RecordAsync(context, actor, fund.Number, act ?? "import", result, sha256.Hash!, cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    private async Task RecordAsync(FundContext context, Actor actor, int fund, string act, ImportResult result, byte[] hash, CancellationToken cancellation)
    {
        var imports = context.Set<ImportRow>();
        var number = 1 + (await imports.Where(import => import.Fund == fund).MaxAsync(import => (int?)import.Number, cancellation) ?? 0);
        var now = clock.GetCurrentInstant();
        imports.Add(new()
        {
            Fund = fund,
            Number = number,
            Kind = result.Kind,
            FileName = Path.GetFileName(result.File),
            Sha256 = hash,
            Rows = result.Rows,
            NewRows = result.New,
            FirstIntake = result.FirstIntake,
            LastIntake = result.LastIntake,
            ImportedBy = actor.Number,
            Channel = Words.Of(actor.Channel),
            ImportedAt = now,
        });
        AuditTrail.Record(context, actor, now, fund, act, string.Create(CultureInfo.InvariantCulture, $"import {number}"), null, new { result.Kind, result.Sha256, result.Rows, result.New });
        await context.SaveChangesAsync(cancellation);
    }
}
