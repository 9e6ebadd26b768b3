using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Jobs;
using WelfareFund.People;
using WelfareFund.Storage;

namespace WelfareFund.Application.Jobs;

/// <summary>What ends within <see cref="Days"/> days: contracts with providers and consents to deductions; and rates that are too old.</summary>
internal sealed class ListExpiring(FundDatabase database) : IJobWork
{
    private const int Days = 30;

    public Job Job => Job.Expiry;

    public async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        await using var context = database.NewContext();
        var soon = new DateInterval(due.Today, due.Today.PlusDays(Days));
        var ending = due.Terms.Contracts.Select(contract => (Day: contract.To, What: $"the contract {contract.Id}"))
            .Concat((await WithdrawnAsync(context, due.Fund.Number, soon, cancellation))
                .Select(agreement => (Day: agreement.DeductionWithdrawnOn!.Value, What: $"the consent to deductions of {agreement.Id}")))
            .Where(end => soon.Contains(end.Day)).OrderBy(end => end.Day).ThenBy(end => end.What, StringComparer.Ordinal)
            .Select(end => $"{end.What} ends on {LocalDatePattern.Iso.Format(end.Day)}").ToList();
        if (await TakeInRates.OldAsync(context, due, cancellation) is { } old)
            ending.Add(old);
        return new(JobResult.Done, string.Create(CultureInfo.InvariantCulture, $"{ending.Count} {(ending.Count == 1 ? "ends" : "end")} within {Days} days"), JobOutcome.Few(ending));
    }

    /// <summary>By the last word on each agreement.</summary>
    private static async Task<List<Agreement>> WithdrawnAsync(FundContext context, int fund, DateInterval soon, CancellationToken cancellation)
    {
        var (first, last) = (soon.Start, soon.End);
        var told = context.Set<Agreement>().AsNoTracking().Where(agreement => agreement.Fund == fund);
        return await told.Where(agreement => agreement.DeductionWithdrawnOn >= first && agreement.DeductionWithdrawnOn <= last)
            .Where(agreement => !told.Any(later => later.Id == agreement.Id && later.Intake > agreement.Intake)).ToListAsync(cancellation);
    }
}
