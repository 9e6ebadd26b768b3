using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Terms;
using WelfareFund.Ledger;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Settlement;

/// <summary>
/// Closes a paid month for ever, once a second person approves. Needs every bank account's statement through the month's end, agreed with the
/// ledger, and a closing rate of every currency the books hold.
/// </summary>
public sealed class SealMonth(FundDatabase database, Periods periods, FundBooks books, IClock clock) : IDecision
{
    private sealed record Payload(long Run, string Month);

    string IDecision.Kind => "sealing";

    /// <returns>The proposal's number; null where somebody sealed the month meanwhile. Refused: <c>no-statement</c>, <c>bank-differs</c>.</returns>
    internal async Task<Result<long?>> ProposeAsync(Actor actor, int fund, RunRow run, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await books.LockAsync(context, fund, cancellation);
        if (await RunStore.StateAsync(context, run, cancellation) is not RunState.Paid)
            return (long?)null;
        var terms = await TermsInForce.NumberedAsync(context, fund, run.TermsVersion, cancellation);
        var bank = await CheckBankAsync(context, fund, terms, run.Month, cancellation);
        if (bank.Count > 0)
            return Result.Refused<long?>(bank);
        var payload = JsonSerializer.Serialize(new Payload(run.Number, YearMonthPattern.Iso.Format(run.Month)));
        var number = await Proposals.AddAsync(context, clock, actor, fund, terms.Id, "sealing", payload, Convert.ToHexStringLower(run.ProposalHash), cancellation);
        await transaction.CommitAsync(cancellation);
        return (long?)number;
    }

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var head = await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == proposal.Fund, cancellation);
        return ProposalContent.Says($"seals {payload.Month} with the {head.Size} entries that the log has now; it takes no entry any more");
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var payload = JsonSerializer.Deserialize<Payload>(proposal.Payload)!;
        var run = await context.Set<RunRow>().SingleAsync(run => run.Fund == proposal.Fund && run.Number == payload.Run, cancellation);
        await books.LockAsync(context, run.Fund, cancellation);
        if (await FinishRuns.Unfinished(context, run.Fund).FirstOrDefaultAsync(cancellation) is { Purpose: not RunPurpose.Settlement } other)
            return new Refusal("stale", payload.Month, $"{FinishRuns.Name(other)} is approved and not finished", "approve again: it is finished first");
        if (run.State is not RunState.Paid)
            return new Refusal("stale", payload.Month, $"the month is {run.State.ToString().ToLowerInvariant()} by now", "look at the month again");
        var terms = await TermsInForce.NumberedAsync(context, run.Fund, run.TermsVersion, cancellation);
        var bank = await CheckBankAsync(context, run.Fund, terms, run.Month, cancellation);
        if (bank.Count > 0)
            return Result.Refused<string>(bank);

        var rates = await ClosingRates.AtAsync(context, run.Fund, terms, run.Month.ToDateInterval().End, cancellation);
        var seal = await periods.SealAsync(context, run.Fund, run.Month, rates, proposal.Maker, approver.Number, null, cancellation);
        if (seal.IsRefused)
            return Result.Refused<string>(seal.Refusals);
        run.State = RunState.Sealed;
        return string.Create(CultureInfo.InvariantCulture, $"{payload.Month} is sealed at log size {seal.Value.Seal.LogSize} with root {seal.Value.Seal.Root}");
    }

    private static async Task<List<Refusal>> CheckBankAsync(FundContext context, int fund, FundTerms terms, YearMonth month, CancellationToken cancellation)
    {
        var last = month.ToDateInterval().End;
        var reader = new LedgerReader(context, fund);
        var balances = await reader.BalancesAsync(last, cancellation: cancellation);
        var chart = new ChartOfAccounts((await reader.AccountsAsync(cancellation)).Values);
        var refusals = new List<Refusal>();
        foreach (var account in terms.BankAccounts)
        {
            var statement = await context.Set<BankBalance>().AsNoTracking().Where(balance => balance.Fund == fund && balance.BankAccount == account.Id && balance.On == last)
                .OrderByDescending(balance => balance.Intake).FirstOrDefaultAsync(cancellation);
            var books = new Money(balances.GetValueOrDefault(new BalanceKey(chart[AccountRole.Bank, account.Id], account.Currency, 0)), account.Currency);
            if (statement is null)
                refusals.Add(new("no-statement", account.Id, $"there is no statement of this bank account through {LocalDatePattern.Iso.Format(last)}", "import its balance of that day (kind bank-balances)"));
            else if (statement.Balance != books)
                refusals.Add(new("bank-differs", account.Id, $"the bank says {statement.Balance} on {LocalDatePattern.Iso.Format(last)}, the books {books}: a difference of {statement.Balance - books}", "import the missing lines of the bank and settle the month again: they are booked before it is sealed"));
        }

        return refusals;
    }
}
