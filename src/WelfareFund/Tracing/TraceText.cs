using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace WelfareFund.Tracing;

/// <summary>Makes a trace's words, in English; another language is another table of the same ids.</summary>
/// <remarks>
/// <c>{0}</c> draws the operand in full (<c>1,250.00 EUR</c>, <c>2025-03-31</c>), <c>{0:bare}</c> an amount without its currency,
/// <c>{0:share}</c> a share as a percentage, <c>{0:reason}</c> a reason's code in words, <c>{0:words}</c> words as they are. No digit is ever rounded away.
/// </remarks>
public static class TraceText
{
    /// <summary>All steps as one sentence: <c>1,250.00 EUR × 10% = 125.00; cap left 90.00; due 90.00</c>.</summary>
    public static string Sentence(IEnumerable<TraceStep> steps) => string.Join("; ", steps.Select(Clause));

    /// <summary>A template that this version does not know, or knows with more operands (from older or newer books), shows its id and operands.</summary>
    public static string Clause(TraceStep step)
    {
        ArgumentNullException.ThrowIfNull(step.Operands);
        if (!EnglishTrace.Templates.TryGetValue(step.Template, out var template) || step.Operands.Count < OperandsOf(template))
            return string.Join(' ', [step.Template, .. step.Operands.Select(operand => Word(operand, ""))]);

        var text = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            if (open < 0)
            {
                text.Append(template, at, template.Length - at);
                break;
            }

            var close = template.IndexOf('}', open);
            var hole = template.AsSpan(open + 1, close - open - 1);
            var colon = hole.IndexOf(':');
            var number = int.Parse(colon < 0 ? hole : hole[..colon], CultureInfo.InvariantCulture);
            text.Append(template, at, open - at).Append(Word(step.Operands[number], colon < 0 ? "" : hole[(colon + 1)..].ToString()));
            at = close + 1;
        }

        return text.ToString();
    }

    private static int OperandsOf(string template)
    {
        var most = 0;
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', open + 1))
            most = Math.Max(most, template[open + 1] - '0' + 1);
        return most;
    }

    private static string Word(object operand, string style) => operand switch
    {
        Money amount => style == "bare" ? Grouped(amount) : $"{Grouped(amount)} {amount.Currency}",
        decimal share when style == "share" => (share * 100).ToString("0.############################", CultureInfo.InvariantCulture) + "%",
        decimal number => number.ToString("#,0.############################", CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        string reason when style == "reason" => EnglishTrace.Reasons.GetValueOrDefault(reason, reason),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => operand.ToString() ?? "",
    };

    private static string Grouped(Money amount) => amount.Amount.ToString("N" + amount.Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
