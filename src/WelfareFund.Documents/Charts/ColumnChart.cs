using System.Xml.Linq;
using WelfareFund.Statements;

namespace WelfareFund.Documents.Charts;

/// <summary>Columns side by side over each label; negative values hang below the line of zero.</summary>
internal static class ColumnChart
{
    private const decimal Left = 46;
    private const decimal Top = 20;
    private const decimal Bottom = 14;
    private const decimal WidestColumn = 15;

    /// <param name="format">What stands at a line of the scale.</param>
    internal static Chart Draw(string title, string description, decimal width, decimal height, IReadOnlyList<string> labels, IReadOnlyList<Series> series, Func<long, string> format)
    {
        var values = series.SelectMany(one => one.Values).ToList();
        var (most, least) = (Math.Max(1, values.Max()), Math.Min(0, values.Min()));
        var step = RoundScale.Of(Math.Max(most, -least))[1];
        var lines = Lines(least, most, step);
        var span = Math.Max(most, lines[^1]) - Math.Min(least, lines[0]);
        var top = Math.Max(most, lines[^1]);
        return Chart.Of(title, description, width, height, [.. Key(series), .. Scale(), .. labels.SelectMany(Group)]);

        decimal Y(long value) => Top + ((height - Top - Bottom) * (top - value) / span);

        IEnumerable<XElement> Scale() => lines.SelectMany(line => new[]
        {
            Chart.Horizontal(Left, width, Y(line), line == 0 ? Chart.Quiet : Chart.Line),
            Chart.Text(Left - 5, Y(line) + 2.4m, format(line), "end"),
        });

        IEnumerable<XElement> Group(string label, int place)
        {
            var room = (width - Left) / labels.Count;
            var column = Math.Min(WidestColumn, room * 0.7m / series.Count);
            var middle = Left + (room * (place + 0.5m));
            var first = middle - (column * series.Count / 2);
            var every = (int)Math.Ceiling(labels.Max(text => text.Length) * 4.2m / room);
            return
            [
                .. series.Select((one, i) => Chart.Rectangle(first + (column * i) + 0.5m, Math.Min(Y(0), Y(one.Values[place])), column - 1, Math.Abs(Y(0) - Y(one.Values[place])), one.Colour)),
                .. place % every == 0 ? [Chart.Text(middle, height - 3, label, "middle")] : Array.Empty<XElement>(),
            ];
        }
    }

    /// <summary>The names of the series, from the left.</summary>
    internal static IEnumerable<XElement> Key(IReadOnlyList<Series> series, decimal from = 0)
    {
        var x = from;
        foreach (var one in series)
        {
            yield return Chart.Rectangle(x, 2, 7, 7, one.Colour);
            yield return Chart.Text(x + 10, 8, one.Name, fill: Chart.Ink);
            x += 22 + (one.Name.Length * 3.9m);
        }
    }

    private static List<long> Lines(long least, long most, long step)
    {
        var lines = new List<long>();
        for (var line = -(-least + step - 1) / step * step; line <= most; line += step)
            lines.Add(line);
        return lines;
    }
}
