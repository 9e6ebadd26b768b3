using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Benchmarks;

/// <summary>The fund of <see cref="ManyWorkers"/> in a database, settled by the same use cases as every fund. Its facts go straight into their tables.</summary>
internal sealed class ManyWorkersFund(IServiceProvider services, int workers)
{
    private const int AtOnce = 20_000;
    private readonly FundDatabase database = services.GetRequiredService<FundDatabase>();
    private readonly ManyWorkers facts = new(workers);
    private int number;

    internal async Task BeginAsync()
    {
        var (maker, checker) = await PeopleAsync();
        var terms = Value(await services.GetRequiredService<ApplyTerms>().RunAsync(maker, "fund.json", ManyWorkers.Terms(workers), null));
        Value(await services.GetRequiredService<Decide>().ApproveAsync(checker, terms.Proposal!.Value));
        await using (var context = database.NewContext())
            number = (await context.Funds.SingleAsync(fund => fund.Id == ManyWorkers.Fund)).Number;
        foreach (var some in facts.Parties.Chunk(AtOnce))
        {
            await using var context = database.NewContext();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await services.GetRequiredService<FundBooks>().NumberPartiesAsync(context, number, some);
            await transaction.CommitAsync();
        }

        await TellAsync(ManyWorkers.Rates.Concat(facts.Capital).Concat(facts.People));
        await TellAsync(0);
    }

    /// <summary>Tells what a month brings, and that the bank has carried out what the month before instructed.</summary>
    internal async Task TellAsync(int month) => await TellAsync(facts.MonthOf(month).Concat(month == 0 ? [] : await ConfirmationsAsync(month)));

    /// <param name="around">Called with each step's name and the step.</param>
    internal async Task SettleAsync(int month, bool seals, Func<string, Func<Task>, Task> around)
    {
        var (maker, checker) = await PeopleAsync();
        var (settle, decide) = (services.GetRequiredService<SettleMonth>(), services.GetRequiredService<Decide>());
        var of = ManyWorkers.First.PlusMonths(month);
        await around("calculated", async () => Value(await settle.RunAsync(maker, ManyWorkers.Fund, of, RunState.Calculated)));
        await around("decided", async () => Value(await decide.ApproveAsync(checker, Value(await settle.RunAsync(maker, ManyWorkers.Fund, of, RunState.Approved)).Proposal!.Value)));
        await around("posted", async () => Value(await settle.RunAsync(maker, ManyWorkers.Fund, of, RunState.Paid)));
        if (!seals)
            return;
        await TellAsync(await BankBalancesAsync(of.ToDateInterval().End));
        Value(await decide.ApproveAsync(checker, Value(await settle.RunAsync(maker, ManyWorkers.Fund, of, RunState.Sealed)).Proposal!.Value));
    }

    internal async Task<long> LogSizeAsync()
    {
        await using var context = database.NewContext();
        return (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == number)).Size;
    }

    private async Task TellAsync(IEnumerable<Fact> told)
    {
        foreach (var some in told.Chunk(AtOnce))
        {
            await using var context = database.NewContext();
            await using var transaction = await context.Database.BeginTransactionAsync();
            var last = await Intake.LockAsync(context, number);
            List<Fact> numbered = [.. some.Select(fact => fact with { Fund = number, Intake = ++last })];
            await Intake.MoveAsync(context, number, last);
            await AddAsync(FactTables.Fx);
            await AddAsync(FactTables.Investors);
            await AddAsync(FactTables.Providers);
            await AddAsync(FactTables.Commitments);
            await AddAsync(FactTables.CapitalCalls);
            await AddAsync(FactTables.Workers);
            await AddAsync(FactTables.Agreements);
            await AddAsync(FactTables.Employments);
            await AddAsync(FactTables.Wages);
            await AddAsync(FactTables.Claims);
            await AddAsync(FactTables.Decisions);
            await AddAsync(FactTables.Deductions);
            await AddAsync(FactTables.BankBalances);
            await AddAsync(FactTables.Bank);
            await new PersonalData(context, number).WriteAsync([.. numbered.OfType<BankLine>()]);
            await transaction.CommitAsync();

            Task AddAsync<T>(FactTable<T> table)
                where T : Fact =>
                table.AddAsync(context, [.. numbered.OfType<T>()]);
        }
    }

    private async Task<IEnumerable<Fact>> ConfirmationsAsync(int month)
    {
        await using var context = database.NewContext();
        var lines = await context.Set<SettlementLineRow>().AsNoTracking().Where(line => line.Fund == number && line.State == LineState.Pays).OrderBy(line => line.Number).ToListAsync();
        return lines.Where(line => line.Kind == "payment").Select(line => (PaymentInstructed)SettlementJson.ReadEvent(line.Event!)).Select(payment => new BankLine
        {
            BankReference = $"B-{payment.Instruction}",
            BankAccount = payment.BankAccount,
            BookedOn = ManyWorkers.First.PlusMonths(month).OnDayOfMonth(6),
            ValueOn = ManyWorkers.First.PlusMonths(month).OnDayOfMonth(6),
            Amount = -payment.Amount,
            Reference = payment.Instruction,
        });
    }

    private async Task<IEnumerable<Fact>> BankBalancesAsync(LocalDate on)
    {
        await using var context = database.NewContext();
        var reader = new LedgerReader(context, number);
        var chart = new ChartOfAccounts((await reader.AccountsAsync()).Values);
        var balances = await reader.BalancesAsync(on);
        return new[] { ("main", Currency.Of("EUR")), ("tokyo", Currency.Of("JPY")) }.Select(account => new BankBalance
        {
            BankAccount = account.Item1,
            On = on,
            Balance = new Money(balances.GetValueOrDefault(new(chart[AccountRole.Bank, account.Item1], account.Item2, 0)), account.Item2),
        });
    }

    private async Task<(Actor Maker, Actor Checker)> PeopleAsync() =>
        (Value(await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null)),
         Value(await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleApprover, null, Channel.Job, null)));

    private static T Value<T>(Result<T> result) => result.IsRefused ? throw new InvalidOperationException(string.Join(Environment.NewLine, result.Refusals)) : result.Value;
}
