using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private bool hasAllAtHand;
    private PeopleFacts people = new(new() { Rates = new([]) });
    private List<WorkerId> ahead = [];
    private int next;

    /// <summary>Looks at these workers, as they stand.</summary>
    internal void TakeUp(SomeWorkers some)
    {
        people = new(some.Facts);
        (employersAgreements, feesOfWorkers) = (null, null);
        state.TakeUp(people.All.Select(worker => worker.Id), some.Lines);
    }

    /// <summary>Nobody is looked at any more: what was kept for it is let go.</summary>
    internal void PutDownWorkers()
    {
        people = new(new() { Rates = new([]) });
        (settledOutcomes, openClaims) = (null, null);
        state.PutDownWorkers();
    }

    /// <summary>Says which workers <see cref="Of"/> will be asked for, so that they come many at a time.</summary>
    private void Expect(IEnumerable<WorkerId> inOrder) => (ahead, next) = ([.. inOrder], 0);

    /// <summary>What was told about a worker, whoever is at hand.</summary>
    private PeopleFacts Of(WorkerId worker)
    {
        if (people.Has(worker))
            return people;
        var at = ahead.IndexOf(worker, next) is var on and >= 0 ? on : ahead.IndexOf(worker);
        next = Math.Max(at, 0);
        HashSet<WorkerId> some = at < 0 ? [worker] : [.. ahead.Skip(at).Take(FactsOfMonth.WorkersAtOnce)];
        return people = new(told.Of(some));
    }
}
