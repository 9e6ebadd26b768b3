using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>A provider's remittance advice for the month up to a day, from the books. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own.</summary>
public sealed class StateProvider(FundDatabase database)
{
    /// <returns>Refused: <c>unknown-provider</c>, <c>no-terms</c>.</returns>
    public async Task<Result<ProviderStatement>> RunAsync(Actor actor, string fundId, string providerId, LocalDate asOf, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Provider, providerId, new(asOf), cancellation);
        if (opened.IsRefused)
            return Result.Refused<ProviderStatement>(opened.Refusals);
        var books = opened.Value;
        var provider = new ProviderId(providerId);
        if (!await context.Set<Provider>().AnyAsync(known => known.Fund == books.Fund.Number && known.Id == provider, cancellation))
            return new Refusal("unknown-provider", "--id", $"{fundId} has no provider '{providerId}'", "name one of the file of providers");
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, asOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<ProviderStatement>(terms.Refusals);

        var period = new DateInterval(LocalDate.Max(asOf.ToYearMonth().OnDayOfMonth(1), books.Fund.FirstMonth.OnDayOfMonth(1)), asOf);
        var contracts = terms.Value.Terms.Contracts.Where(contract => contract.Provider == providerId).ToDictionary(contract => contract.Id, StringComparer.Ordinal);
        var decided = await books.LinesAsync(cancellation, [.. ClaimProgress.Kinds, "advance"]);
        var claims = new ProviderClaims();
        foreach (var line in decided.Where(line => line.Counts))
            claims.Take(line.Line);
        var outcomes = await OutcomeReport.LinesAsync(books, terms.Value.Terms, decided, cancellation);
        var decidedNow = decided.Where(line => line.Month == asOf.ToYearMonth()).Select(line => line.Line.Subject).ToHashSet(StringComparer.Ordinal);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == books.Fund.Number, cancellation)).Size;
        var details = (await new PersonalData(context, books.Fund.Number).ReadAsync("providers", [providerId], asOf, cancellation)).GetValueOrDefault(providerId);
        return new ProviderStatement(
            new(fundId, terms.Value.Terms.Name, provider, details?.Name ?? providerId, (details?.Iban ?? details?.Account) is { } account ? ChangeBankDetails.LastFour(account) : null, period, size),
            await AccountsAsync(books, [.. contracts.Values], period, cancellation),
            [.. claims.Payments.Where(payment => contracts.ContainsKey(payment.Contract) && (payment.InstructedOn >= period.Start || payment.PaidOn is null || payment.PaidOn >= period.Start || payment.ReturnedOn >= period.Start))],
            [.. claims.Owed.Where(payout => contracts.ContainsKey(payout.Contract)).Select(payout => Waiting(payout, outcomes.Find(line => line.Claim == payout.Claim.Value)))],
            [.. claims.HeldBack.Where(outcome => contracts.ContainsKey(outcome.Contract)).Select(outcome => new HeldBackClaim(
                outcome.Claim, outcome.Worker, outcome.Contract, outcome.Metric, outcome.AcceptedOn, outcome.HeldBack,
                contracts[outcome.Contract].Holdback?.ReleaseOn, contracts[outcome.Contract].Holdback?.ReleaseDate))],
            [.. outcomes.Where(line => line.Provider == providerId && IsOpen(line, decidedNow)).Select(line => new OpenClaim(
                new(line.Claim), new(line.Worker), line.Contract, line.Metric, line.SubmittedOn, line.Standing, line.ExpectedOn, line.Why))]);
    }

    private static OwedClaim Waiting(ClaimPayout payout, OutcomeLine? outcome) =>
        new(payout, payout.Released.IsPositive ? null : outcome?.ExpectedOn, outcome?.WaitsFor ?? "");

    private static bool IsOpen(OutcomeLine line, HashSet<string> decidedNow) => line.Standing switch
    {
        ClaimStanding.Submitted or ClaimStanding.Returned or ClaimStanding.Verified or ClaimStanding.Held => true,
        ClaimStanding.Rejected or ClaimStanding.Refused or ClaimStanding.ClawedBack => decidedNow.Contains(line.Claim),
        _ => false,
    };

    private static async Task<List<ContractAccount>> AccountsAsync(BooksView books, IReadOnlyList<ContractTerms> contracts, DateInterval period, CancellationToken cancellation)
    {
        var parties = await books.Context.Parties.AsNoTracking().Where(party => party.Fund == books.Fund.Number && party.Kind == PartyKind.Contract)
            .ToDictionaryAsync(party => party.ExternalId, party => party.Number, cancellation);
        var accounts = new List<ContractAccount>();
        foreach (var contract in contracts.OrderBy(contract => contract.Id, StringComparer.Ordinal))
        {
            if (!parties.TryGetValue(contract.Id, out var party))
                continue;
            accounts.Add(new(contract.Id, contract.Currency,
                Sum(contract.Currency, await BalancesAsync(period.Start.PlusDays(-1))),
                await MovementsAsync(books, contract.Currency, party, period.Start, cancellation),
                Sum(contract.Currency, await BalancesAsync(period.End))));

            async Task<IEnumerable<(Account, Money)>> BalancesAsync(LocalDate day) => (await books.Reader.BalancesOfPartyAsync(party, day, books.KnownAt, false, cancellation))
                .Select(balance => (books.Accounts[balance.Key.Account], new Money(balance.Value, balance.Key.Currency)));
        }

        return accounts;
    }

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
