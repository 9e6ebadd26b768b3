using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Payments;
using WelfareFund.Web;
using WelfareFund.Web.SignIn;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Every page, every form, every file and every request of the API, with every role and with nobody.</summary>
public sealed partial class WalkTests(ServedFund served, ITestOutputHelper output) : IClassFixture<ServedFund>
{
    private static readonly Type[] Pages = [.. typeof(WelfareFundPages).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any())];

    private static readonly string[] LeadsToSignIn = ["/", "/account/second-factor", "/account/api-keys"];

    private static readonly IReadOnlyList<Role?> Everybody = [.. Enum.GetValues<Role>().Cast<Role?>(), null];

    /// <summary>Each form of a page, by the page's file, and what it takes to send it: null for everybody. A name's beginning stands for forms that there are one of for each row.</summary>
    private static readonly (string Page, string Form, Right? Right)[] Forms =
    [
        ("Admin/BankPage", "allocate", Right.Propose), ("Admin/ImportsPage", "import", Right.ImportFacts), ("Admin/PaymentsPage", "release", Right.Propose),
        ("Admin/ProposalPage", "approve", Right.Decide), ("Admin/ProposalPage", "reject", Right.Decide), ("Admin/SettlementPage", "settle", Right.Propose),
        ("Desk/CapitalPage", "call", Right.Propose), ("Desk/CapitalPage", "distribute", Right.Propose), ("Desk/CapitalPage", "transfer", Right.Propose), ("Desk/PayeesPage", "change", Right.ImportFacts),
        ("Desk/ManualEntryPage", "make", Right.Propose), ("Desk/ManualEntryPage", "reverse", Right.Propose),
        ("Desk/WorkerGrievancesPage", "take-on", Right.ImportFacts), ("Desk/WorkerGrievancesPage", "answer", Right.ImportFacts), ("Desk/WorkerGrievancesPage", "close", Right.ImportFacts), ("Desk/WorkerPausesPage", "pause", Right.ImportFacts),
        ("Parties/ApiKeysPage", "revoke-", null), ("Parties/ApiKeysPage", "add-key", null), ("Parties/CheckProofPage", "check-proof", null),
        ("Parties/ClaimPage", "appeal", Right.SeeOwnContracts), ("Parties/UploadPage", "upload", Right.SeeOwnContracts),
        ("Users/InvitationPage", "choose", null), ("Users/UsersPage", "add", Right.ManageUsers), ("Users/UsersPage", "invite", Right.ManageUsers), ("Users/UsersPage", "take", Right.ManageUsers),
        ("Workers/DeductionPage", "withdraw", Right.SeeOwnContributions), ("Workers/GrievancesPage", "grievance", Right.SeeOwnContributions), ("Workers/GrievancesPage", "appeal", Right.SeeOwnContributions),
        ("Workers/PausePage", "pause", Right.SeeOwnContributions), ("Workers/PayPage", "pay", Right.SeeOwnContributions),
        ("SignIn/SecondFactorPage", "begin", null), ("SignIn/SecondFactorPage", "confirm", null), ("SignIn/SecondFactorPage", "remove-", null), ("SignIn/SecondFactorPage", "add-passkey", null),
        ("SignIn/CodePage", "code", null), ("SignIn/SignInPage", "sign-in", null), ("SignIn/SignInPage", "passkey", null),
        ("SignIn/SignOutPage", "sign-out", null), // The last: it ends the session.
    ];

    /// <summary>Each address that is no page, and whom it answers.</summary>
    private static readonly (string Pattern, string Address, Func<Role?, bool> IsFor)[] Files =
    [
        ("/app.css", "/app.css", _ => true), ("/icon.svg", "/icon.svg", _ => true), ("/passkeys.js", "/passkeys.js", _ => true), ("/again.js", "/again.js", _ => true),
        ("/api/openapi.json", "/api/openapi.json", _ => true),
        ("/sign-in/passkey-options", "", _ => true), ("/account/second-factor/passkey-options", "", role => role is not null),
        ("/funds/{id}/months/{month}/lines.csv", $"/funds/{ServedFund.Id}/months/{ServedFund.LastMonth}/lines.csv", Has(Right.ReadBooks)),
        ("/funds/{id}/payments/{batch:long}/pain001.xml", $"/funds/{ServedFund.Id}/payments/BATCH/pain001.xml", Has(Right.Propose)),
        ("/funds/{id}/reports/{name}/report.csv", $"/funds/{ServedFund.Id}/reports/outcomes/report.csv", Has(Right.ReadBooks)),
        ("/funds/{id}/workers/{worker}/statement.pdf", $"/funds/{ServedFund.Id}/workers/{ServedFund.Worker}/statement.pdf", role => role is Role.Worker || Has(Right.ReadPersonalData)(role)),
        ("/funds/{id}/investors/{investor}/documents/{paper}.pdf", $"/funds/{ServedFund.Id}/investors/nordlicht-bank/documents/investor-statement-2024-12-31.pdf", Has(Right.SeeOwnCapital)),
        ("/funds/{id}/investors/{investor}/documents/proof-{day}.json", $"/funds/{ServedFund.Id}/investors/nordlicht-bank/documents/proof-2024-12-31.json", Has(Right.SeeOwnCapital)),
        ("/funds/{id}/providers/{provider}/documents/{paper}.pdf", $"/funds/{ServedFund.Id}/providers/maharlika/documents/provider-statement-2024-12-31.pdf", Has(Right.SeeOwnContracts)),
        ("/funds/{id}/providers/{provider}/claims.csv", $"/funds/{ServedFund.Id}/providers/maharlika/claims.csv", Has(Right.SeeOwnContracts)),
        ("/funds/{id}/providers/{provider}/claims-template.csv", $"/funds/{ServedFund.Id}/providers/maharlika/claims-template.csv", Has(Right.SeeOwnContracts)),
    ];

    /// <summary>Each request of the API, for a key that may everything that its user may.</summary>
    private static readonly (string Pattern, string Address, Func<Role?, bool> IsFor)[] Requests =
    [
        ("/api/v1/funds", "/api/v1/funds", _ => true),
        ("/api/v1/funds/{fund}/months/{month}", $"/api/v1/funds/{ServedFund.Id}/months/{ServedFund.LastMonth}", Has(Right.SeeFund)),
        ("/api/v1/funds/{fund}/providers/{provider}/claims", $"/api/v1/funds/{ServedFund.Id}/providers/maharlika/claims", ReadsClaims),
        ("/api/v1/funds/{fund}/providers/{provider}/claims/{claim}", $"/api/v1/funds/{ServedFund.Id}/providers/maharlika/claims/CL-0001", ReadsClaims),
        ("/api/v1/funds/{fund}/providers/{provider}/payments", $"/api/v1/funds/{ServedFund.Id}/providers/maharlika/payments", ReadsClaims),
        ("/api/v1/funds/{fund}/imports/{kind}", $"/api/v1/funds/{ServedFund.Id}/imports/claims", role => role is Role.Provider || Has(Right.ImportFacts)(role)),
        ("/api/v1/{**rest}", "/api/v1/nowhere", _ => false),
    ];

    private static Func<Role?, bool> Has(Right right) => role => role is { } one && Rights.Of(one).Contains(right);

    private static bool ReadsClaims(Role? role) => role is Role.Provider || Has(Right.ReadPersonalData)(role);

    /// <summary>Who has one page of their own, to which the first page leads.</summary>
    private static readonly Role[] LeadsHome = [Role.Investor, Role.Provider, Role.Worker, Role.GovernmentObserver, Role.SystemAdministrator];

    internal static IEnumerable<string> Addresses => Pages.Select(AddressOf);

    /// <summary>Each page's address, and a role for which the page is: the first that has its right.</summary>
    internal static IEnumerable<(string Address, Role Role)> ForTheirRole => Pages.Select(page => (AddressOf(page),
        page.GetCustomAttribute<NeedsAttribute>() is { } needs ? Enum.GetValues<Role>().First(role => Rights.Of(role).Contains(needs.Right)) : Role.Administrator));

    private static string AddressOf(Type page) => page.GetCustomAttribute<RouteAttribute>()!.Template
        .Replace("{id}", ServedFund.Id, StringComparison.Ordinal).Replace("{month}", ServedFund.LastMonth, StringComparison.Ordinal).Replace("{number:int}", "1000", StringComparison.Ordinal)
        .Replace("{sequence:long}", "1", StringComparison.Ordinal).Replace("{number:long}", "1", StringComparison.Ordinal).Replace("{*anything}", "nowhere", StringComparison.Ordinal)
        .Replace("{investor}", "nordlicht-bank", StringComparison.Ordinal).Replace("{provider}", "maharlika", StringComparison.Ordinal).Replace("{claim}", "CL-0001", StringComparison.Ordinal)
        .Replace("{worker}", ServedFund.Worker, StringComparison.Ordinal).Replace("{name}", "outcomes", StringComparison.Ordinal);

    [Fact]
    public void Every_page_states_what_it_asks_of_its_reader() => Pages.Where(page => page.GetCustomAttributes<NeedsAttribute>().Count() + page.GetCustomAttributes<ForEverybodyAttribute>().Count() != 1)
        .Select(page => page.Name).ShouldBeEmpty();

    [Fact]
    public async Task What_a_role_is_not_granted_is_nothing_at_this_address_in_the_same_words_as_what_does_not_exist()
    {
        var (opened, refused, bodies) = (0, 0, new HashSet<string>());
        foreach (var role in Everybody)
        {
            var client = role is { } known ? await served.SignedInAsync(await served.AddAsync(known)) : served.Stranger();
            foreach (var page in Pages)
            {
                using var answer = await client.GetAsync(new Uri(AddressOf(page), UriKind.Relative));
                var isGranted = page.GetCustomAttribute<NeedsAttribute>() is not { } needs || (role is { } one && Rights.Of(one).Contains(needs.Right));
                if (page.Name == "NothingHerePage" || !isGranted)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{role} {AddressOf(page)}");
                    bodies.Add(ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent);
                    refused++;
                }
                else
                {
                    var leadsOn = role is null ? LeadsToSignIn.Contains(AddressOf(page)) : AddressOf(page) == "/" && LeadsHome.Contains(role.Value);
                    answer.StatusCode.ShouldBe(leadsOn ? HttpStatusCode.Found : HttpStatusCode.OK, $"{role} {AddressOf(page)}");
                    opened++;
                }
            }
        }

        bodies.ShouldHaveSingleItem();
        output.WriteLine($"{Pages.Length} pages, {Enum.GetValues<Role>().Length} roles and nobody: {opened} opened, {refused} refused in the same words");
    }

    [Fact]
    public void Every_form_has_its_line_and_a_name()
    {
        var web = Path.Combine(SampleBooks.Repository, "src", "WelfareFund.Web");
        var written = new List<(string Page, string Form)>();
        foreach (var file in Directory.EnumerateFiles(web, "*.razor", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            var names = FormName().Matches(text);
            names.Count.ShouldBe(Posted().Count(text), $"{file} posts a form without a name");
            written.AddRange(names.Select(name => (Path.ChangeExtension(Path.GetRelativePath(web, file), null).Replace('\\', '/'), name.Groups[1].Value)));
        }

        Forms.Select(form => (form.Page, form.Form)).ShouldBe(written, ignoreOrder: true);
    }

    [Fact]
    public async Task A_form_that_a_role_is_not_granted_is_nothing_at_this_address_with_a_forms_token_and_without()
    {
        var (sent, refused, bodies) = (0, 0, new HashSet<string>());
        foreach (var role in Everybody)
        {
            var client = role is { } known ? await served.SignedInAsync(await served.AddAsync(known)) : served.Stranger();
            var token = ServedFund.Parse(await client.GetStringAsync(new Uri("/sign-out", UriKind.Relative))).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            foreach (var address in (string[])["/nowhere", "/funds/nobody/settlement"])
            {
                foreach (var given in (string?[])[token, "x" + token, null])
                    (await StatusAsync(client, address, "settle", given)).ShouldBe(HttpStatusCode.NotFound, $"{role} {address}");
            }

            foreach (var (page, form, right) in Forms)
            {
                var address = AddressOf(Pages.Single(one => one.FullName == "WelfareFund.Web." + page.Replace('/', '.')));
                var isGranted = right is not { } needed || Has(needed)(role);
                foreach (var given in (string?[])[null, "x" + token, token])
                {
                    var status = await StatusAsync(client, address, form, given);
                    if (!isGranted)
                        status.ShouldBe(HttpStatusCode.NotFound, $"{role} {page} {form}");
                    else if (given == token)
                        status.ShouldNotBe(HttpStatusCode.NotFound, $"{role} {page} {form}");
                    else
                        status.ShouldBe(HttpStatusCode.BadRequest, $"{role} {page} {form} without a token");
                }

                (sent, refused) = isGranted ? (sent + 1, refused) : (sent, refused + 1);
            }
        }

        bodies.ShouldHaveSingleItem();
        output.WriteLine($"{Forms.Length} forms, {Everybody.Count - 1} roles and nobody: {sent} taken, {refused} refused in the same words, each with a token, with a wrong one and without");

        async Task<HttpStatusCode> StatusAsync(HttpClient client, string address, string form, string? token)
        {
            using var content = new FormUrlEncodedContent(
                [KeyValuePair.Create("_handler", form), .. token is null ? [] : (KeyValuePair<string, string>[])[KeyValuePair.Create("__RequestVerificationToken", token)]]);
            using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{address} {form}");
            if (answer.StatusCode == HttpStatusCode.NotFound)
                bodies.Add(ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent);
            return answer.StatusCode;
        }
    }

    [Fact]
    public void Every_address_that_is_no_page_has_its_line() => Files.Concat(Requests).Select(line => line.Pattern)
        .ShouldBe(Addressed.Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null).Select(PatternOf), ignoreOrder: true);

    [Fact]
    public async Task A_file_that_a_role_is_not_granted_is_nothing_at_this_address()
    {
        var batch = await ReleaseAsync();
        var (given, refused, bodies) = (0, 0, new HashSet<string>());
        foreach (var role in Everybody)
        {
            var client = role is { } known ? await served.SignedInAsync(await served.AddAsync(known)) : served.Stranger();
            foreach (var (pattern, address, isFor) in Files)
            {
                using var content = new FormUrlEncodedContent([]);
                using var answer = address.Length == 0
                    ? await client.PostAsync(new Uri(pattern, UriKind.Relative), content)
                    : await client.GetAsync(new Uri(address.Replace("BATCH", FormattableString.Invariant($"{batch}"), StringComparison.Ordinal), UriKind.Relative));
                ((int)answer.StatusCode).ShouldBeLessThan(500, address);
                (answer.StatusCode != HttpStatusCode.NotFound).ShouldBe(isFor(role), $"{role} {pattern}");
                (given, refused) = isFor(role) ? (given + 1, refused) : (given, refused + 1);
                if (!isFor(role))
                    bodies.Add(ServedFund.Parse(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent);
            }
        }

        bodies.ShouldHaveSingleItem();
        output.WriteLine($"{Files.Length} files, {Everybody.Count - 1} roles and nobody: {given} given, {refused} refused in the same words");
    }

    [Fact]
    public async Task A_request_of_the_API_that_a_keys_user_is_not_granted_is_answered_as_what_does_not_exist()
    {
        var (answered, refused, bodies) = (0, 0, new HashSet<string>());
        foreach (var role in Everybody)
        {
            var client = role is { } known ? await served.ProgramAsync(await served.AddAsync(known), "read claims wages") : served.Stranger();
            foreach (var (pattern, address, isFor) in Requests)
            {
                using var file = new StringContent("claim_id\n", System.Text.Encoding.UTF8, "text/csv");
                using var answer = pattern.Contains("imports", StringComparison.Ordinal) ? await client.PostAsync(new Uri(address, UriKind.Relative), file) : await client.GetAsync(new Uri(address, UriKind.Relative));
                ((int)answer.StatusCode).ShouldBeLessThan(500, address);
                var isAnswered = role is not null && isFor(role);
                (answered, refused) = isAnswered ? (answered + 1, refused) : (answered, refused + 1);
                if (role is null)
                    answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, pattern);
                else
                    (answer.StatusCode != HttpStatusCode.NotFound).ShouldBe(isAnswered, $"{role} {pattern}");
                if (role is not null && !isAnswered)
                    bodies.Add(await answer.Content.ReadAsStringAsync());
            }
        }

        bodies.ShouldHaveSingleItem();
        output.WriteLine($"{Requests.Length} requests of the API, {Everybody.Count - 1} roles and nobody: {answered} answered, {refused} refused in the same words");
    }

    /// <summary>The sample's first payments, released by two people.</summary>
    private async Task<long> ReleaseAsync()
    {
        var proposed = await served.Get<ReleasePayments>().RunAsync(await served.ActorAsync(SignIn.SampleAdministrator), ServedFund.Id);
        proposed.Refusals.ShouldBeEmpty();
        var batch = proposed.Value.Batches[0].Number;
        (await served.Get<Decide>().ApproveAsync(await served.ActorAsync(SignIn.SampleApprover), batch)).Refusals.ShouldBeEmpty();
        return batch;
    }

    /// <summary>The framework has an address of its own, under which it finishes redirections.</summary>
    private IEnumerable<RouteEndpoint> Addressed => served.Web.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => !PatternOf(endpoint).StartsWith("/_framework/", StringComparison.Ordinal));

    private static string PatternOf(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!;

    [GeneratedRegex("@formname=\"(?:@\\(\\$\")?([a-z-]+)")]
    private static partial Regex FormName();

    [GeneratedRegex("method=\"post\"|<EditForm", RegexOptions.IgnoreCase)]
    private static partial Regex Posted();
}
