using System.Net;
using AngleSharp.Html.Dom;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class WorkerPagesTests(ServedWorkers served) : IClassFixture<ServedWorkers>
{
    private static readonly string[] Pages = ["", "/pay", "/pauses", "/grievances", "/deduction", "/statement.pdf"];

    [Fact]
    public async Task Another_workers_account_is_nothing_at_this_address_as_one_that_does_not_exist()
    {
        var bodies = new HashSet<string>();
        foreach (var (name, accounts) in ((string, string[])[])[("worker-w-1", ["w-2", "p-1", "W-1", "w-1x", "nobody"]), ("worker-w-2", ["w-1"]), ("observer", ["w-1"])])
        {
            var client = await served.SignedInAsync(name);
            foreach (var address in accounts.SelectMany(account => Pages, (account, page) => $"/funds/{ServedWorkers.Id}/workers/{account}{page}").Append($"/funds/nobody/workers/w-1").Append($"/funds/{ServedWorkers.Id}"))
            {
                using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{name} {address}");
                bodies.Add(ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent);
            }
        }

        bodies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_form_sent_to_another_workers_account_is_answered_as_one_to_nobodys_and_keeps_nothing()
    {
        var client = await served.SignedInAsync("worker-w-1");
        var before = await served.KeptAsync();
        var page = ServedFund.Parse(await client.GetStringAsync(new Uri($"/funds/{ServedWorkers.Id}/workers/w-1/pay", UriKind.Relative)));
        var hidden = page.QuerySelectorAll("form input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!)).ToList();
        var answers = new HashSet<string>();
        foreach (var account in (string[])["w-2", "nobody"])
        {
            using var content = new FormUrlEncodedContent([.. hidden, KeyValuePair.Create("Told.Job", "j-2"), KeyValuePair.Create("Told.Month", "2025-02"), KeyValuePair.Create("Told.Gross", "1.00"), KeyValuePair.Create("Told.Act", "confirm")]);
            using var answer = await client.PostAsync(new Uri($"/funds/{ServedWorkers.Id}/workers/{account}/pay", UriKind.Relative), content);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499);
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}".Replace(account, "", StringComparison.Ordinal));
        }

        answers.ShouldHaveSingleItem();
        (await served.KeptAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_confirmation_pressed_twice_at_once_tells_one_fact()
    {
        var client = await served.SignedInAsync("worker-p-1");
        var before = await served.KeptAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServedFund.PostAsync(client, $"/funds/{ServedWorkers.Id}/workers/p-1/pay", "pay",
            ("Told.Job", "jp-1"), ("Told.Month", "2025-02"), ("Told.Gross", "1234.00"), ("Told.Act", "confirm"))));
        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Found, ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")?.TextContent);
            answer.Dispose();
        }

        int Facts(string kept) => int.Parse(kept.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Facts(await served.KeptAsync()).ShouldBe(Facts(before) + 1);
    }

    [Fact]
    public async Task A_worker_reads_who_looks_into_a_complaint_and_its_answer_and_says_once_that_they_do_not_agree()
    {
        var (client, desk) = (await served.SignedInAsync("worker-w-2"), await served.SignedInAsync("administrator"));
        const string Own = $"/funds/{ServedWorkers.Id}/workers/w-2/grievances";
        const string Desk = $"/funds/{ServedWorkers.Id}/workers/w-2/file/grievances";
        (await LedToAsync(client, Own, "grievance", ("Told.Category", "housing"), ("Told.Severity", "serious"), ("Told.Job", "j-2"), ("Told.Text", "no heating"), ("Told.Act", "confirm"))).ShouldEndWith("?told=G-w-2-1");
        var page = await ReadAsync(client, Own);
        page.QuerySelector("article")!.TextContent.ShouldContain("Somebody at the fund will look into it.");
        page.QuerySelectorAll("form input[name='_handler']").Select(form => form.GetAttribute("value")).ShouldBe(["grievance"], "nothing has ended yet");

        await LedToAsync(desk, Desk, "take-on", ("TakenOn.Grievance", "G-w-2-1"));
        (await ReadAsync(client, Own)).QuerySelector("article")!.TextContent.ShouldContain("Somebody looks into it since 2025-02-05: administrator.");
        await LedToAsync(desk, Desk, "close", ("Told.Grievance", "G-w-2-1"), ("Told.On", "2025-02-05"), ("Told.Outcome", "not-upheld"), ("Told.Answer", "We were there.\r\nIt was warm."));
        page = await ReadAsync(client, Own);
        page.QuerySelectorAll("article blockquote").Select(words => words.TextContent).ShouldBe(["no heating", "We were there.\nIt was warm."]);
        page.QuerySelector("article")!.TextContent.ShouldContain("Answer of administrator, 2025-02-05:");

        var before = await served.KeptAsync();
        using (var asked = await ServedFund.PostAsync(client, Own, "appeal", ("Given.Grievance", "G-w-2-1"), ("Given.Why", "It is cold\r\nat night."), ("Given.Act", "check")))
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.OK);
            var form = ServedFund.Parse(await asked.Content.ReadAsStringAsync()).QuerySelectorAll("form").Single(one => one.QuerySelector("input[name='Given.Why']") is not null);
            form.TextContent.ShouldContain("Makisig Tolentino does not agree with how G-w-2-1, about housing, ended.");
            form.TextContent.ShouldContain("While a serious complaint is open you pay nothing");
            form.QuerySelector("input[name='Given.Why']")!.GetAttribute("value").ShouldBe("It is cold at night.");
        }

        (await served.KeptAsync()).ShouldBe(before, "nothing has been sent yet");
        (await LedToAsync(client, Own, "appeal", ("Given.Grievance", "G-w-2-1"), ("Given.Why", "It is cold at night."), ("Given.Act", "confirm"))).ShouldEndWith("?told=G-w-2-2");
        page = await ReadAsync(client, Own + "?told=G-w-2-2");
        page.QuerySelector("[role=status]")!.TextContent.ShouldContain("We have it. Your complaint has the number G-w-2-2.");
        var articles = page.QuerySelectorAll("article");
        articles[0].TextContent.ShouldContain("You did not agree with how G-w-2-1 ended.");
        articles[1].TextContent.ShouldContain("You did not agree. It is looked at again under the number G-w-2-2.");
        page.QuerySelectorAll("form input[name='_handler']").Select(form => form.GetAttribute("value")).ShouldBe(["grievance"], "a complaint is appealed once");

        using (var same = await ServedFund.PostAsync(desk, Desk, "take-on", ("TakenOn.Grievance", "G-w-2-2")))
            ServedFund.Parse(await same.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!.TextContent.Trim().ShouldBe("Grievance: G-w-2-2 appeals the answer to G-w-2-1, which is yours; another person takes it on, answers and closes it.");
        var second = await served.SignedInAsync("second-administrator");
        await LedToAsync(second, Desk, "take-on", ("TakenOn.Grievance", "G-w-2-2"));
        var rows = (await ReadAsync(second, Desk)).QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        rows[0].ShouldContain("second-administrator, since 2025-02-05");
        rows[0].ShouldContain("appeal of G-w-2-1");
        rows[1].ShouldContain("appealed as G-w-2-2");
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpClient client, string address) => ServedFund.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Where a right form leads.</summary>
    private static async Task<string> LedToAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await ServedFund.PostAsync(client, page, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")?.TextContent);
        return answer.Headers.Location!.OriginalString;
    }

    [Fact]
    public async Task The_statement_is_a_PDF_to_download_and_the_same_one_again()
    {
        var client = await served.SignedInAsync("worker-w-1");
        var files = new HashSet<string>();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await client.GetAsync(new Uri($"/funds/{ServedWorkers.Id}/workers/w-1/statement.pdf", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
            answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            files.Add(answer.Content.Headers.ContentDisposition.FileName + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
        }

        files.ShouldHaveSingleItem().ShouldStartWith("mole-2025-0001-v1.pdf");
    }

    [Fact]
    public async Task An_observer_is_led_to_figures_in_which_nothing_is_of_fewer_than_ten_people()
    {
        var client = await served.SignedInAsync("observer");
        using var home = await client.GetAsync(new Uri("/", UriKind.Relative));
        home.Headers.Location!.OriginalString.ShouldEndWith($"/funds/{ServedWorkers.Id}/figures");
        var page = ServedFund.Parse(await client.GetStringAsync(new Uri($"/funds/{ServedWorkers.Id}/figures", UriKind.Relative)));
        Cells(page).ShouldBe(
        [
            "PH → PT, aged care|14|not shown|not shown|not shown",
            "NP → PT, farming|not shown|not shown|not shown|not shown",
            "VN → PT, fishing|not shown|not shown|not shown|not shown",
            "All corridors|28|not shown|",
        ], "three from Viet Nam would be found by subtraction, so that the eleven from Nepal are not told; one of the fourteen has no job");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("w-1");
        var auditor = await served.SignedInAsync("auditor");
        (await auditor.GetAsync(new Uri($"/funds/{ServedWorkers.Id}/figures", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Cells(IHtmlDocument page) =>
        page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr, tfoot tr").Select(row => string.Join('|', row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim())));
}
