using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Payments;

namespace WelfareFund.AcceptanceTests.Payments;

public sealed class BankDetailsTests
{
    private const string Header = "provider_id,name,country,currency,iban";
    private const string Moved = "visayas,Visayas Träger & Co,DE,EUR,DE75512108001245126199";

    private static async Task<string> WhyAsync(PayingFund fund) => (await fund.PaymentsAsync()).Single(payment => payment.StartsWith("P-202501-002", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Changed_bank_details_wait_for_a_second_person_and_some_days_and_nobody_is_paid_meanwhile(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        var before = (await fund.ProposeAsync()).Batches[0].Number;

        var proposal = (await fund.ImportAsync("providers", Header, Moved)).Value.Proposals.ShouldHaveSingleItem();
        (await fund.ImportAsync("providers", Header, Moved)).Value.Proposals.ShouldBeEmpty("the same file again changes nothing");
        (await WhyAsync(fund)).ShouldEndWith($"in batch {before}, which another person has to approve");
        (await fund.ApproveAsync(before)).ShouldBe(
            $"proposal {before}: P-202501-002: visayas (file providers) waits: its bank details are to change (proposal {proposal}), and nobody is paid before another person has decided; reject it, and propose the rest with `payments release`.");
        (await fund.Get<Decide>().RejectAsync(fund.Checker, before, "an account changes")).Refusals.ShouldBeEmpty();

        (await fund.ApproveAsync(fund.Maker with { Roles = fund.Checker.Roles }, proposal)).ShouldContain("nobody decides on what they proposed themselves");
        (await fund.ApproveAsync(proposal)).ShouldBe("the new bank details of visayas (file providers) are approved and count from 2025-02-08 on");
        var partly = await fund.ProposeAsync();
        partly.LeftOut.Select(refusal => refusal.ToString()).ShouldBe(
            ["P-202501-002: visayas (file providers) waits: its new bank details count from 2025-02-08 on, and nobody is paid before that; release the payment then."]);
        partly.Batches.ShouldHaveSingleItem().Total.ToString().ShouldBe("100.00 EUR");
        (await WhyAsync(fund)).ShouldEndWith("waits: its new bank details count from 2025-02-08 on, and nobody is paid before that");
        (await fund.AskAsync("payments", "details", "--fund", PayingFund.Id, "--csv")).ShouldContain($"{proposal},providers,visayas,");

        ((SettableClock)fund.Get<IClock>()).Now += Duration.FromDays(3);
        var batch = (await fund.ProposeAsync()).Batches.Single(one => one.Total.ToString() == "1600.00 EUR").Number;
        (await fund.ApproveAsync(batch)).ShouldContain("1 of 2");
        (await fund.ApproveAsync(fund.Second, batch)).ShouldStartWith($"batch {batch} is released");
        (await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch)).Value.Transfers[1].To.Iban.ShouldBe("DE75512108001245126199");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_was_released_keeps_its_account_and_a_rejected_change_changes_nothing(Engine engine)
    {
        await using var fund = await PayingFund.LiveAsync(engine);
        await fund.TellOfAdministratorAsync();
        var batch = (await fund.ProposeAsync()).Batches[0].Number;
        (await fund.ApproveAsync(batch)).ShouldContain("1 of 2");
        (await fund.ApproveAsync(fund.Second, batch)).ShouldStartWith($"batch {batch} is released");
        var file = WelfareFund.Payments.Pain001.Write((await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch)).Value);

        var rejected = (await fund.ImportAsync("providers", Header, Moved)).Value.Proposals[0];
        (await fund.Get<Decide>().RejectAsync(fund.Checker, rejected, "the provider did not ask for it")).Refusals.ShouldBeEmpty();
        var again = (await fund.ImportAsync("providers", Header, Moved)).Value.Proposals.ShouldHaveSingleItem();
        (await fund.ApproveAsync(again)).ShouldContain("count from 2025-02-08");
        ((SettableClock)fund.Get<IClock>()).Now += Duration.FromDays(30);

        WelfareFund.Payments.Pain001.Write((await fund.Get<ExportPayments>().RunAsync(fund.Maker, PayingFund.Id, batch)).Value).ShouldBe(file);
        (await fund.ImportAsync("providers", Header, "visayas,Another Name,DE,EUR,DE75512108001245126199")).Refusals[0].Code.ShouldBe("known-otherwise");
        (await fund.ImportAsync("providers", Header, $"visayas,Visayas Träger & Co,DE,EUR,{PayingFund.ProviderIban}")).Value.Proposals.ShouldBeEmpty("an account that was known once");
    }

    [Theory]
    [InlineData("oversight,ministry,Ministry,PT,1,CGDIPTPL", "payees-2.csv:2: payee_id: 'ministry' is not paid as oversight by the terms of this fund; its terms name none.")]
    [InlineData("administration,somebody,Somebody,PT,1,CGDIPTPL", "payees-2.csv:2: payee_id: 'somebody' is not paid as administration by the terms of this fund; it has administrator.")]
    [InlineData("worker,w-9,Somebody,PT,1,CGDIPTPL", "payees-2.csv:2: payee_id: the fund knows no worker w-9; import the workers first, or correct the id.")]
    public async Task A_payee_whom_nothing_names_is_refused(string row, string sentence)
    {
        await using var fund = await PayingFund.LiveAsync(Engine.Sqlite);
        await fund.TellOfAdministratorAsync();
        (await fund.ImportAsync("payees", "payee_kind,payee_id,name,country,account,bic", row)).Refusals.ShouldHaveSingleItem().ToString().ShouldBe(sentence);
    }
}
