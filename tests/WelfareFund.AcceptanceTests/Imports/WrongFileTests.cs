using System.Text;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Imports;

/// <summary>Wrong files and the sentences they get, whole.</summary>
public sealed class WrongFileTests
{
    private const string WageHeader = "wage_id,worker_id,employer_id,month,gross,net,currency,source,reported_on,replaces\n";
    private const string Good = "r-1,w-1,e-1,2025-04,2000.00,,EUR,payroll,2025-05-05,\n";
    private const string WageColumns = "the columns of wages are wage_id, worker_id, employer_id, month, gross, net?, currency, source, reported_on, replaces?.";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "wages", "", "in.csv:1: the file is empty; the first line names the columns." },
        { "wages", WageHeader, "in.csv: there is not one row in this file; below the header each line is a row." },
        { "wages", WageHeader.Replace("gross,", "gross,bonus,", StringComparison.Ordinal) + Good, "in.csv:1: 'bonus' is not a column; " + WageColumns },
        { "wages", WageHeader.Replace("gross,", "", StringComparison.Ordinal) + Good, "in.csv:1: gross: this column is missing; " + WageColumns },
        { "wages", WageHeader.Replace("net", "gross", StringComparison.Ordinal) + Good, "in.csv:1: gross: this column is there twice; keep one of the two." },
        { "wages", WageHeader + Good.Replace("2000.00", "2000.005", StringComparison.Ordinal), "in.csv:2: gross: '2000.005' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00." },
        { "wages", WageHeader + Good.Replace("2000.00,,EUR", "2000.00,,JPY", StringComparison.Ordinal), "in.csv:2: gross: '2000.00' has 2 decimals, and JPY has none; write whole units, for example 12500." },
        { "wages", WageHeader + Good.Replace("2000.00", "\"2,000.00\"", StringComparison.Ordinal), "in.csv:2: gross: '2,000.00' has a thousands separator, a decimal comma or a space; write digits and at most one point, before the decimals, for example 125.00." },
        { "wages", WageHeader + Good.Replace("EUR", "EUX", StringComparison.Ordinal), "in.csv:2: currency: 'EUX' is not a currency of ISO 4217; write its three capital letters, for example EUR." },
        { "wages", WageHeader + Good.Replace("2025-04,", "04/2025,", StringComparison.Ordinal), "in.csv:2: month: '04/2025' is not a month from 1900 to 2199; write year and month, for example 2025-01." },
        { "wages", WageHeader + Good.Replace("w-1", "w-9", StringComparison.Ordinal), "in.csv:2: worker_id: the fund knows no worker w-9; import the workers first, or correct the id." },
        { "wages", WageHeader + Good.Replace("e-1", "e-9", StringComparison.Ordinal), "in.csv:2: employer_id: the fund knows no employer e-9; import the employers first, or correct the id." },
        { "wages", WageHeader + Good + Good, "in.csv:3: wage_id: r-1 stands in line 2 already; keep one of the two." },
        { "wages", WageHeader + Good.Replace(",\n", ",r-7\n", StringComparison.Ordinal), "in.csv:2: replaces: the fund knows no wage r-7; a wage stands before what names it." },
        { "wages", WageHeader + Good + Good.Replace("r-1", "r-2", StringComparison.Ordinal).Replace(",\n", ",r-1\n", StringComparison.Ordinal) + Good.Replace("r-1", "r-3", StringComparison.Ordinal).Replace(",\n", ",r-1\n", StringComparison.Ordinal),
            "in.csv:4: replaces: r-1 is replaced by r-2 already; replace r-2." },
        { "wages", WageHeader + "r-1,w-1,e-1\n", "in.csv:2: the row has 3 cells, and the header has 10; give every column a cell; a cell with a comma, a quote or a line break stands in quotes." },
        { "wages", WageHeader + Good.Replace("payroll", "pay\"roll", StringComparison.Ordinal), "in.csv:2: the quotes in this row do not match; a cell with quotes stands in quotes, and each quote in it is doubled." },
        { "wages", WageHeader + Good.Replace("payroll", "\"payroll", StringComparison.Ordinal), "in.csv:2: the quotes in this row do not match; a cell with quotes stands in quotes, and each quote in it is doubled." },
        { "wages", WageHeader.Replace(',', ';') + Good, "in.csv:1: 'wage_id;worker_id;employer_id;month;gros…' is not a column; columns are separated by commas; " + WageColumns },
        { "workers", "worker_id,enrolled_on,contract_id,corridor\nw-3,2024-03-10,visayas-1,ph-pt\n", "in.csv:2: enrolled_on: contract visayas-1 does not run on 2024-03-10; it runs from 2025-03-01 to 2027-02-28." },
        { "workers", "worker_id,enrolled_on,contract_id,corridor\nw-3,2025-03-10,visayas-1,ph-de\n", "in.csv:2: corridor: 'ph-de' is not a corridor of this fund; it has ph-pt." },
        { "bank", "bank_account,booked_on,value_on,amount,currency,bank_reference\nmain,2025-03-20,2025-03-20,0.00,EUR,B-1\n", "in.csv:2: amount: the amount is zero; leave the row out or write what was moved." },
        { "bank", "bank_account,booked_on,value_on,amount,currency,bank_reference\nmain,2025-03-20,2025-02-30,1.00,EUR,B-1\n", "in.csv:2: value_on: '2025-02-30' is not a date from 1900 to 2199; write year, month and day, for example 2025-01-31." },
        { "commitments", "commitment_id,investor_id,tranche,amount,currency,signed_on\nc-1,nobody,senior,10.00,EUR,2025-03-01\n", "in.csv:2: investor_id: the fund knows no investor nobody; import the investors first, or correct the id." },
        { "fx-ecb", "Datum,USD\n2025-04-30,1.1\n", "in.csv:1: the header begins with 'Datum' and not with Date; take the file as the ECB publishes it, eurofxref-hist.csv or .xml." },
    };

    [Fact]
    public async Task Each_wrong_file_gets_its_sentence()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        await fund.TellOfPeopleAsync();
        foreach (var row in Wrong)
        {
            var (kind, text, sentence) = ((string)row[0], (string)row[1], (string)row[2]);
            var refusals = (await fund.ImportAsync(kind, text)).Refusals.Select(refusal => refusal.ToString()).ToList();
            refusals.ShouldBe([sentence], $"{kind}: {text}");
        }
    }

    [Fact]
    public async Task A_claim_is_appealed_once()
    {
        const string Header = "claim_id,decided_on,decision,decided_by,reason\n";
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        await fund.TellOfPeopleAsync();
        await fund.TakeInAsync("claims", "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\nm-1,visayas-1,w-1,started,2025-04-01,2025-04-20,contract\n");
        await fund.TakeInAsync("decisions", Header + "m-1,2025-04-25,rejected,verifier,no proof\nm-1,2025-04-28,returned,verifier,page 2 is missing\nm-1,2025-05-02,accepted,verifier,\n");

        (await fund.ImportAsync("decisions", Header + "m-1,2025-05-09,rejected,verifier,after all\n")).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(
            "in.csv:2: decided_on: m-1 was rejected on 2025-04-25 and decided on appeal on 2025-05-02; a claim is appealed once; what is new evidence is a new claim.");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_at_their_line_and_column()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        byte[] latin1 = [.. Encoding.UTF8.GetBytes("employer_id,name,country\ne-1,Casa,PT\ne-2,Jo"), 0xE3, .. Encoding.UTF8.GetBytes("o,PT\n")];
        (await fund.ImportAsync("employers", latin1)).Refusals.ShouldHaveSingleItem().ToString().ShouldBe("in.csv:3: name: these bytes are not UTF-8; save the file as UTF-8.");
        (await fund.ImportAsync("employers", Encoding.Unicode.GetBytes("employer_id,name,country\ne-1,Casa,PT\n"))).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task A_byte_order_mark_quotes_and_line_breaks_of_windows_are_read()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        byte[] file = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("\"employer_id\",name,country\r\ne-1,\"Casa \"\"do\"\" Mar, Lda\",PT\r\n\r\ne-2,Ōsaka 病院,JP")];
        (await fund.ImportAsync("employers", file)).Value.New.ShouldBe(2);
        await using var context = fund.Database.NewContext();
        (await new WelfareFund.Storage.Facts.PersonalData(context, fund.Number).ReadAsync("employers", ["e-1", "e-2"])).Values.Select(details => details.Name)
            .ShouldBe(["Casa \"do\" Mar, Lda", "Ōsaka 病院"], ignoreOrder: true);
    }

    [Fact]
    public async Task Fifty_errors_are_told_and_no_more()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        (await fund.ImportAsync("employers", "employer_id,name,country\n" + string.Concat(Enumerable.Range(1, 80).Select(at => $"e-{at},Casa,Portugal\n")))).Refusals.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_cell_that_never_ends_is_refused_without_reading_on()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        (await fund.ImportAsync("employers", "employer_id,name,country\ne-1,\"" + new string('x', 200_000))).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(
            "in.csv:2: a cell here has more than 10000 characters; close its quote or shorten it; nothing after it was read.");
    }

    [Fact]
    public async Task An_unknown_kind_is_answered_with_the_kinds_there_are()
    {
        await using var fund = await ImportingFund.OpenAsync(Engine.Sqlite);
        (await fund.ImportAsync("wage", "")).Refusals.ShouldHaveSingleItem().Remedy.ShouldStartWith("the kinds are investors, commitments, ");
    }
}
