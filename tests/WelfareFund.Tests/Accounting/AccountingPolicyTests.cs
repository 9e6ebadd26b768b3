using WelfareFund.Accounting;
using WelfareFund.Terms;
using WelfareFund.Tests.House;

namespace WelfareFund.Tests.Accounting;

public sealed class AccountingPolicyTests
{
    [Fact]
    public void The_policy_page_is_what_the_posting_rules_print()
    {
        var terms = FundFile.Read("fund.json", File.ReadAllText(Path.Combine(Repository.Root, "fund-config/care-corridors/fund.json"))).Value;
        var printed = AccountingPolicy.Write(terms).ReplaceLineEndings("\n");
        var page = Path.Combine(Repository.Root, "docs/accounting-policy.md");
        if (Environment.GetEnvironmentVariable("WELFAREFUND_REGENERATE") == "1")
            File.WriteAllText(page, printed);

        File.ReadAllText(page).ShouldBe(printed, "WELFAREFUND_REGENERATE=1 dotnet test --filter AccountingPolicy prints it anew");
    }
}
