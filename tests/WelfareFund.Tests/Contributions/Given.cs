using NodaTime;
using WelfareFund.Contributions;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Contributions;

/// <summary>Small beginnings of facts and terms.</summary>
internal static class Given
{
    internal static readonly Currency Eur = Currency.Of("EUR");
    internal static readonly Currency Jpy = Currency.Of("JPY");
    internal static readonly Currency Usd = Currency.Of("USD");

    internal static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);

    internal static Money Dollars(decimal amount) => Money.Round(amount, Usd, RoundingMode.HalfUp);

    internal static Money Yen(long amount) => new(amount, Jpy);

    internal static ContributionTerms TenPercent => new() { Id = "standard", Currency = Eur, Share = new(0.10m) };

    internal static Dated<FloorTerms> Floor(Money amount, FloorRule rule) => new(new FloorTerms { Amount = amount, Rule = rule });

    internal static Pay PayOf(Money gross, decimal rate = 1, string employer = "employer-a", PayStanding standing = PayStanding.Counts) =>
        new(new(employer), gross, rate, standing);

    /// <summary>A month's step, with its dues in pay currency and its trace.</summary>
    internal static Month Step(MonthTerms terms, ContributionState state, params Pay[] pays) => Step(terms, state, new MonthFacts { Pays = pays });

    internal static Month Step(MonthTerms terms, ContributionState state, MonthFacts facts)
    {
        var trace = new TraceList();
        var dues = new long[facts.Pays.Length];
        var (after, decision) = ContributionStep.Take(terms, state, facts, dues, trace);
        return new(after, decision, dues, TraceText.Sentence(trace.Steps));
    }

    internal static MonthTerms Of(ContributionTerms terms, Money? cap = null, decimal otherShare = 0) =>
        new(terms, new LocalDate(2025, 1, 1), cap, otherShare);

    internal sealed record Month(ContributionState State, ContributionDecision Decision, long[] Dues, string Trace)
    {
        internal Money Due => Decision.Counted;
        internal ContributionReason Reason => Decision.Reason;
    }
}
