using System.CommandLine;
using System.Text;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Tables;
using WelfareFund.Payments;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>export hledger|beancount|entries --fund ID --out FILE</c>, <c>export pain001|payments --fund ID --batch N --out FILE</c>, and <c>export payroll --fund ID --month M --employer E --out FILE</c>.</summary>
internal static class ExportCommand
{
    private delegate Task<Result<long>> Writing(Session session, string fund, ReportView view, TextWriter writer, CancellationToken cancellation);

    internal static Command Of(SessionOptions options) => new("export", "The books for other tools, and payments for the bank.")
    {
        Export(options, "hledger", "A journal for hledger and ledger.", (session, fund, view, writer, token) => session.Get<ExportBooks>().HledgerAsync(session.Actor, fund, view, writer, token)),
        Export(options, "beancount", "A journal for beancount.", (session, fund, view, writer, token) => session.Get<ExportBooks>().BeancountAsync(session.Actor, fund, view, writer, token)),
        Export(options, "entries", "Every posting as CSV.", EntriesAsync),
        Payroll(options),
        Batch(options, "pain001", "A released batch of payments as the bank takes it: ISO 20022 pain.001.001.09.", (_, batch, writer) => writer.Write(Pain001.Write(batch))),
        Batch(options, "payments", "A released batch of payments as CSV, with whole bank details.",
            (session, batch, writer) => Table.Write(session with { Output = writer, Json = false, Csv = true }, batch.Transfers.Select(transfer => (batch, transfer)), PaymentColumns)),
    };

    private static Command Batch(SessionOptions options, string name, string description, Action<Session, CreditTransferBatch, TextWriter> write)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var number = new Option<long>("--batch") { Required = true, Description = "the number by which the batch was approved" };
        var file = OutFile();
        var command = new Command(name, description) { fund, number, file };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) => WriteAsync(session, parsed.GetRequiredValue(file), "payments", async writer =>
        {
            var batch = await session.Get<ExportPayments>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(number), token);
            if (batch.IsRefused)
                return Result.Refused<long>(batch.Refusals);
            write(session, batch.Value, writer);
            return batch.Value.Transfers.Count;
        }), cancellation));
        return command;
    }

    private static readonly ListColumn<(CreditTransferBatch Batch, CreditTransfer Transfer)>[] PaymentColumns =
    [
        new("instruction", row => row.Transfer.Id), new("bank_account", row => row.Batch.DebtorAccount), new("execute_on", row => LocalDatePattern.Iso.Format(row.Batch.ExecuteOn)),
        new("name", row => row.Transfer.To.Name), new("country", row => row.Transfer.To.Country), new("iban", row => row.Transfer.To.Iban), new("account", row => row.Transfer.To.Account),
        new("bic", row => row.Transfer.To.Bic), new("amount", row => row.Transfer.Amount.ToAmountString(), IsNumber: true), new("currency", row => row.Transfer.Amount.Currency.Code),
        new("text", row => row.Transfer.Text),
    ];

    private static Command Payroll(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var month = new Option<YearMonth?>("--month") { Required = true, Description = "the last settled month", CustomParser = Parsing.Month };
        var employer = new Option<string>("--employer") { Required = true, Description = "the employer's id" };
        var file = OutFile();
        var command = new Command("payroll", "What an employer is to keep from whose pay, as CSV: workers who consented to deduction only.") { fund, month, employer, file };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) => WriteAsync(session, parsed.GetRequiredValue(file), "deductions", async writer =>
        {
            var lines = await session.Get<ExportPayroll>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(month)!.Value, parsed.GetRequiredValue(employer), token);
            if (lines.IsRefused)
                return Result.Refused<long>(lines.Refusals);
            Table.Write(session with { Output = writer, Json = false, Csv = true }, lines.Value, PayrollColumns);
            return lines.Value.Count;
        }), cancellation));
        return command;
    }

    private static readonly ListColumn<PayrollLine>[] PayrollColumns =
    [
        new("worker_id", line => line.Worker), new("month", line => YearMonthPattern.Iso.Format(line.Month)), new("amount", line => line.Amount.ToAmountString(), IsNumber: true),
        new("currency", line => line.Amount.Currency.Code), new("reference", line => line.Reference),
    ];

    private static Option<FileInfo> OutFile() => new("--out") { Required = true, Description = "the file to write; one that is there is replaced" };

    private static Command Export(SessionOptions options, string name, string description, Writing write)
    {
        var books = new FundView();
        var file = OutFile();
        var command = new Command(name, description) { file };
        books.AddTo(command, withRestated: false);
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) => WriteAsync(session, parsed.GetRequiredValue(file), name == "entries" ? "postings" : "entries",
            writer => write(session, books.FundOf(parsed), books.Of(parsed), writer, token)), cancellation));
        return command;
    }

    /// <summary>Under another name first, so that no half of a file stands there.</summary>
    private static async Task<Result<int>> WriteAsync(Session session, FileInfo file, string what, Func<TextWriter, Task<Result<long>>> write)
    {
        var path = file.FullName;
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return new Refusal("not-found", path, "there is no such folder", "name a file in a folder that is there");
        var draft = path + ".part";
        try
        {
            Result<long> written;
            await using (var writer = new StreamWriter(draft, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
                written = await write(writer);
            if (written.IsRefused)
                return Result.Refused<int>(written.Refusals);
            File.Move(draft, path, overwrite: true);
            session.Errors.WriteLine($"{written.Value} {what} written to {path}");
            return 0;
        }
        finally
        {
            File.Delete(draft);
        }
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
