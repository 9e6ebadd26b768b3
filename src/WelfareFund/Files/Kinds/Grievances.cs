using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Files.Kinds;

internal static class Grievances
{
    private static readonly Column<string> Id = Columns.Id("grievance_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<EmploymentId?> Employment = Columns.FactId("employment_id", FactKind.Employment, id => new EmploymentId(id)).OrEmpty();
    private static readonly Column<LocalDate> RaisedOn = Columns.Date("raised_on");
    private static readonly Column<string> Category = Columns.Id("category");
    private static readonly Column<Severity> Severity = Columns.OneOf<Severity>("severity");
    private static readonly Column<string?> Text = Columns.Text("text", 4_000).OrNull();
    private static readonly Column<LocalDate?> ClosedOn = Columns.Date("closed_on").OrEmpty();
    private static readonly Column<GrievanceOutcome?> Outcome = Columns.OneOf<GrievanceOutcome>("outcome").OrEmpty();

    internal static readonly FileKind<Grievance> Kind = new("grievances", Id, grievance => grievance.Id, Read,
        [Id, Worker, Employment, RaisedOn, Category, Severity, Text, ClosedOn, Outcome])
    {
        MayFollow = (known, told) => known.ClosedOn is null && told.ClosedOn is not null && known == told with { ClosedOn = null, Outcome = null, Text = known.Text },
        HowToCorrect = "only closed_on and outcome may be added to a grievance; what is new is another grievance",
    };

    private static Grievance Read(Row row)
    {
        var grievance = new Grievance
        {
            Id = row.Get(Id),
            Worker = row.Get(Worker),
            Employment = row.Get(Employment),
            RaisedOn = row.Get(RaisedOn),
            Category = row.Get(Category),
            Severity = row.Get(Severity),
            Text = row.Get(Text),
            ClosedOn = row.Get(ClosedOn),
            Outcome = row.Get(Outcome),
        };
        if (grievance.ClosedOn < grievance.RaisedOn)
            row.Refuse(ClosedOn, "wrong-order", $"{grievance.ClosedOn:uuuu-MM-dd} is before it was raised on {grievance.RaisedOn:uuuu-MM-dd}", "write the day on which it was closed");
        if (row.IsEmpty(ClosedOn) != row.IsEmpty(Outcome))
            row.Refuse(row.IsEmpty(ClosedOn) ? ClosedOn : Outcome, "empty", "nothing stands here", "a closed grievance has its day and its outcome, an open one neither");
        return grievance;
    }
}
