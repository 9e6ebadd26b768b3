using WelfareFund.Ledger;
using WelfareFund.Settlement;

namespace WelfareFund.Accounting;

public sealed partial class PostingRules
{
    /// <summary>Whether people may move what stands on the account: income and expense. Everything else is owed, held or promised to somebody, and only facts change it.</summary>
    public static bool MayMoveByHand(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account is { Type: AccountType.Income or AccountType.Expense, Party: PartyKind.None };
    }

    private IEnumerable<EventEntry> Of(ManualEntryMade what, NodaTime.LocalDate concerns)
    {
        var entry = Entry("manual-entry", concerns, what.Number, "moved", what.Postings.Select(posting => new Posting(chart.NumberOf(posting.Account), posting.Amount)));
        yield return what.Reverses is { } reversed
            ? entry with { Corrects = Entry("manual-entry", reversed.On, reversed.Number, "moved").Key }
            : entry;
    }
}
