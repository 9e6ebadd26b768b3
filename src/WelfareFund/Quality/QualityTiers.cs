using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Quality;

/// <summary>The tier of one employment over time.</summary>
/// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Job quality".</remarks>
public sealed class QualityTiers
{
    private readonly QualityTerms terms;
    private readonly IReadOnlyList<Audit> audits;

    /// <param name="audits">Of this employment, in any order. Criteria the terms do not name are left out of account.</param>
    public QualityTiers(QualityTerms terms, IEnumerable<Audit> audits)
    {
        this.terms = terms;
        // Several results of one day: the worst one is last and wins, in whatever order they arrived.
        this.audits = [.. audits.OrderBy(audit => audit.AuditedOn).ThenBy(audit => Badness(audit.Result)).ThenBy(audit => audit.Id, StringComparer.Ordinal)];
    }

    /// <summary>Before any audit, and while a <c>must</c> criterion is not audited, the untested tier.</summary>
    public string On(LocalDate day)
    {
        int met = 0, audited = 0;
        var untested = false;
        foreach (var criterion in terms.Criteria)
        {
            var result = LatestResult(criterion.Id, day);
            if (criterion.Must && result == AuditResult.NotMet)
                return terms.LowestTier.Id;

            untested |= criterion.Must && result is not AuditResult.Met;
            audited += result is AuditResult.Met or AuditResult.NotMet ? criterion.Weight : 0;
            met += result == AuditResult.Met ? criterion.Weight : 0;
        }

        return untested || audited == 0 ? terms.UntestedTier : terms.TierOf(100m * met / audited).Id;
    }

    /// <summary>The lowest tier that held on any day of the month.</summary>
    public string LowestIn(YearMonth month)
    {
        var (first, last) = (month.OnDayOfMonth(1), month.ToDateInterval().End);
        var lowest = On(first);
        foreach (var audit in audits)
        {
            if (audit.AuditedOn > first && audit.AuditedOn <= last)
                lowest = Lower(lowest, On(audit.AuditedOn));
        }

        return lowest;
    }

    /// <summary>The first day on which the employment was audited and stood at this tier or a better one; null while there is none.</summary>
    public LocalDate? FirstAtOrAbove(string tier)
    {
        foreach (var audit in audits)
        {
            if (Rank(On(audit.AuditedOn)) <= Rank(tier) && IsTested(audit.AuditedOn))
                return audit.AuditedOn;
        }

        return null;
    }

    private bool IsTested(LocalDate day) => terms.Criteria.All(criterion => !criterion.Must || LatestResult(criterion.Id, day) == AuditResult.Met);

    /// <summary>The latest on or before the day; null and unknown alike leave the criterion unaudited.</summary>
    private AuditResult? LatestResult(string criterion, LocalDate day)
    {
        for (var i = audits.Count - 1; i >= 0; i--)
        {
            if (audits[i].AuditedOn <= day && audits[i].Criterion == criterion)
                return audits[i].Result;
        }

        return null;
    }

    private string Lower(string left, string right) => Rank(left) >= Rank(right) ? left : right;

    private int Rank(string tier) =>
        terms.RankOf(tier) ?? throw new InvalidOperationException($"The quality terms have no tier '{tier}'.");

    private static int Badness(AuditResult result) => result switch
    {
        AuditResult.Met => 0,
        AuditResult.Unknown => 1,
        _ => 2,
    };
}
