using System.Globalization;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;

namespace WelfareFund.Web.Parties;

/// <summary>Addresses of one investor's and one provider's own pages.</summary>
internal static class PartiesAddress
{
    internal const string CheckProof = "/check-proof";
    internal const string ApiKeys = "/account/api-keys";
    internal const string Api = "/api";

    /// <summary>The first page of whoever the account is.</summary>
    internal static string Home((FundSummary Fund, Role Role, string Account) own) => own.Role switch
    {
        Role.Investor => Investor(own.Fund.Id, own.Account),
        Role.Provider => Provider(own.Fund.Id, own.Account),
        _ => Workers.WorkerAddress.Home(own.Fund.Id, own.Account),
    };

    internal static string Investor(string fund, string investor) => $"{Address.Fund(fund)}/investors/{Uri.EscapeDataString(investor)}";

    internal static string InvestorPapers(string fund, string investor) => Investor(fund, investor) + "/documents";

    internal static string Proof(string fund, string investor, LocalDate asOf) => $"{Investor(fund, investor)}/documents/proof-{Address.Iso(asOf)}.json";

    internal static string Provider(string fund, string provider) => $"{Address.Fund(fund)}/providers/{Uri.EscapeDataString(provider)}";

    internal static string Claims(string fund, string provider, params (string Name, string? Value)[] query) => Provider(fund, provider) + "/claims" + Address.Query(query);

    internal static string ClaimsCsv(string fund, string provider, params (string Name, string? Value)[] query) => Provider(fund, provider) + "/claims.csv" + Address.Query(query);

    internal static string Claim(string fund, string provider, string claim) => $"{Provider(fund, provider)}/claims/{Uri.EscapeDataString(claim)}";

    internal static string Upload(string fund, string provider) => Provider(fund, provider) + "/upload";

    internal static string Template(string fund, string provider) => Provider(fund, provider) + "/claims-template.csv";

    internal static string Contracts(string fund, string provider) => Provider(fund, provider) + "/contracts";

    internal static string ProviderPapers(string fund, string provider) => Provider(fund, provider) + "/documents";

    internal static string Appeals(string fund) => Address.Fund(fund) + "/appeals";

    /// <param name="papers">Of <see cref="InvestorPapers"/> or <see cref="ProviderPapers"/>.</param>
    internal static string Paper(string papers, string kind, LocalDate asOf, string matter) =>
        string.Create(CultureInfo.InvariantCulture, $"{papers}/{kind}-{Address.Iso(asOf)}.pdf") + Address.Query([("about", matter)]);
}
