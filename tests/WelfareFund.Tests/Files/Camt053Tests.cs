using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.Terms;
using WelfareFund.Tests.Terms;

namespace WelfareFund.Tests.Files;

public sealed class Camt053Tests
{
    private const string Iban = "DE02120300000000202051";

    private const string Contribution = """
        <Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">125.5</Amt><CdtDbtInd>CRDT</CdtDbtInd>{BOOK}<BookgDt><Dt>2026-03-03</Dt></BookgDt><ValDt><Dt>2026-03-04</Dt></ValDt>
          <AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
          <RltdPties><Dbtr>{Nguyễn Thị Ánh}</Dbtr></RltdPties><RmtInf><Ustrd>AG-</Ustrd><Ustrd>0007</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    private const string Payout = """
        <Ntry><Amt Ccy="EUR">8000.00000</Amt><CdtDbtInd>DBIT</CdtDbtInd>{BOOK}<BookgDt><DtTm>2026-03-09T23:30:00+01:00</DtTm></BookgDt>
          <NtryDtls><TxDtls><Refs><EndToEndId>P-202602-001</EndToEndId></Refs><RltdPties><Cdtr>{Care Academy}</Cdtr></RltdPties><RmtInf><Ustrd>February</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    [Theory, InlineData("02"), InlineData("08")]
    public void Booked_entries_become_lines_and_the_closing_balance_a_balance(string version)
    {
        var (lines, balances, refusals) = Read(Document(version, "10000.00", "2125.50", Contribution + Payout));

        refusals.ShouldBeEmpty();
        lines.ShouldBe(
        [
            new BankLine { BankAccount = "main", BookedOn = new(2026, 3, 3), ValueOn = new(2026, 3, 4), Amount = Euros(125.50m), Counterparty = "Nguyễn Thị Ánh", Reference = "AG-0007", BankReference = "B-1" },
            new BankLine { BankAccount = "main", BookedOn = new(2026, 3, 9), ValueOn = new(2026, 3, 9), Amount = Euros(-8000), Counterparty = "Care Academy", Reference = "P-202602-001", BankReference = "S-7/2" },
        ]);
        balances.ShouldBe([new BankBalance { BankAccount = "main", On = new(2026, 3, 31), Balance = Euros(2125.50m) }]);
    }

    [Theory, InlineData("02"), InlineData("08")]
    public void A_payment_that_comes_back_keeps_its_number_and_the_banks_reason(string version)
    {
        var (lines, _, refusals) = Read(Document(version, "0.00", "8000.00", """
            <Ntry><Amt Ccy="EUR">8000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>{BOOK}<BookgDt><Dt>2026-03-12</Dt></BookgDt><AcctSvcrRef>B-2</AcctSvcrRef>
              <NtryDtls><TxDtls><Refs><EndToEndId>P-202602-001</EndToEndId></Refs><RmtInf><Ustrd>Account closed</Ustrd></RmtInf><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
            """));

        refusals.ShouldBeEmpty();
        var line = lines.ShouldHaveSingleItem();
        (line.Reference, line.ReturnReason, line.Amount).ShouldBe(("P-202602-001", "AC04", Euros(8000)));
    }

    [Theory, InlineData("02"), InlineData("08")]
    public void A_booking_of_several_transactions_becomes_a_line_for_each_when_their_amounts_come_to_it(string version)
    {
        string Detail(string amount, string agreement) => version == "02"
            ? $"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>{agreement}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
            : $"<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Strd><CdtrRefInf><Ref>{agreement}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>";
        string Batch(string second) => "<Ntry><Amt Ccy=\"EUR\">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>{BOOK}<BookgDt><Dt>2026-03-05</Dt></BookgDt><AcctSvcrRef>B-9</AcctSvcrRef>"
            + $"<NtryDtls>{Detail("100.00", "AG-1")}{Detail(second, "AG-2")}</NtryDtls></Ntry>";

        var (split, _, refusals) = Read(Document(version, "0.00", "300.00", Batch("200.00")));
        var (whole, _, _) = Read(Document(version, "0.00", "300.00", Batch("150.00")));

        refusals.ShouldBeEmpty();
        split.Select(line => (line.BankReference, line.Amount, line.Reference)).ShouldBe([("B-9/1", Euros(100), "AG-1"), ("B-9/2", Euros(200), "AG-2")]);
        whole.Select(line => (line.BankReference, line.Amount, line.Reference)).ShouldBe([("B-9", Euros(300), null)]);
    }

    [Fact]
    public void What_is_not_booked_yet_and_an_entry_of_nothing_are_no_lines()
    {
        var pending = Contribution.Replace("{BOOK}", "<Sts>PDNG</Sts>", StringComparison.Ordinal);
        var nothing = Payout.Replace("8000.00000", "0", StringComparison.Ordinal);

        var (lines, balances, refusals) = Read(Document("02", "10.00", "10.00", pending + nothing));

        (lines.Count, balances.Count, refusals.Count).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void A_negative_opening_balance_is_one_that_is_owed_to_the_bank()
    {
        var text = Document("08", "100.00", "25.50", Contribution).Replace("<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT", "<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>DBIT", StringComparison.Ordinal);

        Read(text).Refusals.ShouldBeEmpty();
    }

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "Payout", "8000.00000", "8000.005", "statement.xml:11: Amt: '8000.005' has 3 decimals, and EUR has 2; write at most 2 decimals, for example 125.00." },
        { "Payout", "Ccy=\"EUR\">8000", "Ccy=\"USD\">8000", "statement.xml:11: Amt: the account main is kept in EUR, not 'USD'; compare the account with the fund's terms." },
        { "Payout", "<CdtDbtInd>DBIT</CdtDbtInd>", "", "statement.xml:11: Ntry/CdtDbtInd: it does not say whether the amount is a credit or a debit; the bank writes CRDT or DBIT." },
        { "Payout", "<BookgDt><DtTm>2026-03-09T23:30:00+01:00</DtTm></BookgDt>", "", "statement.xml:11: Ntry/BookgDt: the entry has no booking date; ask the bank for the statement again." },
        { "Document", Iban, "DE75512108001245126199", $"statement.xml:4: Acct: 'DE75512108001245126199' is no bank account of the fund; the bank accounts are main ({Iban}), cebu." },
        { "Document", "CLBD", "ITBD", "statement.xml: the statement 'S-7' has no closing balance (CLBD); ask the bank for the whole statement." },
        { "Document", "OPBD", "ITBD", "statement.xml: the statement 'S-7' has no opening balance (OPBD or PRCD); ask the bank for the whole statement." },
        { "Document", "<Acct><Id><IBAN>" + Iban + "</IBAN></Id></Acct>", "", "statement.xml: the statement 'S-7' does not say of which account it is (Acct/Id); ask the bank for the statement again." },
        { "Document", "053.001.02", "052.001.02", "statement.xml:1: this is 'camt.052.001.02'; ask the bank for camt.053.001.02 or camt.053.001.08." },
        { "Document", "</Stmt>", "</Stmt", "statement.xml:13: the XML cannot be read: '<' is an unexpected token. The expected token is '>'; take the file as the bank sent it." },
        { "Document", "Stmt>", "Rpt>", "statement.xml: there is no statement (BkToCstmrStmt/Stmt) in this file; ask the bank for camt.053.001.02 or camt.053.001.08." },
        { "Document", "<Stmt>", "<!-- <Stmt> -->", "statement.xml:13: the XML cannot be read: The 'BkToCstmrStmt' start tag on line 2 position 2 does not match the end tag of 'Stmt'; take the file as the bank sent it." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_with_its_place_and_what_would_be_right(string part, string right, string wrong, string sentence)
    {
        var text = part == "Payout" ? Document("02", "10000.00", "2000.00", Payout.Replace(right, wrong, StringComparison.Ordinal)) : Document("02", "10000.00", "2000.00", Payout).Replace(right, wrong, StringComparison.Ordinal);

        Read(text).Refusals.ShouldBe([sentence]);
    }

    [Fact]
    public void A_statement_that_does_not_add_up_is_refused_with_the_difference() =>
        Read(Document("02", "10000.00", "2125.49", Contribution + Payout)).Refusals.ShouldBe(
            ["statement.xml:6: Bal: 10000.00 EUR at the beginning and the booked entries come to 2125.50, and the closing balance is 2125.49: -0.01 is not explained; ask the bank for the whole statement."]);

    [Fact]
    public void A_document_type_is_not_followed() =>
        Read("<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n" + Document("02", "0.00", "0.00", "")).Refusals
            .ShouldHaveSingleItem().ShouldStartWith("statement.xml:1: the XML cannot be read: For security reasons DTD is prohibited");

    private static (IReadOnlyList<BankLine> Lines, IReadOnlyList<BankBalance> Balances, IReadOnlyList<string> Refusals) Read(string text)
    {
        var statements = new Camt053("statement.xml", Terms);
        var told = statements.ReadLines(new StringReader(text)).ToList();
        return ([.. told.Select(line => line.Fact).OfType<BankLine>()], [.. statements.Balances.Select(balance => balance.Fact!)], [.. told.SelectMany(line => line.Refusals).Select(refusal => refusal.ToString())]);
    }

    /// <summary>The entries begin in line 9.</summary>
    private static string Document(string version, string opening, string closing, string entries) => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
        <BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-04-01T06:00:00</CreDtTm></GrpHdr><Stmt>
        <Id>S-7</Id><CreDtTm>2026-04-01T06:00:00</CreDtTm>
        <Acct><Id><IBAN>{Iban}</IBAN></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>



        {"\n"}{Of(version, entries)}
        </Stmt></BkToCstmrStmt></Document>
        """;

    private static string Of(string version, string entries) => version == "02"
        ? entries.Replace("{BOOK}", "<Sts>BOOK</Sts>", StringComparison.Ordinal).Replace("r>{", "r><Nm>", StringComparison.Ordinal).Replace("}</", "</Nm></", StringComparison.Ordinal)
        : entries.Replace("{BOOK}", "<Sts><Cd>BOOK</Cd></Sts>", StringComparison.Ordinal).Replace("r>{", "r><Pty><Nm>", StringComparison.Ordinal).Replace("}</", "</Nm></Pty></", StringComparison.Ordinal);

    private static Money Euros(decimal amount) => Money.Round(amount, Currency.Of("EUR"), RoundingMode.Down);

    private static readonly FundTerms Terms = SampleFund.Terms with
    {
        BankAccounts = [new() { Id = "main", Currency = Currency.Of("EUR"), Iban = Iban }, new() { Id = "cebu", Currency = Currency.Of("PHP") }],
    };
}
