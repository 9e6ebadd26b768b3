using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Tables;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>A fund that says of itself that it has settled more lines than a page goes through unasked.</summary>
public sealed class LargeFundTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Fund = $"/funds/{ServedFund.Id}";

    [Fact]
    public async Task What_goes_through_every_line_is_asked_for_and_the_clearing_accounts_stand_there_at_once()
    {
        var (bank, outcomes) = (await ReadAsync("/bank"), await ReadAsync("/reports/outcomes"));
        bank.ShouldContain("P-202412-001");
        outcomes.ShouldContain("CL-0001");

        await using (var context = served.NewContext())
        {
            foreach (var run in await context.Set<RunRow>().Where(run => run.Lines > 0).ToListAsync())
                (await context.Set<RunRow>().Where(row => row.Number == run.Number).ExecuteUpdateAsync(row => row.SetProperty(one => one.Lines, FundReports.LinesReadAtOnce))).ShouldBe(1);
        }

        var (brief, whole) = (await ReadAsync("/bank"), await ReadAsync("/bank?items=all"));
        brief.ShouldContain("Payments in transit: main");
        brief.ShouldContain("(8,166.74)");
        brief.ShouldNotContain("P-202412-001");
        whole.ShouldContain("P-202412-001");
        (await ReadAsync("/reports/outcomes")).ShouldNotContain("CL-0001");
        (await ReadAsync("/reports/outcomes?whole=true")).ShouldContain("CL-0001");
        (await ReadAsync("/reports/trial-balance")).ShouldContain("Payments in transit: main");
    }

    [Fact]
    public async Task The_funds_first_page_says_what_has_to_be_done_and_that_the_books_hold()
    {
        var page = ServedFund.Parse(await served.Client.GetStringAsync(new Uri(Fund, UriKind.Relative)));

        page.QuerySelectorAll(".needs a").Select(link => (link.TextContent, link.GetAttribute("href"))).ShouldContain(("3 payments are instructed and in no batch", Fund + "/payments"));
        page.QuerySelector(".verdict")!.ClassList.ShouldNotContain("wrong");
        page.QuerySelector(".verdict")!.TextContent.ShouldContain("Debits equal credits in every currency.");
    }

    private async Task<string> ReadAsync(string address) => await served.Client.GetStringAsync(new Uri(Fund + address, UriKind.Relative));
}
