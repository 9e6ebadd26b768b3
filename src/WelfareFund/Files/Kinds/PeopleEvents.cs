using NodaTime;
using WelfareFund.People;
using WelfareFund.Refusals;

namespace WelfareFund.Files.Kinds;

/// <summary>What happens to a worker: costs, pauses, the end.</summary>
internal static class PeopleEvents
{
    private static readonly Column<string> CostId = Columns.Id("cost_id");
    private static readonly Column<string> PauseId = Columns.Id("pause_id");
    private static readonly Column<WorkerId> Worker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id));
    private static readonly Column<string> CostLine = Columns.TermId("cost_line", "a cost line", terms => terms.CostLines.Select(line => line.Id));
    private static readonly Column<LocalDate> IncurredOn = Columns.Date("incurred_on");
    private static readonly Column<Currency> Currency = Columns.Currency();
    private static readonly Column<Money> Amount = Columns.Amount("amount", Currency, Sign.Positive);
    private static readonly Column<string> PaidBy = new("paid_by", true, ReadPaidBy);

    private static readonly Column<LocalDate> From = Columns.Date("from");
    private static readonly Column<LocalDate?> To = Columns.Date("to").OrEmpty();
    private static readonly Column<string> PauseReason = Columns.OneOf("reason", "hardship", "illness", "parental-leave", "grievance");
    private static readonly Column<string> ApprovedBy = Columns.Text("approved_by");

    private static readonly Column<WorkerId?> EndedWorker = Columns.FactId("worker_id", FactKind.Worker, id => new WorkerId(id)).OrEmpty();
    private static readonly Column<EmploymentId?> EndedEmployment = Columns.FactId("employment_id", FactKind.Employment, id => new EmploymentId(id)).OrEmpty();
    private static readonly Column<LocalDate> EndedOn = Columns.Date("ended_on");
    private static readonly Column<EndingReason> EndingReason = Columns.OneOf<EndingReason>("reason");

    internal static readonly FileKind<Cost> Costs = new("costs", CostId, cost => cost.Id, ReadCost, [CostId, Worker, CostLine, IncurredOn, Amount, Currency, PaidBy]);

    internal static readonly FileKind<Pause> Pauses = new("pauses", PauseId, pause => pause.Id, ReadPause, [PauseId, Worker, From, To, PauseReason, ApprovedBy])
    {
        MayFollow = (known, told) => known.To is null && told.To is not null && known == told with { To = null },
        HowToCorrect = "only to may be added to a pause that lasts; another pause has its own id",
    };

    internal static readonly FileKind<Ending> Endings = new("endings", EndedOn,
        ending => ending.Worker is { } worker ? "worker " + worker : "employment " + ending.Employment, ReadEnding, [EndedWorker, EndedEmployment, EndedOn, EndingReason])
    {
        HowToCorrect = "a worker's time in the fund ends once, and so does an employment",
    };

    private static Cost ReadCost(Row row)
    {
        row.Get(Currency);
        return new()
        {
            Id = row.Get(CostId),
            Worker = row.Get(Worker),
            CostLine = row.Get(CostLine),
            IncurredOn = row.Get(IncurredOn),
            Amount = row.Get(Amount),
            PaidBy = row.Get(PaidBy),
        };
    }

    private static Cell<string> ReadPaidBy(Row row, string text)
    {
        const string Grant = "grant:";
        if (text is "fund" or "employer" or "worker" or "other")
            return text;
        if (!text.StartsWith(Grant, StringComparison.Ordinal))
            return new Refusal("unknown-word", "", $"{Excerpt.Of(text)} is none of its words", "write fund, grant:ID, employer, worker or other");
        return row.Terms.Capital.Grant(text[Grant.Length..]) is null
            ? Columns.UnknownTerm(text[Grant.Length..], "a grant", row.Terms.Capital.Grants.Select(grant => grant.Id))
            : text;
    }

    private static Pause ReadPause(Row row)
    {
        var pause = new Pause
        {
            Id = row.Get(PauseId),
            Worker = row.Get(Worker),
            From = row.Get(From),
            To = row.Get(To),
            Reason = row.Get(PauseReason),
            ApprovedBy = row.Get(ApprovedBy),
        };
        if (pause.To < pause.From)
            row.Refuse(To, "wrong-order", $"{pause.To:uuuu-MM-dd} is before {pause.From:uuuu-MM-dd}", "write the last day of the pause");
        return pause;
    }

    private static Ending ReadEnding(Row row)
    {
        var ending = new Ending { Worker = row.Get(EndedWorker), Employment = row.Get(EndedEmployment), EndedOn = row.Get(EndedOn), Reason = row.Get(EndingReason) };
        if (row.Refusals.Count > 0)
            return ending;
        if (ending.Reason == People.EndingReason.EmployerBreach)
        {
            if (ending.Employment is null || ending.Worker is not null)
                row.Refuse(EndedEmployment, "wrong-ending", "an employer's breach ends one employment and nothing of the worker's", "give employment_id and leave worker_id empty");
        }
        else if (ending.Worker is null || ending.Employment is not null)
        {
            row.Refuse(EndedWorker, "wrong-ending", $"{row.Text(EndingReason)} ends a worker's time in the fund", "give worker_id and leave employment_id empty");
        }

        return ending;
    }
}
