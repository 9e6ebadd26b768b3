using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Statements;

/// <summary>The notices of a posted distribution, one an investor. Right: <see cref="Right.ReadPersonalData"/>, or an investor's own alone.</summary>
public sealed class AnnounceDistribution(FundDatabase database)
{
    /// <param name="investorId">Null for all whom the distribution has something for.</param>
    /// <returns>By investor. Refused: <c>unknown-distribution</c>, <c>not-distributed</c>, <c>no-terms</c>.</returns>
    public async Task<Result<IReadOnlyList<DistributionNotice>>> RunAsync(Actor actor, string fundId, string distributionId, string? investorId = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Investor, investorId, new(), cancellation);
        if (opened.IsRefused)
            return Result.Refused<IReadOnlyList<DistributionNotice>>(opened.Refusals);
        var books = opened.Value;
        var fund = books.Fund.Number;
        if (await LinesAsync(context, fund, distributionId, cancellation) is not [var disclosed, ..] lines)
            return new Refusal("unknown-distribution", "--distribution", $"{fundId} has no posted distribution '{distributionId}'", "name one that was approved, such as DIST-1");
        var terms = await TermsInForce.OnAsync(context, fund, disclosed.Effective, cancellation);
        if (terms.IsRefused)
            return Result.Refused<IReadOnlyList<DistributionNotice>>(terms.Refusals);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"distribution/{disclosed.Effective:uuuu-MM-dd}/{distributionId}/");
        var entries = (await context.Entries.AsNoTracking().Where(entry => entry.Fund == fund && entry.Key.StartsWith(prefix)).OrderBy(entry => entry.Sequence).ToListAsync(cancellation))
            .FindAll(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal));
        var parts = lines.Select(line => (Of: HolderOf(line), Part: PartOf(line))).Where(part => part.Part is not null && (investorId is null || part.Of.Investor.Value == investorId))
            .ToLookup(part => part.Of.Investor, part => part.Part!);
        if (parts.Count == 0 || entries.Count == 0)
            return new Refusal("not-distributed", "--id", $"the distribution {distributionId} has nothing for an investor '{investorId}'", "name one of those it pays, or none for all of them");

        var holdings = (await CapitalView.HoldingsAsync(context, fund, terms.Value.Terms.Capital, cancellation)).Where(holding => parts.Contains(holding.Investor)).ToList();
        var history = await HoldingHistory.ReadAsync(books, holdings, cancellation);
        var details = await new PersonalData(context, fund).ReadAsync("investors", parts.Select(investor => investor.Key.Value), cancellation);
        int[] people = [entries[0].Maker, entries[0].Approver];
        var names = await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation)).Size;
        var totals = new DistributionTotals(
            distributionId, 1 + await EarlierAsync(context, fund, entries[0].Sequence, cancellation), disclosed.Effective, disclosed.Amount!.Value,
            lines.Where(line => line.Event is CapitalReturned or ReturnDistributed or ShareDistributed).Aggregate(Money.Zero(books.BaseCurrency), (sum, line) => sum + line.Amount!.Value),
            CashOf(books, disclosed));
        return parts.OrderBy(investor => investor.Key.Value, StringComparer.Ordinal).Select(investor => new DistributionNotice(
            new(fundId, terms.Value.Terms.Name, books.BaseCurrency, investor.Key, details.GetValueOrDefault(investor.Key.Value)?.Name ?? investor.Key.Value, size),
            totals,
            [.. investor],
            [.. holdings.Where(holding => holding.Investor == investor.Key && investor.Any(part => part.Tranche == holding.Tranche))
                .Select(holding => new DistributedTranche(history.At(holding, entries[0].Sequence - 1), history.At(holding, entries[^1].Sequence)))],
            [.. lines.Where(line => line.Event is PaymentInstructed { To: PaymentTo.Investor } payment && payment.Party.StartsWith(investor.Key + "/", StringComparison.Ordinal)).Select(line =>
            {
                var payment = (PaymentInstructed)line.Event!;
                return new PayoutInstruction(payment.Party[(investor.Key.Value.Length + 1)..], payment.Instruction, line.Effective, payment.Amount);
            })],
            (details.GetValueOrDefault(investor.Key.Value) is { } known ? known.Iban ?? known.Account : null) is { } account ? ChangeBankDetails.LastFour(account) : null,
            new(names[entries[0].Maker], names[entries[0].Approver]))).ToList();
    }

    /// <summary>By the accounts' names; what is no account has its own.</summary>
    private static List<NamedAmount> CashOf(BooksView books, SettlementLine disclosed)
    {
        var names = books.Accounts.Values.ToDictionary(account => account.Id, account => books.NameOf(account).Name, StringComparer.Ordinal);
        return [.. disclosed.Trace.Where(step => step.Template is TraceTemplates.CashHeld or TraceTemplates.CashOwed).Select(step =>
        {
            var (amount, item) = ((Money)step.Operands[0], (string)step.Operands[1]);
            return new NamedAmount(names.GetValueOrDefault(item, item), step.Template == TraceTemplates.CashOwed ? -amount : amount);
        }).Where(item => !item.Amount.IsZero)];
    }

    /// <summary>The run that was posted: first what it could distribute, then its parts and payments. Empty where there is none.</summary>
    private static async Task<List<SettlementLine>> LinesAsync(FundContext context, int fund, string id, CancellationToken cancellation)
    {
        var found = await (
            from run in context.Set<RunRow>().AsNoTracking()
            join line in context.Set<SettlementLineRow>().AsNoTracking() on new { run.Fund, Run = run.Number } equals new { line.Fund, line.Run }
            where run.Fund == fund && run.Purpose == RunPurpose.Distribution && run.State >= RunState.Posted && run.State <= RunState.Sealed
                && line.Kind == "distributable-cash" && line.Subject == id
            select run.Number).ToListAsync(cancellation);
        if (found is not [var number, ..])
            return [];
        var rows = await context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == fund && line.Run == number).OrderBy(line => line.Number).ToListAsync(cancellation);
        return rows.ConvertAll(RunStore.ToLine);
    }

    private static (InvestorId Investor, string Tranche) HolderOf(SettlementLine line) => line.Event switch
    {
        CapitalReturned e => (e.Investor, e.Tranche),
        ReturnDistributed e => (e.Investor, e.Tranche),
        PrincipalRecycled e => (e.Investor, e.Tranche),
        _ => default,
    };

    /// <summary>Null where the line is no investor's.</summary>
    private static DistributedPart? PartOf(SettlementLine line) => line.Event switch
    {
        CapitalReturned e => new(e.Step, e.Tranche, DistributedKind.Capital, e.Amount, e.Recallable, TraceText.Sentence(line.Trace)),
        ReturnDistributed e => new(e.Step, e.Tranche, e.Preferred ? DistributedKind.Preferred : DistributedKind.Profit, e.Amount, e.Amount - e.Amount, TraceText.Sentence(line.Trace)),
        PrincipalRecycled e => new(e.Step, e.Tranche, DistributedKind.Recycled, e.Amount, e.Amount - e.Amount, TraceText.Sentence(line.Trace)),
        _ => null,
    };

    private static async Task<int> EarlierAsync(FundContext context, int fund, long firstEntry, CancellationToken cancellation)
    {
        var keys = await context.Entries.AsNoTracking().Where(entry => entry.Fund == fund && entry.Sequence < firstEntry && string.Compare(entry.Key, "distribution/") > 0 && string.Compare(entry.Key, "distribution0") < 0).Select(entry => entry.Key).ToListAsync(cancellation);
        return keys.Select(key => key.Split('/')[2]).Distinct(StringComparer.Ordinal).Count();
    }
}
