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
            Rates = RatesOf(await OfAsync<PublishedRate>(), terms),
        };

        Task<List<T>> OfAsync<T>()
            where T : Fact =>
            context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund && fact.Intake <= intake).OrderBy(fact => fact.Intake).ToListAsync(cancellation);
    }

    /// <summary>Of it what is about one worker, read without reading anybody else's; claims are the worker's own, bank lines and deductions are left out.</summary>
    internal static async Task<SettlementFacts> ReadOfWorkerAsync(FundContext context, int fund, long intake, FundTerms terms, WorkerId worker, CancellationToken cancellation)
    {
        var employments = Latest(await OfAsync(Told<Employment>().Where(employment => employment.Worker == worker)), employment => employment.Id);
        List<EmploymentId> jobs = [.. employments.Select(employment => employment.Id)];
        var pauses = Latest(await OfAsync(Told<Pause>().Where(pause => pause.Worker == worker)), pause => pause.Id);
        var ids = pauses.ConvertAll(pause => pause.Id);
        return new()
        {
            Workers = await OfAsync(Told<Worker>().Where(known => known.Id == worker)),
            Agreements = Latest(await OfAsync(Told<Agreement>().Where(agreement => agreement.Worker == worker)), agreement => agreement.Id),
            Employments = employments,
            Audits = await OfAsync(Told<Audit>().Where(audit => jobs.Contains(audit.Employment))),
            Wages = await OfAsync(Told<WageReport>().Where(report => report.Worker == worker)),
            Grievances = Latest(await OfAsync(Told<Grievance>().Where(grievance => grievance.Worker == worker)), grievance => grievance.Id),
            Pauses = PauseLimits.Counting(pauses, Latest(await OfAsync(Told<PauseLimit>().Where(limit => ids.Contains(limit.Pause))), limit => limit.Pause)),
            Endings = await OfAsync(Told<Ending>().Where(ending => ending.Worker == worker || (ending.Employment != null && jobs.Contains(ending.Employment!.Value)))),
            Claims = await OfAsync(Told<Claim>().Where(claim => claim.Worker == worker)),
            Rates = RatesOf(await OfAsync(Told<PublishedRate>()), terms),
        };

        IQueryable<T> Told<T>()
            where T : Fact =>
            context.Set<T>().AsNoTracking().Where(fact => fact.Fund == fund && fact.Intake <= intake);

        Task<List<T>> OfAsync<T>(IQueryable<T> told)
            where T : Fact =>
            told.OrderBy(fact => fact.Intake).ToListAsync(cancellation);
    }

    internal static ExchangeRates RatesOf(List<PublishedRate> rates, FundTerms terms) =>
        new(rates.Where(rate => rate.Source == terms.Fx.Source).Select(rate => rate.ToExchangeRate()), terms.Fx.MaxAgeDays);

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
