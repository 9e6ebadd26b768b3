using System.CommandLine;
using WelfareFund.Cli.Commands;

namespace WelfareFund.Cli;

/// <summary>The command <c>welfarefund</c>. Exit 0: done; 1: refused or not found, nothing changed; 2: usage.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var session = new SessionOptions(output, errors);
        var root = new RootCommand("Accounting for outcomes-based migrant welfare funds.")
        {
            FundCommands.Of(session),
            ImportCommand.Of(session),
            SettleCommand.Of(session),
            JobsCommands.Of(session),
            CapitalCommands.Of(session),
            PaymentCommands.Of(session),
            PaymentCommands.Allocate(session),
            ManualEntryCommand.Of(session),
            ApprovalCommands.Approve(session),
            ApprovalCommands.Reject(session),
            ProposalCommands.Of(session),
            UserCommands.Of(session),
            AuditCommand.Of(session),
            ApiKeyCommands.Of(session),
            AppealCommands.Of(session),
            GrievanceCommands.Of(session),
            ServeCommand.Of(session),
            ReportCommand.Of(session),
            StatementCommand.Of(session),
            DocumentCommands.Of(session),
            ExportCommand.Of(session),
            VerifyCommand.Of(session),
            CalculateCommands.Of(session),
        };
        foreach (var option in session.All)
            root.Options.Add(option);

        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await errors.WriteLineAsync(error.Message);
            await errors.WriteLineAsync("`welfarefund --help` shows the commands.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Stopped; what was committed stays, and the same command goes on from there.");
            return 1;
        }
    }
}
