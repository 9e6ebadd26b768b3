namespace WelfareFund.Evidence;

/// <summary>Which parts of a breakdown may be told so that no small group is recognised, and none is found by subtraction either.</summary>
/// <remarks>Rules: docs/rules.md, section 8 "Evidence".</remarks>
public static class SmallGroups
{
    /// <summary>Whether a figure over so many people may be told at all.</summary>
    public static bool IsTold(int people) => people >= CohortProtection.LeastWorkers;

    /// <summary>
    /// A part with fewer people than <see cref="CohortProtection.LeastWorkers"/> is not told. Where what is not told comes to fewer in all, the smallest other part is not told either, until
    /// it comes to as many or nothing is left to tell: whoever knows the total finds nothing about fewer people.
    /// </summary>
    /// <param name="people">How many stand behind each part; nobody behind two.</param>
    /// <returns>Whether each part is told, in the same order.</returns>
    public static IReadOnlyList<bool> Told(IReadOnlyList<int> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var told = people.Select(IsTold).ToArray();
        while (told.Contains(false) && Hidden() < CohortProtection.LeastWorkers && Smallest() is { } next)
            told[next] = false;
        return told;

        int Hidden() => people.Where((_, i) => !told[i]).Sum();

        int? Smallest() => Enumerable.Range(0, people.Count).Where(i => told[i]).OrderBy(i => people[i]).Select(i => (int?)i).FirstOrDefault();
    }
}
