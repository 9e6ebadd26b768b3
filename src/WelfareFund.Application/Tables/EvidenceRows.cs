using System.Globalization;
using WelfareFund.Application.Reports;
using WelfareFund.Evidence;

namespace WelfareFund.Application.Tables;

/// <summary>The worker protection figures as rows: the corridors, then each worker.</summary>
internal static class EvidenceRows
{
    /// <param name="Workers">How many stand behind a corridor's row; <c>suppressed</c> for fewer than may be shown.</param>
    internal sealed record Row(
        string Corridor, string? Worker, string? Workers, Money? PaidForTheJob, decimal? RecruitmentCostMonths, Money? GrossPay, Money? Contributed, decimal? ShareContributed,
        Money? TakeHome, Money? HomeIncome, Money? IncomeGain);

    internal static IEnumerable<Row> Of(ProtectionFigures figures) => figures.Corridors.Select(Of).Concat(figures.Workers.Select(Of));

    internal static readonly ListColumn<Row>[] Columns =
    [
        new("corridor", row => row.Corridor), new("worker", row => row.Worker), new("workers", row => row.Workers, IsNumber: true),
        new("paid_for_the_job", row => row.PaidForTheJob?.ToAmountString(), IsNumber: true), new("sdg_10_7_1_months", row => Number(row.RecruitmentCostMonths), IsNumber: true),
        new("gross_pay", row => row.GrossPay?.ToAmountString(), IsNumber: true), new("contributed", row => row.Contributed?.ToAmountString(), IsNumber: true),
        new("share_contributed", row => Number(row.ShareContributed), IsNumber: true), new("take_home_a_month", row => row.TakeHome?.ToAmountString(), IsNumber: true),
        new("home_income_a_month", row => row.HomeIncome?.ToAmountString(), IsNumber: true), new("income_gain_a_month", row => row.IncomeGain?.ToAmountString(), IsNumber: true),
        new("currency", row => (row.PaidForTheJob ?? row.TakeHome ?? row.IncomeGain)?.Currency.Code),
    ];

    private static Row Of(CohortProtection corridor) => new(
        corridor.Corridor, null, corridor.Workers?.ToString(CultureInfo.InvariantCulture) ?? "suppressed", null, corridor.RecruitmentCostMonths, null, null,
        corridor.ShareContributed, corridor.TakeHome, null, corridor.IncomeGain);

    private static Row Of(WorkerProtection worker) => new(
        worker.Corridor, worker.Worker.Value, null, worker.PaidForTheJob, worker.RecruitmentCostMonths, worker.GrossPay, worker.Contributed, worker.ShareContributed,
        worker.TakeHome, worker.HomeIncome, worker.IncomeGain);

    private static string? Number(decimal? figure) => figure?.ToString("0.0000", CultureInfo.InvariantCulture);
}
