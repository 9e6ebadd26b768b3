using NodaTime;

namespace WelfareFund.Terms;

/// <summary>
/// A term that changes by date. Each value holds from its own date until the day before the next one's; the first
/// also holds for all time before, so that an agreement is never without the term.
/// </summary>
public sealed class Dated<T>
{
    /// <param name="versions">At least one, in ascending order of their dates.</param>
    public Dated(params IReadOnlyList<DatedVersion<T>> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentOutOfRangeException.ThrowIfZero(versions.Count);
        for (var i = 1; i < versions.Count; i++)
        {
            if (versions[i].Effective <= versions[i - 1].Effective)
            {
                throw new ArgumentException("Versions stand in ascending order of their dates.", nameof(versions));
            }
        }

        Versions = versions;
    }

    /// <summary>A term that never changes.</summary>
    public Dated(T always) : this([new(LocalDate.MinIsoValue, always)])
    {
    }

    public IReadOnlyList<DatedVersion<T>> Versions { get; }

    public T InForce(LocalDate on)
    {
        var i = Versions.Count - 1;
        while (i > 0 && Versions[i].Effective > on)
        {
            i--;
        }

        return Versions[i].Value;
    }
}

public readonly record struct DatedVersion<T>(LocalDate Effective, T Value);
