using System.Net;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>What is another investor's or provider's does not exist: no page, no file, no answer of the API, no word in an import.</summary>
public sealed class OthersAccountTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Fund = $"/funds/{ServedFund.Id}";

    private static readonly string[] InvestorAddresses = ["", "/documents", "/documents/investor-statement-2024-12-31.pdf", "/documents/proof-2024-12-31.json"];

    private static readonly string[] ProviderAddresses =
        ["", "/claims", "/claims?state=paid", "/claims.csv", "/claims/CL-0043", "/claims-template.csv", "/upload", "/contracts", "/documents", "/documents/provider-statement-2024-12-31.pdf"];

    [Fact]
    public async Task Another_account_has_no_page_and_no_file_in_the_same_words_as_one_that_does_not_exist()
    {
        var (investor, provider) = (await served.SignedInAsync(SamplePeople.NameOf(Role.Investor)), await served.SignedInAsync(SamplePeople.NameOf(Role.Provider)));
        string[] addresses =
        [
            .. InvestorAddresses.SelectMany(address => (string[])["/investors/twenty-years" + address, "/investors/nobody" + address]),
            .. ProviderAddresses.SelectMany(address => (string[])["/providers/sakura-bridge" + address, "/providers/nobody" + address]),
        ];
        foreach (var client in (HttpClient[])[investor, provider, served.Stranger(), served.Client])
        {
            var bodies = new HashSet<string>();
            foreach (var address in addresses)
            {
                using var answer = await client.GetAsync(new Uri(Fund + address, UriKind.Relative));
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
                var text = await answer.Content.ReadAsStringAsync();
                text.ShouldNotContain("Sakura Bridge");
                bodies.Add(answer.Content.Headers.ContentType is null ? text : ServedFund.Parse(text).QuerySelector("main")!.TextContent);
            }

            bodies.Count(body => body.Length > 0).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Ones_own_account_under_the_other_kind_and_another_days_paper_do_not_exist_either()
    {
        var (investor, provider) = (await served.SignedInAsync(SamplePeople.NameOf(Role.Investor)), await served.SignedInAsync(SamplePeople.NameOf(Role.Provider)));
        foreach (var (client, address) in (IEnumerable<(HttpClient, string)>)
        [
            (investor, "/providers/nordlicht-bank"), (investor, "/providers/maharlika/claims"), (provider, "/investors/maharlika"), (provider, "/investors/nordlicht-bank/documents"),
            (investor, "/investors/nordlicht-bank/documents/investor-statement-2024-11-30.pdf"), (investor, "/investors/nordlicht-bank/documents/investor-statement-2024-12-30.pdf"),
            (investor, "/investors/nordlicht-bank/documents/investor-statement-2024-13-41.pdf"), (investor, "/investors/nordlicht-bank/documents/provider-statement-2024-12-31.pdf"),
            (investor, "/investors/nordlicht-bank/documents/capital-call-notice-2024-12-31.pdf?about=CALL-9"), (investor, "/investors/nordlicht-bank/documents/proof-2024-11-30.json"),
            (provider, "/providers/maharlika/claims/CL-0043"), (provider, "/providers/maharlika/claims/there-is-none"), (provider, "/providers/maharlika/documents/provider-statement-2031-01-31.pdf"),
            (provider, "/appeals"), (investor, "/appeals"),
        ])
        {
            using var answer = await client.GetAsync(new Uri(Fund + address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }

    [Fact]
    public async Task The_API_answers_for_another_account_what_it_answers_for_none()
    {
        var provider = await served.ProgramAsync(SamplePeople.NameOf(Role.Provider), "read, claims, wages");
        var investor = await served.ProgramAsync(SamplePeople.NameOf(Role.Investor), "read, claims");
        var bodies = new HashSet<string>();
        foreach (var (client, address) in (IEnumerable<(HttpClient, string)>)
        [
            (provider, "funds/care-corridors/providers/sakura-bridge/claims"), (provider, "funds/care-corridors/providers/nobody/claims"), (provider, "funds/care-corridors/providers/sakura-bridge/claims/CL-0043"),
            (provider, "funds/care-corridors/providers/maharlika/claims/CL-0043"), (provider, "funds/care-corridors/providers/maharlika/claims/none"), (provider, "funds/care-corridors/providers/sakura-bridge/payments"),
            (provider, "funds/nobody/providers/maharlika/claims"), (provider, "funds/nobody/months/2025-01"), (provider, "nowhere"), (investor, "funds/care-corridors/providers/maharlika/claims"),
            (investor, "funds/care-corridors/providers/maharlika/payments"), (investor, "funds/care-corridors/providers/nobody/payments?month=2025-01"),
        ])
        {
            using var answer = await client.GetAsync(new Uri("/api/v1/" + address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }

        foreach (var (client, address) in (IEnumerable<(HttpClient, string)>)[(provider, "funds/care-corridors/imports/wages"), (provider, "funds/nobody/imports/claims"), (investor, "funds/care-corridors/imports/claims")])
        {
            using var body = new StringContent("claim_id\n", System.Text.Encoding.UTF8, "text/csv");
            using var answer = await client.PostAsync(new Uri("/api/v1/" + address, UriKind.Relative), body);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
            bodies.Add(await answer.Content.ReadAsStringAsync());
        }

        bodies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task In_an_import_another_providers_contract_and_worker_are_unknown_in_the_same_words_as_none()
    {
        var provider = await served.ProgramAsync(SamplePeople.NameOf(Role.Provider), "claims");
        var others = await ToldAsync(provider, "MY-1,sakura-bridge-2024,W00016,started,2025-01-20,2025-02-01,x");
        others.ShouldBe((await ToldAsync(provider, "MY-1,no-such-contract,W00016,started,2025-01-20,2025-02-01,x")).Replace("no-such-contract", "sakura-bridge-2024", StringComparison.Ordinal));
        others.ShouldContain("it has maharlika-2024");
        others.ShouldNotContain("it has maharlika-2024, ");
        (await ToldAsync(provider, "MY-1,maharlika-2024,W00016,started,2025-01-20,2025-02-01,x"))
            .ShouldBe((await ToldAsync(provider, "MY-1,maharlika-2024,W99999,started,2025-01-20,2025-02-01,x")).Replace("W99999", "W00016", StringComparison.Ordinal));
    }

    private static async Task<string> ToldAsync(HttpClient client, string row)
    {
        using var body = new StringContent("claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\n" + row + "\n", System.Text.Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(new Uri($"/api/v1{Fund}/imports/claims", UriKind.Relative), body);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, row);
        return await answer.Content.ReadAsStringAsync();
    }
}
