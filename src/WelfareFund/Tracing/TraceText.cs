using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using T = WelfareFund.Tracing.TraceTemplates;

namespace WelfareFund.Tracing;

/// <summary>Makes a trace's words, in English; another language is another table of the same ids.</summary>
/// <remarks>
/// <c>{0}</c> draws the operand in full (<c>1,250.00 EUR</c>, <c>2025-03-31</c>), <c>{0:bare}</c> an amount without its currency,
/// <c>{0:share}</c> a share as a percentage, <c>{0:reason}</c> a reason's code in words. No digit is ever rounded away.
/// </remarks>
public static class TraceText
{
    private static readonly FrozenDictionary<string, string> Templates = new Dictionary<string, string>
    {
        [T.PayOfEmployer] = "{0} paid {1}",
        [T.PayConverted] = "{0} paid {1} × {2} = {3:bare} {4}",
        [T.PayOfLowTier] = "{0} paid {1}, which does not count: the job's quality is too low to carry contributions",
        [T.PayAfterBreach] = "{0} paid {1}, which does not count: the employer broke the contract",
        [T.UpperCutOff] = "of {0} what exceeds {1} is left out",
        [T.UnderFloor] = "{0} is below the floor of {1:bare}",
        [T.ShareAboveFloor] = "({0} − {1:bare}) × {2:share} = {3:bare}",
        [T.NothingOverFloor] = "{0} − floor {1:bare} leaves nothing",
        [T.RoomOverFloor] = "{0} − floor {1:bare} leaves {2:bare}",
        [T.ShareOfPay] = "{0} × {1:share} = {2:bare}",
        [T.ShareLimit] = "at most ({0:share} − {1:share}) × {2:bare} = {3:bare}",
        [T.CapLeft] = "cap left {0:bare}",
        [T.RoundedHalfUp] = "{0:bare} rounded to the nearest {1:bare}",
        [T.RoundedHalfEven] = "{0:bare} rounded to the nearest {1:bare}, a half to the even one",
        [T.RoundedDown] = "{0:bare} rounded down to a multiple of {1:bare}",
        [T.EffectiveShare] = "{0:bare} ÷ {1:bare} is a share of {2:share}",
        [T.EmployerDueHalfUp] = "{0}: {1} × {2:share}, to the nearest unit, {3:bare}",
        [T.EmployerDueHalfEven] = "{0}: {1} × {2:share}, to the nearest unit, a half to the even one, {3:bare}",
        [T.EmployerDueDown] = "{0}: {1} × {2:share}, rounded down, {3:bare}",
        [T.Due] = "due {0:bare}",
        [T.ReportMissing] = "a wage report is missing and has been asked for",
        [T.InGrace] = "month {0} after the month of the first start; nothing is due up to month {1}",
        [T.AllPaymentsMade] = "all {0} payments were made",
        [T.CapReached] = "{0} of {1:bare} were contributed",
        [T.WindowOver] = "the window of {0} months is over",
        [T.NothingUnderShareLimit] = "other obligations take {0:share} of pay already, and all together may take {1:share}",
        [T.NothingDue] = "nothing is due: {0:reason}",
        [T.NoRate] = "{0} paid {1}, for which there is no rate",
        [T.PriceTimesFactors] = "{0} × {1} (tier {2}) × (1 + {3:share} uplift) × {4} (volume, number {5}) = {6:bare}",
        [T.PriceRoundedHalfUp] = "to the nearest unit {0:bare}",
        [T.PriceRoundedHalfEven] = "to the nearest unit, a half to the even one, {0:bare}",
        [T.PriceRoundedDown] = "rounded down {0:bare}",
        [T.WorkerCapLeft] = "left for this worker {0:bare}",
        [T.ContractLeft] = "left in the contract {0:bare}",
        [T.Payable] = "payable {0:bare}",
        [T.HeldBack] = "held back {0:share} = {1:bare}",
        [T.PaidOut] = "paid out {0:bare}",
        [T.Releases] = "releases {0:bare} held back of claim {1}",
        [T.AchievedByFacts] = "achieved on {0}, as the records of work show",
        [T.AchievedByVerification] = "achieved on {0}, as verified",
        [T.OutcomeHeld] = "waits: {0}",
        [T.OutcomeRefused] = "not payable: {0}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["no-consent"] = "the month ended before the worker's consent",
        ["ended"] = "the worker's time in the fund had ended",
        ["not-abroad"] = "the worker was not abroad",
        ["paused"] = "a pause covers part of the month",
        ["tier"] = "no pay counts",
        ["below-floor"] = "pay is at or below what is protected",
        ["wage-report-missing"] = "no pay was reported",
        ["no-rate"] = "the month waits for a rate",
        ["too-small"] = "it rounds to nothing",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All steps as one sentence: <c>1,250.00 EUR × 10% = 125.00; cap left 90.00; due 90.00</c>.</summary>
    public static string Sentence(IEnumerable<TraceStep> steps) => string.Join("; ", steps.Select(Clause));

    /// <summary>A template that this version does not know (from older or newer books) shows its id and operands.</summary>
    public static string Clause(TraceStep step)
    {
        ArgumentNullException.ThrowIfNull(step.Operands);
        if (!Templates.TryGetValue(step.Template, out var template))
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

    private static string Word(object operand, string style) => operand switch
    {
        Money amount => style == "bare" ? Grouped(amount) : $"{Grouped(amount)} {amount.Currency}",
        decimal share when style == "share" => (share * 100).ToString("0.############################", CultureInfo.InvariantCulture) + "%",
        decimal number => number.ToString("#,0.############################", CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        string reason when style == "reason" => Reasons.GetValueOrDefault(reason, reason),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => operand.ToString() ?? "",
    };

    private static string Grouped(Money amount) => amount.Amount.ToString("N" + amount.Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal static IEnumerable<string> KnownTemplates => Templates.Keys;
}
