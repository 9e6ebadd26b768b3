using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Statements;

/// <param name="Proof">Of the investor's lines that were posted by the statement's seal; null while no month is sealed.</param>
public sealed record PreparedStatement(InvestorStatement Statement, StatementProof? Proof)
{
    /// <summary>Whom the investor's money reached.</summary>
    public required WorkersReached Reached { get; init; }

    /// <summary>To be issued with its proof attached.</summary>
    public DocumentDraft Draft { get; } = Proof is null
        ? new(Statement)
        : new(Statement, new Dictionary<string, ReadOnlyMemory<byte>> { ["proof.json"] = StatementProofJson.Write(Proof) });
}

/// <param name="Workers">For whom an outcome was accepted that the investor paid a part of.</param>
/// <param name="InJobs">Those of them who are in a job on the statement's day.</param>
public readonly record struct WorkersReached(int Workers, int InJobs);

/// <summary>An investor's account as its first page shows it: its statement without the adjustments of earlier months, which only the paper lists.</summary>
/// <param name="Reached">Whom the investor's money reached; null where outcomes were not asked for, and the statement has none of them.</param>
public sealed record ShownInvestor(InvestorStatement Statement, WorkersReached? Reached);

/// <summary>An investor's capital account statement, from the books. Right: <see cref="Right.ReadPersonalData"/>, or it is the actor's own.</summary>
public sealed class StateInvestor(FundDatabase database, KeyRing keys)
{
    /// <returns>Refused: <c>unknown-investor</c>, <c>no-terms</c>, <c>no-rate</c>.</returns>
    public async Task<Result<PreparedStatement>> RunAsync(Actor actor, string fundId, string investorId, LocalDate asOf, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Investor, investorId, new(asOf), cancellation);
        if (opened.IsRefused)
            return Result.Refused<PreparedStatement>(opened.Refusals);
        var books = opened.Value;
        var stated = await StateAsync(books, investorId, isWhole: true, cancellation);
        if (stated.IsRefused)
            return Result.Refused<PreparedStatement>(stated.Refusals);
        var (statement, capital, seal) = stated.Value;
        var proof = seal is null ? null : await books.Reader.ProofAsync(
            [.. capital.Holdings.Where(holding => holding.Investor == statement.Head.Investor).Select(holding => holding.Number)], seal.Period, keys.SecretOf(fundId), cancellation);
        var (outcomes, reached) = await OutcomesAsync(books, capital, statement, cancellation);
        return new PreparedStatement(statement with { Outcomes = outcomes }, proof) { Reached = reached };
    }

    /// <summary>As the investor's first page shows it.</summary>
    /// <param name="whole">Whether what the money changed is told also where a fund is so large that it takes a while.</param>
    /// <returns>Refused: as <see cref="RunAsync"/>.</returns>
    public async Task<Result<ShownInvestor>> ShowAsync(Actor actor, string fundId, string investorId, LocalDate asOf, bool whole, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Investor, investorId, new(asOf), cancellation);
        if (opened.IsRefused)
            return Result.Refused<ShownInvestor>(opened.Refusals);
        var books = opened.Value;
        var stated = await StateAsync(books, investorId, isWhole: false, cancellation);
        if (stated.IsRefused)
            return Result.Refused<ShownInvestor>(stated.Refusals);
        var statement = stated.Value.Statement;
        if (!whole && await FundReports.IsLargeAsync(context, books.Fund.Number, cancellation))
            return new ShownInvestor(statement, null);
        var (outcomes, reached) = await OutcomesAsync(books, stated.Value.Capital, statement, cancellation);
        return new ShownInvestor(statement with { Outcomes = outcomes }, reached);
    }

    /// <summary>The statement without its outcomes.</summary>
    /// <param name="isWhole">Whether what came late of earlier months is among it.</param>
    private static async Task<Result<(InvestorStatement Statement, CapitalView Capital, SealRow? Seal)>> StateAsync(BooksView books, string investorId, bool isWhole, CancellationToken cancellation)
    {
        var (context, asOf, investor) = (books.Context, books.AsOf, new InvestorId(investorId));
        if (!await context.Set<Investor>().AnyAsync(known => known.Fund == books.Fund.Number && known.Id == investor, cancellation))
            return new Refusal("unknown-investor", "--id", $"{books.Fund.Id} has no investor '{investorId}'", "name one of the file of investors");
        var terms = await TermsInForce.OnAsync(context, books.Fund.Number, asOf, cancellation);
        if (terms.IsRefused)
            return Result.Refused<(InvestorStatement, CapitalView, SealRow?)>(terms.Refusals);

        var capital = await CapitalView.ReadAsync(books, terms.Value.Terms, cancellation);
        var quarterStart = LocalDate.Max(FiscalPeriods.QuarterStart(asOf, capital.Terms.FiscalYearEnd), books.Fund.FirstMonth.OnDayOfMonth(1));
        var rollForward = await RollForwardAsync(books, capital, investor, quarterStart, cancellation);
        if (rollForward.IsRefused)
            return Result.Refused<(InvestorStatement, CapitalView, SealRow?)>(rollForward.Refusals);

        List<HoldingParty> own = [.. capital.Holdings.Where(holding => holding.Investor == investor)];
        var history = await HoldingHistory.ReadAsync(books, own, cancellation);
        var performance = await PerformanceAsync(books, capital, investor, own, history, cancellation);
        if (performance.IsRefused)
            return Result.Refused<(InvestorStatement, CapitalView, SealRow?)>(performance.Refusals);
        var lines = await StatementLines.OwnAsync(books, own, quarterStart, cancellation);
        var late = isWhole ? await StatementLines.LateAsync(books, quarterStart, PartOf(capital, investor, asOf), cancellation) : [];
        var seal = await StatementSeals.NewestAsync(books, cancellation);
        var size = await StatementSeals.SizeAsync(books, cancellation);
        var names = await new PersonalData(context, books.Fund.Number).ReadAsync("investors", [investorId], cancellation);
        var statement = new InvestorStatement(
            new(books.Fund.Id, capital.Terms.Name, books.BaseCurrency, investor, names.GetValueOrDefault(investorId)?.Name ?? investorId, new DateInterval(quarterStart, asOf), size),
            [.. own.Select(holding => history.On(holding, asOf))],
            rollForward.Value,
            performance.Value,
            [.. lines.Select(line => line.Line)],
            [.. lines.Where(line => StatementLines.IsLate(line.Line.Effective, line.Concerns)).Select(line => new PriorPeriodAdjustment(line.Line, line.Concerns)), .. late],
            Notes(capital, own, new(LocalDate.Min(quarterStart, FiscalPeriods.YearStart(asOf, capital.Terms.FiscalYearEnd)), asOf), investor))
        {
            Approval = await StatementSeals.ApprovalAsync(books, seal, cancellation),
            Seal = seal.ToStatement(),
        };
        return (statement, capital, seal);
    }

    private static async Task<(IReadOnlyList<OutcomesFunded> Funded, WorkersReached Reached)> OutcomesAsync(BooksView books, CapitalView capital, InvestorStatement statement, CancellationToken cancellation)
    {
        var funded = await FundedOutcomes.ReadAsync(books, capital, cancellation);
        return (FundedOutcomes.To(funded, books, capital, statement.Head.Investor, statement.Head.Period.Start), await FundedOutcomes.ReachedAsync(funded, books, statement.Head.Investor, cancellation));
    }

    private static async Task<Result<CapitalRollForward>> RollForwardAsync(BooksView books, CapitalView capital, InvestorId investor, LocalDate quarterStart, CancellationToken cancellation)
    {
        var inception = books.Fund.FirstMonth.OnDayOfMonth(1);
        LocalDate[] starts = [quarterStart, LocalDate.Max(FiscalPeriods.YearStart(books.AsOf, capital.Terms.FiscalYearEnd), inception), inception];
        var closing = await capital.AccountOfAsync(investor, books.AsOf, cancellation);
        if (closing.IsRefused)
            return Result.Refused<CapitalRollForward>(closing.Refusals);
        var (investors, weights) = capital.Weights(books.AsOf);
        var columns = new List<(Money Opening, Money PaidIn, Money Distributed, FundResult Result)>();
        foreach (var start in starts)
        {
            var opening = await capital.AccountOfAsync(investor, start.PlusDays(-1), cancellation);
            var income = await FinancialReports.IncomeAsync(books, start, books.AsOf, cancellation);
            if (opening.IsRefused || income.IsRefused)
                return Result.Refused<CapitalRollForward>([.. opening.Refusals, .. income.Refusals]);
            var paidIn = capital.PaidInBetween(investor, start, books.AsOf);
            var distributed = capital.DistributedBetween(investor, start, books.AsOf);
            var place = Math.Max(0, investors.IndexOf(investor));
            columns.Add((opening.Value, paidIn, distributed, FundResult.Of(income.Value).ShareOf(weights, place, closing.Value - opening.Value - paidIn + distributed)));
        }

        return new CapitalRollForward(
            Columns(column => column.Opening), Columns(column => column.PaidIn), Columns(column => -column.Distributed),
            new(Columns(column => column.Result.ContributionIncome), Columns(column => column.Result.GrantIncome), Columns(column => column.Result.OutcomePayments),
                Columns(column => column.Result.AdministrationAndOversight), Columns(column => column.Result.ExchangeResult), Columns(column => column.Result.Losses), Columns(column => column.Result.Other)));

        ColumnAmounts Columns(Func<(Money Opening, Money PaidIn, Money Distributed, FundResult Result), Money> of) => new(of(columns[0]), of(columns[1]), of(columns[2]));
    }

    /// <summary>At the end of each fiscal year and on the statement's day, and in each year.</summary>
    private static async Task<Result<InvestorPerformance>> PerformanceAsync(BooksView books, CapitalView capital, InvestorId investor, List<HoldingParty> own, HoldingHistory history, CancellationToken cancellation)
    {
        var (inception, yearEnd) = (books.Fund.FirstMonth.OnDayOfMonth(1), capital.Terms.FiscalYearEnd);
        var ends = new List<LocalDate>();
        for (var day = inception; ends.Count == 0 || day <= books.AsOf; day = ends[^1].PlusDays(1))
            ends.Add(LocalDate.Min(books.AsOf, yearEnd.InYear(day.Year) >= day ? yearEnd.InYear(day.Year) : yearEnd.InYear(day.Year + 1)));
        var accounts = new Dictionary<LocalDate, Money>();
        foreach (var day in ends.Prepend(inception.PlusDays(-1)))
        {
            var account = await capital.AccountOfAsync(investor, day, cancellation);
            if (account.IsRefused)
                return Result.Refused<InvestorPerformance>(account.Refusals);
            accounts[day] = account.Value;
        }

        return new InvestorPerformance(
            ends.ConvertAll(end => Returns.Of(end, own.Aggregate(Money.Zero(books.BaseCurrency), (sum, holding) => sum + history.On(holding, end).Committed), capital.FlowsOf(investor, end), accounts[end])),
            PeriodReturn.ByYear(inception, books.AsOf, yearEnd, capital.FlowsInYearsOf(investor, ends), day => accounts[day]));
    }

    private static Func<Money, Money> PartOf(CapitalView capital, InvestorId investor, LocalDate asOf)
    {
        var (investors, weights) = capital.Weights(asOf);
        var place = investors.IndexOf(investor);
        return amount => place < 0 || weights[place] == 0 ? Money.Zero(amount.Currency) : Allocation.Split(amount, weights)[place];
    }

    /// <param name="year">That of the statement, to its day.</param>
    private static List<string> Notes(CapitalView capital, List<HoldingParty> own, DateInterval year, InvestorId investor)
    {
        List<string> notes =
        [
            "The capital account is what the fund’s waterfall would pay if its net assets at book were paid out on the statement’s date, without recycling and without a reserve. It is computed and not posted.",
            "Each line of the net result is the part of the fund’s own line that falls to your paid-in capital. What the ranks of the waterfall move between investors and the fund stands under Other.",
            "Expected future contributions of workers are claims on future pay. They are not part of these figures.",
        ];
        if (capital.Terms.Capital.Grants.Count > 0)
            notes.Add("Grants that are not spent are owed to their purpose and belong to no investor.");
        if (capital.Terms.Contracts.Count > 0)
            notes.Add("Every outcome is shown once: first to the grants and outcome payers that paid for it, and the rest to the investors by the capital each had in the fund on the day it was accepted. An outcome counts by your share of it.");
        foreach (var passed in capital.Passed.Where(passed => passed.Investor == investor && year.Contains(passed.On)))
        {
            var (way, paidIn, distributed) = passed.PaidIn.IsNegative || passed.Distributed.IsNegative ? ("from", -passed.PaidIn, -passed.Distributed) : ("to", passed.PaidIn, passed.Distributed);
            notes.Add($"On {LocalDatePattern.Iso.Format(passed.On)} an interest in {passed.Tranche} passed {way} you with its past: {paidIn} paid in and {distributed} distributed. "
                + "They stand in the lines of the quarter and the year in which it passed, and no money moved.");
        }

        if (own.Count == 0)
            notes.Add($"No commitment was signed by {LocalDatePattern.Iso.Format(year.End)}.");
        return notes;
    }
}
