using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace WelfareFund.Documents.Charts;

/// <summary>A picture of figures that stand in a table beside it.</summary>
/// <param name="Svg">With a title and a description.</param>
/// <param name="Description">The same description, for the document's alternative text.</param>
internal sealed record Chart(string Svg, string Description)
{
    internal const string Ink = "#1d2426";
    internal const string Quiet = "#5a6567";
    internal const string Line = "#d5dbda";

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <param name="width">In points, as the page will show it.</param>
    internal static Chart Of(string title, string description, decimal width, decimal height, IEnumerable<XElement> marks) => new(
        new XElement(Namespace + "svg", new XAttribute("viewBox", $"0 0 {N(width)} {N(height)}"), new XAttribute("width", N(width)), new XAttribute("height", N(height)), new XAttribute("role", "img"),
            new XElement(Namespace + "title", title), new XElement(Namespace + "desc", description), marks).ToString(SaveOptions.DisableFormatting),
        description);

    internal JsonObject ToJson() => new() { ["svg"] = Svg, ["alt"] = Description };

    internal static XElement Rectangle(decimal x, decimal y, decimal width, decimal height, string fill) => new(Namespace + "rect",
        new XAttribute("x", N(x)), new XAttribute("y", N(y)), new XAttribute("width", N(width)), new XAttribute("height", N(height)), new XAttribute("fill", fill));

    internal static XElement Horizontal(decimal left, decimal right, decimal y, string stroke) => Rule(left, y, right, y, stroke);

    internal static XElement Vertical(decimal x, decimal top, decimal bottom, string stroke) => Rule(x, top, x, bottom, stroke);

    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of the text stands at <paramref name="x"/>.</param>
    internal static XElement Text(decimal x, decimal y, string text, string anchor = "start", string fill = Quiet) => new(Namespace + "text",
        new XAttribute("x", N(x)), new XAttribute("y", N(y)), new XAttribute("text-anchor", anchor), new XAttribute("fill", fill),
        new XAttribute("font-family", "Noto Sans"), new XAttribute("font-size", "7"), text);

    private static XElement Rule(decimal x1, decimal y1, decimal x2, decimal y2, string stroke) => new(Namespace + "line",
        new XAttribute("x1", N(x1)), new XAttribute("y1", N(y1)), new XAttribute("x2", N(x2)), new XAttribute("y2", N(y2)), new XAttribute("stroke", stroke), new XAttribute("stroke-width", "0.5"));

    private static string N(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <param name="Values">One for each label; minor units or counts.</param>
internal sealed record Series(string Name, string Colour, IReadOnlyList<long> Values);
