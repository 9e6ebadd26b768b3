using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using WelfareFund.Application.Access;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Whatever is wrong in a form or a body is told in a sentence, and nothing of it is kept.</summary>
public sealed class WrongInputsOfPartiesTests(ServedFund served, ITestOutputHelper output) : IClassFixture<ServedFund>
{
    private const string Own = $"/funds/{ServedFund.Id}/providers/maharlika";
    private const string Header = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence";
    private const string Right = "X-1,maharlika-2024,W00002,started,2025-01-20,2025-02-01,contract";

    /// <summary>Files of claims, none of which is right.</summary>
    private static readonly byte[][] Files =
    [
        .. new[]
        {
            "", "\n", "\n\n\n", Header, Header + "\n", "hello", "claim_id", Header + ",more\n" + Right + ",1", Header.Replace("evidence", "evidence,evidence", StringComparison.Ordinal) + "\n" + Right + ",x",
            Header.Replace(",metric", "", StringComparison.Ordinal) + "\n" + Right.Replace(",started", "", StringComparison.Ordinal), Header.Replace(',', ';') + "\n" + Right.Replace(',', ';'), Header.Replace(',', '\t') + "\n" + Right.Replace(',', '\t'),
            Header.ToUpperInvariant() + "\n" + Right, "{\"claims\":[]}", "<claims/>", "%PDF-1.7\n%âãÏÓ", "PK\u0003\u0004\u0014", "'; DROP TABLE claims; --",
            Row("", "maharlika-2024", "W00002"), Row("X 1", "maharlika-2024", "W00002"), Row(new string('x', 500), "maharlika-2024", "W00002"), Row("X-1", "", "W00002"), Row("X-1", "sakura-bridge-2024", "W00002"),
            Row("X-1", "maharlika-2024", ""), Row("X-1", "maharlika-2024", "W99999"), Row("X-1", "maharlika-2024", "<script>alert(1)</script>"), Row("X-1", "maharlika-2024", "W00002", metric: ""), Row("X-1", "maharlika-2024", "W00002", metric: "flown"),
            Row("X-1", "maharlika-2024", "W00002", achieved: ""), Row("X-1", "maharlika-2024", "W00002", achieved: "20.01.2025"), Row("X-1", "maharlika-2024", "W00002", achieved: "2025-02-30"), Row("X-1", "maharlika-2024", "W00002", achieved: "2025-02-03"),
            Row("X-1", "maharlika-2024", "W00002", achieved: "-0001-01-01"), Row("X-1", "maharlika-2024", "W00002", submitted: ""), Row("X-1", "maharlika-2024", "W00002", submitted: "tomorrow"), Row("X-1", "maharlika-2024", "W00002", submitted: "2025-02-06"),
            Row("X-1", "maharlika-2024", "W00002", achieved: "2024-11-01", submitted: "2025-01-04"), Row("X-1", "maharlika-2024", "W00002", submitted: "9999-12-31"), Row("X-1", "maharlika-2024", "W00002", evidence: ""),
            Row("X-1", "maharlika-2024", "W00002", evidence: new string('e', 501)), Header + "\n" + Right + "\n" + Right, Header + "\n" + Right + ",surplus", Header + "\nX-1,maharlika-2024", Header + "\n" + Right.Replace("contract", "\"contract", StringComparison.Ordinal),
            Header + "\n" + Right.Replace("contract", "con\"tract", StringComparison.Ordinal), Row("CL-0001", "maharlika-2024", "W00002"), Row("CL-0043", "maharlika-2024", "W00002"),
        }.Select(Encoding.UTF8.GetBytes),
        Encoding.Unicode.GetBytes(Header + "\n" + Right), [0xFF, 0xFE, 0x00, 0x01], [0x00, 0x00, 0x00], [.. Encoding.UTF8.GetBytes(Header + "\nX-"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(",maharlika-2024,W00002,started,2025-01-20,2025-02-01,x")],
    ];

    private static readonly string[] Proofs =
    [
        "", " ", "x", "{}", "[]", "null", "\"proof\"", "12", "{", "{\"format\":\"welfarefund-statement-proof-1\"}", "{\"format\":1}", "{\"format\":null,\"seal\":null}", "<proof/>", "%PDF-1.4 nothing", "%PDF", new string('[', 5000), new string('9', 100_000),
        "{\"format\":\"welfarefund-statement-proof-1\",\"proves\":\"everything\",\"seal\":\"\",\"signature\":\"\",\"publicKey\":\"\",\"accountNames\":[],\"entries\":[]}", "\u0000\u0001", "{\"a\":1,\"a\":2}",
    ];

    [Fact]
    public async Task A_wrong_file_of_claims_is_told_on_the_page_and_over_HTTP_and_nothing_is_kept()
    {
        var page = await served.SignedInAsync(SamplePeople.NameOf(Role.Provider));
        var programs = new[] { await served.ProgramAsync(SamplePeople.NameOf(Role.Provider), "claims"), await served.ProgramAsync(SamplePeople.NameOf(Role.Provider), "claims") };
        var form = await FormAsync(page, Own + "/upload", "upload");
        var before = await served.RowsAsync();
        for (var i = 0; i < Files.Length; i++)
        {
            using var content = new MultipartFormDataContent();
            foreach (var (name, value) in form)
                content.Add(new StringContent(value), name);
            content.Add(new StringContent("import"), "Told.Act");
            content.Add(new ByteArrayContent(Files[i]), "Told.File", "wrong.csv");
            using var shown = await page.PostAsync(new Uri(Own + "/upload", UriKind.Relative), content);
            await ShouldBeToldAsync(shown, $"file {i} on the page");

            using var body = new ByteArrayContent(Files[i]);
            body.Headers.ContentType = new("text/csv");
            using var answered = await programs[i % 2].PostAsync(new Uri($"/api/v1/funds/{ServedFund.Id}/imports/claims", UriKind.Relative), body);
            await ShouldBeAProblemAsync(answered, HttpStatusCode.UnprocessableEntity, $"file {i} over HTTP");
        }

        (await served.RowsAsync()).ShouldBe(before);
        output.WriteLine($"{Files.Length} files, twice each");
    }

    [Fact]
    public async Task A_wrong_proof_is_told_and_stays_in_the_form()
    {
        var client = served.Stranger();
        var form = await FormAsync(client, "/check-proof", "check-proof");
        var before = await served.RowsAsync();
        foreach (var proof in Proofs)
        {
            foreach (var asFile in (bool[])[true, false])
            {
                using var content = new MultipartFormDataContent();
                foreach (var (name, value) in form)
                    content.Add(new StringContent(value), name);
                if (asFile)
                    content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(proof)), "Given.File", "proof.json");
                else
                    content.Add(new StringContent(proof), "Given.Text");
                using var answer = await client.PostAsync(new Uri("/check-proof", UriKind.Relative), content);
                await ShouldBeToldAsync(answer, $"proof {proof[..Math.Min(40, proof.Length)]}");
            }
        }

        (await served.RowsAsync()).ShouldBe(before);
        output.WriteLine($"{Proofs.Length} proofs, twice each");
    }

    [Fact]
    public async Task A_wrong_wish_for_a_key_is_told_and_no_key_is_made()
    {
        var client = await served.SignedInAsync(SamplePeople.NameOf(Role.Provider));
        var before = await served.RowsAsync();
        foreach (var (name, scope, days, user) in (IEnumerable<(string, string, string, string)>)
        [
            ("", "read", "90", ""), ("   ", "read", "90", ""), (new string('n', 101), "read", "90", ""), ("a\u0007b", "read", "90", ""), ("p", "", "90", ""), ("p", " , ,", "90", ""), ("p", "everything", "90", ""), ("p", "read write", "90", ""),
            ("p", "READ", "90", ""), ("p", "read", "", ""), ("p", "read", "0", ""), ("p", "read", "-1", ""), ("p", "read", "367", ""), ("p", "read", "soon", ""), ("p", "read", "99999999999999999999", ""), ("p", "read", "9999999999", ""), ("p", "read", "1.5", ""),
            ("p", "read", "90", SignIn.SampleAdministrator), ("p", "read", "90", "nobody"), ("p", "read", "90", SignIn.Scheduler), ("p", "'; DROP TABLE api_keys; --", "90", ""),
        ])
        {
            using var answer = await ServedFund.PostAsync(client, "/account/api-keys", "add-key", ("Given.Name", name), ("Given.Scope", scope), ("Given.Days", days), ("Given.User", user));
            await ShouldBeToldAsync(answer, $"{name} {scope} {days} {user}");
        }

        (await served.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_wrong_question_is_told_with_what_would_be_right()
    {
        var page = await served.SignedInAsync(SamplePeople.NameOf(Role.Provider));
        foreach (var address in (string[])["/claims?state=lost", "/claims?state=%3Cscript%3E", "/claims?after=x", "/claims?after=2025-13-01.CL-1", "/claims?after=" + new string('9', 3000), "/claims.csv?state=lost"])
        {
            using var answer = await page.GetAsync(new Uri(Own + address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, address);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("   at ");
        }

        var program = await served.ProgramAsync(SamplePeople.NameOf(Role.Provider), "read, claims");
        const string Api = $"/api/v1/funds/{ServedFund.Id}";
        foreach (var address in (string[])
        [
            "/months/soon", "/months/2025-13", "/months/2025", "/months/%E2%80%AE", "/months/99999-01", "/providers/maharlika/claims?state=lost", "/providers/maharlika/claims?limit=0", "/providers/maharlika/claims?limit=501", "/providers/maharlika/claims?limit=-1",
            "/providers/maharlika/claims?limit=all", "/providers/maharlika/claims?limit=99999999999999999999", "/providers/maharlika/claims?after=x", "/providers/maharlika/claims?after=2025-02-30.CL-1", "/providers/maharlika/payments?month=soon",
            "/providers/maharlika/payments?month=1999-01", "/providers/maharlika/payments?month=9999-12", "/providers/maharlika/payments?month=2025-1",
        ])
        {
            using var answer = await program.GetAsync(new Uri(Api + address, UriKind.Relative));
            await ShouldBeAProblemAsync(answer, HttpStatusCode.UnprocessableEntity, address);
        }

        var before = await served.RowsAsync();
        foreach (var (address, type, key, expected) in (IEnumerable<(string, string?, string?, HttpStatusCode)>)
        [
            ("claims?check=maybe", "text/csv", null, HttpStatusCode.UnprocessableEntity), ("claims?check=", "text/csv", null, HttpStatusCode.UnprocessableEntity), ("claims", "application/json", null, HttpStatusCode.UnsupportedMediaType),
            ("claims", null, null, HttpStatusCode.UnsupportedMediaType), ("claims", "multipart/form-data", null, HttpStatusCode.UnsupportedMediaType), ("claims", "text/csv", new string('k', 101), HttpStatusCode.UnprocessableEntity),
            ("claims", "text/csv", "a b", HttpStatusCode.UnprocessableEntity), ("wages", "text/csv", null, HttpStatusCode.Forbidden), ("nonsense", "text/csv", null, HttpStatusCode.Forbidden), ("read", "text/csv", null, HttpStatusCode.UnprocessableEntity),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Api}/imports/{address}", UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Header + "\n" + Right)) };
            request.Content.Headers.ContentType = type is null ? null : new(type);
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            using var answer = await program.SendAsync(request);
            await ShouldBeAProblemAsync(answer, expected, $"{address} {type} {key}");
        }

        using (var content = new ByteArrayContent(new byte[8_000_001]))
        {
            content.Headers.ContentType = new("text/csv");
            using var answer = await program.PostAsync(new Uri($"{Api}/imports/claims", UriKind.Relative), content);
            await ShouldBeAProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "more than 8 megabytes");
        }

        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var request = new HttpRequestMessage(method, new Uri($"{Api}/imports/claims", UriKind.Relative));
            using var answer = await program.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, method.Method);
        }

        (await served.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Only_what_was_turned_down_can_be_appealed_once_and_by_its_provider()
    {
        var appeals = served.Get<Application.Claims.Appeals>();
        var (provider, other, administrator) = (await served.ActorAsync(SamplePeople.NameOf(Role.Provider)), await served.ActorAsync(await served.AddOwnAsync(Role.Provider, "sakura-bridge")), await served.ActorAsync(SignIn.SampleAdministrator));
        var before = await served.RowsAsync();
        (await CodeAsync(provider, "CL-0001", "why")).ShouldBe("not-appealable");
        (await CodeAsync(provider, "CL-0043", "why")).ShouldBe("not-found", "it is another provider's");
        (await CodeAsync(provider, "there-is-none", "why")).ShouldBe("not-found");
        (await CodeAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Investor)), "CL-0001", "why")).ShouldBe("not-allowed");
        (await CodeAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Auditor)), "CL-0001", "why")).ShouldBe("not-allowed");
        (await served.RowsAsync()).ShouldBe(before);

        // A claim of ours is rejected.
        await ImportAsync(administrator, "claims", Header + "\nAPP-1,maharlika-2024,W00002,started,2025-01-20,2025-02-01,contract\n");
        await ImportAsync(administrator, "decisions", "claim_id,decided_on,decision,decided_by,reason\nAPP-1,2025-02-03,rejected,Verdis,the letter names another person\n");
        foreach (var text in (string[])["", "  \n ", new string('t', 2001), "a\u0000b", "a\u0007"])
            (await CodeAsync(provider, "APP-1", text)).ShouldBe("bad-text");
        (await CodeAsync(other, "APP-1", "ours!")).ShouldBe("not-found");

        var client = await served.SignedInAsync(SamplePeople.NameOf(Role.Provider));
        using (var empty = await ServedFund.PostAsync(client, Own + "/claims/APP-1", "appeal", ("Given.Text", " ")))
            await ShouldBeToldAsync(empty, "an appeal without a word");
        using (var taken = await ServedFund.PostAsync(client, Own + "/claims/APP-1", "appeal", ("Given.Text", "The letter is of Ana Reyes, by her married name.")))
            taken.Headers.Location!.OriginalString.ShouldEndWith("/claims/APP-1?told=appealed");
        (await CodeAsync(provider, "APP-1", "again")).ShouldBe("appealed-already");
        (await client.GetStringAsync(new Uri(Own + "/claims/APP-1", UriKind.Relative))).ShouldContain("by her married name");
        (await served.Client.GetStringAsync(new Uri($"/funds/{ServedFund.Id}/appeals", UriKind.Relative))).ShouldContain("by her married name");
        (await appeals.ListAsync(administrator, ServedFund.Id)).Value.ShouldHaveSingleItem().IsDecided.ShouldBeFalse();

        // The text is in no table but its own, so that it can be erased.
        await using (var context = served.NewContext())
            context.Set<WelfareFund.Storage.Access.AuditRow>().Where(row => row.Act == "appeal").AsEnumerable().ShouldAllBe(row => !(row.After ?? "").Contains("Reyes"));

        await ImportAsync(administrator, "decisions", "claim_id,decided_on,decision,decided_by,reason\nAPP-1,2025-02-04,accepted,Verdis,\n");
        (await appeals.ListAsync(administrator, ServedFund.Id)).Value.ShouldHaveSingleItem().IsDecided.ShouldBeTrue();

        async Task<string> CodeAsync(Actor actor, string claim, string text) => (await appeals.AppealAsync(actor, ServedFund.Id, claim, text)).Refusals.ShouldHaveSingleItem().Code;
    }

    private async Task ImportAsync(Actor actor, string kind, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        (await served.Get<Application.Imports.ImportFile>().RunAsync(actor, new(ServedFund.Id, kind, kind, content))).Refusals.ShouldBeEmpty();
    }

    private static string Row(
        string claim, string contract, string worker, string metric = "started", string achieved = "2025-01-20", string submitted = "2025-02-01", string evidence = "contract") =>
        $"{Header}\n{claim},{contract},{worker},{metric},{achieved},{submitted},{evidence}\n";

    private static async Task<IReadOnlyList<(string Name, string Value)>> FormAsync(HttpClient client, string address, string handler) =>
        [.. ServedFund.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative))).QuerySelectorAll("form").OfType<IHtmlFormElement>()
            .Single(form => form.QuerySelector("input[name=_handler]")?.GetAttribute("value") == handler).QuerySelectorAll("input[type=hidden]")
            .Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))];

    private static async Task ShouldBeToldAsync(HttpResponseMessage answer, string what)
    {
        ((int)answer.StatusCode).ShouldBeLessThan(500, what);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("   at ", customMessage: what);
        text.ShouldNotContain("Exception", customMessage: what);
        ServedFund.Parse(text).QuerySelector("[role=alert]")?.TextContent.Trim().Length.ShouldBeGreaterThan(20, what);
        ServedFund.Parse(text).QuerySelectorAll("[role=alert]").Length.ShouldBe(1, what);
    }

    private static async Task ShouldBeAProblemAsync(HttpResponseMessage answer, HttpStatusCode expected, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, $"{what}: {text}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", what);
        text.ShouldNotContain("   at ", customMessage: what);
        var problem = System.Text.Json.JsonDocument.Parse(text).RootElement;
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty(what);
        problem.GetProperty("status").GetInt32().ShouldBe((int)expected, what);
        if (expected == HttpStatusCode.UnprocessableEntity)
            problem.GetProperty("errors").EnumerateArray().ShouldAllBe(error => error.GetProperty("what").GetString()!.Length > 0 && error.GetProperty("remedy").GetString()!.Length > 0, what);
    }
}
