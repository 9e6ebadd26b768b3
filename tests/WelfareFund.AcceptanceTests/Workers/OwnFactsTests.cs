using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Pages;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Workers;
using WelfareFund.Contributions;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage.Access;

namespace WelfareFund.AcceptanceTests.Workers;

public sealed class OwnFactsTests
{
    private const string Id = ServedWorkers.Id;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_a_worker_tells_counts_in_the_next_settlement_and_a_pause_once_another_person_granted_it(Engine engine)
    {
        await using var fund = await LivedFund.LiveAsync(engine, Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));
        var worker = await WorkerAsync(fund, "w-1");
        var other = await WorkerAsync(fund, "w-2");

        var pay = new PayToReport("j-1", "2025-02", "1900.00", "1500.00");
        (await fund.Get<ReportPay>().RunAsync(worker, Id, "w-1", pay, onlyCheck: true)).Value.IsNew.ShouldBeTrue();
        (await ShownAsync(fund, worker, "w-1")).Reports.ShouldNotContain(report => report.Source == WageSource.SelfReport, "it was only checked");
        (await fund.Get<ReportPay>().RunAsync(worker, Id, "w-1", pay, onlyCheck: false)).Value.Id.ShouldBe("SR-w-1-2025-02-1");
        var again = (await fund.Get<ReportPay>().RunAsync(worker, Id, "w-1", pay, onlyCheck: false)).Value;
        (again.Id, again.IsNew).ShouldBe(("SR-w-1-2025-02-1", false));
        (await fund.Get<ReportPay>().RunAsync(worker, Id, "w-1", pay with { Gross = "1950.00" }, onlyCheck: false)).Value.Id.ShouldBe("SR-w-1-2025-02-2");
        (await ShownAsync(fund, worker, "w-1")).Reports.Select(report => report.Gross.ToString()).ShouldBe(["1950.00 EUR", "2000.00 EUR"], "the correction counts alone");

        (await fund.Get<AskForPause>().RunAsync(other, Id, "w-2", new("2025-02-01", "2025-02-20", "illness"), onlyCheck: false)).Value.IsNew.ShouldBeTrue();
        (await fund.Get<AskForPause>().RunAsync(other, Id, "w-2", new("2025-02-01", "2025-02-20", "illness"), onlyCheck: false)).Value.IsNew.ShouldBeFalse();
        (await fund.Get<AskForPause>().RunAsync(other, Id, "w-2", new("2025-02-01", "2025-02-21", "illness"), onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("asked-already");
        var pause = (await ShownAsync(fund, other, "w-2")).Pauses.ShouldHaveSingleItem();
        (pause.Standing, pause.CountsTo).ShouldBe((PauseStanding.Waiting, new LocalDate(2025, 1, 31)), "twenty days, and not one counts yet");

        await fund.TellAsync("wages", "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on", "r-22,w-2,e-2,2025-02,2000.00,EUR,payroll,2025-02-28");
        await fund.TellAsync("bank-balances", "bank_account,on,balance,currency", "main,2025-02-28,0.00,EUR", "main,2025-03-31,0.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);
        (await DueAsync(fund, worker, "w-1", 2)).ShouldBe("195.00");
        (await DueAsync(fund, other, "w-2", 2)).ShouldBe("200.00", "nobody has granted the pause");

        await using (var context = fund.NewContext())
            (await fund.ApproveAsync((await context.Set<ProposalRow>().SingleAsync(row => row.Kind == "pause")).Number)).ShouldStartWith("the pause PA-w-2-2025-02-01 of w-2 counts whole");
        (await ShownAsync(fund, other, "w-2")).Pauses.ShouldHaveSingleItem().Standing.ShouldBe(PauseStanding.Granted);
        (await fund.Get<RaiseGrievance>().RunAsync(worker, Id, "w-1", new("pay", "serious", "j-1", "not paid"), onlyCheck: false)).Value.Id.ShouldBe("G-w-1-1");
        (await fund.Get<RaiseGrievance>().RunAsync(worker, Id, "w-1", new("pay", "serious", "j-1", "not paid"), onlyCheck: false)).Value.IsNew.ShouldBeFalse();
        (await fund.Get<WithdrawDeduction>().RunAsync(other, Id, "w-2", "a-2", onlyCheck: false)).Value.IsNew.ShouldBeTrue();
        (await fund.Get<WithdrawDeduction>().RunAsync(other, Id, "w-2", "a-2", onlyCheck: false)).Value.IsNew.ShouldBeFalse();
        await fund.SettleAsync(3, RunState.Sealed);
        (await DueAsync(fund, other, "w-2", 2)).ShouldBe("", "the granted pause touches all of February");
        (await StatedAsync(fund, other, "w-2")).Agreement.IsDeducted.ShouldBeFalse();
        (await StatedAsync(fund, worker, "w-1")).Months.Single(month => month.Month == new YearMonth(2025, 3)).Reason.ShouldBe(ContributionReason.Paused, "a serious grievance is open");

        await fund.TellAsync("grievances", "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome", "G-w-1-1,w-1,j-1,2025-02-05,pay,serious,,2025-04-01,upheld");
        var closed = (await ShownAsync(fund, worker, "w-1")).Grievances.ShouldHaveSingleItem().Grievance;
        (closed.Outcome, closed.Text).ShouldBe((GrievanceOutcome.Upheld, "not paid"), "what was written stays");
        await fund.AskAsync("verify", "--fund", Id);
    }

    [Fact]
    public async Task Nobody_else_tells_for_a_worker_and_no_worker_reads_another()
    {
        await using var fund = await LivedFund.LiveAsync(Engine.Sqlite, Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));
        var worker = await WorkerAsync(fund, "w-1");
        var pay = new PayToReport("j-2", "2025-02", "1900.00", null);
        foreach (var account in (string[])["w-2", "nobody", "W-1"])
        {
            (await fund.Get<ShowWorker>().RunAsync(worker, Id, account)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<ShowWorker>().WhyAsync(worker, Id, account)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<StateWorker>().RunAsync(worker, Id, account, null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<ReportPay>().RunAsync(worker, Id, account, pay, onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<AskForPause>().RunAsync(worker, Id, account, new("2025-03-01", "", "illness"), onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<RaiseGrievance>().RunAsync(worker, Id, account, new("pay", "minor", "", ""), onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
            (await fund.Get<WithdrawDeduction>().RunAsync(worker, Id, account, "a-2", onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
        }

        foreach (var actor in new[] { fund.Maker, fund.Checker })
            (await fund.Get<ReportPay>().RunAsync(actor, Id, "w-2", pay, onlyCheck: false)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed");
        (await fund.Get<StateWorker>().RunAsync(fund.Maker, Id, "w-2", null)).Refusals.ShouldBeEmpty("who may read personal data may read any statement");
        var lines = (await fund.Get<ShowWorker>().WhyAsync(worker, Id, "w-1")).Value.Values.SelectMany(month => month).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => line.Subject.StartsWith("w-1:", StringComparison.Ordinal));
    }

    private static async Task<Actor> WorkerAsync(LivedFund fund, string worker)
    {
        (await fund.Get<AddUser>().RunAsync(Actor.Installer(Channel.Web, null), new("worker-" + worker, true, [new(Id, Role.Worker, worker)]))).Refusals.ShouldBeEmpty();
        return (await fund.Get<SignIn>().RunAsync("worker-" + worker, null, Channel.Web, null)).Value;
    }

    private static async Task<WorkerView> ShownAsync(LivedFund fund, Actor actor, string worker) => (await fund.Get<ShowWorker>().RunAsync(actor, Id, worker)).Value;

    private static async Task<WelfareFund.Statements.WorkerStatement> StatedAsync(LivedFund fund, Actor actor, string worker) => (await fund.Get<StateWorker>().RunAsync(actor, Id, worker, null)).Value;

    private static async Task<string> DueAsync(LivedFund fund, Actor actor, string worker, int month) =>
        string.Join(' ', (await StatedAsync(fund, actor, worker)).Months.Single(known => known.Month == new YearMonth(2025, month)).Dues.Where(due => !due.Due.IsZero).Select(due => due.Due.ToAmountString()));
}
