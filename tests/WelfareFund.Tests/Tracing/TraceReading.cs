using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Tracing;

/// <summary>One clause of a trace, read back from its words.</summary>
internal sealed record TraceClause(string Template, IReadOnlyDictionary<int, string> Operands, string Words)
{
    /// <summary>A share as a fraction, an amount or a number as it is written.</summary>
    internal decimal Number(int operand) =>
        decimal.Parse(Operands[operand].TrimEnd('%').Split(' ')[0], NumberStyles.Number, CultureInfo.InvariantCulture) / (Operands[operand].EndsWith('%') ? 100 : 1);

    /// <summary>The smallest unit that an amount is written in: 0.01, 1.</summary>
    internal decimal UnitOf(int operand) => Operands[operand].Split(' ')[0].Split('.') is [_, var decimals] ? (decimal)Math.Pow(10, -decimals.Length) : 1;

    internal string CurrencyOf(int operand) => Operands[operand].Split(' ')[1];
}

/// <summary>Finds the clauses in a trace's words by the words of the templates alone. Words that are no template's, or could be two's, are refused.</summary>
internal static class TraceReading
{
    private static readonly IReadOnlyList<(string Template, Regex Words)> Patterns = [.. EnglishTrace.Templates.Select(template => (template.Key, PatternOf(template.Value)))];
    private static readonly ConcurrentDictionary<string, IReadOnlyList<TraceClause>> Read = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">Nobody can tell which templates these words are.</exception>
    internal static IReadOnlyList<TraceClause> Of(string words) => words.Length == 0 ? [] : Read.GetOrAdd(words, _ =>
    {
        var readings = ReadingsFrom(words, 0).Take(2).ToList();
        return readings.Count switch
        {
            1 => readings[0],
            0 => throw new FormatException($"These words are no template's: {words}"),
            _ => throw new FormatException($"These words could be {string.Join(", ", readings[0].Select(clause => clause.Template))} and {string.Join(", ", readings[1].Select(clause => clause.Template))}: {words}"),
        };
    });

    private static IEnumerable<IReadOnlyList<TraceClause>> ReadingsFrom(string words, int start)
    {
        if (start >= words.Length)
        {
            yield return [];
            yield break;
        }

        foreach (var (template, pattern) in Patterns)
        {
            if (pattern.Match(words, start) is not { Success: true } match)
                continue;
            var clause = new TraceClause(template, match.Groups.Keys.Where(name => name[0] == 'o').ToDictionary(name => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture), name => match.Groups[name].Value), match.Value);
            foreach (var rest in ReadingsFrom(words, start + match.Length + 2))
                yield return [clause, .. rest];
        }
    }

    private static Regex PatternOf(string template)
    {
        const string Number = @"-?\d[\d,]*(?:\.\d+)?";
        var (pattern, named) = (@"\G", new HashSet<string>());
        foreach (var part in Regex.Split(template, @"(\{\d+(?::\w+)?\})"))
        {
            if (!part.StartsWith('{'))
            {
                pattern += Regex.Escape(part);
                continue;
            }

            var (name, style) = part.Trim('{', '}').Split(':') is [var number, var how] ? ("o" + number, how) : ("o" + part.Trim('{', '}'), "");
            var what = style switch
            {
                "bare" => Number,
                "share" => Number + "%",
                "reason" or "words" => ".+?",
                _ => $@"(?:{Number} [A-Z]{{3}}|[^\s;]+?)",
            };
            pattern += named.Add(name) ? $"(?<{name}>{what})" : $@"\k<{name}>";
        }

        return new(pattern + "(?=; |$)", RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }
}
