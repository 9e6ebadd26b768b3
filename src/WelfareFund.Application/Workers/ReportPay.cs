using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Workers;

/// <summary>What a worker says they earned, as they wrote it.</summary>
/// <param name="Job">The id of one of their employments.</param>
/// <param name="Month">As <c>2025-01</c>.</param>
/// <param name="Gross">Before tax, in major units of the job's currency, as <paramref name="Net"/>, which may be empty.</param>
public sealed record PayToReport(string? Job, string? Month, string? Gross, string? Net);

/// <param name="IsNew">False where the same was reported before: nothing is told twice.</param>
/// <param name="Replaces">What it takes the place of; null where it is the month's first report.</param>
public sealed record ReportedPay(string Id, EmployerId Employer, string EmployerName, YearMonth Month, Money Gross, Money? Net, Money? Replaces, bool IsNew);

/// <summary>
/// A worker reports the pay of a month. Another report of the same job and month corrects the first. For the worker alone.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 5 "What a worker tells".</remarks>
public sealed class ReportPay(FundDatabase database, ImportFile import, IClock clock)
{
    /// <summary>So many times the contract's wage is taken for a slip of the pen.</summary>
    private const int Unlikely = 10;

    /// <param name="onlyCheck">Checks everything and keeps nothing.</param>
    /// <returns>Refused: each with the column as its place; <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<ReportedPay>> RunAsync(Actor actor, string fundId, string worker, PayToReport pay, bool onlyCheck, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pay);
        await using var context = database.NewContext();
        var opened = await OwnFacts.OpenAsync(context, clock, actor, fundId, worker, cancellation);
        if (opened.IsRefused)
            return Result.Refused<ReportedPay>(opened.Refusals);
        var own = opened.Value;
        var checkedPay = Check(own, pay);
        if (checkedPay.IsRefused)
            return Result.Refused<ReportedPay>(checkedPay.Refusals);
        var (job, month, gross, net) = checkedPay.Value;

        var wages = await own.WagesAsync(cancellation);
        var name = (await own.EmployerNamesAsync(cancellation)).GetValueOrDefault(job.Employer.Value, job.Employer.Value);
        var known = WageReports.Standing([.. wages.Where(wage => wage.Employer == job.Employer && wage.Month == month)]);
        if (known.FirstOrDefault(wage => wage.Source is not WageSource.SelfReport) is { } confirmed)
        {
            return new Refusal("reported-already", "month", $"{(confirmed.Source is WageSource.Payroll ? "your employer has reported" : "the fund has your payslip of")} {pay.Month} already: {confirmed.Gross}",
                "if that is wrong, make a complaint about pay");
        }

        if (known.Count > 1)
            return new Refusal("reported-already", "month", $"several reports of {pay.Month} are known already", "ask the fund to correct them");
        var before = known.Count == 1 ? known[0] : null;
        if (before is not null && before.Gross == gross && before.Net == net?.Amount)
            return new ReportedPay(before.Id, job.Employer, name, month, gross, net, null, IsNew: false);

        var id = own.IdOf("SR", $"{pay.Month}-{OwnFacts.Text(1 + wages.Count(wage => wage.Source is WageSource.SelfReport && wage.Month == month))}");
        var told = await import.TellAsync(actor, own.Fund, "wages", "report-pay",
        [
            ("wage_id", id), ("worker_id", worker), ("employer_id", job.Employer.Value), ("month", pay.Month), ("gross", gross.ToAmountString()), ("net", net?.ToAmountString()),
            ("currency", gross.Currency.Code), ("source", Words.Of(WageSource.SelfReport)), ("reported_on", OwnFacts.Iso(own.Today)), ("replaces", before?.Id),
        ], onlyCheck, cancellation);
        return told.IsRefused ? Result.Refused<ReportedPay>(told.Refusals) : new ReportedPay(id, job.Employer, name, month, gross, net, before?.Gross, IsNew: true);
    }

    private static Result<(Employment Job, YearMonth Month, Money Gross, Money? Net)> Check(OwnFacts own, PayToReport pay)
    {
        var refusals = new List<Refusal>();
        var job = own.Jobs.FirstOrDefault(job => job.Id.Value == pay.Job);
        if (job is null)
            refusals.Add(string.IsNullOrEmpty(pay.Job) ? OwnFacts.Empty("job", "choose the job that paid you") : new("unknown-job", "job", "this is none of your jobs", "choose one of the list"));
        var month = YearMonthPattern.Iso.Parse(pay.Month ?? "") is { Success: true } read && pay.Month!.Length == 7 ? read.Value : (YearMonth?)null;
        if (month is null)
            refusals.Add(string.IsNullOrEmpty(pay.Month) ? OwnFacts.Empty("month", "choose the month that the pay is for") : new("bad-month", "month", "this is not a month", "choose one of the list, for example 2025-01"));
        else if (month > own.Today.ToYearMonth())
            refusals.Add(new("too-early", "month", $"{pay.Month} has not begun", "report the pay when you have it"));
        else if (job is not null && (month < job.StartedOn.ToYearMonth() || month > job.EndedOn?.ToYearMonth()))
            refusals.Add(new("not-in-work", "month", $"you were not in this job in {pay.Month}", "choose another month, or the job that you had then"));
        var currency = job?.ContractWage.Currency;
        var gross = Amount("gross", pay.Gross, currency, OwnFacts.Empty("gross", "write your pay before tax, as your payslip says it; 0 where you had none"), refusals);
        var net = string.IsNullOrWhiteSpace(pay.Net) ? null : Amount("net", pay.Net, currency, null, refusals);
        if (gross is { } before && net is { } after && after.MinorUnits > before.MinorUnits)
            refusals.Add(new("net-above-gross", "net", $"{after} after tax is more than {before} before tax", "look at your payslip again: after tax it is less"));
        if (gross is { } much && job is not null && much.MinorUnits / Unlikely > Math.Max(1, job.ContractWage.MinorUnits))
            refusals.Add(new("unlikely", "gross", $"{much} is more than {Unlikely} times what your contract says", $"look where the decimal point stands; your contract says {job.ContractWage} a month"));
        return refusals.Count > 0 ? Result.Refused<(Employment, YearMonth, Money, Money?)>(refusals) : (job!, month!.Value, gross!.Value, net);
    }

    private static Money? Amount(string where, string? text, Currency? currency, Refusal? whenEmpty, List<Refusal> refusals)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (whenEmpty is not null)
                refusals.Add(whenEmpty);
            return null;
        }

        if (currency is null)
            return null;
        if (!MoneyText.TryParse(text.Trim(), currency, out var money, out var refusal))
            refusals.Add(refusal with { Where = where });
        else if (money.IsNegative)
            refusals.Add(new("negative", where, $"{money} is less than nothing", "write what you were paid, 0 where it was nothing"));
        else
            return money;
        return null;
    }
}
