using NodaTime;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.People;

namespace WelfareFund.Tests.Files;

public sealed class FileKindTests
{
    private const string WageHeader = "wage_id,worker_id,employer_id,month,gross,net,currency,source,reported_on,replaces";

    [Fact]
    public void A_row_becomes_a_fact_whatever_the_order_of_the_columns()
    {
        var wage = FileKinds.Wages.Fact("currency,gross,net,month,reported_on,source,replaces,employer_id,worker_id,wage_id", "JPY,250000,,2025-03,2025-04-05,self-report,,e-1,w-1,r-1");
        wage.ShouldBe(new WageReport
        {
            Id = "r-1",
            Worker = new("w-1"),
            Employer = new("e-1"),
            Month = new(2025, 3),
            Gross = new(250_000, Currency.Of("JPY")),
            Source = WageSource.SelfReport,
            ReportedOn = new(2025, 4, 5),
        });
    }

    [Fact]
    public void A_row_names_the_facts_it_builds_on() =>
        FileKinds.Wages.Line(WageHeader, "r-2,w-1,e-1,2025-03,1.00,,EUR,payroll,2025-04-05,r-1").Row!.References
            .ShouldBe([new(FactKind.Worker, "w-1", "worker_id"), new(FactKind.Employer, "e-1", "employer_id"), new(FactKind.Wage, "r-1", "replaces")], ignoreOrder: true);

    [Fact]
    public void A_column_that_may_be_empty_can_be_left_out() =>
        FileKinds.Endings.Fact("worker_id,ended_on,reason", "w-1,2025-06-30,returned").Reason.ShouldBe(EndingReason.Returned);

    [Fact]
    public void Every_error_of_a_row_is_told_at_once() =>
        FileKinds.Wages.Refused(WageHeader, "r 1,w-1,e-1,2025-13,12.345,x,EUR,payrol,2025-04-31,").ShouldBe(
        [
            "file.csv:2: wage_id: 'r 1' is not an id; an id is letters, digits, dots, dashes and underscores.",
            "file.csv:2: month: '2025-13' is not a month from 1900 to 2199; write year and month, for example 2025-01.",
            "file.csv:2: gross: '12.345' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00.",
            "file.csv:2: net: 'x' is not a number; write digits, a point before decimals and - in front when negative, for example 125.00.",
            "file.csv:2: source: 'payrol' is none of its words; write payroll, payslip or self-report.",
            "file.csv:2: reported_on: '2025-04-31' is not a date from 1900 to 2199; write year, month and day, for example 2025-01-31.",
        ]);

    [Fact]
    public void Amounts_are_not_judged_where_the_currency_is_wrong() =>
        FileKinds.Wages.Refused(WageHeader, "r-1,w-1,e-1,2025-03,1250.5,,EURO,payroll,2025-04-05,")
            .ShouldBe(["file.csv:2: currency: 'EURO' is not a currency of ISO 4217; write its three capital letters, for example EUR."]);

    [Theory]
    [InlineData("r-1,w-1,e-1,2025-03,-5.00,,EUR,payroll,2025-04-05,", "gross: '-5.00' is negative; write zero or a positive amount.")]
    [InlineData("r-1,w-1,e-1,2025-03,5.00,6.00,EUR,payroll,2025-04-05,", "net: '6.00' is more than the gross pay of 5.00; net is what is left of gross.")]
    [InlineData("r-1,w-1,e-1,2025-03,5.00,,EUR,payroll,2025-02-28,", "reported_on: 2025-02-28 is before the month 2025-03 began; pay is reported in its month or later.")]
    [InlineData("r-1,w-1,e-1,2025-03,5.00,,EUR,payroll,2025-04-05,r-1", "replaces: the report replaces itself; name the report that this one corrects.")]
    [InlineData("r-1,w-1,,2025-03,5.00,,EUR,payroll,2025-04-05,", "employer_id: nothing stands here; this column is never empty.")]
    [InlineData("r-1,w-1,e-1,2025-03,\uFFFF5.00,,EUR,payroll,2025-04-05,", "gross: these bytes are not UTF-8; save the file as UTF-8.")]
    public void A_wage_that_cannot_be_is_refused(string row, string sentence) => FileKinds.Wages.Refused(WageHeader, row).ShouldBe(["file.csv:2: " + sentence]);

    [Theory]
    [InlineData("wage_id,worker_id", "gross")]
    [InlineData("wage_id,worker_id,employer_id,month,currency,source,reported_on", "gross")]
    public void A_missing_column_is_named(string header, string missing) =>
        FileKinds.Wages.ReadHeader("file.csv", header.Split(',')).Refusals.ShouldContain(refusal => refusal.Where == "file.csv:1: " + missing && refusal.Code == "missing-column");

    [Theory]
    [InlineData("employer_id,name,country,land", "file.csv:1: 'land' is not a column; the columns of employers are employer_id, name, country.")]
    [InlineData("employer_id,name,country,name", "file.csv:1: name: this column is there twice; keep one of the two.")]
    [InlineData("employer_id,name, country,country", "file.csv:1: ' country' is not a column; there are spaces around the name; the columns of employers are employer_id, name, country.")]
    [InlineData("employer_id,name,country,", "file.csv:1: a column has no name; the columns of employers are employer_id, name, country.")]
    public void A_header_that_is_wrong_is_refused(string header, string sentence) =>
        FileKinds.Employers.ReadHeader("file.csv", header.Split(',')).Refusals.Select(refusal => refusal.ToString()).ShouldBe([sentence]);

    [Fact]
    public void A_semicolon_is_not_a_comma() =>
        FileKinds.Employers.ReadHeader("file.csv", ["employer_id;name;country"]).Refusals[0].What.ShouldBe("'employer_id;name;country' is not a column; columns are separated by commas");

    [Fact]
    public void A_row_with_another_number_of_cells_is_refused() =>
        FileKinds.Employers.Refused("employer_id,name,country", "e-1,Casa").ShouldBe(
            ["file.csv:2: the row has 2 cells, and the header has 3; give every column a cell; a cell with a comma, a quote or a line break stands in quotes."]);

    [Theory]
    [InlineData("DE02120300000000202051", true)]
    [InlineData("DE02 1203 0000 0000 2020 51", true)]
    [InlineData("DE03120300000000202051", false)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("DE02", false)]
    public void An_iban_needs_its_check_digits(string iban, bool right) =>
        FileKinds.Investors.Line("investor_id,name,kind,country,email,iban", $"i-1,Ana,person,PT,,{iban}").Refusals.Count.ShouldBe(right ? 0 : 1);

    [Theory]
    [InlineData("i-1,Ana,person,PT,,,0110-2345 678,KCBLKENX", null)]
    [InlineData("i-1,Ana,person,PT,,,0110-2345 678,", "file.csv:2: bic: an account number without an IBAN does not say at which bank it is; write the bank's BIC.")]
    [InlineData("i-1,Ana,person,PT,,DE02120300000000202051,0110,KCBLKENX", "file.csv:2: account: an IBAN and an account number both stand here; keep the IBAN.")]
    [InlineData("i-1,Ana,person,PT,,,0110/2345,KCBLKENX", "file.csv:2: account: '0110/2345' is not the number of a bank account; write its letters and digits, spaces or dashes between them, 34 at most.")]
    public void An_account_is_an_iban_or_a_number_at_a_bank(string row, string? sentence) =>
        FileKinds.Investors.Line("investor_id,name,kind,country,email,iban,account,bic", row).Refusals.Select(refusal => refusal.ToString()).ShouldBe(sentence is null ? [] : [sentence]);

    [Fact]
    public void What_is_personal_stands_apart_from_the_fact()
    {
        var told = FileKinds.Workers.Line("worker_id,enrolled_on,contract_id,corridor,gender,birth_year,groups,home_monthly_income,home_currency,name,email",
            "w-1,2025-03-10,visayas-1,ph-pt,female,1994,woman|over-50,18000.00,PHP,Maria Cruz,maria@example.org");
        told.Refusals.ShouldBeEmpty();
        told.Personal.ShouldBe(new PersonalDetails { Name = "Maria Cruz", Email = "maria@example.org", BirthYear = 1994 });
        told.Fact!.Groups.ShouldBe("over-50|woman");
        told.Fact.ToString().ShouldNotContain("Maria");
    }

    [Theory]
    [InlineData("P1234567A", true)]
    [InlineData("EB1234567", true)]
    [InlineData("123456789", true)]
    [InlineData("w-000123", false)]
    [InlineData("100234", false)]
    public void What_looks_like_a_passport_number_is_warned_of_and_taken(string id, bool warned)
    {
        var told = FileKinds.Workers.Line("worker_id,enrolled_on,contract_id,corridor", $"{id},2025-03-10,visayas-1,ph-pt");
        told.Fact.ShouldNotBeNull();
        told.Row!.Warnings.Count.ShouldBe(warned ? 1 : 0);
    }

    [Fact]
    public void Terms_that_do_not_exist_are_named_with_those_that_do() =>
        FileKinds.Workers.Refused("worker_id,enrolled_on,contract_id,corridor", "w-1,2025-03-10,visayas-2,ph-de").ShouldBe(
        [
            "file.csv:2: contract_id: 'visayas-2' is not a contract of this fund; it has visayas-1.",
            "file.csv:2: corridor: 'ph-de' is not a corridor of this fund; it has ph-pt, ph-jp.",
        ]);

    [Fact]
    public void A_cost_names_who_paid_it()
    {
        const string Header = "cost_id,worker_id,cost_line,incurred_on,amount,currency,paid_by";
        FileKinds.Costs.Fact(Header, "c-1,w-1,language,2025-03-10,250.00,EUR,grant:courses").PaidBy.ShouldBe("grant:courses");
        FileKinds.Costs.Refused(Header, "c-1,w-1,language,2025-03-10,250.00,EUR,grant:books").ShouldBe(["file.csv:2: paid_by: 'books' is not a grant of this fund; it has courses."]);
    }

    [Theory]
    [InlineData("w-1,,2025-06-30,employer-breach", "employment_id")]
    [InlineData(",j-1,2025-06-30,died", "worker_id")]
    [InlineData(",,2025-06-30,returned", "worker_id")]
    public void An_ending_is_of_a_worker_or_of_an_employment(string row, string column) =>
        FileKinds.Endings.Refused("worker_id,employment_id,ended_on,reason", row).ShouldHaveSingleItem().ShouldStartWith($"file.csv:2: {column}: ");

    [Fact]
    public void An_employments_end_may_be_added_and_nothing_else_changed()
    {
        var job = FileKinds.Employments.Fact("employment_id,worker_id,employer_id,started_on,ended_on,end_reason,offered_wage,contract_wage,currency,hours_per_week",
            "j-1,w-1,e-1,2025-03-01,,,2000.00,2000.00,EUR,40");
        FileKinds.Employments.MayFollow(job, job with { EndedOn = new LocalDate(2025, 9, 30), EndReason = "contract over" }).ShouldBeTrue();
        FileKinds.Employments.MayFollow(job, job with { EndedOn = new LocalDate(2025, 9, 30), HoursPerWeek = 30 }).ShouldBeFalse();
        FileKinds.Employments.MayFollow(job with { EndedOn = new LocalDate(2025, 9, 30) }, job).ShouldBeFalse();
    }

    [Fact]
    public void A_consent_may_be_withdrawn_and_not_unsaid()
    {
        const string Header = "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,deduction_withdrawn_on,other_share";
        var agreement = FileKinds.Agreements.Fact(Header, "a-1,w-1,standard,2025-03-01,4000.00,EUR,2025-03-01,,");
        FileKinds.Agreements.MayFollow(agreement, agreement with { DeductionWithdrawnOn = new LocalDate(2025, 9, 1) }).ShouldBeTrue();
        FileKinds.Agreements.MayFollow(agreement, agreement with { DeductionConsentOn = null }).ShouldBeFalse();
        FileKinds.Agreements.MayFollow(agreement, agreement with { DisclosedCap = new(1, Currency.Of("EUR")) }).ShouldBeFalse();
        FileKinds.Agreements.Refused(Header, "a-1,w-1,standard,2025-03-01,4000.00,PHP,,2025-09-01,").Length.ShouldBe(2);
    }

    [Fact]
    public void Bank_lines_are_in_their_accounts_currency() =>
        FileKinds.Bank.Refused("bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference", "cebu,2025-03-10,2025-03-10,12.00,EUR,,,B-1").ShouldBe(
            ["file.csv:2: currency: the account cebu is kept in PHP, not EUR; write amounts in PHP."]);

    [Fact]
    public void A_decision_against_a_claim_gives_its_reason()
    {
        const string Header = "claim_id,decided_on,decision,decided_by,reason";
        FileKinds.Decisions.Refused(Header, "c-1,2025-03-10,rejected,KPMG,").ShouldBe(["file.csv:2: reason: a claim that is rejected needs a reason; say why, in words the provider can act on."]);
        FileKinds.Decisions.Fact(Header, "c-1,2025-03-10,accepted,KPMG,").Decision.ShouldBe(ClaimDecision.Accepted);
    }

    [Fact]
    public void Words_and_values_are_one_to_one()
    {
        foreach (var reason in Enum.GetValues<EndingReason>()) Words.Read<EndingReason>(Words.Of(reason)).ShouldBe(reason);
        Words.Of(EndingReason.EmployerBreach).ShouldBe("employer-breach");
        Words.TryRead<EndingReason>("Returned", out _).ShouldBeFalse();
    }

    [Fact]
    public void No_two_kinds_have_one_name() => FileKinds.All.Select(kind => kind.Name).Distinct().Count().ShouldBe(21);

    private const string DeductionHeader = "deduction_id,worker_id,employer_id,month,deducted_on,amount,currency,transfer_reference";
    private const string GrievanceHeader = "grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome";

    [Theory]
    [InlineData("d-1,w-1,e-1,2025-03,2025-03-28,0.00,EUR,T", "amount: '0.00' is not above zero; write a positive amount.")]
    [InlineData("d-1,w-1,e-1,2025-03,2025-03-28,-5.00,EUR,T", "amount: '-5.00' is not above zero; write a positive amount.")]
    [InlineData("d-1,w-1,e-1,2025-03,2025-02-28,5.00,EUR,T", "deducted_on: 2025-02-28 is before the month 2025-03 began; pay is kept in its month or later.")]
    [InlineData("d-1,w-1,e-1,2025-03,28.03.2025,5.00,EUR,T", "deducted_on: '28.03.2025' is not a date from 1900 to 2199; write year, month and day, for example 2025-01-31.")]
    [InlineData("d-1,w-1,e-1,2025-03,2025-03-28,16800.50,JPY,T", "amount: '16800.50' has 2 decimals, and JPY has none; write whole units, for example 12500.")]
    [InlineData("d-1,,e-1,2025-03,2025-03-28,5.00,EUR,T", "worker_id: nothing stands here; this column is never empty.")]
    public void A_deduction_that_cannot_be_is_refused(string row, string sentence) => FileKinds.Deductions.Refused(DeductionHeader, row).ShouldBe(["file.csv:2: " + sentence]);

    [Theory]
    [InlineData("g-1,w-1,,2025-06-02,wages,severe,,,", "severity: 'severe' is none of its words; write minor, moderate or serious.")]
    [InlineData("g-1,w-1,,2025-06-02,wages,serious,,2025-06-01,upheld", "closed_on: 2025-06-01 is before it was raised on 2025-06-02; write the day on which it was closed.")]
    [InlineData("g-1,w-1,,2025-06-02,wages,serious,,2025-06-20,", "outcome: nothing stands here; a closed grievance has its day and its outcome, an open one neither.")]
    [InlineData("g-1,w-1,,2025-06-02,wages,serious,,,upheld", "closed_on: nothing stands here; a closed grievance has its day and its outcome, an open one neither.")]
    [InlineData("g-1,w-1,,2025-06-02,wage theft,serious,,,", "category: 'wage theft' is not an id; an id is letters, digits, dots, dashes and underscores.")]
    public void A_grievance_that_cannot_be_is_refused(string row, string sentence) => FileKinds.Grievances.Refused(GrievanceHeader, row).ShouldBe(["file.csv:2: " + sentence]);
}
