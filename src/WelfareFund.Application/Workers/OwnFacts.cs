using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Application.Workers;

/// <summary>One worker's own facts, for the worker alone: nobody else's row is read.</summary>
/// <param name="Jobs">The last word on each, by its start.</param>
internal sealed record OwnFacts(FundContext Context, FundRow Fund, FundTerms Terms, LocalDate Today, WorkerId Worker, IReadOnlyList<Employment> Jobs)
{
    private const int LongestInId = 40;

    /// <returns>Refused: <c>not-found</c> for whatever is not the actor's own account, <c>not-allowed</c> without the role.</returns>
    internal static async Task<Result<OwnFacts>> OpenAsync(FundContext context, IClock clock, Actor actor, string fundId, string workerId, CancellationToken cancellation)
    {
        var door = await FundAccess.RequireOneselfAsync(context, actor, fundId, Right.SeeOwnContributions, Role.Worker, workerId, cancellation);
        if (door.IsRefused)
            return Result.Refused<OwnFacts>(door.Refusals);
        var (fund, worker) = (door.Value, new WorkerId(workerId));
        var terms = await CurrentTerms.ReadAsync(context, fund, cancellation);
        var jobs = await context.Set<Employment>().AsNoTracking().Where(job => job.Fund == fund.Number && job.Worker == worker).ToListAsync(cancellation);
        return new OwnFacts(context, fund, terms, clock.GetCurrentInstant().InZone(terms.TimeZone).Date, worker, EmploymentRecord.Latest(jobs));
    }

    internal async Task<IReadOnlyDictionary<string, string>> EmployerNamesAsync(CancellationToken cancellation) =>
        (await new PersonalData(Context, Fund.Number).ReadAsync("employers", Jobs.Select(job => job.Employer.Value), cancellation))
            .Where(known => known.Value.Name is not null).ToDictionary(known => known.Key, known => known.Value.Name!, StringComparer.Ordinal);

    internal Task<List<WageReport>> WagesAsync(CancellationToken cancellation) =>
        Context.Set<WageReport>().AsNoTracking().Where(wage => wage.Fund == Fund.Number && wage.Worker == Worker).OrderBy(wage => wage.Intake).ToListAsync(cancellation);

    /// <summary>The last word on each, by intake.</summary>
    internal async Task<List<Pause>> PausesAsync(CancellationToken cancellation) =>
        FactsReader.Latest(await Context.Set<Pause>().AsNoTracking().Where(pause => pause.Fund == Fund.Number && pause.Worker == Worker).OrderBy(pause => pause.Intake).ToListAsync(cancellation), pause => pause.Id);

    /// <summary>The last word on each, by intake, with what was written.</summary>
    internal Task<List<Grievance>> GrievancesAsync(CancellationToken cancellation) => GrievancesAsync(Context, Fund.Number, Worker, cancellation);

    /// <inheritdoc cref="GrievancesAsync(CancellationToken)"/>
    internal static async Task<List<Grievance>> GrievancesAsync(FundContext context, int fund, WorkerId worker, CancellationToken cancellation)
    {
        var words = await context.Set<Grievance>().AsNoTracking().Where(grievance => grievance.Fund == fund && grievance.Worker == worker).OrderBy(grievance => grievance.Intake).ToListAsync(cancellation);
        var texts = (await new PersonalData(context, fund).FillInAsync(words, cancellation)).Where(word => word.Text is not null).ToLookup(word => word.Id, word => word.Text, StringComparer.Ordinal);
        return FactsReader.Latest(words, grievance => grievance.Id).ConvertAll(grievance => grievance with { Text = texts[grievance.Id].FirstOrDefault() });
    }

    /// <summary>The last word on each, by consent.</summary>
    internal async Task<List<Agreement>> AgreementsAsync(CancellationToken cancellation) =>
        [.. FactsReader.Latest(await Context.Set<Agreement>().AsNoTracking().Where(agreement => agreement.Fund == Fund.Number && agreement.Worker == Worker).OrderBy(agreement => agreement.Intake).ToListAsync(cancellation), agreement => agreement.Id)
            .OrderBy(agreement => agreement.ConsentOn).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal)];

    internal static Refusal Empty(string where, string remedy) => new("empty", where, "nothing stands here", remedy);

    /// <summary>A fact's id that says whose it is; of a worker with a long id its hash does.</summary>
    internal string IdOf(string prefix, string rest) => IdOf(Worker, prefix, rest);

    /// <inheritdoc cref="IdOf(string, string)"/>
    internal static string IdOf(WorkerId worker, string prefix, string rest)
    {
        var whose = worker.Value.Length <= LongestInId ? worker.Value : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(worker.Value)))[..LongestInId];
        return $"{prefix}-{whose}-{rest}";
    }

    internal static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
