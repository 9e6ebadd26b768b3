using System.Xml.Linq;

namespace WelfareFund.Documents.Charts;

/// <summary>One bar a label, from the left, made of the series one after the other; each part's value stands behind the bar.</summary>
internal static class BarChart
{
    private const decimal Top = 18;
    private const decimal RowHeight = 17;
    private const decimal BarHeight = 9;
    private const decimal RoomForValues = 120;

    /// <param name="labelWidth">Room for the labels, in points.</param>
    /// <param name="format">What stands behind a bar for a value.</param>
    internal static Chart Draw(string title, string description, decimal width, decimal labelWidth, IReadOnlyList<string> labels, IReadOnlyList<Series> series, Func<long, string> format)
    {
        var most = Math.Max(1, labels.Select((_, place) => series.Sum(one => Math.Max(0, one.Values[place]))).DefaultIfEmpty(0).Max());
        var height = Top + (RowHeight * labels.Count);
        return Chart.Of(title, description, width, height, [.. ColumnChart.Key(series, labelWidth), .. labels.SelectMany(Bar), Chart.Vertical(labelWidth, Top - 2, height, Chart.Quiet)]);

        IEnumerable<XElement> Bar(string label, int place)
        {
            var y = Top + (RowHeight * place);
            yield return Chart.Text(labelWidth - 6, y + 7.5m, label, "end", Chart.Ink);
            var x = labelWidth;
            foreach (var one in series)
            {
                var length = (width - labelWidth - RoomForValues) * Math.Max(0, one.Values[place]) / most;
                yield return Chart.Rectangle(x, y, length, BarHeight, one.Colour);
                x += length;
            }

            yield return Chart.Text(x + 5, y + 7.5m, string.Join(" · ", series.Select(one => format(one.Values[place]))));
        }
    }
}
