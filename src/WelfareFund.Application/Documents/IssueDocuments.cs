using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Documents;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Documents;

namespace WelfareFund.Application.Documents;

/// <summary>What is to be issued.</summary>
/// <param name="Files">What is attached, by file name.</param>
public sealed record DocumentDraft(IDocument Document, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    public DocumentDraft(IDocument document) : this(document, new Dictionary<string, ReadOnlyMemory<byte>>()) { }
}

/// <param name="Number">Readable: <c>care-corridors-2026-0001</c>.</param>
/// <param name="Pdf">PDF/A-3a with the files attached.</param>
/// <param name="IsNew">Whether this version was registered now and not before.</param>
public sealed record IssuedDocument(string Number, int Version, byte[] Pdf, DocumentDraft Draft, bool IsNew);

/// <summary>
/// Draws documents and registers them: the same content keeps its number and version, other content is a new version that says what changed.
/// All of them or none. Needs no right beyond seeing the fund: whoever has the figures had the right to them.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 9 "Documents".</remarks>
public sealed class IssueDocuments(FundDatabase database, KeyRing keys, TypstWorkers workers, IClock clock)
{
    private const int Tries = 10;

    /// <returns>In the order of the drafts. Refused: what drawing refuses, and <c>documents-busy</c>.</returns>
    public async Task<Result<IReadOnlyList<IssuedDocument>>> RunAsync(Actor actor, string fundId, IReadOnlyList<DocumentDraft> drafts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<IssuedDocument>>(fund.Refusals);
        List<Contents> contents = [.. drafts.Select(draft => new Contents(draft, keys.SecretOf(fundId)))];
        for (var tries = 0; tries < Tries; tries++)
        {
            var pages = await NumberAsync(context, fund.Value.Number, fundId, contents, cancellation);
            var drawn = await Task.WhenAll(pages.Select(page => workers.DrawAsync(page.Contents.Paper, page.Issue, cancellation)));
            if (drawn.Any(pdf => pdf.IsRefused))
                return Result.Refused<IReadOnlyList<IssuedDocument>>([.. drawn.SelectMany(pdf => pdf.Refusals)]);
            if (await RegisterAsync(context, actor, fund.Value.Number, pages, [.. drawn.Select(pdf => pdf.Value)], cancellation))
                return pages.Zip(drawn, (page, pdf) => new IssuedDocument(page.Issue.Number, page.Issue.Version, pdf.Value, page.Contents.Draft, page.IsNew)).ToList();
        }

        return new Refusal("documents-busy", "", "others keep registering documents of this fund", "try again");
    }

    /// <summary>As the register stands now: what it has keeps its number, what is new takes the next ones.</summary>
    private static async Task<List<Page>> NumberAsync(FundContext context, int fund, string fundId, IReadOnlyList<Contents> contents, CancellationToken cancellation)
    {
        var register = context.Set<DocumentRow>().AsNoTracking().Where(row => row.Fund == fund);
        var last = new Dictionary<int, int>();
        var newest = new Dictionary<DocumentIdentity, Page>();
        var pages = new List<Page>();
        foreach (var content in contents)
        {
            var identity = content.Draft.Document.Identity;
            var versions = await register.Where(row => row.Subject == identity.Subject && row.Kind == identity.Kind && row.AsOf == identity.AsOf && row.Matter == identity.Matter)
                .OrderByDescending(row => row.Version).Take(2).ToListAsync(cancellation);
            var before = newest.TryGetValue(identity, out var page) ? page.ToRow(fund) : versions.FirstOrDefault();
            if (before is not null && content.IsIn(before))
            {
                pages.Add(page ?? new(content, before.Year, before.Number, content.Issue(DocumentNumber.Of(fundId, before.Year, before.Number), before.Version, before.KnownAt, versions.ElementAtOrDefault(1)), IsNew: false));
                continue;
            }

            var year = before?.Year ?? identity.AsOf.Year;
            if (before is null && !last.ContainsKey(year))
                last[year] = await register.Where(row => row.Year == year).MaxAsync(row => (int?)row.Number, cancellation) ?? 0;
            var number = before?.Number ?? ++last[year];
            pages.Add(newest[identity] = new(content, year, number,
                content.Issue(DocumentNumber.Of(fundId, year, number), 1 + (before?.Version ?? 0), content.Draft.Document.KnownAt, before), IsNew: true));
        }

        return pages;
    }

    /// <returns>False when somebody else took a number in the meantime; nothing is registered then.</returns>
    private async Task<bool> RegisterAsync(FundContext context, Actor actor, int fund, IReadOnlyList<Page> pages, IReadOnlyList<byte[]> pdfs, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        List<(Page Page, byte[] Hash)> prints = [.. pages.Zip(pdfs, (page, pdf) => (page, SHA256.HashData(pdf))).DistinctBy(print => Convert.ToHexString(print.Item2))];
        var hashes = prints.ConvertAll(print => print.Hash);
        var known = await context.Set<DocumentPrintRow>().AsNoTracking().Where(row => row.Fund == fund && hashes.Contains(row.PdfHash)).Select(row => row.PdfHash).ToListAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            context.AddRange(pages.Where(page => page.IsNew).Distinct().Select(page => page.ToRow(fund, actor.Number, now)));
            await context.SaveChangesAsync(cancellation);
            context.AddRange(prints.Where(print => !known.Exists(hash => hash.AsSpan().SequenceEqual(print.Hash))).Select(print => new DocumentPrintRow
            {
                Fund = fund,
                Year = print.Page.Year,
                Number = print.Page.Number,
                Version = print.Page.Issue.Version,
                PdfHash = print.Hash,
                Maker = actor.Number,
                MadeAt = now,
            }));
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>A draft's paper and the two hashes that tell whether it is another one.</summary>
    private sealed class Contents
    {
        private readonly byte[] figuresHash;
        private readonly byte[] namesHash;

        internal Contents(DocumentDraft draft, ReadOnlyMemory<byte> secret)
        {
            Draft = draft;
            Paper = Paper.Of(draft.Document, draft.Files);
            figuresHash = SHA256.HashData(Encoding.UTF8.GetBytes(Paper.Content));
            namesHash = HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes(Paper.Names));
        }

        internal DocumentDraft Draft { get; }
        internal Paper Paper { get; }

        internal bool IsIn(DocumentRow row) => row.FiguresHash.AsSpan().SequenceEqual(figuresHash) && row.NamesHash.AsSpan().SequenceEqual(namesHash);

        internal Issue Issue(string number, int version, long knownAt, DocumentRow? before) => before is null
            ? new(number, version, knownAt, [], NamesChanged: false)
            : new(number, version, knownAt, FigureChange.Between(before.Figures, Paper.Content), !before.NamesHash.AsSpan().SequenceEqual(namesHash));

        internal DocumentRow ToRow(int fund, Page page, int maker, Instant at) => new()
        {
            Fund = fund,
            Year = page.Year,
            Number = page.Number,
            Version = page.Issue.Version,
            Kind = Draft.Document.Identity.Kind,
            Subject = Draft.Document.Identity.Subject,
            Matter = Draft.Document.Identity.Matter,
            AsOf = Draft.Document.Identity.AsOf,
            KnownAt = page.Issue.KnownAt,
            FiguresHash = figuresHash,
            NamesHash = namesHash,
            Figures = Paper.Content,
            Maker = maker,
            MadeAt = at,
        };
    }

    private sealed record Page(Contents Contents, int Year, int Number, Issue Issue, bool IsNew)
    {
        internal DocumentRow ToRow(int fund, int maker = 0, Instant at = default) => Contents.ToRow(fund, this, maker, at);
    }
}
