using System.Globalization;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Tracing;

/// <summary>The calculator is strict: whoever adds a template or a kind of line has to say how it recomputes.</summary>
public sealed class TraceCalculatorTests
{
    [Fact]
    public void Every_template_recomputes_or_states_a_fact_or_says_no_amount() =>
        TraceRules.All.Keys.Order(StringComparer.Ordinal).ShouldBe(EnglishTrace.Templates.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void What_says_a_lines_amount_is_told_booked_or_computed() =>
        TraceCalculator.Kinds.Values.SelectMany(templates => templates).Where(template => TraceRules.Of(template) is not (Told or Booked or Computed)).ShouldBeEmpty();

    [Fact]
    public void An_unknown_kind_fails() =>
        Should.Throw<FormatException>(() => TraceCalculator.Amount("from-the-future", "contract maharlika may spend 125.00 EUR", "EUR"));

    [Fact]
    public void Words_of_no_template_fail() =>
        Should.Throw<FormatException>(() => TraceCalculator.Amount("contract", "contract maharlika spends 125.00 EUR", "EUR"));

    [Fact]
    public void An_amount_that_merely_stands_in_the_words_fails() =>
        Should.Throw<FormatException>(() => TraceCalculator.Amount("outcome", "contract maharlika may spend 125.00 EUR", "EUR"));

    [Theory]
    [InlineData("contribution", "1,250.00 EUR × 10% = 125.00; cap left 90.00; due 90.00", 90)]
    [InlineData("advance-recovery", "59,400.01 PHP × 50%, rounded down, recovers 29,700.00 of the 50,000.00 advanced", 29_700)]
    [InlineData("clawback", "rejected by verifier on 2025-01-20; 66,000.00 PHP is taken back: 6,600.00 still held back, 0.00 not paid yet, 0.00 had recovered the advance, 59,400.00 to be returned", 66_000)]
    [InlineData("allowance", "270.00 EUR, overdue for 90 days or more, is 270.00; × 50% = 135.00; the allowance is to be 135.00; 100.00 stands; the difference is 35.00", 35)]
    [InlineData("reserve", "the greatest of 100,000.00 at least, 3 × 480,000.00 accepted in twelve months ÷ 12 = 120,000.00, and 151,000.00 for 2 outcomes achieved and not yet accepted: 151,000.00", 151_000)]
    [InlineData("employer-bond", "2025-03-01 to 2025-03-20: 2,400.00 EUR × 79 ÷ 730 days, rounded down, 259.72, less 193.97 up to the day before; clinic owes 65.75 EUR; booked before 0.00; booked now 65.75", 65.75)]
    [InlineData("exchange", "600.00 PHP are to be paid, account manila holds 100.00, short 500.00; of it 200.00 PHP are bought from other accounts; 300.00 PHP × 0.016, to the nearest unit, takes about 4.80 EUR of account main, at the rate of 2025-01-31", 300)]
    public void A_result_that_is_a_unit_off_is_found(string kind, string trace, decimal amount)
    {
        TraceCalculator.Amount(kind, trace, "EUR").ShouldBe(amount);
        foreach (var clause in TraceReading.Of(trace))
        {
            if (TraceRules.Of(clause.Template) is not Computed { Written: >= 0 and var written })
                continue;
            var (figure, at) = (clause.Operands[written].Split(' ')[0], clause.Words.LastIndexOf(clause.Operands[written], StringComparison.Ordinal));
            var changed = (decimal.Parse(figure, CultureInfo.InvariantCulture) + 0.01m).ToString("#,0.00", CultureInfo.InvariantCulture);
            var words = trace.Replace(clause.Words, clause.Words[..at] + changed + clause.Words[(at + figure.Length)..], StringComparison.Ordinal);
            Should.Throw<FormatException>(() => TraceCalculator.Amount(kind, words, "EUR"), words);
        }
    }
}
