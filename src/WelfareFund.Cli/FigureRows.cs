using System.Globalization;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Tables;

namespace WelfareFund.Cli;

/// <summary>The figures that anybody may know as rows: one a figure, the corridors', then those of all. What is not told is <c>suppressed</c>.</summary>
internal static class FigureRows
{
    /// <param name="Corridor">Empty for all together.</param>
    internal sealed record Row(string Corridor, string Figure, string? Value, string? Currency);

    internal static IEnumerable<Row> Of(FundFigures figures) => figures.Corridors.Append(figures.All).SelectMany(corridor => Of(figures, corridor));

    internal static readonly ListColumn<Row>[] Columns =
        [new("corridor", row => row.Corridor), new("figure", row => row.Figure), new("value", row => row.Value ?? "suppressed", IsNumber: true), new("currency", row => row.Value is null ? null : row.Currency)];

    private static IEnumerable<Row> Of(FundFigures figures, CorridorFigures corridor)
    {
        yield return Count("enrolled", corridor.Enrolled);
        yield return Count("in_work", corridor.InWork);
        foreach (var (tier, count) in figures.Tiers.Zip(corridor.ByTier))
            yield return Count("in_work_tier_" + tier, count);
        yield return Count("outcomes_accepted", corridor.OutcomesAccepted);
        yield return Amount("outcomes", corridor.Outcomes);
        yield return Amount("contributed", corridor.Contributed);
        if (corridor.Corridor.Length == 0)
            yield break;
        yield return new(corridor.Corridor, "sdg_10_7_1_months", corridor.Protection?.RecruitmentCostMonths?.ToString("0.0000", CultureInfo.InvariantCulture), null);
        yield return new(corridor.Corridor, "share_contributed", corridor.Protection?.ShareContributed?.ToString("0.0000", CultureInfo.InvariantCulture), null);
        yield return Amount("take_home_a_month", corridor.Protection?.TakeHome);
        yield return Amount("income_gain_a_month", corridor.Protection?.IncomeGain);

        Row Count(string figure, int? count) => new(corridor.Corridor, figure, count?.ToString(CultureInfo.InvariantCulture), null);

        Row Amount(string figure, Money? amount) => new(corridor.Corridor, figure, amount?.ToAmountString(), figures.Currency.Code);
    }
}
