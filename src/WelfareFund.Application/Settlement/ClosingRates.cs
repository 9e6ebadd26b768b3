using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Settlement;

/// <summary>Rates at which the books are valued on a day.</summary>
internal static class ClosingRates
{
    /// <returns>Units of a currency for one unit of base currency; null where no rate is young enough.</returns>
    internal static async Task<Func<Currency, decimal?>> AtAsync(FundContext context, int fund, FundTerms terms, LocalDate day, CancellationToken cancellation)
    {
        var rates = await UpToAsync(context, fund, terms, day, cancellation);
        return currency => rates.Find(terms.BaseCurrency, currency, day) is { IsRefused: false } found ? found.Value.Rate : null;
    }

    /// <summary>Those of the terms' source that are young enough on a day.</summary>
    internal static async Task<ExchangeRates> UpToAsync(FundContext context, int fund, FundTerms terms, LocalDate day, CancellationToken cancellation)
    {
        var oldest = day.PlusDays(-terms.Fx.MaxAgeDays);
        var rows = await context.Set<PublishedRate>().AsNoTracking()
            .Where(rate => rate.Fund == fund && rate.Source == terms.Fx.Source && rate.Date <= day && rate.Date >= oldest).ToListAsync(cancellation);
        return new ExchangeRates(rows.Select(rate => rate.ToExchangeRate()), terms.Fx.MaxAgeDays);
    }
}
