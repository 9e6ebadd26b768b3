using System.CommandLine;
using System.Text;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Reports;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>export hledger|beancount|entries --fund ID --out FILE</c>.</summary>
internal static class ExportCommand
{
    private delegate Task<Result<long>> Writing(Session session, string fund, ReportView view, TextWriter writer, CancellationToken cancellation);

    internal static Command Of(SessionOptions options) => new("export", "The books for other tools.")
    {
        Export(options, "hledger", "A journal for hledger and ledger.", (session, fund, view, writer, token) => session.Get<ExportBooks>().HledgerAsync(session.Actor, fund, view, writer, token)),
        Export(options, "beancount", "A journal for beancount.", (session, fund, view, writer, token) => session.Get<ExportBooks>().BeancountAsync(session.Actor, fund, view, writer, token)),
        Export(options, "entries", "Every posting as CSV.", EntriesAsync),
    };

    private static Command Export(SessionOptions options, string name, string description, Writing write)
    {
        var books = new FundView();
        var file = new Option<FileInfo>("--out") { Required = true, Description = "the file to write; one that is there is replaced" };
        var command = new Command(name, description) { file };
        books.AddTo(command, withRestated: false);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            if (!Directory.Exists(Path.GetDirectoryName(path)))
                return new Refusal("not-found", path, "there is no such folder", "name a file in a folder that is there");
            var draft = path + ".part";
            try
            {
                Result<long> written;
                await using (var writer = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
                    written = await write(session, books.FundOf(parsed), books.Of(parsed), writer, token);
                if (written.IsRefused)
                    return Result.Refused<int>(written.Refusals);
                File.Move(draft, path, overwrite: true);
                session.Errors.WriteLine($"{written.Value} {(name == "entries" ? "postings" : "entries")} written to {path}");
                return 0;
            }
            finally
            {
                File.Delete(draft);
            }
        }, cancellation));
        return command;
    }

    private static async Task<Result<long>> EntriesAsync(Session session, string fund, ReportView view, TextWriter writer, CancellationToken cancellation)
    {
        var lines = await session.Get<EntryReport>().RunAsync(session.Actor, fund, view, new(), cancellation);
        if (lines.IsRefused)
            return Result.Refused<long>(lines.Refusals);
        var count = 0L;
        Table.Write(session with { Output = writer, Json = false, Csv = true }, lines.Value.Read.ToBlockingEnumerable(cancellation).Select(line =>
        {
            count++;
            return line;
        }), EntryColumns.All);
        return count;
    }
}
