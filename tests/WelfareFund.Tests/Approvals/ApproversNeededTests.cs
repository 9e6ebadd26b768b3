using WelfareFund.Approvals;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Approvals;

public sealed class ApproversNeededTests
{
    private static readonly Currency Eur = Currency.Of("EUR");

    private static readonly ApprovalTerms Terms = new()
    {
        Limits =
        [
            new() { Kind = ApprovalKind.PaymentBatch, Above = new(10_000_000, Eur), Approvers = 2 },
            new() { Kind = ApprovalKind.PaymentBatch, Above = new(50_000_000, Eur), Approvers = 3 },
            new() { Kind = ApprovalKind.Terms, Above = new(0, Eur), Approvers = 2 },
        ],
    };

    [Theory]
    [InlineData(ApprovalKind.PaymentBatch, 10_000_000L, 1)]
    [InlineData(ApprovalKind.PaymentBatch, 10_000_001L, 2)]
    [InlineData(ApprovalKind.PaymentBatch, 50_000_001L, 3)]
    [InlineData(ApprovalKind.Distribution, 50_000_001L, 1)]
    public void Above_a_limit_more_people_approve_and_at_it_not(ApprovalKind kind, long minor, int approvers) =>
        ApproversNeeded.Of(Terms, kind, new(minor, Eur)).ShouldBe(approvers);

    [Fact]
    public void What_has_no_amount_counts_as_above_every_limit_of_its_kind()
    {
        ApproversNeeded.Of(Terms, ApprovalKind.Terms, null).ShouldBe(2);
        ApproversNeeded.Of(Terms, ApprovalKind.PaymentBatch, null).ShouldBe(3);
        ApproversNeeded.Of(Terms, ApprovalKind.Sealing, null).ShouldBe(1);
        ApproversNeeded.Of(Terms, null, null).ShouldBe(1);
    }
}
