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
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.AcceptanceTests.Workers;

public sealed class GrievanceLifeTests
{
    private const string Id = ServedWorkers.Id;
    private const string Header = "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome";
    private const string Today = "2025-02-05";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_serious_grievance_that_is_appealed_pauses_again_until_another_person_than_who_answered_closes_the_appeal(Engine engine)
    {
        await using var fund = await OpenAsync(engine);
        var worker = await AddAsync(fund, "worker-w-1", Role.Worker, "w-1");
        var (first, second, third) = (await AddAsync(fund, "first", Role.Administrator), await AddAsync(fund, "second", Role.Administrator), await AddAsync(fund, "third", Role.Administrator));
        await RaiseAsync(fund, worker, "serious");

        (await fund.Get<TakeOnGrievance>().RunAsync(second, Id, "w-1", "G-w-1-1")).Value.Kind.ShouldBe(GrievanceWordKind.TakenOn);
        (await fund.Get<TakeOnGrievance>().RunAsync(first, Id, "w-1", "G-w-1-1")).Refusals.ShouldBeEmpty();
        (await fund.Get<TakeOnGrievance>().RunAsync(first, Id, "w-1", "G-w-1-1")).Refusals.ShouldBeEmpty();
        (await ShownAsync(fund, worker)).Words.Select(word => word.By).ShouldBe(["second", "first"], "who handles it already says so once");
        (await ShownAsync(fund, worker)).TakenOn!.By.ShouldBe("first");

        (await AppealAsync(fund, worker, "G-w-1-1", "no")).ShouldBe("not-closed");
        (await fund.Get<AnswerGrievance>().RunAsync(first, Id, "w-1", "G-w-1-1", " we ask your employer\r\nand call you ")).Value.Text.ShouldBe("we ask your employer\nand call you");
        (await fund.Get<CloseGrievance>().RunAsync(second, Id, "w-1", new("G-w-1-1", Today, "not-upheld", "your employer says that you were paid"))).Value.ClosedOn.ShouldBe(new LocalDate(2025, 2, 5));
        var closed = await ShownAsync(fund, worker);
        closed.Words.Skip(2).Select(word => (word.Kind, word.By, word.Text)).ShouldBe(
            [(GrievanceWordKind.Answered, "first", "we ask your employer\nand call you"), (GrievanceWordKind.Answered, "second", "your employer says that you were paid")]);
        (closed.Grievance.Outcome, closed.MayBeAppealed).ShouldBe((GrievanceOutcome.NotUpheld, true));
        (await fund.Get<TakeOnGrievance>().RunAsync(third, Id, "w-1", "G-w-1-1")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("closed-already");

        var before = await KeptAsync(fund);
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "G-w-1-1", "I have no money of it", onlyCheck: true)).Value.ShouldBe(new("G-w-1-2", "pay", Severity.Serious, new EmploymentId("j-1"), "I have no money of it", IsNew: true));
        (await KeptAsync(fund)).ShouldBe(before, "it was only checked");
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "G-w-1-1", "I have no money of it", onlyCheck: false)).Value.IsNew.ShouldBeTrue();
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "G-w-1-1", "I have no money of it", onlyCheck: false)).Value.ShouldBe(new("G-w-1-2", "pay", Severity.Serious, new EmploymentId("j-1"), "I have no money of it", IsNew: false));
        (await AppealAsync(fund, worker, "G-w-1-1", "and another thing")).ShouldBe("appealed-already");
        (await AppealAsync(fund, worker, "G-w-1-2", "no")).ShouldBe("not-appealable");
        var appeal = await ShownAsync(fund, worker);
        (appeal.Id, appeal.AppealOf, appeal.Grievance.ClosedOn, appeal.Grievance.Severity, appeal.Grievance.Category, appeal.Grievance.Employment, appeal.Grievance.Text)
            .ShouldBe(("G-w-1-2", "G-w-1-1", null, Severity.Serious, "pay", new EmploymentId("j-1"), "I have no money of it"));
        (await CasesAsync(fund)).Single(one => one.Id == "G-w-1-1").Appeal.ShouldBe("G-w-1-2");

        await fund.TellAsync("wages", "wage_id,worker_id,employer_id,month,gross,currency,source,reported_on", "r-12,w-1,e-1,2025-02,2000.00,EUR,payroll,2025-02-28", "r-22,w-2,e-2,2025-02,2000.00,EUR,payroll,2025-02-28",
            "r-13,w-1,e-1,2025-03,2000.00,EUR,payroll,2025-03-31", "r-23,w-2,e-2,2025-03,2000.00,EUR,payroll,2025-03-31");
        await fund.TellAsync("bank-balances", "bank_account,on,balance,currency", "main,2025-02-28,0.00,EUR", "main,2025-03-31,0.00,EUR");
        await fund.SettleAsync(2, RunState.Sealed);
        await fund.SettleAsync(3, RunState.Sealed);
        (await fund.Get<StateWorker>().RunAsync(worker, Id, "w-1", null)).Value.Months.Single(month => month.Month == new YearMonth(2025, 3)).Reason.ShouldBe(ContributionReason.Paused, "the first was closed in February: the appeal is open");

        foreach (var same in new[] { first, second })
        {
            before = await KeptAsync(fund);
            (await fund.Get<TakeOnGrievance>().RunAsync(same, Id, "w-1", "G-w-1-2")).Refusals.ShouldHaveSingleItem().ToString()
                .ShouldBe("grievance_id: G-w-1-2 appeals the answer to G-w-1-1, which is yours; another person takes it on, answers and closes it.");
            (await fund.Get<AnswerGrievance>().RunAsync(same, Id, "w-1", "G-w-1-2", "as before")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same-person");
            (await fund.Get<CloseGrievance>().RunAsync(same, Id, "w-1", new("G-w-1-2", Today, "not-upheld", "as before"))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same-person");
            (await KeptAsync(fund)).ShouldBe(before);
        }

        (await fund.Get<AnswerGrievance>().RunAsync(third, Id, "w-1", "G-w-1-1", "we look again")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("appealed-already", "who answered stays who answered");
        (await fund.Get<TakeOnGrievance>().RunAsync(third, Id, "w-1", "G-w-1-2")).Refusals.ShouldBeEmpty();
        (await fund.Get<CloseGrievance>().RunAsync(third, Id, "w-1", new("G-w-1-2", Today, "upheld", "you were right: your employer pays on Friday"))).Refusals.ShouldBeEmpty();
        (await AppealAsync(fund, worker, "G-w-1-2", "once more")).ShouldBe("not-appealable", "an appeal has no appeal");
        (await fund.Get<ListOpenGrievances>().OpenAsync(third, Id)).Value.ShouldBeEmpty();
        await fund.AskAsync("verify", "--fund", Id);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Of_a_grievance_that_a_file_closed_anybody_answers_and_handles_the_appeal_and_one_that_was_withdrawn_has_none(Engine engine)
    {
        await using var fund = await OpenAsync(engine);
        var worker = await AddAsync(fund, "worker-w-1", Role.Worker, "w-1");
        await fund.TellAsync("grievances", Header, "C-1,w-1,,2025-01-10,housing,minor,damp,2025-01-20,not-upheld", "C-2,w-1,,2025-01-11,fees,serious,,2025-01-21,withdrawn");
        (await AppealAsync(fund, worker, "C-2", "no")).ShouldBe("not-appealable");
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "C-1", "still damp", onlyCheck: false)).Value.ShouldBe(new("G-w-1-3", "housing", Severity.Minor, null, "still damp", IsNew: true));
        (await fund.Get<TakeOnGrievance>().RunAsync(fund.Maker, Id, "w-1", "G-w-1-3")).Refusals.ShouldBeEmpty("nobody answered the first");
        (await fund.Get<CloseGrievance>().RunAsync(fund.Maker, Id, "w-1", new("G-w-1-3", Today, "withdrawn", ""))).Refusals.ShouldBeEmpty("what was withdrawn needs no answer");
        (await ShownAsync(fund, worker)).Words.Select(word => word.Kind).ShouldBe([GrievanceWordKind.TakenOn]);

        await fund.TellAsync("grievances", Header, "C-3,w-1,,2025-01-10,safety,minor,,2025-01-20,upheld");
        (await fund.Get<AnswerGrievance>().RunAsync(fund.Maker, Id, "w-1", "C-3", "you were right")).Refusals.ShouldBeEmpty("the worker gets an answer where a file closed it, too");
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "C-3", "I want to be paid for it", onlyCheck: false)).Refusals.ShouldBeEmpty();
        (await fund.Get<TakeOnGrievance>().RunAsync(fund.Maker, Id, "w-1", "G-w-1-5")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("same-person");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_answer_is_personal_data_and_stands_in_no_other_table_and_every_act_stands_in_the_audit_trail(Engine engine)
    {
        const string Secret = "Makisig told the foreman";
        await using var fund = await OpenAsync(engine);
        var worker = await AddAsync(fund, "worker-w-1", Role.Worker, "w-1");
        await RaiseAsync(fund, worker, "minor");
        (await fund.Get<TakeOnGrievance>().RunAsync(fund.Maker, Id, "w-1", "G-w-1-1")).Refusals.ShouldBeEmpty();
        (await fund.Get<AnswerGrievance>().RunAsync(fund.Maker, Id, "w-1", "G-w-1-1", Secret)).Refusals.ShouldBeEmpty();
        (await fund.Get<CloseGrievance>().RunAsync(fund.Maker, Id, "w-1", new("G-w-1-1", Today, "settled", Secret))).Refusals.ShouldBeEmpty();
        (await fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "G-w-1-1", Secret, onlyCheck: false)).Refusals.ShouldBeEmpty();

        await using var context = fund.NewContext();
        var acts = (await context.Set<AuditRow>().OrderBy(row => row.Number).ToListAsync()).Where(row => row.Act.EndsWith("-grievance", StringComparison.Ordinal)).ToList();
        acts.Select(row => $"{row.Act} {row.Subject} {row.After}").Where(act => !act.Contains("import", StringComparison.Ordinal)).ShouldBe(
        [
            "take-on-grievance G-w-1-1 {\"word\":1}", "answer-grievance G-w-1-1 {\"word\":2}", "answer-grievance G-w-1-1 {\"word\":3}", "appeal-grievance G-w-1-1 {\"word\":4,\"appeal\":\"G-w-1-2\"}",
        ]);
        acts.Select(row => row.Act).Where(act => act is "raise-grievance" or "close-grievance").ShouldBe(["raise-grievance", "close-grievance", "raise-grievance"]);
        foreach (var table in context.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties().Where(column => column.ClrType == typeof(string)))
            {
                var (name, place) = (table.GetTableName()!, $"{table.GetTableName()}.{column.GetColumnName()}");
                var query = $"SELECT \"{column.GetColumnName()}\" AS \"Value\" FROM {name} WHERE \"{column.GetColumnName()}\" LIKE '%{Secret}%'";
                (await context.Database.SqlQueryRaw<string>(query).ToListAsync()).Count.ShouldBe(place switch { "grievance_word_texts.text" => 2, "grievance_texts.text" => 1, _ => 0 }, place);
            }
        }

        await context.Set<GrievanceWordTextRow>().ExecuteDeleteAsync();
        (await CasesAsync(fund)).Single(one => one.Id == "G-w-1-1").Words.Select(word => word.Text).ShouldBe([null, null, null, null], "an erased answer leaves that there was one");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_refused_leaves_neither_a_fact_nor_a_word_and_of_two_who_close_at_once_one_answers(Engine engine)
    {
        await using var fund = await OpenAsync(engine);
        var worker = await AddAsync(fund, "worker-w-1", Role.Worker, "w-1");
        var (first, second) = (await AddAsync(fund, "first", Role.Administrator), await AddAsync(fund, "second", Role.Administrator));
        await RaiseAsync(fund, worker, "moderate");
        var before = await KeptAsync(fund);
        foreach (var (told, code) in (IEnumerable<(GrievanceToClose, string)>)
        [
            (new("G-w-1-1", "2025-02-04", "upheld", "an answer"), "wrong-order"), (new("G-w-1-1", Today, "upheld", " \r\n "), "empty"), (new("G-w-1-1", Today, "settled", null), "empty"),
            (new("G-w-1-1", Today, "upheld", new string('x', 2_001)), "too-long"), (new("G-w-1-1", Today, "withdrawn", "a\u0007b"), "control-character"), (new("G-w-1-9", Today, "upheld", "an answer"), "unknown-id"),
        ])
            (await fund.Get<CloseGrievance>().RunAsync(first, Id, "w-1", told)).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
        foreach (var (answer, code) in ((string?, string)[])[(null, "empty"), ("\n", "empty"), (new string('x', 2_001), "too-long"), ("a\tb", "control-character")])
            (await fund.Get<AnswerGrievance>().RunAsync(first, Id, "w-1", "G-w-1-1", answer)).Refusals.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await fund.Get<AnswerGrievance>().RunAsync(first, Id, "w-2", "G-w-1-1", "an answer")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-id", "it is another worker's");
        (await KeptAsync(fund)).ShouldBe(before);

        var closed = await Task.WhenAll(new[] { first, second }.Select(actor => fund.Get<CloseGrievance>().RunAsync(actor, Id, "w-1", new("G-w-1-1", Today, "not-upheld", "an answer of " + actor.Name))));
        closed.Single(one => one.IsRefused).Refusals.ShouldHaveSingleItem().Code.ShouldBe("closed-already");
        (await ShownAsync(fund, worker)).Words.ShouldHaveSingleItem().Text.ShouldBe("an answer of " + (closed[0].IsRefused ? "second" : "first"));

        var appealed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fund.Get<AppealGrievance>().RunAsync(worker, Id, "w-1", "G-w-1-1", "no", onlyCheck: false)));
        appealed.ShouldAllBe(one => one.IsRefused ? one.Refusals[0].Code == "appealed-already" : one.Value.Id == "G-w-1-2");
        appealed.Count(one => !one.IsRefused && one.Value.IsNew).ShouldBe(1);
        (await CasesAsync(fund)).Select(one => (one.Id, one.AppealOf)).ShouldBe([("G-w-1-2", "G-w-1-1"), ("G-w-1-1", null)], ignoreOrder: true);
    }

    [Fact]
    public async Task Whoever_runs_the_fund_handles_grievances_and_a_worker_appeals_their_own_alone()
    {
        await using var fund = await OpenAsync(Engine.Sqlite);
        var worker = await AddAsync(fund, "worker-w-1", Role.Worker, "w-1");
        var (other, auditor) = (await AddAsync(fund, "worker-w-2", Role.Worker, "w-2"), await AddAsync(fund, "auditor", Role.Auditor));
        await RaiseAsync(fund, worker, "minor");
        var before = await KeptAsync(fund);
        foreach (var actor in new[] { fund.Checker, worker, auditor })
        {
            CodeOf(await fund.Get<TakeOnGrievance>().RunAsync(actor, Id, "w-1", "G-w-1-1")).ShouldBe("not-allowed", actor.Name);
            CodeOf(await fund.Get<AnswerGrievance>().RunAsync(actor, Id, "w-1", "G-w-1-1", "an answer")).ShouldBe("not-allowed", actor.Name);
            CodeOf(await fund.Get<CloseGrievance>().RunAsync(actor, Id, "w-1", new("G-w-1-1", Today, "upheld", "an answer"))).ShouldBe("not-allowed", actor.Name);
        }

        (await KeptAsync(fund)).ShouldBe(before);
        (await fund.Get<CloseGrievance>().RunAsync(fund.Maker, Id, "w-1", new("G-w-1-1", Today, "not-upheld", "an answer"))).Refusals.ShouldBeEmpty();
        before = await KeptAsync(fund);
        (await AppealAsync(fund, other, "G-w-1-1", "no")).ShouldBe("not-found");
        CodeOf(await fund.Get<AppealGrievance>().RunAsync(other, Id, "w-2", "G-w-1-1", "no", onlyCheck: false)).ShouldBe("unknown-id", "it is another worker's");
        (await AppealAsync(fund, fund.Maker, "G-w-1-1", "no")).ShouldBe("not-allowed", "nobody appeals for a worker here");
        CodeOf(await fund.Get<ShowWorker>().RunAsync(other, Id, "w-1")).ShouldBe("not-found");
        (await fund.Get<ShowWorker>().RunAsync(other, Id, "w-2")).Value.Grievances.ShouldBeEmpty();
        (await KeptAsync(fund)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Open_grievances_are_listed_the_serious_first_and_then_the_oldest_with_who_handles_them(Engine engine)
    {
        await using var fund = await OpenAsync(engine);
        var auditor = await AddAsync(fund, "auditor", Role.Auditor);
        await fund.TellAsync("grievances", Header, "C-1,w-1,,2025-01-10,housing,minor,damp,,", "C-2,w-2,,2025-01-12,fees,serious,,,", "C-3,w-1,j-1,2025-01-11,pay,serious,,,", "C-4,w-1,,2025-01-09,hours,moderate,,,", "C-5,w-2,,2025-01-08,pay,serious,,2025-01-30,upheld");
        await fund.TellAsync("grievances", Header, "C-4,w-1,,2025-01-09,hours,moderate,,2025-02-01,settled");
        (await fund.Get<TakeOnGrievance>().RunAsync(fund.Maker, Id, "w-2", "C-2")).Refusals.ShouldBeEmpty();
        (await fund.Get<ListOpenGrievances>().OpenAsync(auditor, Id)).Value.ShouldBe(
        [
            new("C-3", "w-1", "pay", Severity.Serious, new(2025, 1, 11), null), new("C-2", "w-2", "fees", Severity.Serious, new(2025, 1, 12), fund.Maker.Name), new("C-1", "w-1", "housing", Severity.Minor, new(2025, 1, 10), null),
        ]);
        CodeOf(await fund.Get<ListOpenGrievances>().OpenAsync(fund.Checker, Id)).ShouldBe("not-allowed");
        CodeOf(await fund.Get<ListOpenGrievances>().OpenAsync(fund.Maker with { Roles = new Dictionary<int, IReadOnlySet<Role>>() }, Id)).ShouldBe("not-found");
    }

    private static Task<LivedFund> OpenAsync(Engine engine) => LivedFund.LiveAsync(engine, Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));

    private static async Task<Actor> AddAsync(LivedFund fund, string name, Role role, string? account = null)
    {
        (await fund.Get<AddUser>().RunAsync(Actor.Installer(Channel.Web, null), new(name, true, [new(Id, role, account)]))).Refusals.ShouldBeEmpty();
        return (await fund.Get<SignIn>().RunAsync(name, null, Channel.Web, null)).Value;
    }

    private static async Task RaiseAsync(LivedFund fund, Actor worker, string severity) =>
        (await fund.Get<RaiseGrievance>().RunAsync(worker, Id, "w-1", new("pay", severity, "j-1", "not paid"), onlyCheck: false)).Value.Id.ShouldBe("G-w-1-1");

    /// <summary>Of w-1; what it is refused for.</summary>
    private static async Task<string> AppealAsync(LivedFund fund, Actor actor, string grievance, string why) => CodeOf(await fund.Get<AppealGrievance>().RunAsync(actor, Id, "w-1", grievance, why, onlyCheck: false));

    /// <summary>The newest of w-1, as w-1 sees it.</summary>
    private static async Task<GrievanceCase> ShownAsync(LivedFund fund, Actor worker) => (await fund.Get<ShowWorker>().RunAsync(worker, Id, "w-1")).Value.Grievances[0];

    private static async Task<IReadOnlyList<GrievanceCase>> CasesAsync(LivedFund fund) => (await fund.Get<CloseGrievance>().ListAsync(fund.Maker, Id, "w-1")).Value;

    private static string CodeOf<T>(Result<T> result) => result.Refusals.ShouldHaveSingleItem().Code;

    private static async Task<(int Facts, int Words, int Texts, int Acts)> KeptAsync(LivedFund fund)
    {
        await using var context = fund.NewContext();
        return (await context.Set<Grievance>().CountAsync(), await context.Set<GrievanceWordRow>().CountAsync(), await context.Set<GrievanceWordTextRow>().CountAsync(), await context.Set<AuditRow>().CountAsync());
    }
}
