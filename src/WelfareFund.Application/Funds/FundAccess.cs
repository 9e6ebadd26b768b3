using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Terms;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Funds;

/// <summary>A fund that the actor may do something in.</summary>
/// <param name="Latest">The newest version of its terms.</param>
public sealed record OpenFund(int Number, string Id, NumberedTerms Latest);

/// <summary>The one gate to a fund: what is outside one's rights does not exist.</summary>
public static class FundAccess
{
    /// <param name="roles">Any one of them is enough; without any, every role that reads the books.</param>
    /// <returns>Refused: <c>not-found</c>, whether the fund is unknown or merely not the actor's.</returns>
    public static async Task<Result<OpenFund>> OpenAsync(FundContext context, Actor actor, string fundId, CancellationToken cancellation, params Role[] roles)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(actor);
        var fund = await context.Funds.AsNoTracking().SingleOrDefaultAsync(fund => fund.Id == fundId, cancellation);
        if (fund is not null && await TermsInForce.LatestAsync(context, fund.Number, cancellation) is { } latest)
        {
            var sample = latest.Terms.Sample;
            if (roles.Length == 0 ? actor.MayRead(fund.Number, sample) : roles.Any(role => actor.Has(role, fund.Number, sample)))
                return new OpenFund(fund.Number, fund.Id, latest);
        }

        return new Refusal("not-found", fundId, "there is no such fund", "`fund list` shows yours");
    }
}
