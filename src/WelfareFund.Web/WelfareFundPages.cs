using System.Net;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Jobs;
using WelfareFund.Application.Ledger;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Terms;
using WelfareFund.Application.Workers;
using WelfareFund.Web.Admin;
using WelfareFund.Web.Api;
using WelfareFund.Web.Components;
using WelfareFund.Web.Jobs;
using WelfareFund.Web.Parties;
using WelfareFund.Web.Reports;
using WelfareFund.Web.SignIn;
using WelfareFund.Web.Workers;

namespace WelfareFund.Web;

/// <summary>The web application: pages on the server, each a function of its address, all of them without JavaScript.</summary>
public static class WelfareFundPages
{
    /// <param name="useCases">Where the use cases are asked for.</param>
    /// <param name="at">This machine's own address: encryption on the way is a proxy's work, so that the pages answer nobody else. Port 0 takes a free one.</param>
    /// <param name="bell">Null where jobs do not run on this node.</param>
    /// <exception cref="ArgumentException">Others could reach the address.</exception>
    public static WebApplication Build(IServiceProvider useCases, IPEndPoint at, BellSettings? bell = null)
    {
        ArgumentNullException.ThrowIfNull(useCases);
        ArgumentNullException.ThrowIfNull(at);
        if (!IPAddress.IsLoopback(at.Address))
            throw new ArgumentException($"{at.Address} is not this machine's alone.", nameof(at));

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WelfareFundPages).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(at);
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRazorComponents();
        Sessions.Add(builder.Services, useCases.GetRequiredService<UserAccounts>(), useCases.GetRequiredService<SessionKeys>().Folder);
        builder.Services
            .AddSingleton(useCases.GetRequiredService<Application.Access.SignIn>())
            .AddSingleton(useCases.GetRequiredService<ListFunds>())
            .AddSingleton(useCases.GetRequiredService<ShowFund>())
            .AddSingleton(useCases.GetRequiredService<ShowMonth>())
            .AddSingleton(useCases.GetRequiredService<ShowTrialBalance>())
            .AddSingleton(useCases.GetRequiredService<ShowAccount>())
            .AddSingleton(useCases.GetRequiredService<ShowEntry>())
            .AddSingleton(useCases.GetRequiredService<FindEntries>())
            .AddSingleton(useCases.GetRequiredService<FundReports>())
            .AddSingleton(useCases.GetRequiredService<ListWorkers>())
            .AddSingleton(useCases.GetRequiredService<ShowWorkerFile>())
            .AddSingleton(useCases.GetRequiredService<FindInFund>())
            .AddSingleton(useCases.GetRequiredService<ClearingReport>())
            .AddSingleton(useCases.GetRequiredService<AllocateReceipt>())
            .AddSingleton(useCases.GetRequiredService<ShowTerms>())
            .AddSingleton(useCases.GetRequiredService<ListDocuments>())
            .AddSingleton(useCases.GetRequiredService<ListJobs>())
            .AddSingleton(useCases.GetRequiredService<SettleMonth>())
            .AddSingleton(useCases.GetRequiredService<ShowProposal>())
            .AddSingleton(useCases.GetRequiredService<Decide>())
            .AddSingleton(useCases.GetRequiredService<ListPayments>())
            .AddSingleton(useCases.GetRequiredService<ReleasePayments>())
            .AddSingleton(useCases.GetRequiredService<ExportPayments>())
            .AddSingleton(useCases.GetRequiredService<ImportFile>())
            .AddSingleton(useCases.GetRequiredService<UserAccounts>())
            .AddSingleton(useCases.GetRequiredService<ListUsers>())
            .AddSingleton(useCases.GetRequiredService<AddUser>())
            .AddSingleton(useCases.GetRequiredService<TakeRole>())
            .AddSingleton(useCases.GetRequiredService<Invitations>())
            .AddSingleton(useCases.GetRequiredService<ListAudit>())
            .AddSingleton(useCases.GetRequiredService<FundFiguresReport>())
            .AddSingleton(useCases.GetRequiredService<ShowWorker>())
            .AddSingleton(useCases.GetRequiredService<ReportPay>())
            .AddSingleton(useCases.GetRequiredService<AskForPause>())
            .AddSingleton(useCases.GetRequiredService<RaiseGrievance>())
            .AddSingleton(useCases.GetRequiredService<AppealGrievance>())
            .AddSingleton(useCases.GetRequiredService<WithdrawDeduction>())
            .AddSingleton(useCases.GetRequiredService<CallCapital>())
            .AddSingleton(useCases.GetRequiredService<DistributeCapital>())
            .AddSingleton(useCases.GetRequiredService<TransferInterest>())
            .AddSingleton(useCases.GetRequiredService<ListPayees>())
            .AddSingleton(useCases.GetRequiredService<ChangeBankDetails>())
            .AddSingleton(useCases.GetRequiredService<PauseWorker>())
            .AddSingleton(useCases.GetRequiredService<ListOpenGrievances>())
            .AddSingleton(useCases.GetRequiredService<TakeOnGrievance>())
            .AddSingleton(useCases.GetRequiredService<AnswerGrievance>())
            .AddSingleton(useCases.GetRequiredService<CloseGrievance>())
            .AddSingleton(useCases.GetRequiredService<MakeManualEntry>())
            .AddSingleton(useCases.GetRequiredService<StateWorker>())
            .AddSingleton(useCases.GetRequiredService<IssueDocuments>())
            .AddSingleton<Reader>()
            .AddSingleton<MonthsAtWork>()
            .AddParties(useCases);
        ApiRoom.Add(builder.Services);
        if (bell is not null)
            QuartzBell.Hang(builder.Services.AddSingleton(useCases.GetRequiredService<RingJobs>()), bell);

        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.Use(Guard.AnswerAsync);
        app.UseStatusCodePages(NothingHere.AnswerAsync);
        app.Use(ApiDoor.EnterAsync);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(SecondFactorGate.PassAsync);
        app.Use(RightGate.PassAsync);
        app.UseAntiforgery();
        StaticFile.Map(app);
        Passkeys.Map(app);
        MonthCsv.Map(app);
        BatchFile.Map(app);
        ReportCsv.Map(app);
        StatementFile.Map(app);
        PartyFiles.Map(app);
        ApiRoom.Map(app);
        app.MapRazorComponents<App>();
        return app;
    }
}
