using System.CommandLine;
using WelfareFund.Application.Imports;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>import KIND FILE --fund ID [--dry-run]</c>.</summary>
internal static class ImportCommand
{
    internal static Command Of(SessionOptions options)
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", ImportFile.Kinds) };
        var file = new Argument<FileInfo>("FILE");
        var fund = new Option<string>("--fund") { Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "checks everything and keeps nothing" };
        var command = new Command("import", "Takes a file in, all or nothing; the same file again changes nothing.") { kind, file, fund, dryRun };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
                return new Refusal("not-found", path.ToString(), "there is no such file", "name a file that is there");
            await using var content = path.OpenRead();
            using var progress = TerminalProgress.On(session.Errors);
            var imported = await session.Get<ImportFile>().RunAsync(
                session.Actor, new(parsed.GetRequiredValue(fund), parsed.GetRequiredValue(kind), path.Name, content, parsed.GetValue(dryRun)), progress, token);
            if (imported.IsRefused)
                return Result.Refused<int>(imported.Refusals);
            foreach (var warning in imported.Value.Warnings)
                session.Errors.WriteLine(warning);
            session.Output.WriteLine($"{path.Name}: {imported.Value.New} new, {imported.Value.Known} known already{(imported.Value.IsDryRun ? "; nothing was kept" : "")}");
            foreach (var proposal in imported.Value.Proposals)
                session.Errors.WriteLine($"Something of it needs another person (welfarefund approvals show {proposal}), who goes on: welfarefund approve {proposal}");
            return 0;
        }, cancellation));
        return command;
    }
}
