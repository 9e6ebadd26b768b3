using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Samples;
using WelfareFund.Jobs;
using WelfareFund.Settlement;
using WelfareFund.Storage.Documents;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>
/// A sample fund's year by the bell alone, under a clock of the test's own. Its settlements are due on the 30th at 02:30 in Berlin: in February on
/// the 28th, and in March in the hour that daylight saving skips.
/// </summary>
public sealed class ScheduledYearTests
{
    private static readonly Regex InOrderOfIntake = new(":[0-9]{8}/");
    private static readonly Instant CaughtUp = Instant.FromUtc(2025, 8, 12, 12, 0);

    [Fact]
    public async Task A_year_with_missed_months_daylight_saving_and_a_late_file_is_settled_once_a_month_and_the_books_are_those_of_a_year_settled_by_hand()
    {
        var (folder, missing) = Sample();
        await using var byHand = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var byBell = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        var keys = Path.Combine(Path.GetDirectoryName(byBell.SqlitePath)!, "keys");
        await using var expected = await ScheduledFund.OpenAsync(byHand, keys, folder);
        (await expected.Get<LoadSample>().RunAsync(folder, new YearMonth(2025, 12))).Refusals.ShouldBeEmpty();

        await using var fund = await ScheduledFund.OpenAsync(byBell, keys, folder);
        LocalDate? told = null;
        for (var day = new LocalDate(2025, 1, 3); day <= new LocalDate(2026, 1, 31); day = day.PlusDays(1))
        {
            var isMissed = day > new LocalDate(2025, 5, 2) && day < new LocalDate(2025, 8, 12); // nobody rings: April, May and June are missed
            var isClockDay = day == new LocalDate(2025, 3, 30) || day == new LocalDate(2025, 10, 26);
            if (isMissed || !(isClockDay || day.Day is 2 or 12 or 21 or 31 || (day.Month == 2 && day.Day == 28)))
                continue;
            await fund.TellAsync(told, day);
            told = day;
            foreach (var at in isClockDay ? [new(0, 20), new(0, 40), new(1, 20), new(1, 40), new LocalTime(3, 0)] : new[] { new LocalTime(12, 0) })
            {
                var reports = await fund.LiveAsync((day + at).InUtc().ToInstant());
                reports.ShouldAllBe(report => report.Result != JobResult.Failed && report.Result != JobResult.Alarm);
            }
        }

        var (entries, wanted) = (await EntriesAsync(fund), await EntriesAsync(expected));
        entries.Except(wanted).ShouldBeEmpty();
        entries.ShouldBe(wanted);
        await EachMonthOnceAsync(fund);
        (await fund.JobRunsAsync(Job.Settlement)).FindAll(run => run.EndedAt == CaughtUp).Count.ShouldBe(3);
        (await fund.JobRunsAsync(Job.Verify)).Select(run => InstantPattern.General.Format(run.Due)).Where(due => due.StartsWith("2025-03-30", StringComparison.Ordinal) || due.StartsWith("2025-10-26", StringComparison.Ordinal))
            .ShouldBe(["2025-03-30T01:30:00Z", "2025-10-26T00:30:00Z"]);
        (await fund.JobRunsAsync(Job.WageReports)).Count(run => run.Needs.Contains(missing, StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        await EachQuarterOnceAsync(fund);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    private static async Task EachMonthOnceAsync(ScheduledFund fund)
    {
        var settlements = await fund.JobRunsAsync(Job.Settlement);
        settlements.Select(run => InstantPattern.General.Format(run.Due)).ShouldBe(
        [
            "2025-02-28T01:30:00Z", "2025-03-30T01:30:00Z", "2025-04-30T00:30:00Z", "2025-05-30T00:30:00Z", "2025-06-30T00:30:00Z", "2025-07-30T00:30:00Z",
            "2025-08-30T00:30:00Z", "2025-09-30T00:30:00Z", "2025-10-30T01:30:00Z", "2025-11-30T01:30:00Z", "2025-12-30T01:30:00Z", "2026-01-30T01:30:00Z",
        ]);
        settlements.ShouldAllBe(run => run.Result == JobResult.Done);
        settlements.Select(run => run.EndedAt!.Value).ShouldBeInOrder();
        var runs = (await fund.RunsAsync()).FindAll(run => run.State != RunState.Superseded);
        runs.Select(run => run.Month).ShouldBe(Enumerable.Range(1, 12).Select(month => new YearMonth(2025, month)));
        runs.ShouldAllBe(run => run.State == RunState.Sealed);
    }

    private static async Task EachQuarterOnceAsync(ScheduledFund fund)
    {
        var quarters = new LocalDate[] { new(2025, 3, 31), new(2025, 6, 30), new(2025, 9, 30), new(2025, 12, 31) };
        var statements = await fund.AskAsync(context => context.Set<DocumentRow>().AsNoTracking().OrderBy(document => document.AsOf).ThenBy(document => document.Subject).ToListAsync());
        statements.Select(document => document.AsOf).Distinct().ShouldBe(quarters);
        statements.ShouldAllBe(document => document.Version == 1 && document.Kind == "investor-statement");
        statements.Select(document => (document.AsOf, document.Subject)).ShouldBeUnique();
        (await fund.JobRunsAsync(Job.Statements)).ShouldAllBe(run => run.Result == JobResult.Done);
    }

    /// <remarks>A bank line's key carries the order in which it came in, which is the telling's and not the books'.</remarks>
    private static async Task<List<string>> EntriesAsync(ScheduledFund fund)
    {
        var report = (await fund.Get<EntryReport>().RunAsync(await fund.MakerAsync(), fund.Id, new(null), new())).Value;
        var lines = new List<string>();
        await foreach (var line in report.Read)
            lines.Add(FormattableString.Invariant($"{line.Sequence} {InOrderOfIntake.Replace(line.Key, "/")} {line.Effective:uuuu-MM-dd} {line.Concerns:uuuu-MM-dd} {line.Corrects} {line.AccountId} {line.Amount} {line.Party} {line.Corridor} {line.CostLine}"));
        lines.Count.ShouldBeGreaterThan(300);
        return lines;
    }

    /// <summary>A copy of a shipped sample, in Berlin, in which one employer's report for June comes two months late.</summary>
    /// <returns>The folder, and what is asked for while the report is missing.</returns>
    private static (string Folder, string Missing) Sample()
    {
        var shipped = Path.Combine(Path.GetDirectoryName(SampleBooks.Folder)!, "cost-share");
        var folder = Path.Combine(Directory.CreateTempSubdirectory("welfarefund-sample-").FullName, "cost-share");
        Directory.CreateDirectory(Path.Combine(folder, "sample"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(shipped, "sample")))
            File.Copy(file, Path.Combine(folder, "sample", Path.GetFileName(file)));
        const string Zone = "\"timeZone\": \"Europe/Dublin\",";
        var terms = File.ReadAllText(Path.Combine(shipped, "fund.json"));
        terms.ShouldContain(Zone);
        File.WriteAllText(Path.Combine(folder, "fund.json"), terms.Replace(Zone, "\"timeZone\": \"Europe/Berlin\", \"settlement\": { \"dayOfMonth\": 30, \"time\": \"02:30\" },", StringComparison.Ordinal));

        var wages = Path.Combine(folder, "sample", "wages.csv");
        var lines = File.ReadAllLines(wages);
        var late = Array.FindIndex(lines, line => line.Split(',')[3] == "2025-06");
        var cells = lines[late].Split(',');
        lines[late] = string.Join(',', cells.Select((cell, i) => i == 8 ? "2025-09-20" : cell));
        File.WriteAllLines(wages, lines);
        return (folder, $"{cells[2]} has not reported {cells[1]} for 2025-06");
    }
}
