using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Cli.Commands;

/// <summary><c>fund check | apply | load | list | show</c>.</summary>
internal static class FundCommands
{
    internal static Command Of(SessionOptions options) => new("fund", "Funds and their terms.") { Check(options), Apply(options), Load(options), List(options), Show(options) };

    private static Command Check(SessionOptions options)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a fund.json" };
        var command = new Command("check", "Validates a fund file: every error with its line, its path, and what would be right.") { file };
        command.SetAction((parsed, cancellation) => CheckAsync(parsed.GetRequiredValue(file), options, cancellation));
        return command;
    }

    private static async Task<int> CheckAsync(FileInfo file, SessionOptions options, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            await options.Errors.WriteLineAsync($"{file}: there is no such file.");
            return 1;
        }

        var read = FundFile.Read(file.ToString(), await File.ReadAllBytesAsync(file.FullName, cancellation));
        foreach (var refusal in read.Refusals)
            await options.Errors.WriteLineAsync(refusal.ToString());
        if (!read.IsRefused)
            await options.Output.WriteLineAsync($"{file}: the terms of {read.Value.Name} ({read.Value.Id}) are right; hash {FundFile.Hash(read.Value)}");
        return read.IsRefused ? 1 : 0;
    }

    private static Command Apply(SessionOptions options)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a fund.json" };
        var effective = new Option<LocalDate?>("--effective") { Description = "the first day it is in force", CustomParser = Parsing.Date };
        var command = new Command("apply", "Proposes a fund or a new version of its terms.") { file, effective };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
                return new Refusal("not-found", path.ToString(), "there is no such file", "name a fund.json");
            var proposed = await session.Get<ApplyTerms>().RunAsync(session.Actor, path.ToString(), await File.ReadAllTextAsync(path.FullName, token), parsed.GetValue(effective), token);
            return proposed.IsRefused ? Result.Refused<int>(proposed.Refusals) : Print(session, proposed.Value);
        }, cancellation));
        return command;
    }

    private static int Print(Session session, ProposedTerms proposed)
    {
        if (proposed.Proposal is null)
        {
            session.Output.WriteLine($"These are the terms of {proposed.FundId} already; nothing changes.");
            return 0;
        }

        session.Output.WriteLine(proposed.IsNewFund
            ? $"{proposed.FundId}: a new fund, from {LocalDatePattern.Iso.Format(proposed.Effective)}"
            : $"{proposed.FundId}: {proposed.Changes.Count} {(proposed.Changes.Count == 1 ? "change" : "changes")}, from {LocalDatePattern.Iso.Format(proposed.Effective)}");
        foreach (var change in proposed.Changes)
            session.Output.WriteLine("  " + change);
        session.Output.WriteLine($"Another person makes it effective: welfarefund approve {proposed.Proposal}");
        return 0;
    }

    private static Command Load(SessionOptions options)
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "a folder of fund-config" };
        var through = new Option<YearMonth?>("--through") { Description = "the last month to seal; else all that the files cover", CustomParser = Parsing.Month };
        var command = new Command("load", "Lives a sample fund's life again, month by month.") { folder, through };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var sealedMonths = new InlineProgress<YearMonth>(month => session.Errors.WriteLine($"{YearMonthPattern.Iso.Format(month)} sealed"));
            var loaded = await session.Get<LoadSample>().RunAsync(parsed.GetRequiredValue(folder).ToString(), parsed.GetValue(through), sealedMonths, token);
            if (loaded.IsRefused)
                return Result.Refused<int>(loaded.Refusals);
            session.Output.WriteLine($"Settled and sealed through {YearMonthPattern.Iso.Format(loaded.Value)}.");
            return 0;
        }, cancellation));
        return command;
    }

    private static Command List(SessionOptions options)
    {
        var command = new Command("list", "The funds you may see.");
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            Table.Write(session, await session.Get<ListFunds>().RunAsync(session.Actor, token), Columns);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Show(SessionOptions options)
    {
        var id = new Argument<string>("ID");
        var command = new Command("show", "One fund and its terms.") { id };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var shown = await session.Get<ListFunds>().ShowAsync(session.Actor, parsed.GetRequiredValue(id), token);
            if (shown.IsRefused)
                return Result.Refused<int>(shown.Refusals);
            if (!session.Json)
                Table.Write(session, [shown.Value.Fund], Columns);
            session.Output.WriteLine(FundFile.Write(shown.Value.Terms.Terms));
            return 0;
        }, cancellation));
        return command;
    }

    private static readonly ListColumn<FundSummary>[] Columns =
    [
        new("fund", fund => fund.Id), new("name", fund => fund.Name), new("sample", fund => fund.Sample ? "yes" : "no"), new("currency", fund => fund.BaseCurrency.Code),
        new("first_month", fund => YearMonthPattern.Iso.Format(fund.FirstMonth)), new("open_period", fund => YearMonthPattern.Iso.Format(fund.OpenPeriod)),
        new("entries", fund => fund.LogSize.ToString(System.Globalization.CultureInfo.InvariantCulture), IsNumber: true),
    ];
}

/// <summary>Reports at once, in order: the framework's own hands reports to other threads.</summary>
internal sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
