using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Workers;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary>
/// <c>grievance list --fund ID</c>, <c>grievance show --worker ID</c>, and <c>grievance take-on</c>, <c>answer --text TEXT</c> and <c>close --on DATE --outcome WORD [--answer TEXT]</c> with
/// <c>--worker ID --grievance ID</c>.
/// </summary>
internal static class GrievanceCommands
{
    private static readonly ListColumn<OpenGrievance>[] OpenColumns =
    [
        new("grievance_id", one => one.Id), new("worker_id", one => one.Worker), new("raised_on", one => Iso(one.RaisedOn)), new("category", one => one.Category),
        new("severity", one => Words.Of(one.Severity)), new("handled_by", one => one.Handler),
    ];

    private static readonly ListColumn<Told>[] ToldColumns =
    [
        new("grievance_id", one => one.Grievance), new("when", one => one.When), new("who", one => one.Who), new("what", one => one.What), new("text", one => one.Text),
    ];

    /// <summary>One thing that was said or came about.</summary>
    private sealed record Told(string Grievance, string When, string? Who, string What, string? Text);

    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var worker = new Option<string>("--worker") { Required = true, Description = "the worker's id" };
        var grievance = new Option<string>("--grievance") { Required = true, Description = "its id, as `grievance list` shows it" };
        var text = new Option<string>("--text") { Required = true, Description = "to the worker, in words" };
        var on = new Option<string>("--on") { Required = true, Description = "the last day on which it was open: 2025-01-31" };
        var outcome = new Option<string>("--outcome") { Required = true, Description = string.Join(", ", Words.All<GrievanceOutcome>()) };
        var answer = new Option<string?>("--answer") { Description = "to the worker, in words; only one that was withdrawn needs none" };

        var list = Act("list", "What workers complain of and nobody has closed, serious ones first.", [fund], async (session, parsed, token) =>
        {
            var open = await session.Get<ListOpenGrievances>().OpenAsync(session.Actor, parsed.GetRequiredValue(fund), token);
            return Write(session, open, rows => rows, OpenColumns);
        });
        var show = Act("show", "A worker's grievances, with what was said on each.", [fund, worker], async (session, parsed, token) =>
        {
            var cases = await session.Get<CloseGrievance>().ListAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(worker), token);
            return Write(session, cases, rows => rows.SelectMany(TellOf), ToldColumns);
        });
        var takeOn = Act("take-on", "Says that you handle an open grievance.", [fund, worker, grievance], async (session, parsed, token) =>
        {
            var taken = await session.Get<TakeOnGrievance>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(worker), parsed.GetRequiredValue(grievance), token);
            return Say(session, taken, word => $"{parsed.GetRequiredValue(grievance)} is handled by {word.By}");
        });
        var answered = Act("answer", "Answers the worker, before a grievance is closed or after a file closed it.", [fund, worker, grievance, text], async (session, parsed, token) =>
        {
            var said = await session.Get<AnswerGrievance>().RunAsync(
                session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(worker), parsed.GetRequiredValue(grievance), parsed.GetRequiredValue(text), token);
            return Say(session, said, _ => $"the answer on {parsed.GetRequiredValue(grievance)} is kept");
        });
        var close = Act("close", "Closes a grievance with an answer to the worker.", [fund, worker, grievance, on, outcome, answer], async (session, parsed, token) =>
        {
            var closed = await session.Get<CloseGrievance>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(worker),
                new(parsed.GetRequiredValue(grievance), parsed.GetRequiredValue(on), parsed.GetRequiredValue(outcome), parsed.GetValue(answer)), token);
            return Say(session, closed, one => $"{one.Id} is closed on {Iso(one.ClosedOn!.Value)}: {Words.Of(one.Outcome!.Value)}");
        });
        return new("grievance", "What workers complain of, and what they are answered.") { list, show, takeOn, answered, close };

        Command Act(string name, string description, IReadOnlyList<Option> needs, Func<Session, ParseResult, CancellationToken, Task<Result<int>>> act)
        {
            var command = new Command(name, description);
            foreach (var option in needs)
                command.Options.Add(option);
            command.SetAction((parsed, cancellation) => options.RunAsync(parsed, (session, token) => act(session, parsed, token), cancellation));
            return command;
        }
    }

    private static IEnumerable<Told> TellOf(GrievanceCase told)
    {
        var known = told.Grievance;
        yield return new(told.Id, Iso(known.RaisedOn), known.Worker.Value, $"{Words.Of(known.Severity)}: {known.Category}{(told.AppealOf is { } first ? $", appeals {first}" : "")}", known.Text);
        foreach (var word in told.Words)
            yield return new(told.Id, InstantPattern.General.Format(word.At), word.By, Words.Of(word.Kind) + (word.Appeal is { } appeal ? $" as {appeal}" : ""), word.Text);
        if (known.ClosedOn is { } closed)
            yield return new(told.Id, Iso(closed), null, $"closed: {Words.Of(known.Outcome!.Value)}", null);
    }

    private static Result<int> Write<T, TRow>(Session session, Result<T> found, Func<T, IEnumerable<TRow>> rows, IReadOnlyList<ListColumn<TRow>> columns)
    {
        if (found.IsRefused)
            return Result.Refused<int>(found.Refusals);
        Table.Write(session, rows(found.Value), columns);
        return 0;
    }

    private static Result<int> Say<T>(Session session, Result<T> done, Func<T, string> sentence)
    {
        if (done.IsRefused)
            return Result.Refused<int>(done.Refusals);
        session.Output.WriteLine(sentence(done.Value));
        return 0;
    }

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
