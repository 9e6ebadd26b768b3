using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Dom;
using WelfareFund.Application.Access;

namespace WelfareFund.AcceptanceTests.Pages;

public sealed class SecondFactorTests(ServedFund served) : IClassFixture<ServedFund>
{
    private const string Page = "/account/second-factor";

    [Fact]
    public async Task Who_moves_money_gets_nowhere_without_a_second_factor_and_signs_in_with_a_code_or_a_recovery_code_once()
    {
        var name = await served.AddAsync(Role.Approver, isSample: false);
        var client = await served.SignedInAsync(name);
        foreach (var address in (string[])["/", $"/funds/{ServedFund.Id}", $"/funds/{ServedFund.Id}/approvals", "/nowhere"])
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            answer.Headers.Location?.OriginalString.ShouldBe(Page, address);
        }

        using var begun = await ServedFund.PostAsync(client, Page, "begin");
        var shown = ServedFund.Parse(await begun.Content.ReadAsStringAsync());
        var secret = shown.QuerySelector(".secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        using (var wrong = await SendAsync(client, shown, "000000"))
            ServedFund.Parse(await wrong.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!.TextContent.ShouldStartWith("This is not the code");
        using var confirmed = await SendAsync(client, shown, CodeOf(secret));
        var codes = ServedFund.Parse(await confirmed.Content.ReadAsStringAsync()).QuerySelectorAll(".codes li").Select(code => code.TextContent).ToList();
        codes.Count.ShouldBe(10);
        (await client.GetAsync(new Uri($"/funds/{ServedFund.Id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await SignInAsync(name, CodeOf(secret))).ShouldBe(HttpStatusCode.OK, "an approver reads the books");
        (await SignInAsync(name, codes[0])).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(name, codes[0])).ShouldBe(HttpStatusCode.NotFound, "it was used before");
        (await SignInAsync(name, "123456")).ShouldBe(HttpStatusCode.NotFound);
        (await SignInAsync(name, null)).ShouldBe(HttpStatusCode.NotFound, "a password alone is no session");
    }

    /// <returns>What the fund's page answers afterwards.</returns>
    private async Task<HttpStatusCode> SignInAsync(string name, string? code)
    {
        var client = served.Stranger();
        using var asked = await ServedFund.PostAsync(client, "/sign-in", "sign-in", ("Given.Name", name), ("Given.Password", served.PasswordOf(name)));
        asked.Headers.Location!.OriginalString.ShouldEndWith("/sign-in/code");
        if (code is not null)
            (await ServedFund.PostAsync(client, "/sign-in/code", "code", ("Code", code))).Dispose();
        return (await client.GetAsync(new Uri($"/funds/{ServedFund.Id}", UriKind.Relative))).StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, IHtmlDocument page, string code)
    {
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(one => one.QuerySelector("#code") is not null);
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!));
        using var content = new FormUrlEncodedContent([.. hidden, KeyValuePair.Create("Code", code)]);
        return await client.PostAsync(new Uri(Page, UriKind.Relative), content);
    }

    /// <summary>RFC 6238, as an authenticator computes it.</summary>
    internal static string CodeOf(string secret)
    {
        const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (key, bits, left) = (new List<byte>(), 0, 0);
        foreach (var letter in secret)
        {
            (bits, left) = (((bits << 5) | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF, left + 5);
            if (left >= 8)
                key.Add((byte)((bits >> (left -= 8)) & 0xFF));
        }

#pragma warning disable RS0030, CA5350 // An authenticator goes by its own clock, and the RFC names SHA-1.
        var step = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
        var hash = HMACSHA1.HashData(key.ToArray(), step);
#pragma warning restore RS0030, CA5350
        var at = hash[^1] & 0xF;
        var number = ((hash[at] & 0x7F) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
