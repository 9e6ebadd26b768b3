using System.Globalization;
using System.Text.Json.Nodes;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Writes simulated terms as the product reads them.</summary>
internal static class TermsFile
{
    internal const int NoticeDays = 10;

    internal static string Write(SimulatedTerms terms)
    {
        var file = new JsonObject
        {
            ["id"] = SimulatedTerms.Id,
            ["name"] = "Simulated Fund",
            ["sample"] = true,
            ["baseCurrency"] = "EUR",
            ["timeZone"] = "Europe/Berlin",
            ["firstMonth"] = NodaTime.Text.YearMonthPattern.Iso.Format(terms.FirstMonth),
            ["wageMonthLag"] = terms.WageMonthLag,
            ["bankAccounts"] = new JsonArray(new JsonObject { ["id"] = "main", ["currency"] = "EUR" }),
            ["corridors"] = new JsonArray(new JsonObject { ["id"] = "ph-de", ["from"] = "PH", ["to"] = "DE", ["sector"] = "aged care" }),
            ["costLines"] = All(terms.CostLines, line => line.Kind == "service"
                ? new() { ["id"] = line.Id, ["kind"] = line.Kind, ["basis"] = "taken up freely after arrival, and no job depends on it" }
                : new() { ["id"] = line.Id, ["kind"] = line.Kind }),
            ["quality"] = new JsonObject
            {
                ["criteria"] = All(terms.Criteria, one => new() { ["id"] = one.Id, ["weight"] = one.Weight, ["must"] = one.Must }),
                ["tiers"] = All(terms.Tiers, tier => new() { ["id"] = tier.Id, ["from"] = tier.From }),
                ["untestedTier"] = terms.UntestedTier,
            },
            ["contracts"] = All(terms.Contracts, ContractOf),
            ["contributions"] = All(terms.Contributions, ContributionOf),
            ["capital"] = new JsonObject
            {
                ["tranches"] = All(terms.Tranches, tranche => new() { ["id"] = tranche.Id, ["rank"] = tranche.Rank }),
                ["drawOrder"] = terms.DrawOrder,
                ["callNoticeBusinessDays"] = NoticeDays,
                ["waterfall"] = new JsonArray(
                    [.. terms.Tranches.OrderBy(tranche => tranche.Rank).Select(tranche => (JsonNode)new JsonObject { ["step"] = "return-of-capital", ["tranche"] = tranche.Id }), new JsonObject { ["step"] = "to-fund" }]),
                ["windUp"] = new JsonObject { ["to"] = "worker-welfare" },
            },
            ["reserve"] = With(new() { ["monthsOfOutcomes"] = terms.ReserveMonths }, "minimum", Amount(terms.ReserveMinimum)),
            ["oversight"] = All(terms.Oversight, one => new() { ["payee"] = one.Payee, ["shareOfOutcomes"] = Number(one.Share) }),
            ["approvals"] = new JsonObject { ["pauseLongerThanDays"] = terms.PauseLongerThanDays },
            ["allowance"] = All(terms.Allowance, step => new() { ["overdueDays"] = step.Days, ["share"] = Number(step.Share) }),
        };
        return With(file, "administration", terms.Administration is { } monthly ? new JsonObject { ["monthly"] = Amount(monthly) } : null).ToJsonString();
    }

    private static JsonObject ContractOf(SimulatedTerms.Contract contract)
    {
        var card = new JsonObject
        {
            ["effective"] = Day(contract.From),
            ["rounding"] = contract.Rounding,
            ["metrics"] = All(contract.Metrics, MetricOf),
        };
        With(card, "qualityFactors", contract.Factors is { } factors ? Map(factors, factor => factor is { } number ? Number(number) : "not-payable") : null);
        With(card, "uplifts", contract.Uplifts is { } uplifts ? new JsonObject { ["mode"] = contract.UpliftMode, ["groups"] = Map(uplifts, Number) } : null);
        With(card, "volume", contract.Volume.Count > 0
            ? All(contract.Volume, step => step.UpTo is { } upTo ? new() { ["upTo"] = upTo, ["factor"] = Number(step.Factor) } : new() { ["factor"] = Number(step.Factor) })
            : null);
        var written = new JsonObject
        {
            ["id"] = contract.Id,
            ["provider"] = contract.Provider,
            ["corridors"] = new JsonArray("ph-de"),
            ["currency"] = "EUR",
            ["from"] = Day(contract.From),
            ["to"] = Day(contract.To),
            ["rateCards"] = new JsonArray(card),
            ["claimAfterDays"] = contract.ClaimAfterDays,
            ["claimWithinDays"] = contract.ClaimWithinDays,
            ["clawbackDays"] = contract.ClawbackDays,
        };
        With(written, "maximum", Amount(contract.Maximum));
        With(written, "perWorker", Amount(contract.PerWorker));
        return With(written, "holdback", contract.ReleaseOn is { } metric ? new JsonObject { ["share"] = Number(contract.HoldbackShare), ["releaseOn"] = metric } : null);
    }

    private static JsonObject MetricOf(SimulatedTerms.Metric metric)
    {
        var trigger = metric.Trigger is "accumulated" or "continuous"
            ? With(new() { ["kind"] = "sustained", ["months"] = metric.Months, ["mode"] = metric.Trigger }, "maxGapDays", metric.MaxGapDays is { } days ? JsonValue.Create(days) : null)
            : new JsonObject { ["kind"] = "event", ["event"] = metric.Trigger };
        var written = new JsonObject { ["id"] = metric.Id, ["trigger"] = trigger, ["price"] = Amount(metric.Price), ["costLines"] = Map(metric.Parts, Number) };
        With(written, "after", metric.After is { } after ? new JsonArray(after) : null);
        return With(written, "maximumCount", metric.MaximumCount is { } most ? JsonValue.Create(most) : null);
    }

    private static JsonObject ContributionOf(SimulatedTerms.Contribution terms)
    {
        var cap = With(With([], "amount", Amount(terms.CapAmount)), "timesServiceCost", terms.TimesServiceCost is { } times ? Number(times) : null);
        if (terms.CapAmount is not null)
            cap["currency"] = "EUR";
        var written = new JsonObject
        {
            ["id"] = terms.Id,
            ["payer"] = "worker",
            ["currency"] = "EUR",
            ["share"] = Number(terms.Share),
            ["cap"] = cap,
            ["payments"] = terms.Payments,
            ["windowMonths"] = terms.WindowMonths,
            ["graceMonths"] = terms.GraceMonths,
            ["pauseUsesWindow"] = terms.PauseUsesWindow,
            ["rounding"] = terms.Rounding,
            ["roundTo"] = Amount(terms.RoundTo),
        };
        With(written, "floor", terms.FloorRule is { } rule ? new JsonObject { ["amount"] = Amount(terms.Floor), ["currency"] = "EUR", ["rule"] = rule } : null);
        With(written, "upperCutOff", Amount(terms.UpperCutOff));
        With(written, "maxShareOfPay", terms.MaxShareOfPay is { } most ? Number(most) : null);
        return With(written, "carryingTiers", terms.CarryingTiers is { } tiers ? new JsonArray([.. tiers.Select(tier => (JsonNode)tier)]) : null);
    }

    internal static string Text(long cents) => string.Create(CultureInfo.InvariantCulture, $"{(cents < 0 ? "-" : "")}{Math.Abs(cents) / 100}.{Math.Abs(cents) % 100:D2}");

    private static JsonNode? Amount(long? cents) => cents is { } some ? Text(some) : null;

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(NodaTime.LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static JsonObject With(JsonObject written, string key, JsonNode? value)
    {
        if (value is not null)
            written[key] = value;
        return written;
    }

    private static JsonArray All<T>(IEnumerable<T> some, Func<T, JsonObject> write) => new([.. some.Select(one => (JsonNode)write(one))]);

    private static JsonObject Map<T>(IReadOnlyDictionary<string, T> some, Func<T, string> write) =>
        new(some.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)write(one.Value))));
}
