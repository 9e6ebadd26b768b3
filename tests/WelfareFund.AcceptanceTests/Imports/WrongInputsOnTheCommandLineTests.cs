using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Cli;
using WelfareFund.Tests.Terms;

namespace WelfareFund.AcceptanceTests.Imports;

/// <summary>Wrong terms and wrong facts as the commands <c>fund check</c>, <c>fund apply</c>, <c>import</c> and <c>settle</c> answer them: the sentence whole, and exit 1.</summary>
public sealed class WrongInputsOnTheCommandLineTests : IAsyncLifetime
{
    private const string Claims = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\n";
    private const string Decisions = "claim_id,decided_on,decision,decided_by,reason\n";
    private const string Jobs = "employment_id,worker_id,employer_id,started_on,ended_on,offered_wage,contract_wage,currency,hours_per_week\n";
    private const string Audits = "audit_id,employment_id,audited_on,criterion,result\n";
    private const string Agreements = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,deduction_withdrawn_on,other_share\n";
    private const string Endings = "worker_id,employment_id,ended_on,reason\n";
    private const string Pauses = "pause_id,worker_id,from,to,reason,approved_by\n";
    private const string Workers = "worker_id,enrolled_on,contract_id,corridor\n";

    private static readonly (string Kind, string File, string Sentence)[] WrongFacts =
    [
        ("claims", Claims + "c-2,visayas-2,w-1,started,2025-04-01,2025-04-03,x\n", "in.csv:2: contract_id: 'visayas-2' is not a contract of this fund; it has visayas-1."),
        ("claims", Claims + "c-2,visayas-1,w-9,started,2025-04-01,2025-04-03,x\n", "in.csv:2: worker_id: the fund knows no worker w-9; import the workers first, or correct the id."),
        ("claims", Claims + "c-2,visayas-1,w-1,start,2025-04-01,2025-04-03,x\n", "in.csv:2: metric: 'start' is not a metric of contract visayas-1; it has started, stayed-6m, steady-pay, earned, good-job."),
        ("claims", Claims + "c-2,visayas-1,w-1,started,2025-04-03,2025-04-01,x\n", "in.csv:2: submitted_on: 2025-04-01 is before it was achieved on 2025-04-03; what is claimed has happened."),
        ("claims", Claims + "c-2,visayas-1,w-1,started,2025-04-01,2025-04-03,\n", "in.csv:2: evidence: nothing stands here; this column is never empty."),
        ("claims", Claims + "c-1,visayas-1,w-1,stayed-6m,2025-04-01,2025-04-03,contract\n", "in.csv:2: metric: c-1 is known already and says something else here; a corrected claim is a new claim with its own id."),
        ("claims", Claims + "c-2:started,visayas-1,w-1,started,2025-04-01,2025-04-03,x\n", "in.csv:2: claim_id: 'c-2:started' is not an id; an id is letters, digits, dots, dashes and underscores."),
        ("decisions", Decisions + "c-9,2025-04-15,accepted,verifier,\n", "in.csv:2: claim_id: the fund knows no claim c-9; import the claims first, or correct the id."),
        ("decisions", Decisions + "c-1,2025-04-15,approved,verifier,\n", "in.csv:2: decision: 'approved' is none of its words; write accepted, rejected or returned."),
        ("decisions", Decisions + "c-1,2025-04-15,rejected,verifier,\n", "in.csv:2: reason: a claim that is rejected needs a reason; say why, in words the provider can act on."),
        ("decisions", Decisions + "c-1,2025-04-02,accepted,verifier,\n", "in.csv:2: decided_on: 2025-04-02 is before c-1 was submitted on 2025-04-03; a decision follows the claim."),
        ("decisions", Decisions + "c-1,2025-04-15,accepted,verifier,\nc-1,2025-04-15,rejected,verifier,no\n", "in.csv:3: claim_id: c-1 on 2025-04-15 stands in line 2 already; keep one of the two."),
        ("employments", Jobs + "j-2,w-1,casa,2025-11-07,2025-11-01,1200.00,1200.00,EUR,39\n", "in.csv:2: ended_on: 2025-11-01 is before the start on 2025-11-07; write the last day in work."),
        ("employments", Jobs + "j-2,w-1,casa,2025-11-07,,-1200.00,1200.00,EUR,39\n", "in.csv:2: offered_wage: '-1200.00' is negative; write zero or a positive amount."),
        ("audits", Audits + "q-1,j-1,2025-06-01,same-contracts,met\n", "in.csv:2: criterion: 'same-contracts' is not a quality criterion of this fund; it has same-contract, paid-in-full, decent-housing."),
        ("audits", Audits + "q-1,j-1,2025-06-01,same-contract,yes\n", "in.csv:2: result: 'yes' is none of its words; write met, not-met or unknown."),
        ("audits", Audits + "q-1,j-1,2025-03-31,same-contract,met\n", "in.csv:2: audited_on: 2025-03-31 is before j-1 began on 2025-04-01; an audit is of a job that has begun."),
        ("agreements", Agreements + "a-2,w-2,austria,2025-03-12,4000.00,EUR,,,\n", "in.csv:2: terms_id: 'austria' is not a set of contribution terms of this fund; it has standard, bond, member, set-aside, state."),
        ("agreements", Agreements + "a-2,w-2,standard,2025-03-12,4000.00,USD,,,\n", "in.csv:2: currency: the terms standard are in EUR, not USD; disclose the cap in EUR."),
        ("agreements", Agreements + "a-2,w-2,standard,2025-03-12,4000.00,EUR,2025-03-12,2025-03-10,\n", "in.csv:2: deduction_withdrawn_on: 2025-03-10 is before the consent to the deduction of 2025-03-12; a consent is withdrawn after it was given."),
        ("agreements", Agreements + "a-2,w-2,standard,2025-03-12,4000.00,EUR,,2025-03-14,\n", "in.csv:2: deduction_consent_on: a consent is withdrawn that was never given; say when the worker consented to the deduction."),
        ("agreements", Agreements + "a-2,w-2,standard,2025-03-12,4000.00,EUR,,,15\n", "in.csv:2: other_share: '15' is out of range; write a number from 0 to 1."),
        ("agreements", Agreements + "a-1,w-1,standard,2025-03-12,3000.00,EUR,,,\n", "in.csv:2: disclosed_cap: a-1 is known already and says something else here; only deduction_consent_on and deduction_withdrawn_on may be added to an agreement; a new consent is a new agreement."),
        ("workers", Workers + "w-1,2025-09-01,visayas-1,ph-pt\n", "in.csv:2: enrolled_on: w-1 is known already and says something else here; what is known of a worker is changed in its own act; a worker who enrols again keeps the old row."),
        ("workers", Workers + "w-3,2024-03-10,visayas-1,ph-pt\n", "in.csv:2: enrolled_on: contract visayas-1 does not run on 2024-03-10; it runs from 2025-03-01 to 2027-02-28."),
        ("endings", Endings + "w-1,,2025-01-01,returned\n", "in.csv:2: ended_on: 2025-01-01 is before w-1 was enrolled on 2025-03-10; write the day on which the worker's time in the fund ended."),
        ("endings", Endings + "w-1,j-1,2025-09-01,returned\n", "in.csv:2: worker_id: returned ends a worker's time in the fund; give worker_id and leave employment_id empty."),
        ("endings", Endings + "w-1,,2025-09-01,employer-breach\n", "in.csv:2: employment_id: an employer's breach ends one employment and nothing of the worker's; give employment_id and leave worker_id empty."),
        ("pauses", Pauses + "p-1,w-1,2025-09-01,2025-08-01,illness,ana\n", "in.csv:2: to: 2025-08-01 is before 2025-09-01; write the last day of the pause."),
        ("pauses", Pauses + "p-1,w-1,2025-09-01,,flu,ana\n", "in.csv:2: reason: 'flu' is none of its words; write hardship, illness, parental-leave or grievance."),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("welfarefund-wrong-").FullName;
    private EmptyDatabase empty = null!;

    public async Task InitializeAsync() => empty = await EmptyDatabase.CreateAsync(Engine.Sqlite);

    public async Task DisposeAsync()
    {
        await empty.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_slip_in_a_fund_file_gets_its_sentences_and_recruitment_never_enters_a_workers_cap()
    {
        WrongFundFileTests.Slips.Count.ShouldBeGreaterThan(60);
        WrongFundFileTests.Slips.SelectMany(slip => (string[])slip[3]).ShouldContain(
            "fund.json:69: $.contributions[0].cap.costLines[0]: 'matching' is a recruitment cost, and no worker pays for that; name cost lines of kind service only.");
        foreach (var slip in WrongFundFileTests.Slips)
        {
            var ran = await RunAsync("fund", "check", await WriteAsync("fund.json", SampleFund.With((string)slip[1], (string)slip[2])));
            ran.ShouldBe((1, "", string.Concat(((string[])slip[3]).Select(sentence => sentence + Environment.NewLine))), (string)slip[0]);
        }
    }

    [Fact]
    public async Task Every_wrong_file_of_facts_gets_its_sentence_and_nothing_of_it_is_kept()
    {
        await OpenAsync();
        foreach (var (kind, file, sentence) in WrongFacts)
            (await ImportAsync(kind, file)).ShouldBe((1, "", sentence + Environment.NewLine), $"{kind}: {file}");

        (await ImportAsync("claims", Claims + "c-2,visayas-1,w-1,started,2025-04-01,2025-04-03,x\n")).Output.ShouldStartWith("in.csv: 1 new, 0 known already");
    }

    [Fact]
    public async Task Later_terms_that_the_books_cannot_go_on_with_are_refused()
    {
        await OpenAsync();
        (await ApplyAsync(SampleFund.With("\"advance\": { \"amount\": \"900000.00\", \"recoverShare\": \"0.20\" },", ""))).ShouldBe((1, "",
            "$.contracts[visayas-1].advance: nothing says any more how what was advanced comes back; leave the advance in; a lower amount advances nothing more, and recoverShare may change." + Environment.NewLine));
        (await ApplyAsync(SampleFund.With("\"recoverShare\": \"0.20\"", "\"recoverShare\": \"0.30\""))).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_month_that_cannot_be_settled_says_which_one_can()
    {
        await OpenAsync();
        (await RunAsync("settle", "--fund", "harbour-care", "--month", "2025-05", "--db", empty.Address)).ShouldBe((1, "", "2025-05: 2025-03 is not sealed yet; settle and seal the months in their order." + Environment.NewLine));
        (await RunAsync("settle", "--fund", "nowhere", "--month", "2025-03", "--db", empty.Address)).ShouldBe((1, "", "there is no fund 'nowhere'; fund list shows the funds there are." + Environment.NewLine));
    }

    private async Task OpenAsync()
    {
        (await ApplyAsync(SampleFund.Json)).Exit.ShouldBe(0);
        (await RunAsync("approve", "1", "--as", "sample-approver", "--db", empty.Address)).Exit.ShouldBe(0);
        (string Kind, string File)[] told =
        [
            ("employers", "employer_id,name,country\ncasa,Casa do Mar,PT\n"),
            ("workers", Workers + "w-1,2025-03-10,visayas-1,ph-pt\nw-2,2025-03-11,visayas-1,ph-pt\n"),
            ("agreements", Agreements + "a-1,w-1,standard,2025-03-12,4000.00,EUR,,,\n"),
            ("employments", Jobs + "j-1,w-1,casa,2025-04-01,,1200.00,1200.00,EUR,40\n"),
            ("claims", Claims + "c-1,visayas-1,w-1,started,2025-04-01,2025-04-03,contract\n"),
        ];
        foreach (var (kind, file) in told)
            (await ImportAsync(kind, file)).Exit.ShouldBe(0, kind);
    }

    private async Task<(int Exit, string Output, string Errors)> ImportAsync(string kind, string file) =>
        await RunAsync("import", kind, await WriteAsync("in.csv", file), "--fund", "harbour-care", "--db", empty.Address);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private async Task<(int Exit, string Output, string Errors)> ApplyAsync(string json) => await RunAsync("fund", "apply", await WriteAsync("fund.json", json), "--db", empty.Address);

    private async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, errors, CancellationToken.None);
        return (exit, output.ToString(), errors.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }
}
