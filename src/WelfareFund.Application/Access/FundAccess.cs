using Microsoft.EntityFrameworkCore;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Access;

/// <summary>The door of every use case on a fund: what is outside one's rights does not exist.</summary>
public static class FundAccess
{
    /// <returns>Refused: <c>not-found</c>, in the same words whether there is no such fund or none the actor may see; <c>not-allowed</c> where the actor sees the fund.</returns>
    public static async Task<Result<FundRow>> RequireAsync(FundContext context, Actor actor, string fund, Right right, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(actor);
        var row = await context.Funds.AsNoTracking().SingleOrDefaultAsync(known => known.Id == fund, cancellation);
        if (row is null || !actor.May(Right.SeeFund, row.Number))
            return NotFound(fund);
        return actor.May(right, row.Number) ? row : NotAllowed(actor, right);
    }

    /// <summary>The door to one investor's, provider's or worker's account: for whoever has the right in the fund, and for whose own it is.</summary>
    /// <param name="role">As whom it is one's own.</param>
    /// <returns>As <see cref="RequireAsync"/>; refused as <c>not-found</c> where somebody's own account is another one, whether that exists or not.</returns>
    public static async Task<Result<FundRow>> RequireOwnAsync(
        FundContext context, Actor actor, string fund, Right right, Role role, string account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = await RequireAsync(context, actor, fund, Right.SeeFund, cancellation);
        if (row.IsRefused || actor.May(right, row.Value.Number) || actor.OwnAccounts(row.Value.Number, role).Contains(account, StringComparer.Ordinal))
            return row;
        return actor.OwnAccounts(row.Value.Number, role).Any() ? NoSuchAccount : NotAllowed(actor, right);
    }

    /// <summary>The door for what somebody may do with their own account alone, whoever else may see it.</summary>
    /// <param name="role">As whom it is one's own.</param>
    /// <returns>As <see cref="RequireOwnAsync"/>.</returns>
    public static async Task<Result<FundRow>> RequireOneselfAsync(
        FundContext context, Actor actor, string fund, Right right, Role role, string account, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = await RequireAsync(context, actor, fund, right, cancellation);
        return row.IsRefused || actor.OwnAccounts(row.Value.Number, role).Contains(account, StringComparer.Ordinal) ? row : NoSuchAccount;
    }

    private static Refusal NoSuchAccount => new("not-found", "", "there is no such account", "open your own");

    public static Refusal NotFound(string fund) => new("not-found", "", $"there is no fund {Excerpt(fund)}", "fund list shows the funds there are");

    public static Refusal NotAllowed(Actor actor, Right right)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var roles = Enum.GetValues<Role>().Where(role => Rights.Of(role).Contains(right)).Select(role => Files.Words.Of(role));
        return new("not-allowed", "", $"{actor.Name} may not do this", $"it takes the role {string.Join(" or ", roles)}");
    }

    private static string Excerpt(string text) => text.Length <= 64 && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') ? $"'{text}'" : "of this name";
}
