using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Settlement;

namespace WelfareFund.Application.Samples;

/// <summary>
/// Lives a sample fund's life again: applies its terms, tells it each line of its files on the day it became known, and settles and seals month
/// by month, a sample administrator and a sample approver being maker and checker.
/// </summary>
public sealed class LoadSample(SignIn signIn, ApplyTerms apply, Decide decide, ImportFile import, SettleMonth settle, ListFunds funds)
{
    /// <summary>Kinds in the order in which they name one another, each with the column that says when a line became known; without one at the start.</summary>
    private static readonly (string Kind, string[] KnownOn)[] Kinds =
    [
        ("fx-ecb", ["Date"]), ("fx", ["date"]), ("investors", []), ("commitments", ["signed_on"]), ("capital-calls", ["called_on"]), ("providers", []), ("employers", []),
        ("workers", ["enrolled_on"]), ("agreements", ["consent_on"]), ("costs", ["incurred_on"]), ("employments", ["ended_on", "started_on"]), ("audits", ["audited_on"]),
        ("claims", ["submitted_on"]), ("decisions", ["decided_on"]), ("wages", ["reported_on"]), ("pauses", ["from"]), ("endings", ["ended_on"]),
        ("bank", ["booked_on"]), ("bank-balances", ["on"]),
    ];

    /// <param name="folder">Holds <c>fund.json</c> and <c>sample/KIND.csv</c>.</param>
    /// <param name="through">The last month to seal; null for all that the files cover.</param>
    /// <param name="progress">Gets each sealed month.</param>
    /// <returns>The last sealed month. Refused: <c>not-a-sample</c>, and whatever a step refuses.</returns>
    public async Task<Result<YearMonth>> RunAsync(string folder, YearMonth? through, IProgress<YearMonth>? progress = null, CancellationToken cancellation = default)
    {
        var maker = (await signIn.RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null, cancellation)).Value;
        var checker = (await signIn.RunAsync(SignIn.SampleApprover, null, Channel.Job, null, cancellation)).Value;
        var path = Path.Combine(folder, "fund.json");
        if (!File.Exists(path))
            return new Refusal("not-found", path, "there is no such file", "name a folder of fund-config");
        var json = await File.ReadAllTextAsync(path, cancellation);
        var read = WelfareFund.Terms.FundFile.Read(path, json);
        if (read.IsRefused)
            return Result.Refused<YearMonth>(read.Refusals);
        var terms = read.Value;
        if (!terms.Sample)
            return new Refusal("not-a-sample", path, "the fund is not marked \"sample\": true", "apply real terms with `fund apply`");

        var proposed = await apply.RunAsync(maker, path, json, terms.FirstMonth.OnDayOfMonth(1), cancellation);
        if (proposed.IsRefused)
            return Result.Refused<YearMonth>(proposed.Refusals);
        if (proposed.Value.Proposal is { } proposal && await decide.ApproveAsync(checker, proposal, cancellation) is { IsRefused: true } refused)
            return Result.Refused<YearMonth>(refused.Refusals);
        maker = (await signIn.RunAsync(maker.Name, null, Channel.Job, null, cancellation)).Value;
        checker = (await signIn.RunAsync(checker.Name, null, Channel.Job, null, cancellation)).Value;

        var files = Kinds.Select(kind => SampleFile.Read(folder, kind.Kind, kind.KnownOn)).OfType<SampleFile>().ToList();
        var last = through ?? LastMonthOf(files);
        var open = (await funds.ShowAsync(maker, terms.Id, cancellation)).Value.Fund.OpenPeriod;
        for (var month = open; month <= last; month = month.PlusMonths(1))
        {
            if (await LiveAsync(maker, checker, terms.Id, month, terms.Settlement.DayOfMonth, files, cancellation) is { } stopped)
                return Result.Refused<YearMonth>(stopped);
            progress?.Report(month);
        }

        return last;
    }

    /// <summary>Everything known by the day of the settlement, then the settlement itself. Null when the month is sealed.</summary>
    private async Task<IReadOnlyList<Refusal>?> LiveAsync(
        Actor maker, Actor checker, string fund, YearMonth month, int settlementDay, IReadOnlyList<SampleFile> files, CancellationToken cancellation)
    {
        var day = month.PlusMonths(1).OnDayOfMonth(settlementDay);
        foreach (var file in files)
        {
            using var content = file.KnownBy(day);
            var told = await import.RunAsync(maker, new(fund, file.Kind, file.Name, content), null, cancellation);
            if (told.IsRefused)
                return told.Refusals;
        }

        while (true)
        {
            var reached = await settle.RunAsync(maker, fund, month, RunState.Sealed, cancellation);
            if (reached.IsRefused)
                return reached.Refusals;
            if (reached.Value.Proposal is not { } proposal)
                return null;
            var approved = await decide.ApproveAsync(checker, proposal, cancellation);
            if (approved.IsRefused)
                return approved.Refusals;
        }
    }

    /// <summary>Of the bank's balances: a month without them cannot be sealed.</summary>
    private static YearMonth LastMonthOf(IEnumerable<SampleFile> files) => files.Single(file => file.Kind == "bank-balances").LastDay.ToYearMonth();
}

/// <summary>A sample's file with the day on which each of its lines became known.</summary>
internal sealed class SampleFile
{
    private readonly List<(LocalDate KnownOn, string Line)> lines;
    private readonly string header;

    private SampleFile(string kind, string name, string header, List<(LocalDate KnownOn, string Line)> lines) =>
        (Kind, Name, this.header, this.lines) = (kind, name, header, lines);

    internal string Kind { get; }
    internal string Name { get; }
    internal LocalDate LastDay => lines.Max(line => line.KnownOn);

    internal static SampleFile? Read(string folder, string kind, string[] knownOn)
    {
        var path = Path.Combine(folder, "sample", kind + ".csv");
        if (!File.Exists(path))
            return null;
        using var csv = new CsvParser(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.None });
        csv.Read();
        var header = csv.RawRecord;
        int[] columns = [.. knownOn.Select(column => Array.IndexOf(csv.Record!, column))];
        var lines = new List<(LocalDate, string)>();
        while (csv.Read())
        {
            var day = columns.Select(column => csv[column]).FirstOrDefault(text => text.Length > 0);
            lines.Add((day is null ? LocalDate.MinIsoValue : LocalDatePattern.Iso.Parse(day).Value, csv.RawRecord));
        }

        return new(kind, path, header, lines);
    }

    internal MemoryStream KnownBy(LocalDate day)
    {
        var text = new StringBuilder(header);
        foreach (var (knownOn, line) in lines)
        {
            if (knownOn <= day)
                text.Append(line);
        }

        return new(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
