using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

internal static class Wages
{
    private static readonly Column<string> Id = Columns.Id("wage_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<EmployerId> Employer = Columns.FactId("employer_id", FactKind.Employer, id => new EmployerId(id));
    private static readonly Column<YearMonth> Month = Columns.Month("month");
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> Gross = Columns.Amount("gross", Currency, Sign.NotNegative);
    private static readonly Column<Money?> Net = Columns.Amount("net", Currency, Sign.NotNegative).OrEmpty();
    private static readonly Column<WageSource> Source = Columns.OneOf<WageSource>("source");
    private static readonly Column<LocalDate> ReportedOn = Columns.Date("reported_on");
    private static readonly Column<string?> Replaces = Columns.FactId("replaces", FactKind.Wage, id => id).OrNull();

    internal static readonly FileKind<WageReport> Kind = new("wages", Id, wage => wage.Id, Read,
        [Id, Worker, Employer, Month, Gross, Net, Currency, Source, ReportedOn, Replaces])
    {
        HowToCorrect = "a correction is a new report with its own wage_id that names this one in replaces",
    };

    private static WageReport Read(Row row)
    {
        var wage = new WageReport
        {
            Id = row.Get(Id),
            Worker = row.Get(Worker),
            Employer = row.Get(Employer),
            Month = row.Get(Month),
            Gross = row.Get(Gross),
            Net = row.Get(Net)?.Amount,
            Source = row.Get(Source),
            ReportedOn = row.Get(ReportedOn),
            Replaces = row.Get(Replaces),
        };
        row.Get(Currency);
        if (row.Refusals.Count > 0)
            return wage;
        if (wage.Net > wage.Gross.Amount)
            row.Refuse(Net, "net-above-gross", $"{Excerpt.Of(row.Text(Net))} is more than the gross pay of {wage.Gross.ToAmountString()}", "net is what is left of gross");
        if (wage.ReportedOn < wage.Month.OnDayOfMonth(1))
            row.Refuse(ReportedOn, "wrong-order", $"{wage.ReportedOn:uuuu-MM-dd} is before the month {row.Text(Month)} began", "pay is reported in its month or later");
        if (wage.Replaces == wage.Id)
            row.Refuse(Replaces, "replaces-itself", "the report replaces itself", "name the report that this one corrects");
        return wage;
    }
}
