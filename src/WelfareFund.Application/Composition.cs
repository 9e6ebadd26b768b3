using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Contributions;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Exports;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Jobs;
using WelfareFund.Application.Ledger;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Application.Workers;
using WelfareFund.Documents;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Jobs;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application;

/// <summary>Every use case, ready to be asked for: the command line and the web application are built on the same ones.</summary>
public static class Composition
{
    /// <summary>Opens the database, creating and migrating it on first use.</summary>
    /// <param name="address"><c>sqlite:PATH</c> or <c>postgres:CONNECTION</c>.</param>
    /// <param name="keyFolder">Where the funds' keys lie; null for the database's default.</param>
    /// <exception cref="FormatException">The address names neither engine.</exception>
    public static async Task<IServiceCollection> AddWelfareFundAsync(
        this IServiceCollection services, string address, string? keyFolder, IClock clock, CancellationToken cancellation = default) =>
        services.AddWelfareFund(await FundDatabase.OpenAsync(address, cancellation), keyFolder, clock);

    /// <param name="keyFolder">Where the funds' keys lie; null for the database's default.</param>
    public static IServiceCollection AddWelfareFund(this IServiceCollection services, FundDatabase database, string? keyFolder, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(database);
        return services
            .AddSingleton(database)
            .AddSingleton(clock)
            .AddSingleton(new KeyRing(keyFolder ?? database.DefaultKeyFolder))
            .AddSingleton(all => new SessionKeys(all.GetRequiredService<KeyRing>().SessionsFolder))
            .AddSingleton<LedgerWriter>()
            .AddSingleton<FundBooks>()
            .AddSingleton<Leases>()
            .AddSingleton<Periods>()
            .AddSingleton<SignIn>().AddSingleton<UserAccounts>().AddSingleton<SetPassword>().AddSingleton<SamplePeople>()
            .AddSingleton<AddUser>().AddSingleton<TakeRole>().AddSingleton<ListUsers>().AddSingleton<Invitations>().AddSingleton<ListAudit>().AddSingleton<ApiKeys>().AddSingleton<ApiAnswers>()
            .AddSingleton<ImportFile>()
            .AddSingleton<CalculateMonth>()
            .AddSingleton<PostRun>()
            .AddSingleton<FinishRuns>().AddSingleton<RunsOutsideSettlement>()
            .AddSingleton<ListFunds>()
            .AddSingleton<ShowMonth>()
            .AddSingleton<ShowFund>()
            .AddSingleton<ShowTrialBalance>()
            .AddSingleton<ShowAccount>()
            .AddSingleton<ShowEntry>()
            .AddSingleton<FindEntries>()
            .AddSingleton<LoadSample>()
            .AddSingleton<FillWithSamples>()
            .AddSingleton<FinancialReports>().AddSingleton<EntryReport>().AddSingleton<ContributionReport>().AddSingleton<OutcomeReport>().AddSingleton<HeldReport>()
            .AddSingleton<EvidenceReport>().AddSingleton<FundFiguresReport>().AddSingleton<CapitalAccountReport>().AddSingleton<CashFlowReport>().AddSingleton<LiquidityReport>().AddSingleton<ClearingReport>().AddSingleton<FundReports>()
            .AddSingleton<ListWorkers>().AddSingleton<ShowWorkerFile>().AddSingleton<FindInFund>().AddSingleton<ShowTerms>()
            .AddSingleton<ExportBooks>()
            .AddSingleton<ExportPayroll>()
            .AddSingleton<ListPayments>().AddSingleton<ListPayees>().AddSingleton<ExportPayments>()
            .AddSingleton<LedgerVerifier>().AddSingleton<VerifyBooks>()
            .AddSingleton<StateInvestor>().AddSingleton<StateProvider>().AddSingleton<StateWorker>().AddSingleton<StateFund>().AddSingleton<AnnounceCapitalCall>().AddSingleton<AnnounceDistribution>()
            .AddSingleton<ShowWorker>().AddSingleton<ReportPay>().AddSingleton<AskForPause>().AddSingleton<RaiseGrievance>().AddSingleton<WithdrawDeduction>().AddSingleton<PauseWorker>().AddSingleton<CloseGrievance>()
            .AddSingleton<TakeOnGrievance>().AddSingleton<AnswerGrievance>().AddSingleton<AppealGrievance>().AddSingleton<ListOpenGrievances>()
            .AddSingleton<TypstWorkers>().AddSingleton<IssueDocuments>().AddSingleton<ListDocuments>().AddSingleton<CheckDocument>().AddSingleton<OwnPapers>().AddSingleton<CheckProof>()
            .AddSingleton<ListClaims>().AddSingleton<Appeals>().AddSingleton<ShowContracts>().AddSingleton<ShowProvider>()
            .AddDecision<ApplyTerms>()
            .AddDecision<SettleMonth>()
            .AddDecision<SealMonth>().AddDecision<BookLateBankLines>()
            .AddDecision<ReleasePayments>().AddDecision<WithdrawBatch>().AddDecision<AllocateReceipt>().AddDecision<ChangeBankDetails>().AddDecision<GrantPause>().AddDecision<MakeManualEntry>()
            .AddDecision<CallCapital>().AddDecision<DistributeCapital>().AddDecision<TransferInterest>()
            .AddSingleton<Decide>().AddSingleton<ShowProposal>()
            .AddJobs();
    }

    /// <summary>What is wrong where an exception says that the database cannot be written or reached now: the step under way is undone. Null for any other, which is a bug.</summary>
    /// <param name="address">As <see cref="AddWelfareFundAsync"/> takes it.</param>
    public static Refusal? WhyUnavailable(string address, Exception exception) => FundDatabase.WhyUnavailable(address, exception);

    private static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobRuns>().AddSingleton<JobsDue>().AddSingleton<SchedulerUser>()
        .AddSingleton<IJobWork, TakeInRates>().AddSingleton<IJobWork, TakeInBankFiles>().AddSingleton<IJobWork, SettleDueMonth>().AddSingleton<IJobWork, AskForWageReports>()
        .AddSingleton<IJobWork, IssueQuarterStatements>().AddSingleton<IJobWork, VerifyNightly>().AddSingleton<IJobWork, ListExpiring>()
        .AddSingleton(all => new RingJobs(all.GetRequiredService<FundDatabase>(), all.GetRequiredService<JobRuns>(), all.GetRequiredService<JobsDue>(),
            all.GetRequiredService<SchedulerUser>(), all.GetServices<IJobWork>(), all.GetRequiredService<IClock>()))
        .AddSingleton(all => new ListJobs(all.GetRequiredService<FundDatabase>(), all.GetRequiredService<ListFunds>(), all.GetRequiredService<JobRuns>(),
            all.GetRequiredService<JobsDue>(), all.GetRequiredService<IClock>()));

    private static IServiceCollection AddDecision<T>(this IServiceCollection services)
        where T : class, IDecision =>
        services.AddSingleton<T>().AddSingleton<IDecision>(provider => provider.GetRequiredService<T>());
}
