using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Jobs;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Application.Samples;

/// <summary>
/// Lives a sample fund's life again: applies its terms, tells it each line of its files on the day it became known, and settles and seals month
/// by month, a sample administrator and a sample approver being maker and checker.
/// </summary>
public sealed class LoadSample(SignIn signIn, ApplyTerms apply, Decide decide, ImportFile import, SettleMonth settle, ListFunds funds)
{
    /// <summary>In the order in which they name one another.</summary>
    internal static readonly SampleKind[] Kinds =
    [
        new("fx-ecb", "Date"), new("fx", "date"), new("investors"), new("commitments", "signed_on"), new("capital-calls", "called_on"), new("providers"), new("employers"),
        new("workers", "enrolled_on"), new("payees"), new("agreements", "consent_on"), new("costs", "incurred_on"), new("employments", "started_on", "ended_on", "end_reason"),
        new("audits", "audited_on"), new("claims", "submitted_on"), new("decisions", "decided_on"), new("wages", "reported_on"), new("deductions", "deducted_on"), new("pauses", "from"), new("endings", "ended_on"),
        new("grievances", "raised_on", "closed_on", "outcome"),
        new("bank", "booked_on"), new("bank-balances", "on"),
    ];

    /// <param name="folder">Holds <c>fund.json</c> and <c>sample/KIND.csv</c>.</param>
    /// <param name="through">The last month to seal; null for all that the files cover.</param>
    /// <param name="progress">Gets each sealed month.</param>
    /// <returns>The last sealed month. Refused: <c>not-a-sample</c>, and whatever a step refuses.</returns>
    public async Task<Result<YearMonth>> RunAsync(string folder, YearMonth? through, IProgress<YearMonth>? progress = null, CancellationToken cancellation = default)
    {
        var maker = (await signIn.RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null, cancellation)).Value;
        var checker = (await signIn.RunAsync(SignIn.SampleApprover, null, Channel.Job, null, cancellation)).Value;
        var path = Path.Combine(folder, "fund.json");
        if (!File.Exists(path))
            return new Refusal("not-found", path, "there is no such file", "name a folder of fund-config");
        var json = await File.ReadAllTextAsync(path, cancellation);
        var read = FundFile.Read(path, json);
        if (read.IsRefused)
            return Result.Refused<YearMonth>(read.Refusals);
        var terms = read.Value;
        if (!terms.Sample)
            return new Refusal("not-a-sample", path, "the fund is not marked \"sample\": true", "apply real terms with `fund apply`");

        var proposed = await apply.RunAsync(maker, path, json, null, cancellation);
        if (proposed.IsRefused)
            return Result.Refused<YearMonth>(proposed.Refusals);
        if (proposed.Value.Proposal is { } proposal && await decide.ApproveAsync(checker, proposal, cancellation) is { IsRefused: true } refused)
            return Result.Refused<YearMonth>(refused.Refusals);
        maker = (await signIn.RunAsync(maker.Name, null, Channel.Job, null, cancellation)).Value;
        checker = (await signIn.RunAsync(checker.Name, null, Channel.Job, null, cancellation)).Value;

        var files = Kinds.Select(kind => SampleFile.Read(folder, kind)).OfType<SampleFile>().ToList();
        var last = through ?? LastMonthOf(files);
        var open = (await funds.ShowAsync(maker, terms.Id, cancellation)).Value.Fund.OpenPeriod;
        for (var month = open; month <= last; month = month.PlusMonths(1))
        {
            var told = month == open ? (LocalDate?)null : SettledOn(terms, month.PlusMonths(-1));
            if (await LiveAsync(maker, checker, terms, month, told, files, cancellation) is { } stopped)
                return Result.Refused<YearMonth>(stopped);
            progress?.Report(month);
        }

        return last;
    }

    /// <summary>Tells what became known after <paramref name="told"/> and by the day of the settlement, then settles. Null when the month is sealed.</summary>
    private async Task<IReadOnlyList<Refusal>?> LiveAsync(
        Actor maker, Actor checker, FundTerms terms, YearMonth month, LocalDate? told, IReadOnlyList<SampleFile> files, CancellationToken cancellation)
    {
        var fund = terms.Id;
        foreach (var file in files)
        {
            using var content = file.KnownBetween(told, SettledOn(terms, month));
            if (content is null)
                continue;
            var imported = await import.RunAsync(maker, new(fund, file.Kind, file.Name, content), null, cancellation);
            if (imported.IsRefused)
                return imported.Refusals;
            foreach (var waiting in imported.Value.Proposals)
            {
                if (await decide.ApproveAsync(checker, waiting, cancellation) is { IsRefused: true } undecided)
                    return undecided.Refusals;
            }
        }

        while (true)
        {
            var reached = await settle.RunAsync(maker, fund, month, RunState.Sealed, progress: null, cancellation);
            if (reached.IsRefused)
                return reached.Refusals;
            if (reached.Value.Proposal is not { } proposal)
                return null;
            var approved = await decide.ApproveAsync(checker, proposal, cancellation);
            if (approved.IsRefused)
                return approved.Refusals;
        }
    }

    private static LocalDate SettledOn(FundTerms terms, YearMonth month) => JobSchedule.SettlementDay(terms, month);

    /// <summary>Of the bank's balances: a month without them cannot be sealed.</summary>
    private static YearMonth LastMonthOf(IEnumerable<SampleFile> files) => files.Single(file => file.Kind == "bank-balances").LastDay.ToYearMonth();
}
