using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.AcceptanceTests.Imports;

public sealed class ImportTests
{
    private const string March = "r-1,w-1,e-1,2025-04,2000.00,1600.50,EUR,payroll,2025-05-05,";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_a_file_tells_is_read_back_the_same(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();

        var result = await fund.TakeInAsync("wages", ImportingFund.Wages(March, "r-2,w-2,e-1,2025-04,250000,,JPY,self-report,2025-05-06,"));

        (result.Rows, result.New, result.Known, result.FirstIntake, result.LastIntake).ShouldBe((2, 2, 0, 5, 6));
        await using var context = fund.Database.NewContext();
        (await context.Set<WageReport>().AsNoTracking().SingleAsync(wage => wage.Id == "r-1")).ShouldBe(new WageReport
        {
            Fund = fund.Number,
            Intake = 5,
            Id = "r-1",
            Worker = new("w-1"),
            Employer = new("e-1"),
            Month = new(2025, 4),
            Gross = new(2_000_00, Currency.Of("EUR")),
            Net = 1600.50m,
            Source = WageSource.Payroll,
            ReportedOn = new(2025, 5, 5),
        });
        (await context.Set<WageReport>().Where(wage => wage.Worker == new WorkerId("w-2") && wage.Month == new YearMonth(2025, 4)).CountAsync()).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_kind_of_file_comes_in_and_again_changes_nothing(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        (string Kind, string Text)[] files =
        [
            ("investors", "investor_id,name,kind,country,email,iban\nfx,Fundação X,foundation,PT,giving@fx.example,PT50000201231234567890154\n"),
            ("commitments", "commitment_id,investor_id,tranche,amount,currency,signed_on\nc-1,fx,senior,1000000.00,EUR,2025-03-01\n"),
            ("capital-calls", "call_id,called_on,due_on,amount,purpose\nk-1,2025-03-01,2025-03-20,250000.00,first workers\n"),
            ("providers", "provider_id,name,country,currency,iban,bic\nvisayas,Visayas Care,PH,PHP,,\n"),
            ("payees", "payee_kind,payee_id,name,country,account,bic\nworker,w-1,Maria Cruz,PH,0110-2345,BOPIPHMM\nrecipient,worker-welfare,Casa dos Trabalhadores,PT,77 88,CGDIPTPL\n"),
            ("agreements", "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,deduction_withdrawn_on,other_share\na-1,w-1,standard,2025-03-10,4000.00,EUR,,,0.05\n"),
            ("costs", "cost_id,worker_id,cost_line,incurred_on,amount,currency,paid_by\nx-1,w-1,language,2025-03-10,300.00,EUR,fund\n"),
            ("audits", "audit_id,employment_id,audited_on,criterion,result,evidence\nu-1,j-1,2025-05-10,paid-in-full,not-met,\"payslip, May\"\n"),
            ("claims", "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\nm-1,visayas-1,w-1,started,2025-04-01,2025-04-20,contract\n"),
            ("decisions", "claim_id,decided_on,decision,decided_by,reason\nm-1,2025-04-25,returned,verifier,page 2 is missing\nm-1,2025-04-29,accepted,verifier,\n"),
            ("wages", ImportingFund.Wages(March, "r-2,w-1,e-1,2025-04,2100.00,,EUR,payslip,2025-05-09,r-1")),
            ("deductions", "deduction_id,worker_id,employer_id,month,deducted_on,amount,currency,transfer_reference\nd-1,w-1,e-1,2025-04,2025-05-02,160.00,EUR,PAYROLL-2025-04-e-1\n"),
            ("grievances", "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome\ng-1,w-1,j-1,2025-06-02,wages,serious,\"Overtime of May is missing, and I was told not to ask\",,\n"),
            ("pauses", "pause_id,worker_id,from,to,reason,approved_by\np-1,w-1,2025-06-01,,illness,ana\n"),
            ("endings", "worker_id,employment_id,ended_on,reason\nw-2,,2025-07-31,returned\n,j-1,2025-08-31,employer-breach\n"),
            ("fx", "date,base,quote,rate,source\n2025-04-30,EUR,PHP,60.1234,own\n"),
            ("fx-ecb", "Date,USD,JPY,HRK,\n2025-04-30,1.1373,162.30,N/A,\n2025-04-29,1.1373,162.11,N/A,\n"),
            ("bank", "bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference\nmain,2025-03-20,2025-03-20,250000.00,EUR,Fundação X,k-1,B/1\n"),
            ("bank-balances", "bank_account,on,balance,currency\nmain,2025-03-31,250000.00,EUR\n"),
            ("camt053", """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-4</MsgId><CreDtTm>2025-05-01T06:00:00</CreDtTm></GrpHdr><Stmt>
                  <Id>S-4</Id><Acct><Id><Othr><Id>cebu</Id></Othr></Id></Acct>
                  <Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="PHP">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-03-31</Dt></Dt></Bal>
                  <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="PHP">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-04-30</Dt></Dt></Bal>
                  <Ntry><Amt Ccy="PHP">90000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-04-08</Dt></BookgDt><AcctSvcrRef>C/1</AcctSvcrRef></Ntry>
                  <Ntry><Amt Ccy="PHP">90000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-04-09</Dt></BookgDt><AcctSvcrRef>C/2</AcctSvcrRef></Ntry>
                </Stmt></BkToCstmrStmt></Document>
                """),
        ];

        foreach (var (kind, text) in files) (await fund.TakeInAsync(kind, text)).Known.ShouldBe(0, kind);
        var before = await CountsAsync(fund);
        foreach (var (kind, text) in files)
        {
            var again = await fund.TakeInAsync(kind, text);
            (again.New, again.Known).ShouldBe((0, again.Rows), kind);
        }

        (await CountsAsync(fund)).ShouldBe(before);
        await using var context = fund.Database.NewContext();
        (await context.Parties.Where(party => party.Fund == fund.Number).Select(party => new { party.Kind, party.ExternalId, party.Owner }).ToListAsync())
            .Select(party => (party.Kind, party.ExternalId, party.Owner)).ShouldBe(
            [(PartyKind.Employer, "e-1", null), (PartyKind.Worker, "w-1", null), (PartyKind.Worker, "w-2", null), (PartyKind.Holding, "fx/senior", "fx")], ignoreOrder: true);
        (await context.Set<PublishedRate>().CountAsync(rate => rate.Source == "ecb")).ShouldBe(4);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_personal_stands_in_tables_of_its_own(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        await fund.TakeInAsync("bank", "bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference\nmain,2025-03-20,2025-03-20,5.00,EUR,Maria Cruz,for March,B-1\n");

        await using var context = fund.Database.NewContext();
        var personal = new PersonalData(context, fund.Number);
        (await personal.ReadAsync("workers", ["w-1", "w-9"])).ShouldHaveSingleItem().Value.Name.ShouldBe("Maria Cruz");
        var line = await context.Set<BankLine>().AsNoTracking().SingleAsync();
        line.Reference.ShouldBeNull();
        (await personal.FillInAsync([line]))[0].ShouldBe(line with { Counterparty = "Maria Cruz", Reference = "for March" });
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_a_grievance_says_stands_apart_and_its_closing_follows(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        const string header = "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome\n";
        await fund.TakeInAsync("grievances", header + "g-1,w-1,j-1,2025-06-02,wages,serious,my own words,,\n");
        (await fund.TakeInAsync("grievances", header + "g-1,w-1,j-1,2025-06-02,wages,serious,my own words,2025-06-20,upheld\n")).New.ShouldBe(1);
        (await fund.ImportAsync("grievances", header + "g-1,w-1,j-1,2025-06-02,wages,serious,,2025-06-21,upheld\n")).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(
            "in.csv:2: closed_on: g-1 is known already and says something else here; only closed_on and outcome may be added to a grievance; what is new is another grievance.");

        await using var context = fund.Database.NewContext();
        (await context.Set<Grievance>().AsNoTracking().OrderBy(grievance => grievance.Intake).ToListAsync()).Select(grievance => (grievance.Text, grievance.Outcome))
            .ShouldBe([(null, null), (null, GrievanceOutcome.Upheld)]);
        (await context.Set<GrievanceTextRow>().AsNoTracking().CountAsync(row => row.Text == "my own words")).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_deductions_transfer_reference_may_follow(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        const string header = "deduction_id,worker_id,employer_id,month,deducted_on,amount,currency,transfer_reference\n";
        await fund.TakeInAsync("deductions", header + "d-1,w-1,e-1,2025-04,2025-05-02,160.00,EUR,\n");
        (await fund.TakeInAsync("deductions", header + "d-1,w-1,e-1,2025-04,2025-05-02,160.00,EUR,T-1\n")).New.ShouldBe(1);
        (await fund.ImportAsync("deductions", header + "d-1,w-1,e-1,2025-04,2025-05-02,160.00,EUR,T-2\n")).Refusals.ShouldHaveSingleItem().Where.ShouldBe("in.csv:2: transfer_reference");
        (await fund.ImportAsync("deductions", header + "d-2,w-9,e-1,2025-04,2025-05-02,160.00,EUR,\n")).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(
            "in.csv:2: worker_id: the fund knows no worker w-9; import the workers first, or correct the id.");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_known_fact_that_says_something_else_is_refused_with_its_column(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        await fund.TakeInAsync("wages", ImportingFund.Wages(March));

        (await fund.ImportAsync("wages", ImportingFund.Wages(March.Replace("2000.00", "2000.01", StringComparison.Ordinal)))).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(
            "in.csv:2: gross: r-1 is known already and says something else here; a correction is a new report with its own wage_id that names this one in replaces.");
        (await fund.ImportAsync("workers", "worker_id,enrolled_on,contract_id,corridor,name,birth_year\nw-1,2025-03-10,visayas-1,ph-pt,Maria Santos,1994\n"))
            .Refusals.ShouldHaveSingleItem().Where.ShouldBe("in.csv:2: name");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_employments_end_follows_and_the_older_file_still_changes_nothing(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        var ended = ImportingFund.Jobs("j-1,w-1,e-1,2025-04-01,2025-09-30,contract over,2000.00,2000.00,EUR,40");

        (await fund.TakeInAsync("employments", ended)).New.ShouldBe(1);
        (await fund.TakeInAsync("employments", ended)).New.ShouldBe(0);
        (await fund.TakeInAsync("employments", ImportingFund.Jobs("j-1,w-1,e-1,2025-04-01,,,2000.00,2000.00,EUR,40"))).New.ShouldBe(0);
        (await fund.ImportAsync("employments", ImportingFund.Jobs("j-1,w-1,e-1,2025-04-01,2025-09-30,contract over,2500.00,2000.00,EUR,40"))).Refusals.ShouldHaveSingleItem().Where.ShouldBe("in.csv:2: offered_wage");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_file_that_is_half_wrong_imports_nothing(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        var before = await CountsAsync(fund);
        var rows = Enumerable.Range(1, 2_500).Select(at => $"r-{at},w-1,e-1,2025-04,{(at == 2_400 ? "2000.001" : "2000.00")},,EUR,payroll,2025-05-05,").ToArray();

        (await fund.ImportAsync("wages", ImportingFund.Wages(rows))).Refusals.ShouldHaveSingleItem().Where.ShouldBe("in.csv:2401: gross");

        (await CountsAsync(fund)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Stopped_in_the_middle_it_imports_nothing(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        var before = await CountsAsync(fund);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(ImportingFund.Wages([.. Enumerable.Range(1, 5_000).Select(at => $"r-{at},w-1,e-1,2025-04,2000.00,,EUR,payroll,2025-05-05,")])));
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => fund.ImportAsync(fund.Actor, "wages", content, progress: new After(2_000, stop), cancellation: stop.Token));

        (await CountsAsync(fund)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_dry_run_checks_and_keeps_nothing(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        var before = await CountsAsync(fund);

        (await fund.ImportAsync("wages", ImportingFund.Wages(March), isDryRun: true)).Value.New.ShouldBe(1);
        (await fund.ImportAsync("wages", ImportingFund.Wages(March.Replace("w-1", "w-8", StringComparison.Ordinal)), isDryRun: true)).IsRefused.ShouldBeTrue();

        (await CountsAsync(fund)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task An_import_is_written_down_with_who_and_what(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();

        await using var context = fund.Database.NewContext();
        var import = await context.Set<ImportRow>().AsNoTracking().SingleAsync(import => import.Kind == "workers");
        (import.Number, import.FileName, import.Rows, import.NewRows, import.FirstIntake, import.LastIntake, import.ImportedBy, import.Channel).ShouldBe((2, "in.csv", 2, 2, 2, 3, 7, "cli"));
        import.Sha256.Length.ShouldBe(32);
        (await context.Set<AuditRow>().AsNoTracking().Where(row => row.Act == "import").CountAsync()).ShouldBe(3);
        (await Should.ThrowAsync<Exception>(() => fund.Empty.ExecutePlainAsync("UPDATE imports SET rows = 1"))).ShouldNotBeNull();
        (await Should.ThrowAsync<Exception>(() => fund.Empty.ExecutePlainAsync("DELETE FROM employments"))).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_fund_one_may_not_see_does_not_exist(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        using var content = new MemoryStream();
        var stranger = fund.Actor with { Roles = new Dictionary<int, IReadOnlySet<Role>> { [99] = new HashSet<Role> { Role.Administrator } } };
        var auditor = fund.Actor with { Roles = new Dictionary<int, IReadOnlySet<Role>> { [fund.Number] = new HashSet<Role> { Role.Auditor } } };

        (await fund.ImportAsync(stranger, "wages", content)).Refusals.ShouldHaveSingleItem().ShouldBe(FundAccess.NotFound(ImportingFund.Id));
        (await fund.ImportAsync(auditor, "wages", content)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed");
    }

    /// <summary>Rows of everything an import writes.</summary>
    private static async Task<string> CountsAsync(ImportingFund fund)
    {
        await using var context = fund.Database.NewContext();
        var counts = new List<string>();
        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal))
        {
#pragma warning disable EF1002 // The table's name comes from the model.
            counts.Add($"{table} {await context.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM \"{table}\"").SingleAsync()}");
#pragma warning restore EF1002
        }

        return string.Join(", ", counts) + $", intake {await Intake.LastAsync(context, fund.Number)}";
    }

    private sealed class After(long rows, CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Done >= rows) stop.Cancel();
        }
    }
}
