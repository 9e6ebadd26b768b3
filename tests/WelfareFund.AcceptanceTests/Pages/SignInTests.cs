using System.Net;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class SignInTests(ServedFund served) : IClassFixture<ServedFund>
{
    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_words_and_no_session()
    {
        var client = served.Stranger();
        var said = new HashSet<string>();
        foreach (var (name, password) in new[] { (SignIn.SampleApprover, "wrong wrong wrong"), ("nobody", "wrong wrong wrong"), (SignIn.Scheduler, "wrong wrong wrong") })
        {
            using var answer = await ServedFund.PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", password));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.TryGetValues("Set-Cookie", out var cookies);
            (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("welfarefund=", StringComparison.Ordinal));
            said.Add(ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!.TextContent);
        }

        said.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_either()
    {
        var name = await served.AddAsync(Role.Worker);
        var client = served.Stranger();
        for (var attempt = 1; attempt <= 5; attempt++)
            (await ServedFund.PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", "wrong wrong wrong"))).Dispose();
        using var answer = await ServedFund.PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", served.PasswordOf(name)));
        ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!.TextContent.ShouldStartWith("Too many wrong passwords");
    }

    [Fact]
    public async Task Who_signs_out_reads_nothing_any_more()
    {
        var client = await served.SignedInAsync(await served.AddAsync(Role.Auditor));
        (await client.GetAsync(new Uri($"/funds/{ServedFund.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ServedFund.PostAsync(client, "/sign-out", "sign-out")).Headers.Location!.OriginalString.ShouldEndWith("/sign-in");
        (await client.GetAsync(new Uri($"/funds/{ServedFund.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Headers.Location!.OriginalString.ShouldEndWith("/sign-in");
    }

    [Fact]
    public async Task Another_password_ends_the_sessions_of_the_old_one_and_a_short_one_is_refused()
    {
        var name = await served.AddAsync(Role.GovernmentObserver);
        (await served.SetPasswordAsync(name, "short")).ShouldStartWith("a password has 12 letters or more");
        (await served.SetPasswordAsync(name, "aaaaaaaaaaaaaaa")).ShouldStartWith("a password has 12 letters or more");
        (await served.SetPasswordAsync("nobody", "harbour lantern seven")).ShouldStartWith("there is no such user");
        (await served.SetPasswordAsync(name, "harbour lantern seven")).ShouldBe(name);
        using var old = await ServedFund.PostAsync(served.Stranger(), "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", served.PasswordOf(name)));
        old.StatusCode.ShouldBe(HttpStatusCode.OK, "it is wrong by now");
        using var right = await ServedFund.PostAsync(served.Stranger(), "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", "harbour lantern seven"));
        right.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "settle"), KeyValuePair.Create("Posted", "2025-01")]);
        using var answer = await served.Client.PostAsync(new Uri($"/funds/{ServedFund.Id}/settlement", UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
