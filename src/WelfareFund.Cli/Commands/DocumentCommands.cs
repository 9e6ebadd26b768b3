using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>document list --fund ID [--kind KIND] [--id SUBJECT] [--as-of DATE]</c>, and how commands write what they issued.</summary>
internal static class DocumentCommands
{
    internal static Command Of(SessionOptions options) => new("document", "The register of the documents that a fund issued.") { List(options) };

    /// <summary>Registers the drafts and writes the PDFs with their attachments beside them.</summary>
    internal static async Task<Result<int>> IssueAsync(Session session, string fund, IReadOnlyList<DocumentDraft> drafts, DirectoryInfo folder, CancellationToken cancellation)
    {
        var issued = await session.Get<IssueDocuments>().RunAsync(session.Actor, fund, drafts, cancellation);
        if (issued.IsRefused)
            return Result.Refused<int>(issued.Refusals);
        folder.Create();
        foreach (var document in issued.Value)
        {
            var path = Path.Combine(folder.FullName, FileName(fund, document));
            await File.WriteAllBytesAsync(path + ".pdf", document.Pdf, cancellation);
            session.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}.pdf: document {document.Number}, version {document.Version}{(document.IsNew ? "" : ", as registered before")}"));
            foreach (var (name, content) in document.Draft.Files)
            {
                await File.WriteAllBytesAsync($"{path}.{name}", content, cancellation);
                session.Errors.WriteLine($"{path}.{name}");
            }
        }

        return 0;
    }

    /// <summary>A later version never overwrites an earlier one. What is about the fund as a whole is named by its kind.</summary>
    private static string FileName(string fund, IssuedDocument document)
    {
        var identity = document.Draft.Document.Identity;
        var about = string.Join('-', new[] { fund, identity.Subject == fund ? identity.Kind : identity.Subject, identity.Matter }.Where(part => part.Length > 0));
        var name = $"{about}-{LocalDatePattern.Iso.Format(identity.AsOf)}";
        return document.Version == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-v{document.Version}");
    }

    private static Command List(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var kind = new Option<string?>("--kind") { Description = "only this kind: investor-statement" };
        var subject = new Option<string?>("--id") { Description = "only what was issued to this investor, provider or worker" };
        var asOf = new Option<LocalDate?>("--as-of") { Description = "only what speaks of this day", CustomParser = Parsing.Date };
        var command = new Command("list", "Every version of every document.") { fund, kind, subject, asOf };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var documents = await session.Get<ListDocuments>().RunAsync(
                session.Actor, parsed.GetRequiredValue(fund), new(parsed.GetValue(kind), parsed.GetValue(subject), parsed.GetValue(asOf)), token);
            if (documents.IsRefused)
                return Result.Refused<int>(documents.Refusals);
            Table.Write(session, documents.Value, session.Json || session.Csv ? Columns : [.. Columns.Where(column => !column.Name.Contains("sha256", StringComparison.Ordinal))]);
            return 0;
        }, cancellation));
        return command;
    }

    private static readonly ListColumn<RegisteredDocument>[] Columns =
    [
        new("number", document => document.Number), new("version", document => document.Version.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("state", document => document.IsSuperseded ? "superseded" : "current"), new("kind", document => document.Kind), new("subject", document => document.Subject),
        new("matter", document => document.Matter), new("as_of", document => LocalDatePattern.Iso.Format(document.AsOf)),
        new("known_at", document => document.KnownAt.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("made_by", document => document.Maker),
        new("made_at", document => InstantPattern.General.Format(document.MadeAt)), new("figures_sha256", document => document.FiguresHash),
        new("pdf_sha256", document => string.Join(' ', document.PdfHashes)),
    ];
}
