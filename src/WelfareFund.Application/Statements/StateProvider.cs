using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>A provider's remittance advice for the month up to a day, from the books. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own.</summary>
public sealed class StateProvider(FundDatabase database)
{
    /// <returns>Refused: <c>unknown-provider</c>, <c>no-terms</c>.</returns>
    public async Task<Result<ProviderStatement>> RunAsync(Actor actor, string fundId, string providerId, LocalDate asOf, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await OpenAsync(context, actor, fundId, providerId, asOf, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ProviderStatement>(opened.Refusals);
        var (books, head, contracts, reader) = opened.Value;
        var told = await reader.ClaimsAsync(contracts.Keys, null, int.MaxValue, cancellation);
        var (said, places) = (new List<LineClaimRow>(), new Dictionary<string, (ListedClaim Claim, ClaimStanding Standing)>(StringComparer.Ordinal));
        foreach (var some in told.Chunk(ClaimReader.AtOnce))
        {
            said.AddRange(await reader.SaidAsync([.. some.Select(claim => claim.Id.Value)], cancellation));
            foreach (var (claim, place) in await reader.PlacesAsync(some, cancellation))
                places.Add(place.Claim.Value, (claim, place.Standing));
        }

        var claims = await reader.PaidAsync(contracts.Keys, said, cancellation);
        var (runs, _) = await reader.RunsAsync(cancellation);
        var decidedNow = said.Where(row => runs[row.Run].Month == asOf.ToYearMonth()).Select(row => LineClaims.LineOf(row).Subject).ToHashSet(StringComparer.Ordinal);
        List<ClaimPayout> owed = [.. claims.Owed];
        var open = places.Where(place => IsOpen(place.Key, place.Value.Standing, decidedNow)).Select(place => place.Key).ToHashSet(StringComparer.Ordinal);
        var outcomes = await LinesAsync(reader, [.. owed.Select(payout => payout.Claim.Value).Concat(open).Where(places.ContainsKey).Select(id => places[id].Claim).Distinct()], cancellation);
        return new ProviderStatement(
            head,
            await AccountsAsync(books, [.. contracts.Values], head.Period, cancellation),
            [.. claims.Payments.Where(payment => payment.InstructedOn >= head.Period.Start || payment.PaidOn is null || payment.PaidOn >= head.Period.Start || payment.ReturnedOn >= head.Period.Start)],
            [.. owed.Select(payout => Waiting(payout, outcomes.GetValueOrDefault(payout.Claim.Value)))],
            [.. claims.HeldBack.Select(outcome => new HeldBackClaim(
                outcome.Claim, outcome.Worker, outcome.Contract, outcome.Metric, outcome.AcceptedOn, outcome.HeldBack,
                contracts[outcome.Contract].Holdback?.ReleaseOn, contracts[outcome.Contract].Holdback?.ReleaseDate))],
            [.. outcomes.Values.Where(line => open.Contains(line.Claim)).Select(line => new OpenClaim(
                new(line.Claim), new(line.Worker), line.Contract, line.Metric, line.SubmittedOn, line.Standing, line.ExpectedOn, line.Why))]);
    }

    /// <returns>Refused: <c>unknown-provider</c>, <c>no-terms</c>.</returns>
    internal static async Task<Result<(BooksView Books, ProviderHead Head, Dictionary<string, ContractTerms> Contracts, ClaimReader Reader)>> OpenAsync(
        FundContext context, Actor actor, string fundId, string providerId, LocalDate asOf, CancellationToken cancellation)
    {
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Provider, providerId, new(asOf), cancellation);
        if (opened.IsRefused)
            return Result.Refused<(BooksView, ProviderHead, Dictionary<string, ContractTerms>, ClaimReader)>(opened.Refusals);
        var books = opened.Value;
        var provider = new ProviderId(providerId);
        if (!await context.Set<Provider>().AnyAsync(known => known.Fund == books.Fund.Number && known.Id == provider, cancellation))
            return new Refusal("unknown-provider", "--id", $"{fundId} has no provider '{providerId}'", "name one of the file of providers");
        var inForce = await TermsInForce.OnAsync(context, books.Fund.Number, asOf, cancellation);
        if (inForce.IsRefused)
            return Result.Refused<(BooksView, ProviderHead, Dictionary<string, ContractTerms>, ClaimReader)>(inForce.Refusals);

        var terms = inForce.Value.Terms;
        var period = new DateInterval(LocalDate.Max(asOf.ToYearMonth().OnDayOfMonth(1), books.Fund.FirstMonth.OnDayOfMonth(1)), asOf);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == books.Fund.Number, cancellation)).Size;
        var details = (await new PersonalData(context, books.Fund.Number).ReadAsync("providers", [providerId], asOf, cancellation)).GetValueOrDefault(providerId);
        return (
            books,
            new(fundId, terms.Name, provider, details?.Name ?? providerId, (details?.Iban ?? details?.Account) is { } account ? ChangeBankDetails.LastFour(account) : null, period, size),
            terms.Contracts.Where(contract => contract.Provider == providerId).ToDictionary(contract => contract.Id, StringComparer.Ordinal),
            new(books, terms));
    }

    /// <summary>By claim.</summary>
    internal static async Task<Dictionary<string, OutcomeLine>> LinesAsync(ClaimReader reader, IEnumerable<ListedClaim> claims, CancellationToken cancellation) =>
        (await reader.LinesAsync([.. claims.OrderBy(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).Select(claim => claim.Id)], cancellation)).ToDictionary(line => line.Claim, StringComparer.Ordinal);

    internal static OwedClaim Waiting(ClaimPayout payout, OutcomeLine? outcome) =>
        new(payout, payout.Released.IsPositive ? null : outcome?.ExpectedOn, outcome?.WaitsFor ?? "");

    private static bool IsOpen(string claim, ClaimStanding standing, HashSet<string> decidedNow) => standing switch
    {
        ClaimStanding.Submitted or ClaimStanding.Returned or ClaimStanding.Verified or ClaimStanding.Held => true,
        ClaimStanding.Rejected or ClaimStanding.Refused or ClaimStanding.ClawedBack => decidedNow.Contains(claim),
        _ => false,
    };

    private static async Task<List<ContractAccount>> AccountsAsync(BooksView books, IReadOnlyList<ContractTerms> contracts, DateInterval period, CancellationToken cancellation)
    {
        var accounts = new List<ContractAccount>();
        foreach (var (contract, party) in await PartiesAsync(books, contracts, cancellation))
        {
            accounts.Add(new(contract.Id, contract.Currency,
                await BalanceAsync(books, contract, party, period.Start.PlusDays(-1), cancellation),
                await MovementsAsync(books, contract.Currency, party, period.Start, cancellation),
                await BalanceAsync(books, contract, party, period.End, cancellation)));
        }

        return accounts;
    }

    /// <summary>What is between the fund and a provider at the end of the view's day, contract by contract; a contract that nothing was posted for is left out.</summary>
    internal static async Task<List<ContractBalance>> BalancesAsync(BooksView books, IEnumerable<ContractTerms> contracts, CancellationToken cancellation)
    {
        // While nothing is posted after the day, its balances are those of now, which nobody has to add up.
        var (fund, day) = (books.Fund.Number, books.AsOf);
        var isNow = !await books.Context.Entries.AnyAsync(entry => entry.Fund == fund && entry.Effective > day, cancellation);
        var balances = new List<ContractBalance>();
        foreach (var (contract, party) in await PartiesAsync(books, contracts, cancellation))
            balances.Add(new(contract.Id, contract.Currency, isNow ? Sum(books, contract, await books.Reader.BalancesOfPartyAsync(party, cancellation)) : await BalanceAsync(books, contract, party, day, cancellation)));
        return balances;
    }

    private static async Task<List<(ContractTerms Contract, long Party)>> PartiesAsync(BooksView books, IEnumerable<ContractTerms> contracts, CancellationToken cancellation)
    {
        var own = contracts.OrderBy(contract => contract.Id, StringComparer.Ordinal).ToList();
        List<string> ids = [.. own.Select(contract => contract.Id)];
        var parties = await books.Context.Parties.AsNoTracking().Where(party => party.Fund == books.Fund.Number && party.Kind == PartyKind.Contract && ids.Contains(party.ExternalId))
            .ToDictionaryAsync(party => party.ExternalId, party => party.Number, cancellation);
        return [.. own.Where(contract => parties.ContainsKey(contract.Id)).Select(contract => (contract, parties[contract.Id]))];
    }

    private static async Task<ProviderBalance> BalanceAsync(BooksView books, ContractTerms contract, long party, LocalDate day, CancellationToken cancellation) =>
        Sum(books, contract, await books.Reader.BalancesOfPartyAsync(party, day, books.KnownAt, false, cancellation));

    private static ProviderBalance Sum(BooksView books, ContractTerms contract, IReadOnlyDictionary<BalanceKey, long> balances) =>
        Sum(contract.Currency, balances.Select(balance => (books.Accounts[balance.Key.Account], new Money(balance.Value, balance.Key.Currency))));

    private static async Task<List<ProviderMovement>> MovementsAsync(BooksView books, Currency currency, long party, LocalDate first, CancellationToken cancellation)
    {
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where posting.Party == party && entry.Effective >= first
            select new { entry.Key, posting.Account, posting.Amount }).ToListAsync(cancellation);
        return [.. postings.Where(posting => IsBetweenFundAndProvider(books.Accounts[posting.Account])).GroupBy(posting => KindOf(posting.Key)).OrderBy(kind => kind.Key)
            .Select(kind => new ProviderMovement(kind.Key, Sum(currency, kind.Select(posting => (books.Accounts[posting.Account], posting.Amount)))))];
    }

    private static bool IsBetweenFundAndProvider(Account account) => ChartOfAccounts.RoleOf(account)
        is AccountRole.ProviderPayable or AccountRole.HoldbackPayable or AccountRole.ProviderAdvances or AccountRole.ClawbackReceivable;

    /// <param name="debits">Debits positive, of any accounts.</param>
    private static ProviderBalance Sum(Currency currency, IEnumerable<(Account Account, Money Amount)> debits)
    {
        var balances = debits.ToLookup(debit => ChartOfAccounts.RoleOf(debit.Account), debit => debit.Amount);
        return new(-Of(AccountRole.ProviderPayable), -Of(AccountRole.HoldbackPayable), Of(AccountRole.ProviderAdvances), Of(AccountRole.ClawbackReceivable));

        Money Of(AccountRole role) => balances[role].Aggregate(Money.Zero(currency), (sum, amount) => sum + amount);
    }

    /// <summary>By the key of the entry: <c>outcome/2025-02-03/CL-0001/accepted/0</c>.</summary>
    private static ProviderMovementKind KindOf(string key) => key.Split('/') switch
    {
        ["payment", ..] => ProviderMovementKind.PaymentsInstructed,
        ["bank", _, _, "returned", ..] => ProviderMovementKind.PaymentsReturned,
        ["contract", _, _, "advance", ..] => ProviderMovementKind.AdvanceGranted,
        ["outcome", _, _, "accepted", ..] => ProviderMovementKind.OutcomesAccepted,
        ["outcome", _, _, "holdback", ..] => ProviderMovementKind.HoldbackReleased,
        ["outcome", _, _, "forfeit", ..] => ProviderMovementKind.HoldbackForfeited,
        ["outcome", _, _, "clawback", ..] => ProviderMovementKind.OutcomesClawedBack,
        ["outcome", _, _, "holdback-retaken", ..] => ProviderMovementKind.HoldbackRetaken,
        ["outcome", _, _, "netted" or "holdback-netted", ..] => ProviderMovementKind.ClawbackNetted,
        ["outcome", _, _, "recovery" or "holdback-recovery", ..] => ProviderMovementKind.AdvanceRecovered,
        _ => throw new InvalidOperationException($"The entry {key} moves a provider's account, and no statement has a name for it."),
    };
}
