using System.Text.Json.Nodes;

namespace WelfareFund.Documents;

/// <summary>Under what a paper is registered.</summary>
/// <param name="Number">Readable: <c>care-corridors-2026-0001</c>.</param>
/// <param name="KnownAt">The log sequence up to which the books were read when this version was made.</param>
/// <param name="Changes">Against the version before; empty in version 1.</param>
/// <param name="NamesChanged">Whether something personal differs too, which is not told again.</param>
public sealed record Issue(string Number, int Version, long KnownAt, IReadOnlyList<FigureChange> Changes, bool NamesChanged)
{
    internal JsonObject ToJson() => new()
    {
        ["number"] = Number,
        ["version"] = Version,
        ["knownAt"] = KnownAt.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["changes"] = new JsonArray([.. Changes.Select(change => change.ToJson())]),
        ["namesChanged"] = NamesChanged,
    };
}
