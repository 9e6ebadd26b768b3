using System.Net;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class UsersTests(ServedWorkers served) : IClassFixture<ServedWorkers>
{
    private const string Password = "harbour lantern seven";

    [Fact]
    public async Task Who_manages_users_gives_a_role_and_a_link_that_works_once()
    {
        var client = await served.SignedInAsync("system");
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Headers.Location!.OriginalString.ShouldEndWith("/users");
        (await SaidAsync(client, "add", ("Added.Name", "worker-n-1"), ("Added.Role", "worker"), ("Added.Fund", ServedWorkers.Id), ("Added.Account", "n-1"))).ShouldBe("worker-n-1 has the role worker in mole now.");
        var token = await InvitedAsync(client, "worker-n-1");
        (await ListedAsync(client, "worker-n-1")).ShouldContain("worker n-1 (mole)");
        (await ListedAsync(client, "worker-n-1")).ShouldContain("invited until 2025-02-12");

        (await ChooseAsync(token, "short")).ShouldStartWith("a password has 12 letters or more");
        (await ChooseAsync(token, Password, "harbour lantern eight")).ShouldBe("The two are not the same; type both again.");
        (await ChooseAsync(token, Password)).ShouldStartWith("Your password counts now.");
        (await ChooseAsync(token, "another password of nobody")).ShouldBe("this link was used, is too old, or was mistyped; ask whoever sent it for another one.");
        using var right = await ServedFund.PostAsync(Stranger(), "/sign-in", "sign-in", ("Given.Name", "worker-n-1"), ("Given.Password", Password));
        right.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_link_that_is_too_old_and_one_that_a_newer_took_the_place_of_are_worth_nothing()
    {
        var client = await served.SignedInAsync("system");
        var first = await InvitedAsync(client, "worker-w-2");
        var second = await InvitedAsync(client, "worker-w-2");
        (await ChooseAsync(first, Password)).ShouldStartWith("this link was used");
        var clock = (SettableClock)served.Fund.Get<IClock>();
        var before = clock.Now;
        clock.Now += Duration.FromDays(7);
        (await ChooseAsync(second, Password)).ShouldStartWith("this link was used, is too old");
        clock.Now = before;
        (await ChooseAsync("", Password)).ShouldStartWith("this link was used");
        (await ChooseAsync(new string('0', 64), Password)).ShouldStartWith("this link was used");
        await served.SignedInAsync("worker-w-2"); // With the old password, which an unused link leaves as it was.
    }

    [Theory]
    [InlineData("", "worker", "mole", "n-1", "a user's name has 1 to 64 characters on one line")]
    [InlineData("scheduler", "auditor", "mole", "", "'scheduler' is whom the jobs act as")]
    [InlineData("somebody", "king", "mole", "", "this is no role; choose one of the list.")]
    [InlineData("somebody", "", "mole", "", "this is no role")]
    [InlineData("somebody", "Worker", "mole", "n-1", "this is no role")]
    [InlineData("somebody", "worker", "mole", "", "the role worker stands for one worker of one fund; choose the fund, and write whose account it is.")]
    [InlineData("somebody", "worker", "", "n-1", "the role worker stands for one worker of one fund")]
    [InlineData("somebody", "worker", "mole", "N-1", "the fund mole has no worker 'N-1'")]
    [InlineData("somebody", "worker", "vole", "n-1", "there is no fund 'vole'; choose one of the list.")]
    [InlineData("somebody", "auditor", "mole", "n-1", "the role auditor stands for nobody's account; leave the field of the account empty.")]
    [InlineData("som\u0007ebody", "auditor", "mole", "", "a user's name has 1 to 64 characters on one line")]
    public async Task A_wrong_user_gets_a_sentence_and_is_not_added(string name, string role, string fund, string account, string sentence)
    {
        var client = await served.SignedInAsync("system");
        var before = await served.KeptAsync();
        (await SaidAsync(client, "add", ("Added.Name", name), ("Added.Role", role), ("Added.Fund", fund), ("Added.Account", account))).ShouldContain(sentence);
        (await served.KeptAsync()).ShouldBe(before);
    }

    [Theory, InlineData(""), InlineData("nobody-of-this-name"), InlineData("scheduler"), InlineData("' OR 1=1 --")]
    public async Task Nobody_is_invited_who_is_not_there(string name) =>
        (await SaidAsync(await served.SignedInAsync("system"), "invite", ("Invited", name))).ShouldBe("there is no such user; add them first.");

    [Fact]
    public async Task The_audit_trail_says_who_did_what_and_its_address_filters_it()
    {
        var client = await served.SignedInAsync("auditor");
        var all = await RowsAsync(client, "");
        all.ShouldContain(row => row.Contains("sample-approver") && row.Contains("approve"));
        var some = await RowsAsync(client, "?act=import&by=sample-administrator&about=import&from=2025-01-01&to=2025-12-31");
        some.ShouldNotBeEmpty();
        some.ShouldAllBe(row => row.Contains("sample-administrator") && row.Contains("import"));
        (await RowsAsync(client, "?act=import&before=1")).ShouldBeEmpty();
        (await RowsAsync(client, "?by=nobody")).ShouldBeEmpty();
        (await RowsAsync(client, "?from=2026-01-01")).ShouldBeEmpty();
        foreach (var query in (string[])["?from=soon", "?to=31.12.2025", "?before=last"])
        {
            using var answer = await client.GetAsync(new Uri($"/funds/{ServedWorkers.Id}/audit{query}", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        }
    }

    private async Task<string> InvitedAsync(HttpClient client, string name)
    {
        using var answer = await ServedFund.PostAsync(client, "/users", "invite", ("Invited", name));
        var link = ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector(".secret")!.TextContent;
        link.ShouldStartWith(served.Address.ToString() + "invitation?token=");
        return link.Split('=')[1];
    }

    private async Task<string> ChooseAsync(string token, string password, string? again = null)
    {
        using var answer = await ServedFund.PostAsync(Stranger(), "/invitation?token=" + token, "choose", ("Chosen.Password", password), ("Chosen.Again", again ?? password));
        return ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert], [role=status]")!.TextContent.Trim();
    }

    private HttpClient Stranger() => served.Stranger();

    private static async Task<string> SaidAsync(HttpClient client, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await ServedFund.PostAsync(client, "/users", form, fields);
        ((int)answer.StatusCode).ShouldBeLessThan(500);
        return ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert], [role=status]")!.TextContent.Trim();
    }

    private static async Task<string> ListedAsync(HttpClient client, string name) =>
        ServedFund.Parse(await client.GetStringAsync(new Uri("/users", UriKind.Relative))).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim().StartsWith(name, StringComparison.Ordinal)).TextContent;

    private static async Task<List<string>> RowsAsync(HttpClient client, string query) =>
        [.. ServedFund.Parse(await client.GetStringAsync(new Uri($"/funds/{ServedWorkers.Id}/audit{query}", UriKind.Relative))).QuerySelectorAll("tbody tr").Select(row => row.TextContent)];
}
