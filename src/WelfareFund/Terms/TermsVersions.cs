using NodaTime;

namespace WelfareFund.Terms;

/// <summary>One version of a fund's terms, and from when it holds.</summary>
public sealed record TermsVersion
{
    public TermsVersion(LocalDate effective, FundTerms terms)
    {
        Effective = effective;
        Terms = terms;
        Hash = FundFile.Hash(terms);
    }

    /// <summary>The first day on which it holds.</summary>
    public LocalDate Effective { get; }

    public FundTerms Terms { get; }

    /// <summary>See <see cref="FundFile.Hash"/>.</summary>
    public string Hash { get; }
}

/// <summary>All versions of one fund's terms. Versions are only ever added.</summary>
public sealed class TermsVersions
{
    /// <param name="versions">In the order in which they were approved; of two with the same date the later one holds.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different funds.</exception>
    public TermsVersions(params IReadOnlyList<TermsVersion> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        if (versions.Select(version => version.Terms.Id).Distinct().Count() != 1)
        {
            throw new ArgumentException("There is at least one version, and all are of one fund.", nameof(versions));
        }

        InOrder = [.. versions.OrderBy(version => version.Effective)];
    }

    /// <summary>By effective date, then as they were approved.</summary>
    public IReadOnlyList<TermsVersion> InOrder { get; }

    /// <summary>Null before the first version.</summary>
    public TermsVersion? InForce(LocalDate on) => InOrder.LastOrDefault(version => version.Effective <= on);
}
