using WelfareFund.Application.Access;
using WelfareFund.Refusals;

namespace WelfareFund.AcceptanceTests.Pages;

/// <summary>Investors, providers and workers are each somebody of a fund, and see that one alone.</summary>
public sealed class OwnAccountTests(ServedFund served) : IClassFixture<ServedFund>
{
    [Theory, InlineData(Role.Investor), InlineData(Role.Provider), InlineData(Role.Worker)]
    public async Task A_role_of_ones_own_account_names_the_account(Role role)
    {
        (await served.RefusedAsync(new(ServedFund.Id, role))).Code.ShouldBe("whose-account");
        (await served.RefusedAsync(new(null, role, "W-0001"))).Code.ShouldBe("whose-account");
        (await served.RefusedAsync(new(ServedFund.Id, role, "nobody-of-this-id"))).Code.ShouldBe("unknown-account");
    }

    [Fact]
    public async Task Whoever_runs_the_fund_stands_for_no_account() =>
        (await served.RefusedAsync(new(ServedFund.Id, Role.Auditor, "W-0001"))).Code.ShouldBe("whose-account");

    [Fact]
    public async Task Somebodys_own_account_is_theirs_and_any_other_does_not_exist()
    {
        var worker = await served.ActorAsync(SamplePeople.NameOf(Role.Worker));
        var own = worker.Accounts.ShouldHaveSingleItem();
        var another = own.Account == "W00001" ? "W00002" : "W00001";
        await using var context = served.NewContext();
        (await AskedAsync(worker, own.Account)).IsRefused.ShouldBeFalse();
        (await AskedAsync(worker, another)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
        (await AskedAsync(worker, "there-is-none")).Refusals.ShouldBe((await AskedAsync(worker, another)).Refusals);
        (await AskedAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Investor)), own.Account)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-allowed");
        (await AskedAsync(await served.ActorAsync(SamplePeople.NameOf(Role.Auditor)), own.Account)).IsRefused.ShouldBeFalse();

        Task<Result<WelfareFund.Storage.Ledger.FundRow>> AskedAsync(Actor actor, string account) =>
            FundAccess.RequireOwnAsync(context, actor, ServedFund.Id, Right.ReadPersonalData, Role.Worker, account);
    }
}
