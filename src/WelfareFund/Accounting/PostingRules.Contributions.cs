using NodaTime;
using NodaTime.Text;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>A worker's first agreement is not named, so that its keys stay what they were before there was another.</summary>
    private static string PartOf(string part, AgreementId agreement, bool followsAnother) => followsAnother ? $"{part}:{agreement}" : part;

    private IEnumerable<EventEntry> Of(ContributionCapSet what, LocalDate concerns)
    {
        var worker = Worker(what.Worker);
        yield return Entry("agreement", concerns, what.Agreement.Value, "cap",
            Debit(AccountRole.ContributionHeadroom, what.Change, worker),
            Credit(AccountRole.ContributionCap, what.Change, worker));
    }

    /// <summary>The debt is in the currency of the pay; income is in base currency, at the wage month's rate.</summary>
    private IEnumerable<EventEntry> Of(ContributionDue what)
    {
        var worker = Worker(what.Worker);
        var baseAmount = what.Parts.Aggregate(Money.Zero(baseCurrency), (sum, part) => sum + part.BaseAmount);
        yield return new EventEntry(
            new("contribution", YearMonthPattern.Iso.Format(what.WageMonth), what.Worker.Value, PartOf("due", what.Agreement, what.FollowsAnother), what.Revision),
            [.. new[]
                {
                    what.Parts.SelectMany(part => (IEnumerable<Ledger.Posting>)
                        [Debit(AccountRole.ContributionsReceivable, part.Due, worker, corridor: what.Corridor), .. Converting(-part.Due, -part.BaseAmount)]),
                    [Credit(AccountRole.ContributionIncome, baseAmount, corridor: what.Corridor),
                     Debit(AccountRole.ContributionCap, what.Counted, worker),
                     Credit(AccountRole.ContributionHeadroom, what.Counted, worker)],
                }.SelectMany(postings => postings).Where(posting => !posting.Amount.IsZero)]);
    }
}
