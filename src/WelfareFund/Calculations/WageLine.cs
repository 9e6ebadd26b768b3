using NodaTime;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

/// <summary>A month's pay from one employer, outside a fund.</summary>
/// <param name="Rate">1 major unit of the pay's currency in major units of the agreement's, at the month's last day.</param>
/// <param name="Counts">Whether the job's tier carries contributions; without a tier it does.</param>
public sealed record WageLine(YearMonth Month, EmployerId Employer, Money Gross, decimal Rate, bool IsPaused, bool IsAbroad, bool Counts)
{
    /// <summary>Of a file that names no employers.</summary>
    private static readonly EmployerId Unnamed = new("employer");
    private const decimal LowestRate = 0.000000001m;
    private const decimal HighestRate = 1_000_000_000m;

    /// <summary>The file's columns under these terms: without a currency, pay is in the agreement's.</summary>
    public static FileKind<WageLine> FileOf(ContributionTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var month = Columns.Month("month");
        var currency = Columns.Currency().OrNull();
        var gross = Columns.Amount("gross", row => row.IsEmpty(currency) ? terms.Currency : Currency.TryOf(row.Text(currency), out var of) ? of : null, Sign.NotNegative);
        var employer = Columns.Id("employer").OrNull();
        var rate = Columns.Number("rate", LowestRate, HighestRate).OrEmpty();
        var paused = Columns.YesOrNo("paused").OrEmpty();
        var abroad = Columns.YesOrNo("abroad").OrEmpty();
        var tier = Columns.Id("tier").OrNull();
        return new("wages", month, line => line.Employer == Unnamed ? $"{line.Month:uuuu-MM}" : $"{line.Month:uuuu-MM} of {line.Employer}", Read, [month, gross, employer, currency, rate, paused, abroad, tier]);

        WageLine Read(Row row)
        {
            var paid = row.Get(currency) ?? terms.Currency;
            var given = row.Get(rate);
            var line = new WageLine(row.Get(month), row.Get(employer) is { } named ? new(named) : Unnamed, row.Get(gross), given ?? 1, row.Get(paused) ?? false, row.Get(abroad) ?? true,
                row.Get(tier) is not { } ofJob || terms.Carries(ofJob));
            if (row.Refusals.Count > 0)
                return line;
            if (paid != terms.Currency && given is null)
                row.Refuse(rate, "no-rate", $"pay in {paid} has no rate", $"write how much {terms.Currency} 1 {paid} was at the month's end");
            if (paid == terms.Currency && given is not null and not 1)
                row.Refuse(rate, "rate-of-own-currency", $"pay in {paid}, the agreement's own currency, has the rate {row.Text(rate)}", "leave the rate empty, or name the pay's currency");
            return line;
        }
    }
}
