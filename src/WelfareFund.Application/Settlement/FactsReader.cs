using Microsoft.EntityFrameworkCore;
using WelfareFund.Capital;
using WelfareFund.Contributions;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Settlement;

/// <summary>Reads a snapshot: everything the fund was told up to one intake number.</summary>
internal static class FactsReader
{
    internal static async Task<SettlementFacts> ReadAsync(FundContext context, int fund, long intake, FundTerms terms, CancellationToken cancellation)
    {
        var rates = await OfAsync<PublishedRate>();
        return new()
        {
            Commitments = await OfAsync<Commitment>(),
            Calls = await OfAsync<CapitalCall>(),
            BankLines = await new PersonalData(context, fund).FillInAsync(await OfAsync<BankLine>(), cancellation),
            Workers = await OfAsync<Worker>(),
            Agreements = Latest(await OfAsync<Agreement>(), agreement => agreement.Id),
            Employments = Latest(await OfAsync<Employment>(), employment => employment.Id),
            Audits = await OfAsync<Audit>(),
            Wages = await OfAsync<WageReport>(),
            Costs = await OfAsync<Cost>(),
            Deductions = Latest(await OfAsync<Deduction>(), deduction => deduction.Id),
            Grievances = Latest(await OfAsync<Grievance>(), grievance => grievance.Id),
            Pauses = PauseLimits.Counting(Latest(await OfAsync<Pause>(), pause => pause.Id), Latest(await OfAsync<PauseLimit>(), limit => limit.Pause)),
            Endings = await OfAsync<Ending>(),
            Claims = await OfAsync<Claim>(),
            Verifications = await OfAsync<Verification>(),
            Rates = new ExchangeRates(rates.Where(rate => rate.Source == terms.Fx.Source).Select(rate => rate.ToExchangeRate()), terms.Fx.MaxAgeDays),
        };

        Task<List<T>> OfAsync<T>()
            where T : Fact =>
            context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund && fact.Intake <= intake).OrderBy(fact => fact.Intake).ToListAsync(cancellation);
    }

    /// <summary>A later word on the same matter takes the earlier one's place.</summary>
    /// <param name="facts">By intake, as what comes back.</param>
    internal static List<T> Latest<T, TId>(List<T> facts, Func<T, TId> id)
        where T : Fact
        where TId : notnull
    {
        var known = new HashSet<TId>(facts.Count);
        return facts.TrueForAll(fact => known.Add(id(fact)))
            ? facts
            : [.. facts.GroupBy(id).Select(words => words.MaxBy(fact => fact.Intake)!).OrderBy(fact => fact.Intake)];
    }
}
