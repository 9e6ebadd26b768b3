using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Workers;
using WelfareFund.People;
using WelfareFund.Storage.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>A worker on a small phone, without JavaScript.</summary>
public sealed class WorkerTourTests(ServedWorkers served) : IClassFixture<ServedWorkers>
{
    private const string Home = $"/funds/{ServedWorkers.Id}/workers/w-1";
    private const int Phone = 360;
    private const int Longest = 150_000;

    [Fact]
    public async Task A_worker_sees_what_they_owe_reports_pay_asks_for_a_pause_complains_and_takes_a_consent_back()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserTests.Chromium, Args = ["--no-sandbox"] });
        var page = await SignedInAsync(browser, "worker-w-1");
        new Uri(page.Url).AbsolutePath.ShouldBe(Home, "signing in leads straight to one's own account");
        (await page.Locator("h1").TextContentAsync()).ShouldBe("सुनीता थापा मगर");
        var figures = await page.Locator(".figures").InnerTextAsync();
        figures.ShouldMatch(@"I have to pay now\s+200\.00 EUR");
        figures.ShouldMatch(@"Ends at the latest with\s+2028-10");
        (await page.Locator("main").InnerTextAsync()).ShouldContain("DE02 1203 0000 0000 2020 51");
        var month = page.Locator(".own-months li", new() { HasText = "2025-01" });
        (await month.Locator(".trace").First.IsVisibleAsync()).ShouldBeFalse();
        await month.Locator("summary").ClickAsync();
        (await month.InnerTextAsync()).ShouldContain("2,000.00 EUR × 10% = 200.00");
        await FitsAsync(page);

        await PayAsync(page, "2025-02", "1900.00", "1500.00");
        (await page.Locator("form").InnerTextAsync()).ShouldContain("1,900.00 EUR before tax and 1,500.00 EUR after tax, from Lar do Porto, for 2025-02.");
        (await WagesAsync()).ShouldBeEmpty("nothing was sent yet");
        await page.ClickAsync("text=Yes, report 1,900.00 EUR for 2025-02");
        (await page.Locator("[role=status]").TextContentAsync()).ShouldStartWith("We have it: 1,900.00 EUR before tax, from Lar do Porto, for 2025-02.");
        await PayAsync(page, "2025-02", "1900.00", "1500.00");
        await page.ClickAsync("text=Yes, report");
        (await page.Locator("[role=status]").TextContentAsync()).ShouldStartWith("We have it: 1,900.00 EUR");
        (await WagesAsync()).ShouldBe(["SR-w-1-2025-02-1 1900.00 EUR "], "told twice is told once");
        await PayAsync(page, "2025-02", "1950.00", "");
        (await page.Locator("form").InnerTextAsync()).ShouldContain("It takes the place of 1,900.00 EUR");
        await page.ClickAsync("text=Change it");
        (await page.InputValueAsync("#gross")).ShouldBe("1950.00", "what was typed stays");
        await page.ClickAsync("text=Go on");
        await page.ClickAsync("text=Yes, report");
        (await WagesAsync()).ShouldBe(["SR-w-1-2025-02-1 1900.00 EUR ", "SR-w-1-2025-02-2 1950.00 EUR SR-w-1-2025-02-1"]);
        await FitsAsync(page);

        await page.ClickAsync(".own >> text=Ask for a pause");
        await page.FillAsync("#from", "2025-03-01");
        await page.FillAsync("#to", "2025-03-20");
        await page.SelectOptionAsync("#reason", "illness");
        await page.ClickAsync("text=Go on");
        (await page.Locator("form").InnerTextAsync()).ShouldContain("सुनीता थापा मगर");
        await page.ClickAsync("text=Yes, ask for a pause from 2025-03-01");
        (await page.Locator("[role=status]").TextContentAsync())!.ShouldContain("It counts once somebody at the fund has granted it.");
        (await page.Locator("td .state").TextContentAsync()).ShouldBe("waits for the fund");
        await FitsAsync(page);
        await using (var context = served.Fund.NewContext())
        {
            var proposal = await context.Set<ProposalRow>().SingleAsync(row => row.Kind == "pause");
            (await served.Fund.Get<ShowProposal>().RunAsync(served.Fund.Checker, proposal.Number)).Value.Content.Words.ShouldContain("no day of it counts before the approval");
            (await served.Fund.ApproveAsync(proposal.Number)).ShouldStartWith("the pause PA-w-1-2025-03-01 of w-1 counts whole");
        }

        await page.ReloadAsync();
        (await page.Locator("td .state").TextContentAsync()).ShouldBe("granted");

        await page.ClickAsync(".own >> text=Complaints");
        await page.SelectOptionAsync("#category", "pay");
        await page.SelectOptionAsync("#severity", "serious");
        await page.SelectOptionAsync("#job", "j-1");
        await page.FillAsync("#text", "मेरो तलब, \"काटियो\"\nदुई पटक");
        await page.ClickAsync("text=Go on");
        (await page.Locator("form").InnerTextAsync()).ShouldContain("about pay, serious, at Lar do Porto.");
        await page.ClickAsync("text=Yes, complain about pay");
        (await page.Locator("[role=status]").TextContentAsync()).ShouldStartWith("We have it. Your complaint has the number G-w-1-1.");
        (await page.Locator("article .state").TextContentAsync()).ShouldBe("open");
        (await page.Locator("article blockquote").TextContentAsync()).ShouldBe("मेरो तलब, \"काटियो\" दुई पटक");
        await FitsAsync(page);

        (await served.Fund.Get<CloseGrievance>().RunAsync(await served.ActorAsync("administrator"), ServedWorkers.Id, "w-1", new("G-w-1-1", "2025-02-05", "not-upheld", "Your employer showed us a payslip of January.\nIt says 2000.00, paid."))).Refusals.ShouldBeEmpty();
        await page.ClickAsync(".own >> text=Complaints");
        (await page.Locator("article blockquote").Last.InnerTextAsync()).ShouldBe("Your employer showed us a payslip of January.\nIt says 2000.00, paid.");
        await page.FillAsync("#why", "त्यो मेरो होइन");
        await FitsAsync(page);
        await page.ClickAsync("form:has(#why) button");
        (await page.Locator("form:has-text('Yes, I do not agree')").InnerTextAsync()).ShouldContain("सुनीता थापा मगर does not agree with how G-w-1-1, about pay, ended.");
        await FitsAsync(page);
        await page.ClickAsync("text=Yes, I do not agree");
        (await page.Locator("[role=status]").TextContentAsync()).ShouldStartWith("We have it. Your complaint has the number G-w-1-2.");
        (await page.Locator("#why").CountAsync()).ShouldBe(0, "one says so once");
        await FitsAsync(page);

        var other = await SignedInAsync(browser, "worker-w-2");
        await other.ClickAsync("text=Take the permission back");
        await other.ClickAsync("button:has-text('Take the permission back')");
        (await other.Locator("form").InnerTextAsync()).ShouldContain("for agreement a-2 any more, from 2025-02-05 on");
        await other.ClickAsync("text=Yes, take it back");
        (await other.Locator("[role=status]").TextContentAsync())!.ShouldContain("You took the permission back on 2025-02-05. What your employer keeps until 2025-02-19 still counts");
        await FitsAsync(other);

        await using var known = served.Fund.NewContext();
        (await known.Set<Agreement>().Where(agreement => agreement.Id == new AgreementId("a-2")).OrderBy(agreement => agreement.Intake).LastAsync()).OtherShare.ShouldBe(0.05m, "nothing else of the agreement changes");
        (await known.Set<AuditRow>().Where(row => row.Channel == "web").OrderBy(row => row.Number).Select(row => row.Act).Where(act => act != "add-user" && act != "set-password").ToListAsync())
            .ShouldBe(["report-pay", "report-pay", "propose-pause", "ask-for-pause", "raise-grievance", "answer-grievance", "close-grievance", "appeal-grievance", "raise-grievance", "withdraw-deduction"]);
    }

    private async Task<IPage> SignedInAsync(IBrowser browser, string name)
    {
        var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = served.Address.ToString(), ViewportSize = new() { Width = Phone, Height = 740 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", ServedWorkers.PasswordOf(name));
        await page.ClickAsync("main button");
        return page;
    }

    private static async Task PayAsync(IPage page, string month, string gross, string net)
    {
        await page.GotoAsync(Home + "/pay");
        await page.SelectOptionAsync("#job", "j-1");
        await page.SelectOptionAsync("#month", month);
        await page.FillAsync("#gross", gross);
        await page.FillAsync("#net", net);
        await page.ClickAsync("text=Go on");
        (await page.Locator("[role=alert]").CountAsync()).ShouldBe(0);
    }

    /// <summary>Its text is small enough for a slow line, and nothing stands beside the screen.</summary>
    private static async Task FitsAsync(IPage page)
    {
        (await page.ContentAsync()).Length.ShouldBeLessThan(Longest);
        (await page.Locator("main > *").EvaluateAllAsync<int>("all => Math.max(...all.map(one => one.getBoundingClientRect().right))")).ShouldBeLessThanOrEqualTo(Phone);
    }

    private async Task<string[]> WagesAsync()
    {
        await using var context = served.Fund.NewContext();
        return [.. (await context.Set<WageReport>().Where(wage => wage.Source == WageSource.SelfReport).OrderBy(wage => wage.Intake).ToListAsync()).Select(wage => $"{wage.Id} {wage.Gross} {wage.Replaces}")];
    }
}
