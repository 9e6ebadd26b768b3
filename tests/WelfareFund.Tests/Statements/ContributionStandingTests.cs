using NodaTime;
using WelfareFund.Statements;
using static WelfareFund.Tests.Statements.WorkedExample;

namespace WelfareFund.Tests.Statements;

public sealed class ContributionStandingTests
{
    private static readonly YearMonth March = new(2025, 3);
    private static readonly YearMonth April = new(2025, 4);

    [Fact]
    public void Payments_go_to_the_oldest_due_first() =>
        Paid([("w-1", April, Euros(100)), ("w-1", March, Euros(80))], ("w-1", Euros(130))).ShouldBe(["2025-03 80.00 EUR", "2025-04 50.00 EUR"]);

    [Fact]
    public void What_is_paid_too_much_stays_a_credit() => Paid([("w-1", March, Euros(80))], ("w-1", Euros(500))).ShouldBe(["2025-03 80.00 EUR"]);

    [Fact]
    public void One_workers_payment_is_never_anothers() => Paid([("w-2", March, Euros(80))], ("w-1", Euros(500))).ShouldBe(["2025-03 0.00 EUR"]);

    [Fact]
    public void Payments_settle_dues_of_their_own_currency() =>
        Paid([("w-1", March, Euros(80)), ("w-1", April, new Money(90_00, Php))], ("w-1", new Money(200_00, Php))).ShouldBe(["2025-03 0.00 EUR", "2025-04 90.00 PHP"]);

    [Fact]
    public void What_was_written_off_is_what_payments_left() =>
        ContributionStanding.Of(
            [("w-1", March, Euros(80)), ("w-1", April, Euros(100))],
            new Dictionary<(string, Currency), Money> { [("w-1", Euros(1).Currency)] = Euros(90) },
            new Dictionary<(string, Currency), Money> { [("w-1", Euros(1).Currency)] = Euros(90) })
            .Select(line => (line.Paid, line.WrittenOff)).ShouldBe([(Euros(80), Euros(0)), (Euros(10), Euros(90))]);

    private static List<string> Paid((string, YearMonth, Money)[] dues, (string Worker, Money Amount) received) =>
        [.. ContributionStanding.Of(dues, new Dictionary<(string, Currency), Money> { [(received.Worker, received.Amount.Currency)] = received.Amount }, new Dictionary<(string, Currency), Money>())
            .Select(line => $"{line.WageMonth:uuuu-MM} {line.Paid}")];
}
