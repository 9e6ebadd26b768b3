using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Payments;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Jobs;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Jobs;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>The product under the simulation's hand: its own use cases on a database of its own, a clock that is set, and people who propose and approve.</summary>
internal sealed class SimulatedFund : IAsyncDisposable
{
    private readonly string folder;
    private readonly string keys;
    private readonly SettableClock clock;
    private ServiceProvider services = null!;
    private Actor maker = null!;
    private Actor checker = null!;
    private int files;
    private bool isOther;

    private SimulatedFund(string folder, string keys, SettableClock clock) => (this.folder, this.keys, this.clock) = (folder, keys, clock);

    internal Instant Now
    {
        get => clock.Now;
        set => clock.Now = value;
    }

    /// <param name="keys">The folder of the fund's keys: two funds of the same keys can have the same roots.</param>
    internal static async Task<SimulatedFund> OpenAsync(SimulatedTerms terms, string keys)
    {
        var shared = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var fund = new SimulatedFund(Directory.CreateDirectory(Path.Combine(shared, "welfarefund-" + Path.GetRandomFileName())).FullName, keys, new());
        await File.WriteAllBytesAsync(fund.DatabasePath, await EmptyFile.Value);
        await fund.ReopenAsync();
        fund.Now = terms.FirstMonth.OnDayOfMonth(1).AtMidnight().InUtc().ToInstant();
        var proposed = await fund.Get<ApplyTerms>().RunAsync(fund.maker, "fund.json", TermsFile.Write(terms), null);
        proposed.Refusals.ShouldBeEmpty();
        await fund.ApproveAsync(proposed.Value.Proposal!.Value);
        await fund.SignInAsync();
        return fund;
    }

    /// <summary>A database with its tables and nothing in them, made once and copied for each fund.</summary>
    private static readonly Lazy<Task<byte[]>> EmptyFile = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-empty-");
        var path = Path.Combine(folder.FullName, "empty.db");
        await FundDatabase.OpenAsync($"sqlite:{path}");
        SqliteConnection.ClearAllPools();
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        var empty = await File.ReadAllBytesAsync(path);
        folder.Delete(recursive: true);
        return empty;
    });

    private string DatabasePath => Path.Combine(folder, "books.db");

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>As if the process had ended and another one had begun.</summary>
    internal async Task ReopenAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        services = new ServiceCollection().AddWelfareFund(await FundDatabase.OpenAsync($"sqlite:{DatabasePath}"), keys, clock).BuildServiceProvider();
        await SignInAsync();
    }

    private async Task SignInAsync()
    {
        maker = (await Get<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Cli, null)).Value;
        checker = (await Get<SignIn>().RunAsync(SignIn.SampleApprover, null, Channel.Cli, null)).Value;
    }

    internal async Task<Result<ImportResult>> ImportAsync(string kind, string text, CancellationToken cancellation = default)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Get<ImportFile>().RunAsync(maker, new(SimulatedTerms.Id, kind, $"{kind}-{++files}.csv", content), null, cancellation);
    }

    internal Task<Result<MonthProgress>> SettleAsync(YearMonth month, CancellationToken cancellation = default) =>
        Get<SettleMonth>().RunAsync(maker, SimulatedTerms.Id, month, RunState.Sealed, progress: null, cancellation);

    /// <summary>Rings for the settlement alone.</summary>
    internal Task<Result<JobReport>> RingAsync(CancellationToken cancellation = default) => Get<RingJobs>().RunOneAsync(maker, SimulatedTerms.Id, Job.Settlement, null, cancellation);

    /// <summary>The newest proposal that nobody has decided.</summary>
    internal async Task<long?> WaitingAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        return await context.Set<ProposalRow>().Where(proposal => proposal.State == "pending" && proposal.Kind != "pause").MaxAsync(proposal => (long?)proposal.Number);
    }

    internal async Task<IReadOnlyList<long>> PendingPausesAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        return await context.Set<ProposalRow>().Where(proposal => proposal.State == "pending" && proposal.Kind == "pause").OrderBy(proposal => proposal.Number).Select(proposal => proposal.Number).ToListAsync();
    }

    internal async Task<YearMonth> OpenMonthAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        return (await context.Heads.AsNoTracking().SingleAsync()).OpenPeriod;
    }

    /// <summary>Another node of another name took the fund's lease and died.</summary>
    internal async Task<Lease> LoseLeaseAsync() => (await Get<Leases>().TakeAsync(1, "another-node:1", Duration.FromSeconds(20))).Value;

    /// <summary>A second process on the same database, with the same clock.</summary>
    internal async Task<SimulatedFund> OtherNodeAsync()
    {
        var other = new SimulatedFund(folder, keys, clock) { isOther = true };
        await other.ReopenAsync();
        return other;
    }

    internal Task<Result<string>> DecideAsync(long proposal, CancellationToken cancellation = default) => Get<Decide>().ApproveAsync(checker, proposal, cancellation);

    internal async Task RejectAsync(long proposal) => (await Get<Decide>().RejectAsync(checker, proposal, "it is stale")).Refusals.ShouldBeEmpty();

    internal async Task ApproveAsync(long proposal) => (await DecideAsync(proposal)).Refusals.ShouldBeEmpty();

    internal async Task<IReadOnlyList<ToldPayment>> PaymentsAsync() =>
        [.. (await Get<ListPayments>().RunAsync(maker, SimulatedTerms.Id)).Value.Select(payment => new ToldPayment(payment.Instruction, payment.PaidAs, payment.Payee, payment.Amount.MinorUnits, payment.On))];

    internal async Task<IReadOnlyList<string>> VerifyAsync() => [.. (await Get<VerifyBooks>().RunAsync(maker, SimulatedTerms.Id, null)).Value.Findings.Select(finding => finding.ToString())];

    /// <summary>Whether what is kept of claims, and what providers' pages read of it, is what the lines say, and the lines what all facts at once give.</summary>
    internal async Task CompareClaimsAsync()
    {
        await using (var context = Get<FundDatabase>().NewContext())
        {
            await LinesOfClaimsTests.CompareAsync(context);
            (await StoredMonthTests.CompareAsync(context)).ShouldBePositive();
        }

        await ListClaimsTests.ComparePagesAsync(services, maker, SimulatedTerms.Id, 20);
        await ListClaimsTests.ComparePartsAsync(services, SimulatedTerms.Id, 6);
        await ListClaimsTests.CompareFirstPagesAsync(services, maker, SimulatedTerms.Id, [Now.InUtc().Date.PlusMonths(-3), Now.InUtc().Date]);
    }

    /// <summary>What a month's settlement decided, a line each.</summary>
    internal async Task<IReadOnlyList<string>> LinesAsync(YearMonth month)
    {
        await using var context = Get<FundDatabase>().NewContext();
        var runs = context.Set<RunRow>().Where(run => run.Month == month && run.State != RunState.Superseded).Select(run => run.Number);
        var lines = await context.Set<SettlementLineRow>().AsNoTracking().Where(line => runs.Contains(line.Run)).OrderBy(line => line.Run).ThenBy(line => line.Number).ToListAsync();
        return [.. lines.Select(line => $"  {line.Kind} {line.Subject} {line.State} {line.Reason} {line.Amount}")];
    }

    /// <summary>Every balance that is not zero, by account and party, in cents; a debit positive.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> BalancesAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        var accounts = await new LedgerReader(context, (await context.Funds.AsNoTracking().SingleAsync()).Number).AccountsAsync();
        var parties = await context.Parties.AsNoTracking().ToDictionaryAsync(party => party.Number, party => party.ExternalId);
        var balances = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var balance in await context.Balances.AsNoTracking().ToListAsync())
        {
            if (accounts[balance.Account].Party is PartyKind.None)
                balances.Add(accounts[balance.Account].Id, balance.Amount);
        }

        foreach (var balance in await context.PartyBalances.AsNoTracking().ToListAsync())
            balances.Add($"{accounts[balance.Account].Id} {parties[balance.Party]}", balance.Amount);
        return balances.Where(balance => balance.Value != 0).ToDictionary();
    }

    /// <summary>The log's size and root, and what was taken in and proposed: the same before and after whatever changed nothing.</summary>
    internal async Task<string> HeadAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        var head = await context.Heads.AsNoTracking().SingleAsync();
        var imports = await context.Set<ImportRow>().AsNoTracking().SumAsync(import => (long?)import.NewRows) ?? 0;
        return $"{head.Size} entries under {Convert.ToHexStringLower(head.Frontier)}, open {head.OpenPeriod}, {imports} facts";
    }

    /// <summary>The seals' roots, month by month.</summary>
    internal async Task<IReadOnlyList<string>> RootsAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        return [.. (await context.Seals.AsNoTracking().OrderBy(seal => seal.Period).ToListAsync()).Select(seal => seal.ToSeal().Seal.Root.ToString())];
    }

    /// <summary>What each entry is for, of when, and who made it in which run, in the order of the log.</summary>
    internal async Task<IReadOnlyList<string>> LogAsync()
    {
        await using var context = Get<FundDatabase>().NewContext();
        return [.. (await context.Entries.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync()).Select(entry =>
            $"{entry.Sequence} {entry.Key} {entry.Effective:uuuu-MM-dd} run {entry.Run} terms {entry.TermsVersion} rules {entry.RuleVersion} by {entry.Maker} and {entry.Approver}")];
    }

    public async ValueTask DisposeAsync()
    {
        await using (var context = Get<FundDatabase>().NewContext())
        {
            if (!isOther)
                SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        await services.DisposeAsync();
        if (isOther)
            return;
        Directory.Delete(folder, recursive: true);
    }
}
