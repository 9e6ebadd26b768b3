using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Payments;
using WelfareFund.Settlement;
using WelfareFund.Storage.Access;

namespace WelfareFund.AcceptanceTests.Payments;

public sealed class ReleasePaymentsTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Above_the_limit_two_others_release_a_batch_and_its_file_has_the_same_bytes_whenever_it_is_written(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        (await fund.PaymentsAsync()).ShouldBe(
        [
            "P-202501-001 administrator 100.00 EUR Instructed 2025-01-31 to be proposed with `payments release`",
            "P-202501-002 visayas 1500.00 EUR Instructed 2025-01-31 to be proposed with `payments release`",
        ]);

        var proposed = await fund.ProposeAsync();
        proposed.LeftOut.ShouldBeEmpty();
        var batch = proposed.Batches.ShouldHaveSingleItem();
        $"{batch.BankAccount} {batch.On:uuuu-MM-dd} {batch.Payments} {batch.Total}".ShouldBe("main 2025-01-31 2 1600.00 EUR");
        (await fund.ProposeAsync()).Batches.ShouldHaveSingleItem().Number.ShouldBe(batch.Number, "the same proposal");
        (await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch.Number)).Refusals[0].ToString()
            .ShouldBe($"batch {batch.Number}: the batch is pending; another person releases it with `approve {batch.Number}`.");

        (await fund.ApproveAsync(fund.Maker with { Roles = fund.Checker.Roles }, batch.Number)).ShouldBe($"proposal {batch.Number}: nobody decides on what they proposed themselves; ask the other person.");
        (await fund.ApproveAsync(batch.Number)).ShouldBe($"proposal {batch.Number} is approved by 1 of 2 people: it is carried out when another one approves");
        (await fund.ApproveAsync(batch.Number)).ShouldBe($"proposal {batch.Number}: you have approved this already, and it needs another person too; ask the other person.");
        (await fund.PaymentsAsync())[0].ShouldBe($"P-202501-001 administrator 100.00 EUR Instructed 2025-01-31 in batch {batch.Number}, which another person has to approve");
        (await fund.ApproveAsync(fund.Second, batch.Number)).ShouldBe($"batch {batch.Number} is released: 2 payments of 1600.00 EUR out of main; `export pain001 --batch {batch.Number}` writes the bank's file");
        (await fund.PaymentsAsync()).ShouldBe(
        [
            $"P-202501-001 administrator 100.00 EUR Released 2025-02-05 in batch {batch.Number}; the bank has not confirmed it",
            $"P-202501-002 visayas 1500.00 EUR Released 2025-02-05 in batch {batch.Number}; the bank has not confirmed it",
        ]);

        var file = Path.Combine(fund.Folder, "pay.xml");
        await fund.AskAsync("export", "pain001", "--fund", PayingFund.Id, "--batch", $"{batch.Number}", "--out", file);
        var bytes = await File.ReadAllBytesAsync(file);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        text.ShouldStartWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">");
        foreach (var part in new[]
        {
            $"<MsgId>B{batch.Number}-quay</MsgId>", "<CreDtTm>2025-02-05T06:00:00Z</CreDtTm>", "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>1600.00</CtrlSum>", "<Dt>2025-02-05</Dt>",
            "<Nm>Quay Fund fur Zuhause</Nm>", "<IBAN>DE02500105170137075030</IBAN>", "<Nm>Visayas Trager + Co</Nm>", $"<IBAN>{PayingFund.ProviderIban}</IBAN>",
            "<EndToEndId>P-202501-002</EndToEndId>", "<InstdAmt Ccy=\"EUR\">1500.00</InstdAmt>", "<BICFI>KCBLKENX</BICFI>", "<Id>0110-2345</Id>",
        })
            text.ShouldContain(part);
        await fund.AskAsync("export", "pain001", "--fund", PayingFund.Id, "--batch", $"{batch.Number}", "--out", file);
        (await File.ReadAllBytesAsync(file)).ShouldBe(bytes);
        await fund.AskAsync("export", "payments", "--fund", PayingFund.Id, "--batch", $"{batch.Number}", "--out", file);
        (await File.ReadAllTextAsync(file)).ShouldBe(
            "instruction,bank_account,execute_on,name,country,iban,account,bic,amount,currency,text\r\n"
            + "P-202501-001,main,2025-02-05,Hafen Verwaltung GmbH,KE,,0110-2345,KCBLKENX,100.00,EUR,P-202501-001 Quay Fund fur Zuhause\r\n"
            + $"P-202501-002,main,2025-02-05,Visayas Trager + Co,DE,{PayingFund.ProviderIban},,,1500.00,EUR,P-202501-002 Quay Fund fur Zuhause\r\n");

        await using var context = fund.NewContext();
        (await context.Set<ProposalDecisionRow>().AsNoTracking().Where(row => row.Proposal == batch.Number).OrderBy(row => row.UserNumber).Select(row => $"{row.UserNumber} {row.Decision}").ToListAsync())
            .ShouldBe([$"{fund.Checker.Number} approved", "77 approved"]);
        await fund.TellBankAsync("main,2025-02-06,2025-02-06,-100.00,EUR,P-202501-001,b-1", "main,2025-02-07,2025-02-07,-1500.00,EUR,P-202501-002,b-2");
        await fund.SettleAsync(2, RunState.Paid);
        (await fund.PaymentsAsync())[1].ShouldBe("P-202501-002 visayas 1500.00 EUR Paid 2025-02-07 the bank's line confirms it");
        await fund.AskAsync("verify", "--fund", PayingFund.Id);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_payee_without_bank_details_is_left_out_by_name_and_the_batch_that_came_first_makes_the_other_stale(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);

        var first = await fund.ProposeAsync();
        first.LeftOut.Select(refusal => refusal.ToString()).ShouldBe(
            ["P-202501-001: nobody has said where the money of administration administrator (file payees) goes; import name, country and bank details of administration administrator with the file payees."]);
        first.Batches.ShouldHaveSingleItem().Payments.ShouldBe(1);

        await fund.TellOfAdministratorAsync();
        var second = await fund.ProposeAsync();
        (await fund.ApproveAsync(second.Batches[0].Number)).ShouldContain("1 of 2");
        (await fund.ApproveAsync(fund.Second, second.Batches[0].Number)).ShouldStartWith($"batch {second.Batches[0].Number} is released");
        (await fund.ApproveAsync(fund.Second, first.Batches[0].Number)).ShouldBe(
            $"proposal {first.Batches[0].Number}: P-202501-002 is in batch {second.Batches[0].Number} already, which was released; reject it, and propose the rest with `payments release`.");
        (await fund.Get<Decide>().RejectAsync(fund.Checker, first.Batches[0].Number, "in another batch")).Refusals.ShouldBeEmpty();
        (await fund.Get<ReleasePayments>().RunAsync(fund.Maker, PayingFund.Id)).Refusals[0].Code.ShouldBe("nothing-to-release");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_payment_that_the_bank_made_meanwhile_makes_its_batch_stale_for_the_first_of_two_approvers_too(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        var batch = (await fund.ProposeAsync()).Batches[0].Number;
        await fund.TellBankAsync("main,2025-02-06,2025-02-06,-1500.00,EUR,P-202501-002,b-1");
        await fund.SettleAsync(2, RunState.Paid);

        (await fund.ApproveAsync(batch)).ShouldBe($"proposal {batch}: the bank has paid P-202501-002 on 2025-02-06 already; reject it, and propose the rest with `payments release`.");
        (await fund.PaymentsAsync())[0].ShouldStartWith("P-202501-001 administrator 100.00 EUR Instructed");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Below_the_limit_one_other_person_is_enough_and_who_may_not_read_names_sees_none(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        await fund.TellBankAsync("main,2025-02-06,2025-02-06,-1500.00,EUR,P-202501-002,b-1", "main,2025-02-06,2025-02-06,-100.00,EUR,P-202501-001,b-2");
        await fund.SettleAsync(2, RunState.Paid);
        var batch = (await fund.ProposeAsync()).Batches.ShouldHaveSingleItem();

        var seen = (await fund.Get<ListPayments>().RunAsync(fund.Checker, PayingFund.Id, batch.Number)).Value.ShouldHaveSingleItem();
        (seen.Instruction, seen.Payee, seen.Name, seen.Account, seen.Amount.ToString()).ShouldBe(("P-202502-001", "administrator", null, "…2345", "100.00 EUR"));
        (await fund.Get<ListPayments>().RunAsync(fund.Maker, PayingFund.Id, batch.Number)).Value[0].Name.ShouldBe("Hafen Verwaltung GmbH");
        (await fund.ApproveAsync(batch.Number)).ShouldStartWith($"batch {batch.Number} is released: 1 payment of 100.00 EUR");
        (await fund.Get<ExportPayments>().RunAsync(fund.Checker, PayingFund.Id, batch.Number)).Refusals[0].Code.ShouldBe("not-allowed");
        (await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch.Number)).Value.ExecuteOn.ShouldBe(new LocalDate(2025, 2, 28));
    }
}
