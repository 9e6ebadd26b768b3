using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;

namespace WelfareFund.Application.Capital;

/// <param name="Amount">In major units of the base currency, as a file writes it; null for all that may be distributed.</param>
/// <param name="Recallable">What of the capital may be called again: an amount, or a share: 25% or, up to 1, 0.25. Null for none.</param>
/// <param name="On">The accounting date, in the open month; null for today.</param>
/// <param name="WindDown">Whether it is the fund's last one.</param>
public sealed record DistributeOrder(string Fund, string? Amount = null, string? Recallable = null, LocalDate? On = null, bool WindDown = false);

/// <summary>
/// Distributes cash to investors by the waterfall. Another person's approval posts it, as long as the books are the same, and instructs the payments.
/// Right: <see cref="Right.Propose"/>.
/// </summary>
public sealed class DistributeCapital(RunsOutsideSettlement runs) : IDecision
{
    private sealed record Details(string Id, string Amount, string Currency);

    string IDecision.Kind => "distribution";

    /// <returns>Refused: <c>later-entries</c>, <c>no-rate</c>, what amounts refuse, <see cref="DistributionRun.Calculate"/> and <see cref="RunsOutsideSettlement"/>.</returns>
    public async Task<Result<ProposedRun>> RunAsync(Actor actor, DistributeOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        return await runs.ProposeAsync<Details>(actor, order.Fund, RunPurpose.Distribution, order.On,
            (context, snapshot, on) => CalculateAsync(context, actor, order, snapshot, on, cancellation), cancellation);
    }

    private static async Task<Result<CalculatedRun<Details>>> CalculateAsync(
        FundContext context, Actor actor, DistributeOrder order, RunSnapshot snapshot, LocalDate on, CancellationToken cancellation)
    {
        var terms = snapshot.Terms.Terms;
        var amount = AmountOf(order.Amount, terms.BaseCurrency);
        var recallable = RecallableOf(order.Recallable, terms.BaseCurrency);
        if (amount.IsRefused || recallable.IsRefused)
            return Result.Refused<CalculatedRun<Details>>([.. amount.Refusals, .. recallable.Refusals]);
        if (await context.Entries.AsNoTracking().AnyAsync(entry => entry.Fund == snapshot.Place.Fund && entry.Effective > on, cancellation))
            return new Refusal("later-entries", "--on", FormattableString.Invariant($"the books have entries after {on:uuuu-MM-dd}, which change what may be distributed"), "name the day of the last one, or a later day of the month");
        var opened = await BooksView.OpenAsync(context, actor, order.Fund, Right.Propose, new(on), cancellation);
        if (opened.IsRefused)
            return Result.Refused<CalculatedRun<Details>>(opened.Refusals);
        var books = opened.Value;
        var sheet = BalanceSheet.Of(books.Accounts, await books.BalancesAsync(on, cancellation), await books.RatesAsync(on, cancellation), books.BaseCurrency);
        if (sheet.IsRefused)
            return Result.Refused<CalculatedRun<Details>>(sheet.Refusals);

        var id = DistributionRun.NextId(snapshot.Settled);
        var proposal = DistributionRun.Calculate(
            terms, new(id, on, amount.Value.Given, recallable.Value.Given, order.WindDown), snapshot.Facts, snapshot.Settled, CashPosition.Of(sheet.Value));
        if (proposal.IsRefused)
            return Result.Refused<CalculatedRun<Details>>(proposal.Refusals);
        var distributed = proposal.Value.Lines.Where(line => line.Kind == "distribution" && line.Event is not (null or PrincipalRecycled))
            .Aggregate(Money.Zero(terms.BaseCurrency), (sum, line) => sum + line.Amount!.Value);
        return new CalculatedRun<Details>(proposal.Value.Lines, new(id, distributed.ToAmountString(), distributed.Currency.Code), distributed);
    }

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, distribution => $"distributes {distribution.Amount} {distribution.Currency} by {distribution.Id}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        return approved.IsRefused
            ? Result.Refused<string>(approved.Refusals)
            : $"the distribution {approved.Value.Details.Id} of {approved.Value.Details.Amount} {approved.Value.Details.Currency} is approved and posted";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);

    private readonly record struct Option<T>(T Given);

    private static Result<Option<Money?>> AmountOf(string? text, Currency currency)
    {
        if (text is null)
            return new Option<Money?>(null);
        if (!MoneyText.TryParse(text, currency, out var amount, out var refusal))
            return refusal with { Where = "--amount" };
        return amount.IsPositive ? new Option<Money?>(amount) : new Refusal("not-positive", "--amount", $"{amount} is not above zero", "write a positive amount");
    }

    private static Result<Option<Recallable?>> RecallableOf(string? text, Currency currency)
    {
        if (text is null)
            return new Option<Recallable?>(null);
        var isPercent = text.EndsWith('%');
        if (!DecimalText.TryParse(isPercent ? text[..^1] : text, out var number, out var refusal))
            return refusal with { Where = "--recallable" };
        var share = isPercent ? number / 100 : number;
        if (share < 0 || (isPercent && share > 1))
            return new Refusal("out-of-range", "--recallable", $"'{text}' is no part of the capital that comes back", "write an amount, or a share from 0% to 100%");
        if (isPercent || share <= 1)
            return new Option<Recallable?>(new Recallable.Share(share));
        return MoneyText.TryParse(text, currency, out var amount, out refusal) ? new Option<Recallable?>(new Recallable.Fixed(amount)) : refusal with { Where = "--recallable" };
    }
}
