using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Jobs;
using WelfareFund.Cli;
using WelfareFund.Jobs;
using WelfareFund.Settlement;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Jobs;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>A sample fund in Dublin whose settlements are due on the 5th at 06:00.</summary>
public sealed class JobsTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(SampleBooks.Folder)!, "cost-share");
    private static readonly LocalDate Told = new(2025, 3, 5);
    private static readonly Instant BeforeTheDay = Instant.FromUtc(2025, 2, 5, 5, 59);
    private static readonly Instant OnTheDay = Instant.FromUtc(2025, 2, 5, 6, 0);
    private static readonly Duration Lease = Duration.FromSeconds(20);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_month_waits_for_its_day_for_the_bank_for_approval_and_for_changed_facts_after_a_rejection_and_says_so(Engine engine)
    {
        await using var database = await EmptyDatabase.CreateAsync(engine);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);

        Of(await fund.RingAsync(BeforeTheDay), Job.Settlement).ShouldBeNull();
        var collecting = Of(await fund.RingAsync(OnTheDay), Job.Settlement)!;
        (collecting.Result, collecting.Outcome, collecting.Needs).ShouldBe((JobResult.Waiting, "2025-01 is collecting", "no statement of main through 2025-01-31"));

        await fund.TellAsync(null, new(2025, 2, 5), watched: false);
        var calculated = Of(await fund.RingAsync(OnTheDay), Job.Settlement)!;
        calculated.Needs.ShouldMatch("^approve [0-9]+$");
        Of(await fund.RingAsync(OnTheDay), Job.Settlement)!.Needs.ShouldBe(calculated.Needs);
        var proposal = long.Parse(calculated.Needs.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        (await fund.Get<Decide>().RejectAsync(await fund.ApproverAsync(), proposal, "a claim is missing")).Refusals.ShouldBeEmpty();
        Of(await fund.RingAsync(OnTheDay), Job.Settlement)!.Needs.ShouldBe($"proposal {proposal} was rejected: a claim is missing; correct the facts, or propose it again with settle");

        await fund.TellAsync(new(2025, 2, 5), Told, watched: false);
        Of(await fund.RingAsync(OnTheDay), Job.Settlement)!.Needs.ShouldNotBe(calculated.Needs);
        (await fund.ApproveAllAsync()).ShouldBe(1);
        Of(await fund.RingAsync(OnTheDay), Job.Settlement)!.Outcome.ShouldStartWith("2025-01 is paid");
        (await fund.ApproveAllAsync()).ShouldBe(1);
        Of(await fund.RingAsync(OnTheDay), Job.Settlement)!.Result.ShouldBe(JobResult.Done);
        Of(await fund.RingAsync(OnTheDay), Job.Settlement).ShouldBeNull();
        (await fund.RunsAsync()).Last().State.ShouldBe(RunState.Sealed);
    }

    [Fact]
    public async Task A_refused_file_stays_with_its_reasons_and_a_taken_one_moves_and_changes_nothing_when_it_comes_again()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        var folder = Directory.CreateDirectory(Path.Combine(fund.Watched, fund.Id, "bank-balances")).FullName;
        const string Good = "bank_account,on,balance,currency\nmain,2025-01-31,0.00,EUR\n";
        File.WriteAllText(In(folder, "2-good.csv"), Good);
        File.WriteAllText(In(folder, "1-bad.csv"), "bank_account,on,balance,currency\nmain,2025-02-31,0.00,EUR\n");
        File.WriteAllText(In(folder, ".unfinished.csv"), "bank_account,on,bal");

        var first = Of(await fund.RingAsync(OnTheDay), Job.BankFiles)!;
        first.Outcome.ShouldBe("1 file taken, 1 new row; 1 refused");
        first.Needs.ShouldStartWith("correct bank-balances/1-bad.csv: 1-bad.csv:2: on: ");
        Names(folder).ShouldBe([".unfinished.csv", "1-bad.csv", "1-bad.csv.errors.txt"]);
        File.ReadAllText(In(folder, "1-bad.csv.errors.txt")).ShouldContain("1-bad.csv:2: on: ");
        Names(In(folder, "done")).ShouldBe(["2-good.csv"]);
        Of(await fund.RingAsync(OnTheDay), Job.BankFiles).ShouldBeNull();

        File.WriteAllText(In(folder, "1-bad.csv"), "bank_account,on,balance,currency\nmain,2025-02-28,0.00,EUR\n");
        File.WriteAllText(In(folder, "2-good.csv"), Good);
        Of(await fund.RingAsync(OnTheDay + Duration.FromHours(1)), Job.BankFiles)!.Outcome.ShouldBe("2 files taken, 1 new row");
        Names(folder).ShouldBe([".unfinished.csv"]);
        Names(In(folder, "done")).ShouldBe(["1-bad.csv", "2-good.csv"]);

        File.WriteAllText(In(folder, "2-good.csv"), "bank_account,on,balance,currency\nmain,2025-03-31,0.00,EUR\n");
        Of(await fund.RingAsync(OnTheDay + Duration.FromHours(2)), Job.BankFiles)!.Outcome.ShouldBe("1 file taken, 1 new row");
        Names(In(folder, "done")).Count.ShouldBe(3);
        (await fund.AskAsync(context => context.Set<ImportRow>().CountAsync(import => import.Kind == "bank-balances"))).ShouldBe(3);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Of_many_that_claim_at_once_one_gets_it_and_who_died_is_taken_over_after_the_lease_and_shut_out(Engine engine)
    {
        await using var database = await EmptyDatabase.CreateAsync(engine);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        fund.Clock.Now = OnTheDay;
        var runs = fund.Get<JobRuns>();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() => runs.ClaimAsync(1, Job.Verify, OnTheDay, $"node {node}", Lease))));
        var dead = claims.OfType<JobClaim>().ShouldHaveSingleItem();
        fund.Clock.Now = OnTheDay + Lease - Duration.FromMilliseconds(1);
        (await runs.ClaimAsync(1, Job.Verify, OnTheDay, "another", Lease)).ShouldBeNull();
        fund.Clock.Now = OnTheDay + Lease;
        claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() => runs.ClaimAsync(1, Job.Verify, OnTheDay, $"other {node}", Lease))));
        var living = claims.OfType<JobClaim>().ShouldHaveSingleItem();

        (await runs.RenewAsync(dead, Lease)).ShouldBeFalse();
        await runs.EndAsync(dead, JobResult.Failed, "a ghost", "", Duration.Zero);
        await runs.EndAsync(living, JobResult.Done, "alive", "", Duration.Zero);
        var run = (await fund.JobRunsAsync(Job.Verify)).ShouldHaveSingleItem();
        (run.Result, run.Outcome, run.Fence).ShouldBe((JobResult.Done, "alive", 2));
        (await runs.ClaimAsync(1, Job.Verify, OnTheDay, "late", Lease)).ShouldBeNull();
    }

    [Fact]
    public async Task Books_that_were_tampered_with_raise_an_alarm_and_do_not_stop_the_other_jobs()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        await fund.TellAsync(null, Told, watched: false);
        await fund.LiveAsync(OnTheDay);
        Of(await fund.RingAsync(OnTheDay + Duration.FromDays(1)), Job.Verify)!.Result.ShouldBe(JobResult.Done);
        await database.ExecutePlainAsync("UPDATE balances SET amount = amount + 1 WHERE account = (SELECT min(account) FROM balances)");

        var reports = await fund.RingAsync(OnTheDay + Duration.FromDays(2));

        var alarm = Of(reports, Job.Verify)!;
        alarm.Result.ShouldBe(JobResult.Alarm);
        alarm.Needs.ShouldStartWith("stop and look: ");
        Of(reports, Job.Expiry)!.Result.ShouldBe(JobResult.Done);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_ends_within_thirty_days_is_named_with_its_day_and_what_ends_later_or_ended_before_is_not(Engine engine)
    {
        await using var database = await EmptyDatabase.CreateAsync(engine);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        await fund.TellAsync(null, Told, watched: false);
        await WithdrawAsync(["A-W01,W01,2025-02-05", "A-W02,W02,2025-03-07", "A-W03,W03,2025-03-08", "A-W04,W04,2025-02-04"]);

        var report = Of(await fund.RingAsync(OnTheDay), Job.Expiry)!;

        (report.Result, report.Outcome).ShouldBe((JobResult.Done, "2 end within 30 days"));
        report.Needs.ShouldStartWith("the consent to deductions of A-W01 ends on 2025-02-05; the consent to deductions of A-W02 ends on 2025-03-07");
        report.Needs.ShouldNotContain("A-W03");
        report.Needs.ShouldNotContain("A-W04");

        async Task WithdrawAsync(string[] withdrawn)
        {
            const string Head = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,deduction_withdrawn_on,other_share\n";
            var lines = withdrawn.Select(line => line.Split(',')).Select(line => $"{line[0]},{line[1]},half,2025-01-17,700.00,EUR,2025-01-17,{line[2]},\n");
            using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Head + string.Concat(lines)));
            (await fund.Get<ImportFile>().RunAsync(await fund.MakerAsync(), new(fund.Id, "agreements", "withdrawn.csv", file))).Refusals.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_fund_whose_keys_are_gone_does_not_stop_the_others_and_is_tried_again()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var broken = await ScheduledFund.OpenAsync(database, Keys(database), Path.Combine(Path.GetDirectoryName(Folder)!, "employer-bond"));
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        await broken.TellAsync(null, Told, watched: false);
        await fund.TellAsync(null, Told, watched: false);
        await fund.RingAsync(OnTheDay);
        (await fund.ApproveAllAsync()).ShouldBe(2);
        var key = Path.Combine(Keys(database), "employer-bond.secret");
        File.Move(key, key + ".away");

        // Its keys are remembered by the process that made them, so another one rings.
        await using var other = ScheduledFund.Again(await database.OpenAsync(), Keys(database), Folder);
        var reports = await other.RingAsync(OnTheDay);
        var failed = reports.Single(report => report.Job == Job.Settlement && report.Fund == "employer-bond");
        failed.Result.ShouldBe(JobResult.Failed);
        failed.Outcome.ShouldContain("employer-bond.secret is missing");
        reports.Single(report => report.Job == Job.Settlement && report.Fund == "cost-share").Outcome.ShouldStartWith("2025-01 is paid");

        File.Move(key + ".away", key);
        (await other.RingAsync(OnTheDay + Duration.FromMinutes(4))).ShouldNotContain(report => report.Job == Job.Settlement && report.Fund == "employer-bond");
        (await other.RingAsync(OnTheDay + Duration.FromMinutes(5))).Single(report => report.Job == Job.Settlement && report.Fund == "employer-bond").Outcome.ShouldStartWith("2025-01 is paid");
    }

    [Fact]
    public async Task The_scheduler_proposes_cannot_sign_in_and_gives_its_name_to_nobody()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        await fund.TellAsync(null, Told, watched: false);
        await fund.RingAsync(OnTheDay);

        var scheduler = await fund.AskAsync(context => context.Set<UserRow>().SingleAsync(user => user.Name == "scheduler"));
        (await fund.AskAsync(context => context.Set<ProposalRow>().SingleAsync(proposal => proposal.Kind == "settlement"))).Maker.ShouldBe(scheduler.Number);
        Rights.Of(Role.Administrator).ShouldNotContain(Right.Decide);
        foreach (var key in new[] { null, "", new string('0', 64) })
            (await fund.Get<SignIn>().RunAsync("scheduler", key, Channel.Cli, null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
        (await fund.Get<AddUser>().RunAsync(Actor.Installer(Channel.Cli, null), new("scheduler", false, [new(null, Role.Approver)]))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("bad-name");
    }

    [Fact]
    public async Task A_job_run_by_hand_is_done_now_a_settlement_not_before_its_day_and_neither_by_who_may_not_propose()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        fund.Clock.Now = BeforeTheDay;
        var jobs = fund.Get<RingJobs>();

        var early = await jobs.RunOneAsync(await fund.MakerAsync(), fund.Id, Job.Settlement, null);
        early.Refusals.ShouldHaveSingleItem().ToString().ShouldBe("cost-share, settlement: nothing is due before 2025-02-05 06:00 +00; wait for it.");
        var verified = await jobs.RunOneAsync(await fund.MakerAsync(), fund.Id, Job.Verify, null);
        verified.Value.Result.ShouldBe(JobResult.Done);
        (await jobs.RunOneAsync(await fund.ApproverAsync(), fund.Id, Job.Verify, null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed");
        (await jobs.RunDueAsync(await fund.ApproverAsync(), null)).ShouldBeEmpty();

        var listed = (await fund.Get<ListJobs>().RunAsync(await fund.ApproverAsync(), fund.Id)).Value.Jobs;
        listed.Select(status => status.Job).ShouldBe(Enum.GetValues<Job>());
        listed.Single(status => status.Job == Job.Settlement).ShouldBe(new(Job.Settlement, null, OnTheDay));
        var last = listed.Single(status => status.Job == Job.Verify);
        (last.Last!.Result, last.Last.Took, last.Next).ShouldBe((JobResult.Done, Duration.Zero, Instant.FromUtc(2025, 2, 6, 2, 30)));
    }

    [Fact]
    public async Task The_command_line_rings_lists_and_says_by_its_exit_that_something_is_wrong()
    {
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await using var fund = await ScheduledFund.OpenAsync(database, Keys(database), Folder);
        await fund.TellAsync(null, Told, watched: false);
        await fund.LiveAsync(OnTheDay);

        (await AskAsync(database, 1, "run-due", "--watch", fund.Watched + "-nowhere")).ShouldContain("there is no folder");
        (await AskAsync(database, 0, "run-due", "--watch", fund.Watched, "--csv")).ShouldMatch("cost-share,settlement,2025-03-05T06:00:00Z,waiting,\"2025-02 is calculated, [0-9]+ lines\",approve [0-9]+\r");
        var listed = await AskAsync(database, 0, "list", "--fund", fund.Id, "--csv");
        listed.TrimEnd().Split('\n').Length.ShouldBe(1 + Enum.GetValues<Job>().Length);
        listed.ShouldMatch("settlement,2025-03-05T06:00:00\\+00,.*,waiting,2025-03-05T06:00:00\\+00,.*,approve [0-9]+\r");
        (await AskAsync(database, 2, "run", "lunch", "--fund", fund.Id)).ShouldContain("lunch");
        await database.ExecutePlainAsync("UPDATE balances SET amount = amount + 1 WHERE account = (SELECT min(account) FROM balances)");
        (await AskAsync(database, 1, "run", "verify", "--fund", fund.Id)).ShouldContain("alarm");
    }

    /// <summary>Everything it prints.</summary>
    private static async Task<string> AskAsync(EmptyDatabase database, int exit, params string[] arguments)
    {
        using var output = new StringWriter();
        (await CommandLine.RunAsync(["jobs", .. arguments, "--db", database.Address], output, output, CancellationToken.None)).ShouldBe(exit, output.ToString());
        return output.ToString();
    }

    private static string Keys(EmptyDatabase database) => Path.Combine(Path.GetDirectoryName(database.SqlitePath)!, "keys");

    private static string In(string folder, string name) => Path.Combine(folder, name);

    private static JobReport? Of(IReadOnlyList<JobReport> reports, Job job) => reports.SingleOrDefault(report => report.Job == job);

    private static List<string> Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
