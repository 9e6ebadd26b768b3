using WelfareFund.People;

namespace WelfareFund.Contributions;

/// <summary>Which employer an agreement binds: nobody owes what it did not sign.</summary>
/// <remarks>Rules: docs/rules.md, section 5.3 "Employers".</remarks>
public static class EmployerSignatures
{
    /// <summary>
    /// In the order of consent each agreement binds the worker's employer of that day, else the next one to start, leaving out those that
    /// an earlier agreement binds already.
    /// </summary>
    /// <param name="agreements">Of one worker on one set of terms.</param>
    /// <param name="jobs">The last word on each of the worker's employments.</param>
    /// <returns>Without agreements that bind nobody yet.</returns>
    public static IReadOnlyDictionary<AgreementId, EmployerId> Of(IEnumerable<Agreement> agreements, IEnumerable<Employment> jobs)
    {
        var bound = new Dictionary<AgreementId, EmployerId>();
        var inOrder = jobs.OrderBy(job => job.StartedOn).ThenBy(job => job.Id.Value, StringComparer.Ordinal).ToList();
        foreach (var agreement in agreements.OrderBy(agreement => agreement.ConsentOn).ThenBy(agreement => agreement.Id.Value, StringComparer.Ordinal))
        {
            if (inOrder.Find(job => !(job.EndedOn < agreement.ConsentOn) && !bound.ContainsValue(job.Employer)) is { } job)
                bound.Add(agreement.Id, job.Employer);
        }

        return bound;
    }
}
