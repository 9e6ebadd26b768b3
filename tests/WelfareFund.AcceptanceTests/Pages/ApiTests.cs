using System.Net;
using System.Text;
using System.Text.Json;
using NodaTime;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>What programs can do over HTTP.</summary>
public sealed class ApiTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Fund = "/api/v1/funds/care-corridors";
    private const string Header = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\n";
    private const int MostRequests = 120;
    private static readonly string Provider = SamplePeople.NameOf(Role.Provider);

    [Fact]
    public async Task A_providers_program_checks_a_file_brings_it_and_reads_where_its_claim_is()
    {
        var program = await served.ProgramAsync(Provider, "read,claims");
        var file = Header + "API-1,maharlika-2024,W00002,started,2025-01-20,2025-02-01,signed contract\n";
        var (status, text) = await PostAsync(program, "claims?check=true", file);
        status.ShouldBe(HttpStatusCode.OK, text);
        Read(text).GetProperty("checkedOnly").GetBoolean().ShouldBeTrue();
        (await GetAsync(program, $"{Fund}/providers/maharlika/claims/API-1")).Status.ShouldBe(HttpStatusCode.NotFound, "a check keeps nothing");

        Read((await PostAsync(program, "claims", file)).Text).GetProperty("new").GetInt32().ShouldBe(1);
        Read((await PostAsync(program, "claims", file)).Text).GetProperty("known").GetInt32().ShouldBe(1);
        var claim = Read((await GetAsync(program, $"{Fund}/providers/maharlika/claims/API-1")).Text);
        (claim.GetProperty("state").GetString(), claim.GetProperty("submittedOn").GetString()).ShouldBe(("submitted", "2025-02-01"));

        // Page by page, nothing twice and nothing left out.
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = Read((await GetAsync(program, $"{Fund}/providers/maharlika/claims?limit=7{(after.Length > 0 ? "&after=" + Uri.EscapeDataString(after) : "")}")).Text);
            seen.AddRange(page.GetProperty("claims").EnumerateArray().Select(one => one.GetProperty("claim").GetString()!));
            after = page.GetProperty("next").GetString() ?? "";
            if (after.Length == 0)
                seen.Count.ShouldBe(page.GetProperty("total").GetInt32());
        }
        while (after.Length > 0);
        seen.Distinct().Count().ShouldBe(seen.Count);
        seen[0].ShouldBe("API-1", "the newest submission stands first");

        Read((await GetAsync(program, $"{Fund}/months/2024-12")).Text).GetProperty("state").GetString().ShouldBe("sealed");
        Read((await GetAsync(program, $"{Fund}/months/2025-01")).Text).GetProperty("state").GetString().ShouldBe("open");
        await served.LiveThroughAsync(new YearMonth(2025, 2));
        Read((await GetAsync(program, $"{Fund}/months/2025-01")).Text).GetProperty("state").GetString().ShouldBe("sealed");
        var payments = Read((await GetAsync(program, $"{Fund}/providers/maharlika/payments?month=2025-02")).Text).GetProperty("payments").EnumerateArray().ToList();
        payments.ShouldNotBeEmpty();
        payments.ShouldAllBe(payment => payment.GetProperty("claims").GetArrayLength() > 0);
        var own = Read((await GetAsync(program, "/api/v1/funds")).Text).EnumerateArray().ShouldHaveSingleItem();
        own.GetProperty("accounts").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("maharlika");
    }

    [Fact]
    public async Task A_payroll_brings_wages_with_a_key_of_whoever_runs_the_fund_and_with_no_other()
    {
        var file = "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on\nPAY-1,W00001,nobody,2025-01,2500.00,EUR,payroll,2025-02-01\n";
        var (status, text) = await PostAsync(await served.ProgramAsync(SignIn.SampleAdministrator, "wages deductions"), "wages?check=true", file);
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        text.ShouldContain("the fund knows no employer nobody");
        (await PostAsync(await served.ProgramAsync(Provider, "wages"), "wages?check=true", file)).Status.ShouldBe(HttpStatusCode.NotFound);
        var narrow = await PostAsync(await served.ProgramAsync(SignIn.SampleAdministrator, "deductions"), "wages?check=true", file);
        (narrow.Status, Read(narrow.Text).GetProperty("type").GetString()).ShouldBe((HttpStatusCode.Forbidden, "/api#not-in-scope"));
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_another_one_under_its_key_is_refused()
    {
        var program = await served.ProgramAsync(Provider, "claims");
        var file = Header + "IDEM-1,maharlika-2024,W00002,started,2025-01-20,2025-02-01,signed contract\n";
        using var first = await SendAsync(program, "claims", file, "june-1");
        var answer = await first.Content.ReadAsStringAsync();
        Read(answer).GetProperty("new").GetInt32().ShouldBe(1);
        using var again = await SendAsync(program, "claims", file, "june-1");
        (await again.Content.ReadAsStringAsync()).ShouldBe(answer, "as it was answered then, though by now the claim is known");
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        using var other = await SendAsync(program, "claims", file.Replace("IDEM-1", "IDEM-2", StringComparison.Ordinal), "june-1");
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Content.ReadAsStringAsync()).ShouldContain("idempotency-key-used");
        using var check = await SendAsync(program, "claims?check=true", file, "june-1");
        check.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the address is a part of the request");
        var somebody = await served.ProgramAsync(Provider, "claims");
        using var elsewhere = await SendAsync(somebody, "claims", file, "june-1");
        Read(await elsewhere.Content.ReadAsStringAsync()).GetProperty("known").GetInt32().ShouldBe(1, "each key has its own");
    }

    [Fact]
    public async Task A_key_that_is_wrong_revoked_or_over_opens_nothing_and_a_session_does_not_count()
    {
        var keys = served.Get<ApiKeys>();
        var actor = await served.ActorAsync(Provider);
        var (revoked, over) = ((await keys.AddAsync(actor, null, "revoked", "read", 90)).Value, (await keys.AddAsync(actor, null, "over", "read", 1)).Value);
        var program = served.Program(revoked.Secret);
        (await GetAsync(program, "/api/v1/funds")).Status.ShouldBe(HttpStatusCode.OK);
        (await keys.RevokeAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Investor)), revoked.Key.Number)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found", "it is somebody else's");
        (await keys.RevokeAsync(actor, revoked.Key.Number)).IsRefused.ShouldBeFalse();
        var said = new HashSet<string>();
        (await RefusedAsync(program)).ShouldBeTrue();
        (await RefusedAsync(served.Program("wf_" + new string('0', 64)))).ShouldBeTrue();
        (await RefusedAsync(served.Program("x"))).ShouldBeTrue();
        (await RefusedAsync(served.Stranger())).ShouldBeTrue();
        (await RefusedAsync(await served.SignedInAsync(Provider))).ShouldBeTrue("a session is of the pages");
        var last = served.Program(over.Secret);
        (await GetAsync(last, "/api/v1/funds")).Status.ShouldBe(HttpStatusCode.OK);
        served.Clock.Now += Duration.FromDays(1);
        (await RefusedAsync(last)).ShouldBeTrue();
        served.Clock.Now -= Duration.FromDays(1);
        said.ShouldHaveSingleItem();

        await using var context = served.NewContext();
        (await keys.ListAsync(actor)).Single(key => key.Number == revoked.Key.Number).LastUsedAt.ShouldNotBeNull();

        async Task<bool> RefusedAsync(HttpClient client)
        {
            var (status, text) = await GetAsync(client, "/api/v1/funds");
            said.Add(text);
            return status == HttpStatusCode.Unauthorized;
        }
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_again_and_another_is_not()
    {
        var (eager, calm) = (await served.ProgramAsync(Provider, "read"), await served.ProgramAsync(Provider, "read"));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < MostRequests + 10; i++)
        {
            using var answer = await eager.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative));
            answers.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                continue;
            answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        answers.Take(MostRequests).ShouldAllBe(status => status == HttpStatusCode.NotFound);
        (await GetAsync(calm, "/api/v1/funds")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_description_for_programs_and_the_page_for_people_name_every_request()
    {
        var stranger = served.Stranger();
        var described = Read(await stranger.GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative))).GetProperty("paths").EnumerateObject().ToList();
        described.Count.ShouldBe(6);
        var page = ServedFund.Parse(await stranger.GetStringAsync(new Uri("/api", UriKind.Relative))).QuerySelector("main")!.TextContent;
        foreach (var path in described)
        {
            page.ShouldContain(path.Name);
            foreach (var operation in path.Value.EnumerateObject())
            {
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
                operation.Value.GetProperty("responses").TryGetProperty("429", out _).ShouldBeTrue();
            }
        }

        described.Single(path => path.Name.Contains("imports", StringComparison.Ordinal)).Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("text/csv", out _).ShouldBeTrue();
    }

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement;

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient client, string kind, string file)
    {
        using var answer = await SendAsync(client, kind, file, null);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string kind, string file, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Fund}/imports/{kind}", UriKind.Relative)) { Content = new StringContent(file, Encoding.UTF8, "text/csv") };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await client.SendAsync(request);
    }
}
