using Microsoft.EntityFrameworkCore;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Application.Claims;

/// <summary>A contract with what is used of it.</summary>
/// <param name="Left">Of the contract's maximum, as the books have it now; null where it has none.</param>
/// <param name="Accepted">How many outcomes of a metric stand accepted.</param>
public sealed record ShownContract(ContractTerms Terms, Money? Left, IReadOnlyDictionary<string, int> Accepted);

/// <summary>A provider's contracts in the newest terms. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own account.</summary>
public sealed class ShowContracts(FundDatabase database, ListClaims claims)
{
    /// <returns>By id. Refused: <c>not-found</c>.</returns>
    public async Task<Result<IReadOnlyList<ShownContract>>> RunAsync(Actor actor, string fundId, string provider, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await claims.OpenAsync(context, actor, fundId, provider, cancellation);
        if (opened.IsRefused)
            return Result.Refused<IReadOnlyList<ShownContract>>(opened.Refusals);
        var (books, terms, told, _) = opened.Value;
        var fund = books.Fund.Number;
        var reader = new LedgerReader(context, fund);
        var accounts = await reader.AccountsAsync(cancellation);
        var shown = new List<ShownContract>();
        foreach (var contract in terms.Contracts.Where(contract => contract.Provider == provider).OrderBy(contract => contract.Id, StringComparer.Ordinal))
        {
            var party = await context.Parties.AsNoTracking().Where(party => party.Fund == fund && party.Kind == PartyKind.Contract && party.ExternalId == contract.Id).Select(party => (long?)party.Number).SingleOrDefaultAsync(cancellation);
            var left = contract.Maximum;
            if (left is not null && party is { } number)
            {
                var headroom = (await reader.BalancesOfPartyAsync(number, cancellation)).Where(balance => ChartOfAccounts.RoleOf(accounts[balance.Key.Account]) is AccountRole.ContractHeadroom).ToList();
                left = headroom.Count == 0 ? left : new Money(headroom.Sum(balance => balance.Value), contract.Currency);
            }

            shown.Add(new(contract, left, await told.AcceptedAsync(contract.Id, cancellation)));
        }

        return shown;
    }
}
