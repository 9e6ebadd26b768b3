using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Settlement;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Ledger;

/// <param name="Debits">Pairs of an account's code and an amount in major units of the base currency, as in <c>5500=40.00</c>; empty where an entry is reversed.</param>
/// <param name="Credits">The same.</param>
/// <param name="Reverses">The number of the manual entry to take back; null for a new one.</param>
/// <param name="Reason">In words; kept with the proposal, and never on the entry.</param>
/// <param name="On">The accounting date, in the open month; null for today.</param>
public sealed record ManualEntryOrder(string Fund, IReadOnlyList<string> Debits, IReadOnlyList<string> Credits, string? Reverses, string Reason, LocalDate? On = null);

/// <summary>Moves what is income or expense to another such account, or takes such a move back; posted when another person approves. Right: <see cref="Right.Propose"/>.</summary>
public sealed class MakeManualEntry(FundDatabase database, RunsOutsideSettlement runs) : IDecision
{
    private const int LongestReason = 500;

    private sealed record Details(string Number, string? Reverses, string Reason);

    string IDecision.Kind => "manual-entry";

    /// <returns>Refused: <c>no-reason</c>, <c>bad-posting</c>, <c>unknown-account</c>, <c>not-by-hand</c>, <c>not-positive</c>, what amounts refuse, <see cref="ManualEntryRun"/>
    /// and <see cref="RunsOutsideSettlement"/>.</returns>
    public async Task<Result<ProposedRun>> RunAsync(Actor actor, ManualEntryOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (string.IsNullOrWhiteSpace(order.Reason) || order.Reason.Length > LongestReason || order.Reason.Any(char.IsControl))
            return new Refusal("no-reason", "--reason", "whoever approves reads why", $"say it on one line, in {LongestReason} letters at most");
        if (order.Reverses is null == (order.Debits.Count + order.Credits.Count == 0))
            return new Refusal("bad-posting", "--debit, --credit, --reverse", "an entry has debits and credits, or the number of an entry to reverse", "give either, and not both");
        return await runs.ProposeAsync<Details>(actor, order.Fund, RunPurpose.ManualEntry, order.On, (context, snapshot, on) => CalculateAsync(context, order, snapshot, on, cancellation), cancellation);
    }

    /// <summary>The accounts that a manual entry may name, by code.</summary>
    public async Task<Result<IReadOnlyList<AccountName>>> AccountsAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.Propose, cancellation);
        if (fund.IsRefused)
            return Result.Refused<IReadOnlyList<AccountName>>(fund.Refusals);
        var reader = new LedgerReader(context, fund.Value.Number);
        var accounts = await reader.AccountsAsync(cancellation);
        return (await reader.AccountNamesAsync(cancellation: cancellation)).Where(name => PostingRules.MayMoveByHand(accounts[name.Number])).OrderBy(name => name.Code, StringComparer.Ordinal).ToList();
    }

    private static async Task<Result<CalculatedRun<Details>>> CalculateAsync(
        FundContext context, ManualEntryOrder order, RunSnapshot snapshot, LocalDate on, CancellationToken cancellation)
    {
        var postings = await PostingsAsync(context, order, snapshot, cancellation);
        if (postings.IsRefused)
            return Result.Refused<CalculatedRun<Details>>(postings.Refusals);
        var line = order.Reverses is { } reversed
            ? ManualEntryRun.Reverse(reversed, on, snapshot.Settled)
            : ManualEntryRun.Make(snapshot.Terms.Terms, on, postings.Value, snapshot.Settled);
        return line.IsRefused
            ? Result.Refused<CalculatedRun<Details>>(line.Refusals)
            : new CalculatedRun<Details>([line.Value], new(line.Value.Subject, order.Reverses, order.Reason), line.Value.Amount);
    }

    private static async Task<Result<IReadOnlyList<ManualPosting>>> PostingsAsync(FundContext context, ManualEntryOrder order, RunSnapshot snapshot, CancellationToken cancellation)
    {
        var reader = new LedgerReader(context, snapshot.Place.Fund);
        var accounts = await reader.AccountsAsync(cancellation);
        var byCode = (await reader.AccountNamesAsync(cancellation: cancellation)).ToDictionary(name => name.Code, name => accounts[name.Number], StringComparer.Ordinal);
        var (postings, refusals) = (new List<ManualPosting>(), new List<Refusal>());
        foreach (var (text, where, sign) in order.Debits.Select(text => (text, "--debit", 1)).Concat(order.Credits.Select(text => (text, "--credit", -1))))
        {
            var posting = Posting(text, byCode, snapshot.Terms.Terms.BaseCurrency);
            if (posting.IsRefused)
                refusals.AddRange(posting.Refusals.Select(refusal => refusal with { Where = where }));
            else
                postings.Add(sign > 0 ? posting.Value : posting.Value with { Amount = -posting.Value.Amount });
        }

        return refusals.Count > 0 ? Result.Refused<IReadOnlyList<ManualPosting>>(refusals) : postings;
    }

    private static Result<ManualPosting> Posting(string text, Dictionary<string, Account> byCode, Currency currency)
    {
        if (text.Split('=') is not [var code, var amountText])
            return new Refusal("bad-posting", "", $"'{text}' is no posting", "write an account's code and an amount, as in 5500=40.00");
        if (!byCode.TryGetValue(code, out var account))
            return new Refusal("unknown-account", "", $"the fund has no account {code}", "`report trial-balance` shows the codes");
        if (!PostingRules.MayMoveByHand(account))
            return new Refusal("not-by-hand", "", $"{code} is no account of income or expense: only facts of the fund change it", "tell the fact that is missing, or correct the one that is wrong");
        if (!MoneyText.TryParse(amountText, currency, out var amount, out var refusal))
            return refusal;
        return amount.IsPositive ? new ManualPosting(account.Id, amount) : new Refusal("not-positive", "", $"{amount} is not above zero", "write a positive amount");
    }

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, entry => (entry.Reverses is null ? $"makes the manual entry {entry.Number}" : $"reverses {entry.Reverses} by the manual entry {entry.Number}") + $", because: {entry.Reason}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        return approved.IsRefused ? Result.Refused<string>(approved.Refusals) : $"the manual entry {approved.Value.Details.Number} is approved and posted";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);
}
