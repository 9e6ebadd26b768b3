using System.Globalization;
using NodaTime;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Terms;

namespace WelfareFund.Calculations;

/// <summary>
/// Job quality where an audit says the tier itself and no criteria are known: criteria of equal weight, as many of them met as the tier needs, so
/// that the rules for tiers decide as they do in a fund.
/// </summary>
internal sealed class ToldTiers
{
    /// <summary>Before any audit; its factor is 1 unless the contract has a tier of this name.</summary>
    internal const string Untested = "untested";

    /// <param name="told">The tiers that the facts name.</param>
    internal ToldTiers(ContractTerms contract, IEnumerable<string> told)
    {
        var factors = contract.RateCards.Select(card => card.QualityFactors).FirstOrDefault(each => each is not null);
        var asked = contract.RateCards.SelectMany(card => card.Metrics).Select(metric => metric.Trigger).OfType<AuditTrigger>().Select(trigger => trigger.Tier);
        string[] bestFirst =
        [
            .. told.Concat(asked).Concat(factors?.Keys ?? []).Append(Untested).Distinct(StringComparer.Ordinal)
                .OrderBy(tier => tier == Untested && factors is null)
                .ThenByDescending(tier => factors?.TryGetValue(tier, out var factor) == true ? factor.IsPayable ? factor.Factor : 0 : 1)
                .ThenBy(tier => tier, StringComparer.Ordinal),
        ];
        var steps = bestFirst.Length - 1;
        Quality = new()
        {
            Criteria = [.. Enumerable.Range(1, Math.Max(1, steps)).Select(step => new QualityCriterion { Id = Criterion(step), Weight = 1 })],
            Tiers = [.. bestFirst.Select((tier, rank) => new QualityTier { Id = tier, From = steps == 0 ? 0 : 100 * (steps - rank) / steps })],
            UntestedTier = Untested,
        };
        Contract = contract with { RateCards = [.. contract.RateCards.Select(WithUntested)] };
    }

    internal QualityTerms Quality { get; }

    /// <summary>The same contract, whose cards know the untested tier.</summary>
    internal ContractTerms Contract { get; }

    /// <summary>One for each criterion.</summary>
    internal IEnumerable<Audit> AuditsOf(EmploymentId job, LocalDate on, string tier)
    {
        var rank = Quality.RankOf(tier) ?? throw new ArgumentException($"No such tier: {tier}.", nameof(tier));
        for (var step = 1; step <= Quality.Criteria.Count; step++)
        {
            yield return new()
            {
                Id = $"{job}/{on:uuuu-MM-dd}/{tier}/{Criterion(step)}",
                Employment = job,
                AuditedOn = on,
                Criterion = Criterion(step),
                Result = step <= Quality.Tiers.Count - 1 - rank ? AuditResult.Met : AuditResult.NotMet,
            };
        }
    }

    private static RateCard WithUntested(RateCard card) => card.QualityFactors is not { } factors || factors.ContainsKey(Untested)
        ? card
        : card with { QualityFactors = new Dictionary<string, QualityFactor>(factors, StringComparer.Ordinal) { [Untested] = QualityFactor.One } };

    private static string Criterion(int step) => step.ToString(CultureInfo.InvariantCulture);
}
