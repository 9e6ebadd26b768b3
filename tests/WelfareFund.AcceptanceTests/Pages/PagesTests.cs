using System.Net;
using AngleSharp.Html.Dom;
using WelfareFund.Web;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class PagesTests(ServedFund served) : IClassFixture<ServedFund>
{
    /// <summary>Pages of one kind are alike: of each, so many are opened.</summary>
    private const int AddressesOfAKind = 12;

    private const string Month = $"/funds/{ServedFund.Id}/months/{ServedFund.LastMonth}";

    [Fact]
    public async Task From_the_first_page_every_link_leads_somewhere()
    {
        var waiting = new Queue<string>(["/"]);
        var known = new HashSet<string> { "/" };
        var opened = new Dictionary<string, int>();
        var broken = new List<string>();
        while (waiting.TryDequeue(out var address))
        {
            using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
            if (answer.StatusCode != HttpStatusCode.OK)
                broken.Add($"{address}: {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            foreach (var link in Parse(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("a[href], link[href]").Select(link => link.GetAttribute("href")!.Split('#')[0]))
            {
                var kind = string.Concat(link.Where(letter => !char.IsDigit(letter)));
                if (link.Length > 0 && known.Add(link) && (opened[kind] = opened.GetValueOrDefault(kind) + 1) <= AddressesOfAKind)
                    waiting.Enqueue(link);
            }
        }

        broken.ShouldBeEmpty();
        known.ShouldContain(address => address.Contains("/entries/", StringComparison.Ordinal));
        known.ShouldContain(address => address.Contains("lines.csv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData($"/funds/{ServedFund.Id}")]
    [InlineData(Month)]
    [InlineData($"/funds/{ServedFund.Id}/trial-balance?as-of=2024-11-30&known-at=5&restated=true")]
    [InlineData($"/funds/{ServedFund.Id}/accounts/1000")]
    [InlineData($"/funds/{ServedFund.Id}/entries/1")]
    [InlineData($"/funds/{ServedFund.Id}/jobs")]
    [InlineData($"/funds/{ServedFund.Id}/workers?contract=maharlika-2024")]
    [InlineData($"/funds/{ServedFund.Id}/workers/W00002/file")]
    [InlineData($"/funds/{ServedFund.Id}/claims/CL-0001")]
    [InlineData($"/funds/{ServedFund.Id}/search?q=W00002")]
    [InlineData($"/funds/{ServedFund.Id}/bank")]
    [InlineData($"/funds/{ServedFund.Id}/documents")]
    [InlineData($"/funds/{ServedFund.Id}/terms")]
    [InlineData($"/funds/{ServedFund.Id}/reports")]
    [InlineData($"/funds/{ServedFund.Id}/reports/outcomes?state=paid&as-of=2024-12-31")]
    [InlineData($"/funds/{ServedFund.Id}/reports/contributions?totals=true")]
    [InlineData($"/funds/{ServedFund.Id}/reports/balance-sheet")]
    [InlineData($"/funds/{ServedFund.Id}/approvals?all=true")]
    [InlineData($"/funds/{ServedFund.Id}/audit")]
    [InlineData($"/funds/{ServedFund.Id}/capital")]
    [InlineData($"/funds/{ServedFund.Id}/payments/payees?file=providers&payee=maharlika")]
    [InlineData($"/funds/{ServedFund.Id}/manual-entry?reverses=M-1")]
    [InlineData($"/funds/{ServedFund.Id}/workers/W00002/file/pauses")]
    [InlineData($"/funds/{ServedFund.Id}/workers/W00002/file/grievances")]
    [InlineData($"/funds/{ServedFund.Id}/grievances")]
    public async Task Every_page_is_small_runs_no_script_and_names_its_tables(string address)
    {
        using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var text = await answer.Content.ReadAsStringAsync();
        text.Length.ShouldBeLessThan(150_000);

        var page = Parse(text);
        page.Title.ShouldNotBeNullOrEmpty();
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("script, style, [style], [onclick]").ShouldBeEmpty();
        foreach (var table in page.QuerySelectorAll("table"))
        {
            table.QuerySelector("caption")!.TextContent.ShouldNotBeNullOrWhiteSpace();
            table.QuerySelectorAll("th").ShouldAllBe(head => head.HasAttribute("scope"));
        }
    }

    [Fact]
    public async Task Whatever_does_not_exist_gets_the_same_words()
    {
        string[] addresses = ["/nowhere", "/funds/nobody", "/funds/nobody/trial-balance", "/funds/nobody/jobs", $"/funds/{ServedFund.Id}/months/2031-01", $"/funds/{ServedFund.Id}/months/soon", $"/funds/{ServedFund.Id}/accounts/77", $"/funds/{ServedFund.Id}/entries/99999999",
            $"/funds/{ServedFund.Id}/workers/W-none/file", $"/funds/{ServedFund.Id}/claims/CL-none", $"/funds/{ServedFund.Id}/reports/nothing", $"/funds/{ServedFund.Id}/terms?version=99", "/funds/nobody/workers", "/funds/nobody/reports/held",
            "/funds/nobody/capital", "/funds/nobody/manual-entry", "/funds/nobody/payments/payees", $"/funds/{ServedFund.Id}/payments/payees?file=providers&payee=nobody", $"/funds/{ServedFund.Id}/payments/payees?file=workers&payee=W00002",
            $"/funds/{ServedFund.Id}/workers/W-none/file/pauses", $"/funds/{ServedFund.Id}/workers/W-none/file/grievances", "/users/audit"];
        var bodies = new HashSet<string>();
        foreach (var address in addresses)
        {
            using var answer = await served.Client.GetAsync(new Uri(address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
            bodies.Add(Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent);
        }

        bodies.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("trial-balance?as-of=31.12.2024", "as-of: “31.12.2024” is no date; write it as 2025-01-31.")]
    [InlineData("trial-balance?known-at=soon", "known-at: “soon” is no number; write digits only, for example 1250.")]
    [InlineData("trial-balance?known-at=99999999", "name a place of the log, or leave it empty for all of it.")]
    [InlineData("accounts/1000?after=x", "after: “x” is no number")]
    [InlineData("reports/income?from=yesterday", "from: “yesterday” is no date")]
    [InlineData("reports/held?first=-1", "first: “-1” is no number")]
    [InlineData("reports/held?known-at=99999999", "name a place of the log")]
    [InlineData("documents?from=ten", "from: “ten” is no number")]
    [InlineData("terms?version=one", "version: “one” is no number")]
    [InlineData("payments/payees?first=ten", "first: “ten” is no number")]
    public async Task What_is_no_date_and_no_number_is_refused_with_what_would_be_right(string address, string sentence)
    {
        using var answer = await served.Client.GetAsync(new Uri($"/funds/{ServedFund.Id}/{address}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent.ShouldContain(sentence);
    }

    [Fact]
    public async Task The_CSV_has_exactly_the_filtered_lines()
    {
        var page = Parse(await served.Client.GetStringAsync(new Uri($"{Month}?kind=outcome", UriKind.Relative)));
        var count = page.QuerySelector("table.summary tfoot td")!.TextContent.Replace(",", "", StringComparison.Ordinal);
        var csv = await served.Client.GetStringAsync(new Uri(page.QuerySelector("a.csv")!.GetAttribute("href")!, UriKind.Relative));
        var rows = csv.TrimEnd().Split("\r\n");
        (rows.Length - 1).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(count);
        rows.Skip(1).ShouldAllBe(row => row.Split(',')[1] == "outcome");
    }

    [Fact]
    public async Task A_reports_CSV_has_exactly_the_rows_of_its_page()
    {
        var address = $"/funds/{ServedFund.Id}/reports/outcomes?state=approved&as-of=2024-12-31";
        var page = Parse(await served.Client.GetStringAsync(new Uri(address, UriKind.Relative)));
        var shown = page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("td")!.TextContent).ToList();
        var csv = (await served.Client.GetStringAsync(new Uri(page.QuerySelector("a.csv")!.GetAttribute("href")!, UriKind.Relative))).TrimEnd().Split("\r\n");
        csv.Skip(1).Select(row => row.Split(',')[0]).ShouldBe(shown);
        shown.Count.ShouldBeInRange(2, 49);
        page.QuerySelector("tfoot")!.TextContent.ShouldContain(csv.Skip(1).Sum(row => decimal.Parse(row.Split(',')[6], System.Globalization.CultureInfo.InvariantCulture)).ToString("N2", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Page_by_page_the_workers_come_once_each_in_the_order_of_their_ids()
    {
        var (seen, address, total) = (new List<string>(), $"/funds/{ServedFund.Id}/workers", "");
        for (string? next = address; next is not null;)
        {
            var page = Parse(await served.Client.GetStringAsync(new Uri(next, UriKind.Relative)));
            seen.AddRange(page.QuerySelectorAll("tbody th a").Select(link => link.TextContent));
            total = page.QuerySelector("caption")!.TextContent;
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        seen.ShouldBe(seen.Distinct().Order(StringComparer.Ordinal));
        total.ShouldBe($"{seen.Count} workers");
        var filtered = Parse(await served.Client.GetStringAsync(new Uri(address + "?corridor=ph-jp", UriKind.Relative)));
        filtered.QuerySelectorAll("tbody tr").ShouldAllBe(row => row.QuerySelectorAll("td")[1].TextContent == "ph-jp");
    }

    [Fact]
    public async Task An_entry_leads_back_to_the_line_that_posted_it()
    {
        var entry = Parse(await served.Client.GetStringAsync(new Uri($"/funds/{ServedFund.Id}/entries/1", UriKind.Relative)));
        var back = entry.QuerySelector("a[href*='#line-']")!.GetAttribute("href")!.Split('#');
        var month = Parse(await served.Client.GetStringAsync(new Uri(back[0], UriKind.Relative)));
        month.GetElementById(back[1])!.QuerySelectorAll("a.entry").Select(link => link.TextContent).ShouldContain("1");
    }

    [Fact]
    public async Task Another_name_for_this_machine_gets_no_answer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = "books.example";
        using var answer = await served.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public void An_address_that_others_could_reach_is_refused() =>
        Should.Throw<ArgumentException>(() => WelfareFundPages.Build(NoServices.Instance, new IPEndPoint(IPAddress.Any, 0)));

    private sealed class NoServices : IServiceProvider
    {
        internal static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }

    private static IHtmlDocument Parse(string html) => ServedFund.Parse(html);
}
