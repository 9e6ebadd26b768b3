using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

internal static class Employments
{
    private const decimal HoursInAWeek = 168;

    private static readonly Column<string> Id = Columns.Id("employment_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<EmployerId> Employer = Columns.FactId("employer_id", FactKind.Employer, id => new EmployerId(id));
    private static readonly Column<LocalDate> StartedOn = Columns.Date("started_on");
    private static readonly Column<LocalDate?> EndedOn = Columns.Date("ended_on").OrEmpty();
    private static readonly Column<string?> EndReason = Columns.Text("end_reason").OrNull();
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> OfferedWage = Columns.Amount("offered_wage", Currency, Sign.NotNegative);
    private static readonly Column<Money> ContractWage = Columns.Amount("contract_wage", Currency, Sign.NotNegative);
    private static readonly Column<decimal> HoursPerWeek = Columns.Number("hours_per_week", 0, HoursInAWeek);

    internal static readonly FileKind<Employment> Kind = new("employments", Id, employment => employment.Id.Value, Read,
        [Id, Worker, Employer, StartedOn, EndedOn, EndReason, OfferedWage, ContractWage, Currency, HoursPerWeek])
    {
        MayFollow = MayFollow,
        HowToCorrect = "only ended_on and end_reason may be added to an employment or corrected; another job is another employment",
    };

    private static Employment Read(Row row)
    {
        var employment = new Employment
        {
            Id = new(row.Get(Id)),
            Worker = row.Get(Worker),
            Employer = row.Get(Employer),
            StartedOn = row.Get(StartedOn),
            EndedOn = row.Get(EndedOn),
            EndReason = row.Get(EndReason),
            OfferedWage = row.Get(OfferedWage),
            ContractWage = row.Get(ContractWage),
            HoursPerWeek = row.Get(HoursPerWeek),
        };
        row.Get(Currency);
        if (employment.EndedOn < employment.StartedOn)
            row.Refuse(EndedOn, "wrong-order", $"{employment.EndedOn:uuuu-MM-dd} is before the start on {employment.StartedOn:uuuu-MM-dd}", "write the last day in work");
        if (row.IsEmpty(EndedOn) && !row.IsEmpty(EndReason))
            row.Refuse(EndReason, "wrong-order", "a reason stands here and the employment has no end", "write ended_on too, or leave both empty");
        return employment;
    }

    private static bool MayFollow(Employment known, Employment told) =>
        told.EndedOn is not null && known == told with { EndedOn = known.EndedOn, EndReason = known.EndReason };
}
