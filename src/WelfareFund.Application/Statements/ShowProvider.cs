using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Outcomes;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Statements;

/// <summary>A provider's account as its first page shows it.</summary>
/// <param name="Contracts">By id.</param>
/// <param name="Payments">Instructed in the month of the day, and earlier ones that the bank carried out or sent back in it, or has not yet.</param>
/// <param name="Owed">Accepted and not instructed, in the order in which it will be paid; null where there are more than <see cref="ListClaims.CountedTo"/> claims.</param>
public sealed record ShownProvider(ProviderHead Head, IReadOnlyList<ContractBalance> Contracts, IReadOnlyList<ShownPayment> Payments, OwedClaims? Owed);

/// <summary>What is between the fund and a provider under one contract.</summary>
public sealed record ContractBalance(string Contract, Currency Currency, ProviderBalance Closing);

/// <param name="Claims">How many claims it pays.</param>
public sealed record ShownPayment(string Reference, string Contract, LocalDate InstructedOn, LocalDate? PaidOn, LocalDate? ReturnedOn, int Claims, Money Amount);

/// <param name="First">The first of them.</param>
/// <param name="Count">Of all.</param>
/// <param name="Sums">Of all, by currency.</param>
public sealed record OwedClaims(IReadOnlyList<OwedClaim> First, int Count, IReadOnlyList<Money> Sums);

/// <summary>What a provider was paid and is owed, without what only its statement lists claim by claim. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own.</summary>
public sealed class ShowProvider(FundDatabase database)
{
    /// <param name="most">So many of what is owed are listed.</param>
    /// <returns>Refused: <c>unknown-provider</c>, <c>no-terms</c>.</returns>
    public async Task<Result<ShownProvider>> RunAsync(Actor actor, string fundId, string provider, LocalDate asOf, int most, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await StateProvider.OpenAsync(context, actor, fundId, provider, asOf, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ShownProvider>(opened.Refusals);
        var (books, head, contracts, reader) = opened.Value;
        var isCounted = await reader.CountAsync([.. contracts.Keys], ListClaims.CountedTo + 1, cancellation) <= ListClaims.CountedTo;
        return new ShownProvider(
            head,
            await StateProvider.BalancesAsync(books, contracts.Values, cancellation),
            await PaymentsAsync(context, books.Fund.Number, reader, [.. contracts.Keys], head.Period.Start, cancellation),
            isCounted ? await OwedAsync(reader, [.. contracts.Keys], most, cancellation) : null);
    }

    private static async Task<IReadOnlyList<ShownPayment>> PaymentsAsync(FundContext context, int fund, ClaimReader reader, List<string> contracts, LocalDate since, CancellationToken cancellation)
    {
        var ends = reader.Payments.Where(paying => paying.Line.Event is not PaymentInstructed).ToLookup(paying => paying.Line.Event switch
        {
            PaymentConfirmed e => (e.Instruction, false),
            PaymentReturned e => (e.Instruction, true),
            _ => ("", false),
        }, paying => (LocalDate?)paying.Line.Effective);
        var shown = new List<ShownPayment>();
        foreach (var (run, line) in reader.Payments)
        {
            if (line.Event is not PaymentInstructed { To: PaymentTo.Provider } payment || !contracts.Contains(payment.Party))
                continue;
            var (paidOn, returnedOn) = (ends[(payment.Instruction, false)].LastOrDefault(), ends[(payment.Instruction, true)].LastOrDefault());
            if (line.Effective < since && paidOn is not null && paidOn < since && !(returnedOn >= since))
                continue;
            var claims = await context.Set<LinePaymentRow>().Where(row => row.Fund == fund && row.Run == run && row.Line == line.Number).Select(row => row.Claims).SingleAsync(cancellation);
            shown.Add(new(payment.Instruction, payment.Party, line.Effective, paidOn, returnedOn, claims, payment.Amount));
        }

        return shown;
    }

    private static async Task<OwedClaims> OwedAsync(ClaimReader reader, List<string> contracts, int most, CancellationToken cancellation)
    {
        var told = (await reader.ClaimsAsync(contracts, null, ListClaims.CountedTo, cancellation)).ToDictionary(claim => claim.Id.Value, StringComparer.Ordinal);
        var owed = (await reader.PaidAsync(contracts, await reader.SaidAsync(told.Keys, cancellation), cancellation)).Owed.ToList();
        var first = owed.Take(most).ToList();
        var outcomes = await StateProvider.LinesAsync(reader, [.. first.Select(payout => CatchUp.Read(payout.Claim).Claim.Value).Distinct().Where(told.ContainsKey).Select(id => told[id])], cancellation);
        return new(
            first.ConvertAll(payout => StateProvider.Waiting(payout, outcomes.GetValueOrDefault(payout.Claim.Value))), owed.Count,
            [.. owed.GroupBy(payout => payout.Paid.Currency).Select(own => own.Aggregate(Money.Zero(own.Key), (sum, payout) => sum + payout.Paid))]);
    }
}
