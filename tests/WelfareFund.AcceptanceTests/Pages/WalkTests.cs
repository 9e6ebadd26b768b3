using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using WelfareFund.Application.Access;
using WelfareFund.Web;
using WelfareFund.Web.SignIn;
using Xunit.Abstractions;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Every page with every role, and with nobody.</summary>
public sealed class WalkTests(ServedFund served, ITestOutputHelper output) : IClassFixture<ServedFund>
{
    private static readonly Type[] Pages = [.. typeof(WelfareFundPages).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any())];

    private static readonly string[] LeadsToSignIn = ["/", "/account/second-factor", "/account/api-keys"];

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
        foreach (var role in Enum.GetValues<Role>().Cast<Role?>().Append(null))
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
}
