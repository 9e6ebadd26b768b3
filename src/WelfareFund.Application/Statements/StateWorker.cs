using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Contributions;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Statements;

/// <summary>A worker's contribution statement, from the books and from the facts the last month was settled by. Right: <see cref="Right.ReadPersonalData"/>, or the worker's own account.</summary>
public sealed class StateWorker(FundDatabase database)
{
    /// <param name="day">Null for the end of the last settled month.</param>
    /// <returns>Refused: <c>unknown-worker</c>, <c>no-agreement</c>, <c>not-settled</c>, <c>no-terms</c>.</returns>
    public async Task<Result<WorkerStatement>> RunAsync(Actor actor, string fundId, string workerId, LocalDate? day, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var door = await FundAccess.RequireOwnAsync(context, actor, fundId, Right.ReadPersonalData, Role.Worker, workerId, cancellation);
        if (door.IsRefused)
            return Result.Refused<WorkerStatement>(door.Refusals);
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.SeeFund, new(day), cancellation);
        if (opened.IsRefused)
            return Result.Refused<WorkerStatement>(opened.Refusals);
        var (books, worker) = (opened.Value, new WorkerId(workerId));
        var asOf = books.AsOf;
        var fund = books.Fund.Number;
        if (!await context.Set<Worker>().AnyAsync(known => known.Fund == fund && known.Id == worker, cancellation))
            return new Refusal("unknown-worker", "--id", $"{fundId} has no worker '{workerId}'", "name one of the file of workers");
        var runs = await context.Set<RunRow>().AsNoTracking().Where(run => run.Fund == fund && run.State >= RunState.Posted && run.State <= RunState.Sealed)
            .OrderByDescending(run => run.Month).ThenByDescending(run => run.Number).ToListAsync(cancellation);
        if (runs.Find(run => run.Month.ToDateInterval().End <= asOf) is not { } run)
            return new Refusal("not-settled", "--as-of", "no month was settled by that day", "choose the end of a settled month");
        var terms = await TermsInForce.OnAsync(context, fund, run.Month.ToDateInterval().End, cancellation);
        if (terms.IsRefused)
            return Result.Refused<WorkerStatement>(terms.Refusals);

        var facts = await FactsReader.ReadOfWorkerAsync(context, fund, run.Intake, terms.Value.Terms, worker, cancellation);
        var settled = (await books.LinesOfWorkerAsync(worker, facts.Agreements.Select(agreement => agreement.Id), [.. facts.Claims.Select(claim => claim.Id)], cancellation)).Where(line => line.Counts && line.Month <= run.Month).Select(line => line.Line);
        if (WorkerContributions.Of(terms.Value.Terms, run.Month, worker, facts, settled) is not { } known)
            return new Refusal("no-agreement", "--id", $"{workerId} has no agreement to pay a share of pay or a fee", "import the agreement first, or ask who pays instead");
        var contributions = await ContributionBooks.OfWorkersAsync(books, workerId, cancellation);
        var standings = contributions.Standings();
        var names = await new PersonalData(context, fund).ReadAsync("workers", [workerId], cancellation);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation)).Size;
        return new WorkerStatement(
            new(fundId, terms.Value.Terms.Name, worker, names.GetValueOrDefault(workerId)?.Name ?? workerId, asOf, size),
            AgreementOf(terms.Value.Terms, known, asOf),
            MonthsOf(known, standings),
            FeesOf(known, standings),
            [.. contributions.Received.Values],
            await BalancesAsync(books, workerId, cancellation),
            LeftOf(known));
    }

    private static WorkerAgreement AgreementOf(FundTerms terms, WorkerContributions known, LocalDate asOf)
    {
        var (agreement, own) = (known.Agreement, known.Terms);
        return new(
            agreement.Id, agreement.ConsentOn, own.Currency, own.Share?.InForce(asOf), own.Floor?.InForce(asOf), own.Payments, own.WindowMonths, own.GraceMonths, agreement.DisclosedCap,
            agreement.DeductionConsentOn <= asOf && !(agreement.DeductionWithdrawnOn <= asOf), terms.BankAccounts.FirstOrDefault(account => account.Currency == own.Currency)?.Iban, terms.Contact);
    }

    /// <summary>Months that the settlement looked at, and any that the books know besides, with what all agreements owe of them.</summary>
    private static List<WorkerMonth> MonthsOf(WorkerContributions known, IReadOnlyList<ContributionStanding> standings)
    {
        var months = known.Months.ToDictionary(month => month.Month);
        var dues = standings.Where(standing => standing.Debt.Payer is Payer.Worker).GroupBy(standing => (standing.Debt.Month, standing.Debt.Due.Currency))
            .ToLookup(dues => dues.Key.Month, dues => dues.Aggregate(ContributionAmounts.Zero(dues.Key.Currency), (sum, standing) => sum + AmountsOf(standing)));
        return [.. months.Keys.Union(dues.Select(due => due.Key)).Order().Select(month =>
        {
            var decided = months.GetValueOrDefault(month);
            var pays = (decided?.Pays ?? []).GroupBy(pay => pay.Gross.Currency).Select(pay => pay.Aggregate(Money.Zero(pay.Key), (sum, one) => sum + one.Gross));
            return new WorkerMonth(month, [.. pays.OrderBy(pay => pay.Currency)], [.. dues[month]], decided?.Decision.Reason ?? ContributionReason.None, decided is { Missing.Count: > 0 });
        })];
    }

    private static List<WorkerFee> FeesOf(WorkerContributions known, IReadOnlyList<ContributionStanding> standings) =>
    [
        .. standings.Where(standing => standing.Debt.Payer is Payer.Membership).Select(standing =>
        {
            var fee = known.Fees.Single(fee => fee.Agreement.Value == standing.Debt.Subject && fee.StartedOn.ToYearMonth() == standing.Debt.Month);
            return new WorkerFee(fee.StartedOn, fee.Through, AmountsOf(standing));
        }),
    ];

    private static ContributionAmounts AmountsOf(ContributionStanding standing) => new(standing.Debt.Due, standing.Paid, standing.WrittenOff);

    /// <summary>What fees came to counts where no share of pay is owed.</summary>
    private static ContributionsLeft LeftOf(WorkerContributions known)
    {
        var clocks = known.Months.Count == 0 ? default : known.Months[^1].State;
        var last = known.Months.Count > 0 && known.WindowLeft is { } window ? known.Months[^1].Month.PlusMonths(window) : (YearMonth?)null;
        var counted = known is { Terms.Payer: Payer.Membership, Cap: { } cap, CapLeft: { } left } ? cap - left : new(clocks.Counted, known.Terms.Currency);
        return new(known.Cap, counted, known.CapLeft, clocks.Payments, known.PaymentsLeft, last, known.Ended);
    }

    private static async Task<List<Money>> BalancesAsync(BooksView books, string worker, CancellationToken cancellation)
    {
        var party = await books.Context.Parties.AsNoTracking().SingleOrDefaultAsync(party => party.Fund == books.Fund.Number && party.Kind == PartyKind.Worker && party.ExternalId == worker, cancellation);
        return party is null ? [] : (await books.Reader.BalancesOfPartyAsync(party.Number, books.AsOf, books.KnownAt, false, cancellation))
            .Where(balance => ChartOfAccounts.RoleOf(books.Accounts[balance.Key.Account]) is AccountRole.ContributionsReceivable)
            .Select(balance => new Money(balance.Value, balance.Key.Currency)).ToList();
    }
}
