using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Application.Tables;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>The first pages of people in a fund that says of itself that it has settled more lines than a page goes through unasked.</summary>
public sealed class LargeAccountsTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Fund = $"/funds/{ServedFund.Id}";

    [Fact]
    public async Task What_goes_through_every_outcome_or_worker_is_asked_for_and_the_account_stands_there_at_once()
    {
        var investor = await served.SignedInAsync(await served.AddOwnAsync(Role.Investor, "nordlicht-bank"));
        var observer = await served.SignedInAsync(await served.AddAsync(Role.GovernmentObserver));
        var (account, figures) = (await ReadAsync(investor, "/investors/nordlicht-bank"), await ReadAsync(observer, "/figures"));
        account.ShouldContain("Accepted outcomes that your money paid for");
        account.ShouldNotContain("whole=true");
        figures.ShouldContain("Workers by corridor");

        await using (var context = served.NewContext())
            await context.Set<RunRow>().Where(run => run.Lines > 0).ExecuteUpdateAsync(row => row.SetProperty(one => one.Lines, FundReports.LinesReadAtOnce));

        var (brief, whole) = (await ReadAsync(investor, "/investors/nordlicht-bank"), await ReadAsync(investor, "/investors/nordlicht-bank?whole=true"));
        brief.ShouldContain("whole=true");
        brief.ShouldNotContain("Accepted outcomes that your money paid for");
        brief.ShouldContain("How the account came to its balance");
        whole.ShouldBe(account);
        (await ReadAsync(observer, "/figures")).ShouldNotContain("Workers by corridor");
        (await ReadAsync(observer, "/figures?whole=true")).ShouldBe(figures);
    }

    /// <summary>What the page says, and where its links lead.</summary>
    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        var main = ServedFund.Parse(await client.GetStringAsync(new Uri(Fund + address, UriKind.Relative))).QuerySelector("main")!;
        return string.Join('\n', main.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Prepend(main.TextContent));
    }
}
