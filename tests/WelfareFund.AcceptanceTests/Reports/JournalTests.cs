using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Ledger;
using WelfareFund.Exports;

namespace WelfareFund.AcceptanceTests.Reports;

/// <summary>Other people's tools read the exported books and come to the same balances.</summary>
[Collection(LivedSampleTests.Name)]
public sealed class JournalTests(LivedSample sample)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_journal_exported_as_of_a_date_ends_on_that_date(int month)
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var asOf = new YearMonth(2025, month).ToDateInterval().End;
        var path = Path.Combine(fund.Folder, "books.journal");
        await using (var writer = new StreamWriter(path))
            (await fund.Get<ExportBooks>().HledgerAsync(fund.Actor, WorkedFund.Id, new(asOf), writer)).Value.ShouldBeGreaterThan(0);
        var trial = (await fund.Get<ShowTrialBalance>().RunAsync(fund.Actor, WorkedFund.Id, asOf, null, false)).Value;

        OutsideBooks.Hledger(path, LocalDate.MaxIsoValue.PlusDays(-1)).ShouldBe(OutsideBooks.Ours(trial, JournalAccounts.PathOf));
    }

    [Fact]
    public async Task Hledger_ledger_and_beancount_have_every_balance_of_the_sample_fund_as_the_books_do_at_three_dates()
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-journals-").FullName;
        var (journal, beancount) = (Path.Combine(folder, "books.journal"), Path.Combine(folder, "books.beancount"));
        await sample.AskAsync("export", "hledger", "--fund", "care-corridors", "--out", journal);
        await sample.AskAsync("export", "beancount", "--fund", "care-corridors", "--out", beancount);
        await using var services = new ServiceCollection().AddWelfareFund(await sample.Sqlite.OpenAsync(), sample.Keys, new SettableClock()).BuildServiceProvider();
        var actor = (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Cli, null)).Value;

        OutsideBooks.Run("hledger", "-f", journal, "check", "-s").ShouldBeEmpty();
        OutsideBooks.Run("bean-check", beancount).ShouldBeEmpty();
        foreach (var asOf in new LocalDate[] { new(2025, 3, 31), new(2025, 9, 15), new(2026, 3, 31) })
        {
            var trial = (await services.GetRequiredService<ShowTrialBalance>().RunAsync(actor, "care-corridors", asOf, null, false)).Value;
            var ours = OutsideBooks.Ours(trial, JournalAccounts.PathOf).ToList();
            ours.Count.ShouldBeGreaterThan(20);
            OutsideBooks.Hledger(journal, asOf).ShouldBe(ours);
            OutsideBooks.Ledger(journal, asOf).ShouldBe(ours);
            OutsideBooks.Beancount(beancount, asOf).ShouldBe(OutsideBooks.Ours(trial, BeancountJournal.PathOf));
        }

        Directory.Delete(folder, recursive: true);
    }
}
