using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Outcomes;

/// <summary>When a metric was achieved.</summary>
/// <param name="ByFacts">The fund's own records show it; otherwise the verification alone does.</param>
public readonly record struct Achievement(LocalDate On, bool ByFacts)
{
    /// <summary>
    /// The records decide where they can tell; an event they do not know is achieved on the verified claim's date. Refused as
    /// <c>not-achieved</c> while the records do not show it on the claimed date or before, and as <c>no-rate</c> where earnings cannot be converted.
    /// </summary>
    /// <remarks>Rules: docs/rules.md, section 4 "Outcomes", "Triggers".</remarks>
    public static Result<Achievement> Of(Trigger trigger, OutcomeFacts facts, LocalDate claimedOn)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (trigger is EventTrigger { Event: not ("enrolled" or "started") })
            return new Achievement(claimedOn, ByFacts: false);

        var shown = trigger switch
        {
            EventTrigger { Event: "enrolled" } => facts.Worker.EnrolledOn,
            EventTrigger => facts.FirstStart,
            SustainedTrigger sustained => new TimeInWork(facts.Employments, facts.Through).Completes(sustained),
            AuditTrigger audit => facts.FirstAuditAtOrAbove(audit.Tier),
            RollingTrigger or EarningsTrigger => null,
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "No such trigger."),
        };
        if (trigger is RollingTrigger or EarningsTrigger)
        {
            var earned = trigger is RollingTrigger rolling ? Earnings.Achieves(rolling, facts) : Earnings.Achieves((EarningsTrigger)trigger, facts);
            if (earned.IsRefused)
                return earned.Refusals[0];
            shown = earned.Value;
        }

        return shown is { } on && on <= claimedOn
            ? new Achievement(on, ByFacts: true)
            : new Refusal("not-achieved", "", shown is { } later
                ? $"it is claimed for {claimedOn:uuuu-MM-dd}, and the records show it on {later:uuuu-MM-dd}"
                : $"the records up to {facts.Through:uuuu-MM-dd} do not show it", "report the employment, audit or pay that proves it");
    }
}
