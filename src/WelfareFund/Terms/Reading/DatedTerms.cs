using System.Collections;
using NodaTime;

namespace WelfareFund.Terms.Reading;

/// <summary><see cref="Dated{T}"/> where its type is known only when running.</summary>
internal static class DatedTerms
{
    internal static object Always(DatedShape shape, object value) => From(shape, [(LocalDate.MinIsoValue, value)]);

    /// <param name="versions">At least one, in ascending order of their dates.</param>
    internal static object From(DatedShape shape, IReadOnlyList<(LocalDate Effective, object Value)> versions)
    {
        var versionType = typeof(DatedVersion<>).MakeGenericType(shape.Type.GetGenericArguments());
        var items = Array.CreateInstance(versionType, versions.Count);
        for (var i = 0; i < versions.Count; i++)
        {
            items.SetValue(Activator.CreateInstance(versionType, versions[i].Effective, versions[i].Value), i);
        }

        return shape.Type.GetConstructor([typeof(IReadOnlyList<>).MakeGenericType(versionType)])!.Invoke([items]);
    }

    internal static IReadOnlyList<(LocalDate Effective, object Value)> VersionsOf(object dated)
    {
        var versions = (IEnumerable)dated.GetType().GetProperty(nameof(Dated<int>.Versions))!.GetValue(dated)!;
        return versions.Cast<object>().Select(version => (
            (LocalDate)version.GetType().GetProperty(nameof(DatedVersion<int>.Effective))!.GetValue(version)!,
            version.GetType().GetProperty(nameof(DatedVersion<int>.Value))!.GetValue(version)!)).ToList();
    }

    /// <summary>Whether there is but one value, without a date.</summary>
    internal static bool IsAlways(IReadOnlyList<(LocalDate Effective, object Value)> versions) =>
        versions.Count == 1 && versions[0].Effective == LocalDate.MinIsoValue;
}
