using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Payments;

public sealed class ReturnedPaymentTests
{
    /// <summary>The provider's account is closed: 1,500.00 leave on 6 February and come back on the 11th.</summary>
    private const string Statement = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2025-03-01T06:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S-1</Id><Acct><Id><IBAN>DE02500105170137075030</IBAN></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-02-01</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{0}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-02-28</Dt></Dt></Bal>
        <Ntry><Amt Ccy="EUR">1500.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-02-06</Dt></BookgDt><AcctSvcrRef>B-1</AcctSvcrRef>
          <NtryDtls><TxDtls><Refs><EndToEndId>P-202501-002</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-02-06</Dt></BookgDt><AcctSvcrRef>B-2</AcctSvcrRef>
          <NtryDtls><TxDtls><Refs><EndToEndId>P-202501-001</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">1500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-02-11</Dt></BookgDt><AcctSvcrRef>B-3</AcctSvcrRef>
          <NtryDtls><TxDtls><Refs><EndToEndId>P-202501-002</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_returned_payment_reopens_its_debt_and_is_paid_again_once(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        (await fund.ImportAsync("camt053", Statement.Replace("{0}", "9899.99", StringComparison.Ordinal))).Refusals[0].ToString().ShouldEndWith(
            "10000.00 EUR at the beginning and the booked entries come to 9900.00, and the closing balance is 9899.99: -0.01 is not explained; ask the bank for the whole statement.");
        var right = Statement.Replace("{0}", "9900.00", StringComparison.Ordinal);
        (await fund.ImportAsync("camt053", right)).Value.New.ShouldBe(4);
        (await fund.ImportAsync("camt053", right)).Value.New.ShouldBe(0);
        await fund.SettleAsync(2, RunState.Sealed);

        (await fund.PaymentsAsync()).ShouldBe(
        [
            "P-202501-001 administrator 100.00 EUR Paid 2025-02-06 the bank's line confirms it",
            "P-202501-002 visayas 1500.00 EUR Returned 2025-02-11 the bank sent it back (AC04); it is owed again",
            "P-202502-001 administrator 100.00 EUR Instructed 2025-02-28 to be proposed with `payments release`",
            "P-202502-002 visayas 1500.00 EUR Instructed 2025-02-28 to be proposed with `payments release`",
        ]);
        (await fund.AskAsync("report", "providers", "--fund", PayingFund.Id, "--csv")).ShouldContain("by P-202502-002, after P-202501-002 was returned by the bank on 2025-02-11 (AC04); expected");
        (await fund.AskAsync("statement", "provider", "--fund", PayingFund.Id, "--id", "visayas", "--as-of", "2025-02-28", "--json")).ShouldContain("\"kind\": \"payments-returned\"");

        await fund.TellBankAsync("main,2025-03-06,2025-03-06,-1500.00,EUR,P-202502-002,b-1", "main,2025-03-06,2025-03-06,-100.00,EUR,P-202502-001,b-2");
        await fund.TellAsync("bank-balances", "bank_account,on,balance,currency", "main,2025-03-31,8300.00,EUR");
        await fund.SettleAsync(3, RunState.Sealed);
        (await fund.PaymentsAsync())[3].ShouldBe("P-202502-002 visayas 1500.00 EUR Paid 2025-03-06 the bank's line confirms it");
        (await fund.AskAsync("report", "trial-balance", "--fund", PayingFund.Id, "--as-of", "2025-03-30", "--csv")).ShouldNotContain("Provider payable");
        await fund.AskAsync("verify", "--fund", PayingFund.Id);
    }
}
