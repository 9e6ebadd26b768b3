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
        var agreements = await context.Set<Agreement>().AsNoTracking().Where(agreement => agreement.Fund == due.Fund.Number).ToListAsync(cancellation);
        var ending = due.Terms.Contracts.Select(contract => (Day: contract.To, What: $"the contract {contract.Id}"))
            .Concat(agreements.GroupBy(agreement => agreement.Id).Select(words => words.MaxBy(agreement => agreement.Intake)!)
                .Where(agreement => agreement.DeductionWithdrawnOn is not null)
                .Select(agreement => (Day: agreement.DeductionWithdrawnOn!.Value, What: $"the consent to deductions of {agreement.Id}")))
            .Where(end => soon.Contains(end.Day)).OrderBy(end => end.Day).ThenBy(end => end.What, StringComparer.Ordinal)
            .Select(end => $"{end.What} ends on {LocalDatePattern.Iso.Format(end.Day)}").ToList();
        if (await TakeInRates.OldAsync(context, due, cancellation) is { } old)
            ending.Add(old);
        return new(JobResult.Done, string.Create(CultureInfo.InvariantCulture, $"{ending.Count} {(ending.Count == 1 ? "ends" : "end")} within {Days} days"), JobOutcome.Few(ending));
    }
}
