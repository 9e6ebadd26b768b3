using System.Reflection;
using NodaTime;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Tracing;

public sealed class TraceTextTests
{
    private static readonly Money Amount = new(125_000, Currency.Of("EUR"));

    [Fact]
    public void Every_template_has_its_words() =>
        typeof(TraceTemplates).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)
            .ShouldBeSubsetOf(EnglishTrace.Templates.Keys);

    [Fact]
    public void Steps_join_into_one_sentence() =>
        TraceText.Sentence(
        [
            new(TraceTemplates.ShareOfPay, [Amount, 0.10m, new Money(12_500, Currency.Of("EUR"))]),
            new(TraceTemplates.CapLeft, [new Money(9_000, Currency.Of("EUR"))]),
        ]).ShouldBe("1,250.00 EUR × 10% = 125.00; cap left 90.00");

    [Fact]
    public void No_digit_is_rounded_away() =>
        TraceText.Clause(new(TraceTemplates.ShareOfPay, [1538.177560963414m, 0.123456789012m, 189.898457m]))
            .ShouldBe("1,538.177560963414 × 12.3456789012% = 189.898457");

    [Fact]
    public void Amounts_show_their_currencys_own_decimals() =>
        TraceText.Clause(new(TraceTemplates.PayOfEmployer, ["care-home", new Money(250_000, Currency.Of("JPY"))])).ShouldBe("care-home paid 250,000 JPY");

    [Fact]
    public void Dates_and_reasons_are_drawn_as_words()
    {
        TraceText.Clause(new(TraceTemplates.AchievedByFacts, [new LocalDate(2025, 3, 3)])).ShouldBe("achieved on 2025-03-03, as the records of work show");
        TraceText.Clause(new(TraceTemplates.NothingDue, ["paused"])).ShouldBe("nothing is due: a pause covers part of the month");
    }

    [Fact]
    public void A_template_of_other_books_shows_its_id_and_operands() =>
        TraceText.Clause(new("from-the-future", [Amount, 3])).ShouldBe("from-the-future 1,250.00 EUR 3");
}
