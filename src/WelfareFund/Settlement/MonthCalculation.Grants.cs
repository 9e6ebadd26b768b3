using WelfareFund.Terms;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    /// <summary>
    /// What a grant has left after its last day goes back or becomes the fund's own. In the first month after it, once that month's claims are priced, and again
    /// whenever something of it comes free later.
    /// </summary>
    internal void EndGrants()
    {
        foreach (var grant in terms.Capital.Grants.Where(grant => grant.Until < firstDay).OrderBy(grant => grant.Until).ThenBy(grant => grant.Id, StringComparer.Ordinal))
        {
            var unspent = state.UnspentGrants.GetValueOrDefault(grant.Id, Money.Zero(baseCurrency));
            if (!unspent.IsPositive)
                continue;
            var revision = state.Posted("grant-end", grant.Id);
            if (grant.Unspent is UnspentGrant.Returned)
                Post("grant-end", grant.Id, grant.Until!.Value, unspent, new GrantReturned(grant.Id, unspent, revision), Because("grant-returned", unspent, grant.Id, grant.Until.Value, grant.Funder));
            else
                Post("grant-end", grant.Id, grant.Until!.Value, unspent, new GrantKept(grant.Id, unspent, revision), Because("grant-kept", unspent, grant.Id, grant.Until.Value));
        }
    }
}
