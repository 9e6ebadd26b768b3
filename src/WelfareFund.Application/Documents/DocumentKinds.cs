using WelfareFund.Application.Access;
using WelfareFund.Storage.Documents;

namespace WelfareFund.Application.Documents;

/// <summary>To whom the kinds of documents are issued.</summary>
internal static class DocumentKinds
{
    internal const string InvestorStatement = "investor-statement";
    internal const string CallNotice = "capital-call-notice";
    internal const string DistributionNotice = "distribution-notice";
    internal const string ProviderStatement = "provider-statement";

    /// <summary>Whether it was issued to an account that a role of the actor's stands for: the same id may be an investor's and a provider's.</summary>
    internal static bool IsOwn(Actor actor, DocumentRow row) => RoleOf(row.Kind) is { } role && actor.OwnAccounts(row.Fund, role).Contains(row.Subject, StringComparer.Ordinal);

    private static Role? RoleOf(string kind) => kind switch
    {
        InvestorStatement or CallNotice or DistributionNotice => Role.Investor,
        ProviderStatement => Role.Provider,
        "worker-statement" => Role.Worker,
        _ => null,
    };
}
