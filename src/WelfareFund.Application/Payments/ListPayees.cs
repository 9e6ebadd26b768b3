using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Payments;

/// <param name="File">The kind of file that told of them.</param>
/// <param name="Payee">By the file's key.</param>
/// <param name="Name">Null for whom may not read what is personal, and where none is known.</param>
/// <param name="Account">The last four letters of the account that counts today; null where there is none.</param>
/// <param name="Waits">Why nobody is paid meanwhile; null where nothing changes.</param>
public sealed record ListedPayee(string File, string Payee, string? Name, string? Account, string? Waits);

/// <summary>Whom the fund pays, and on which accounts; whole accounts are shown to nobody. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ListPayees(FundDatabase database, IClock clock)
{
    private static readonly string[] Files = [FileKinds.Providers.Name, FileKinds.Investors.Name, FileKinds.Payees.Name];

    /// <param name="first">From 0.</param>
    /// <returns>Providers, investors and all others, each by id; and how many there are.</returns>
    public async Task<Result<(IReadOnlyList<ListedPayee> Payees, int Total)>> RunAsync(Actor actor, string fundId, long first, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<(IReadOnlyList<ListedPayee>, int)>(fund.Refusals);
        var keys = new List<PayeeKey>();
        foreach (var file in Files)
            keys.AddRange((await PayeeBook.CountriesAsync(context, fund.Value.Number, file, cancellation)).Keys.Order(StringComparer.Ordinal).Select(id => new PayeeKey(file, id)));
        return (await ReadAsync(context, actor, fund.Value, [.. keys.Skip((int)Math.Min(first, keys.Count)).Take(most)], cancellation), keys.Count);
    }

    /// <returns>Refused: <c>not-found</c>, for a payee whom no file told of too.</returns>
    public async Task<Result<ListedPayee>> OneAsync(Actor actor, string fundId, string file, string payee, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<ListedPayee>(fund.Refusals);
        return Files.Contains(file) && (await PayeeBook.CountriesAsync(context, fund.Value.Number, file, cancellation)).ContainsKey(payee)
            ? (await ReadAsync(context, actor, fund.Value, [new(file, payee)], cancellation))[0]
            : new Refusal("not-found", "", "there is no such payee", "choose one of the list of payees");
    }

    private async Task<IReadOnlyList<ListedPayee>> ReadAsync(FundContext context, Actor actor, FundRow fund, IReadOnlyList<PayeeKey> keys, CancellationToken cancellation)
    {
        var today = clock.GetCurrentInstant().InZone((await CurrentTerms.ReadAsync(context, fund, cancellation)).TimeZone).Date;
        var (personal, mayRead, listed) = (new PersonalData(context, fund.Number), actor.May(Right.ReadPersonalData, fund.Number), new List<ListedPayee>());
        foreach (var file in keys.GroupBy(key => key.File, StringComparer.Ordinal))
        {
            var details = await personal.ReadAsync(file.Key, file.Select(key => key.Id), today, cancellation);
            var changes = (await personal.ChangesAsync(file.Key, file.Select(key => key.Id), cancellation)).ToLookup(change => change.Id, StringComparer.Ordinal);
            listed.AddRange(file.Select(key => (key.Id, Known: details.GetValueOrDefault(key.Id)))
                .Select(one => new ListedPayee(file.Key, one.Id, mayRead ? one.Known?.Name : null, ChangeBankDetails.Masked(one.Known), ChangeBankDetails.WhyWaits(changes[one.Id], today))));
        }

        return listed;
    }
}
