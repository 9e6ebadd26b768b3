using NodaTime;
using WelfareFund.Statements;
using WelfareFund.Terms;
using static WelfareFund.Tests.Statements.WorkedExample;

namespace WelfareFund.Tests.Statements;

public sealed class ContributionStandingTests
{
    private static readonly YearMonth March = new(2025, 3);
    private static readonly YearMonth April = new(2025, 4);

    [Fact]
    public void Payments_go_to_the_oldest_due_first() =>
        Paid([Due("w-1", April, Euros(100)), Due("w-1", March, Euros(80))], Euros(130)).ShouldBe(["2025-03 80.00 EUR", "2025-04 50.00 EUR"]);

    [Fact]
    public void A_fee_is_paid_before_a_share_of_pay_that_fell_due_later() =>
        Paid([Due("w-1", March, Euros(80)), Due("w-1", April, Euros(25)) with { Payer = Payer.Membership, Subject = "M1", DueOn = new(2025, 4, 10) }], Euros(30))
            .ShouldBe(["2025-04 25.00 EUR", "2025-03 5.00 EUR"]);

    [Fact]
    public void What_is_paid_too_much_stays_a_credit() => Paid([Due("w-1", March, Euros(80))], Euros(500)).ShouldBe(["2025-03 80.00 EUR"]);

    [Fact]
    public void One_workers_payment_is_never_anothers() => Paid([Due("w-2", March, Euros(80))], Euros(500)).ShouldBe(["2025-03 0.00 EUR"]);

    [Fact]
    public void Payments_settle_dues_of_their_own_currency() =>
        Paid([Due("w-1", March, Euros(80)), Due("w-1", April, new(90_00, Php))], new(200_00, Php)).ShouldBe(["2025-03 0.00 EUR", "2025-04 90.00 PHP"]);

    [Fact]
    public void What_was_written_off_is_what_payments_left() =>
        ContributionStanding.Of([Due("w-1", March, Euros(80)), Due("w-1", April, Euros(100))], Received(Euros(90)), WrittenOff("", Euros(90)))
            .Select(line => (line.Paid, line.WrittenOff, line.Open)).ShouldBe([(Euros(80), Euros(0), Euros(0)), (Euros(10), Euros(90), Euros(0))]);

    [Fact]
    public void What_one_agreement_gave_up_is_never_anothers() =>
        ContributionStanding.Of([Due("w-1", March, Euros(80)), Due("w-1", March, Euros(100)) with { Subject = "A2" }, Due("w-1", April, Euros(60))], Received(Euros(20)), WrittenOff("A2", Euros(100)))
            .Select(line => (line.Debt.Subject, line.Open)).ShouldBe([("", Euros(60)), ("A2", Euros(0)), ("", Euros(60))]);

    /// <summary>On the last day of the month after the wage month.</summary>
    private static ContributionDebt Due(string worker, YearMonth month, Money due) => new(Payer.Worker, worker, worker, "", month, month.PlusMonths(1).ToDateInterval().End, due);

    private static Dictionary<(string, Currency), Money> Received(Money amount) => new() { [("w-1", amount.Currency)] = amount };

    private static Dictionary<(string, string, Currency), Money> WrittenOff(string agreement, Money amount) => new() { [("w-1", agreement, amount.Currency)] = amount };

    private static List<string> Paid(ContributionDebt[] dues, Money received) =>
        [.. ContributionStanding.Of(dues, Received(received), new Dictionary<(string, string, Currency), Money>()).Select(line => $"{line.Debt.Month:uuuu-MM} {line.Paid}")];
}
