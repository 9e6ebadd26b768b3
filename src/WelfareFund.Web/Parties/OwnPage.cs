using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;

namespace WelfareFund.Web.Parties;

/// <summary>A page of one account of a fund, for whoever stands for it and nobody else.</summary>
public abstract class OwnPage : BooksPage
{
    protected FundSummary? Fund { get; private set; }

    protected DateTimeZone? Zone { get; private set; }

    /// <summary>False where the account is not the reader's own: the page then says what it says of all that does not exist.</summary>
    protected async Task<bool> OpenAsync(Actor actor, string fund, Role role, string account)
    {
        if (!await Funds.IsOwnAsync(actor, fund, role, account, Aborted))
        {
            NothingHere();
            return false;
        }

        (Fund, Zone) = await FundOfAsync(actor, fund);
        return true;
    }

    /// <summary>The last day of the newest sealed month; null while none is sealed.</summary>
    protected static LocalDate? LastSealedDay(FundSummary fund)
    {
        ArgumentNullException.ThrowIfNull(fund);
        return fund.OpenPeriod > fund.FirstMonth ? fund.OpenPeriod.PlusMonths(-1).ToDateInterval().End : null;
    }

    protected static IReadOnlyList<(string Text, string Address)> InvestorTabs(string fund, string investor) =>
        [(PartiesTexts.Account, PartiesAddress.Investor(fund, investor)), (PartiesTexts.Documents, PartiesAddress.InvestorPapers(fund, investor)), (PartiesTexts.CheckProof, PartiesAddress.CheckProof)];

    protected static IReadOnlyList<(string Text, string Address)> ProviderTabs(string fund, string provider) =>
    [
        (PartiesTexts.Overview, PartiesAddress.Provider(fund, provider)), (PartiesTexts.Claims, PartiesAddress.Claims(fund, provider)), (PartiesTexts.BringClaims, PartiesAddress.Upload(fund, provider)),
        (PartiesTexts.Contracts, PartiesAddress.Contracts(fund, provider)), (PartiesTexts.Documents, PartiesAddress.ProviderPapers(fund, provider)),
    ];
}
