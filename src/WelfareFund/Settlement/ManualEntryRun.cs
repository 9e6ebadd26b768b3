using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Settlement;

/// <param name="Account">The account's stable id.</param>
/// <param name="Amount">In base currency; a debit is positive.</param>
public sealed record ManualPosting(string Account, Money Amount);

/// <param name="Number">Of the manual entry that is reversed.</param>
/// <param name="On">Its accounting date.</param>
public sealed record ReversedManualEntry(string Number, LocalDate On);

/// <summary>Two people moved an amount between income and expense, or took such a move back.</summary>
/// <param name="Reverses">Null for a new entry.</param>
public sealed record ManualEntryMade(string Number, IReadOnlyList<ManualPosting> Postings, ReversedManualEntry? Reverses) : FundEvent;

/// <summary>An entry that no fact of the fund tells: it moves what is income or expense to another such account.</summary>
/// <remarks>Rules: docs/rules.md, section 3 "Manual entries".</remarks>
public static class ManualEntryRun
{
    private const string Kind = "manual-entry";

    /// <param name="on">In the open month.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>One line. Refused: <c>one-sided</c>, <c>account-twice</c>, <c>not-balanced</c>.</returns>
    public static Result<SettlementLine> Make(FundTerms terms, LocalDate on, IReadOnlyList<ManualPosting> postings, IEnumerable<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(postings);
        var zero = Money.Zero(terms.BaseCurrency);
        var debits = postings.Where(posting => posting.Amount.IsPositive).Aggregate(zero, (sum, posting) => sum + posting.Amount);
        var credits = postings.Where(posting => posting.Amount.IsNegative).Aggregate(zero, (sum, posting) => sum - posting.Amount);
        if (debits.IsZero || credits.IsZero)
            return new Refusal("one-sided", "--debit, --credit", "an entry has at least one debit and one credit", "name the account on the other side");
        if (postings.GroupBy(posting => posting.Account).FirstOrDefault(account => account.Count() > 1) is { } twice)
            return new Refusal("account-twice", "--debit, --credit", $"{twice.Key} is named twice", "name each account once");
        return debits == credits
            ? LineOf(new(NextNumber(posted), postings, null), on, debits)
            : new Refusal("not-balanced", "--debit, --credit", $"debits of {debits} and credits of {credits} differ by {(debits > credits ? debits - credits : credits - debits)}", "an entry sums to zero");
    }

    /// <returns>One line, the mirror of the other. Refused: <c>not-manual</c>, <c>reversed-already</c>.</returns>
    public static Result<SettlementLine> Reverse(string number, LocalDate on, IReadOnlyList<SettlementLine> posted)
    {
        var made = posted.Select(line => (Line: line, What: line.Event as ManualEntryMade)).Where(entry => entry.What is not null).ToList();
        if (made.Find(entry => entry.What!.Number == number) is not { What: { Reverses: null } } entry)
            return new Refusal("not-manual", "--reverse", $"'{number}' is no manual entry that was posted", "name one as `report entries` shows it; what a fact told is corrected by another fact");
        if (made.Exists(other => other.What!.Reverses?.Number == number))
            return new Refusal("reversed-already", "--reverse", $"{number} is reversed by {made.Find(other => other.What!.Reverses?.Number == number).What!.Number} already", "make a new entry");
        var mirror = entry.What.Postings.Select(posting => posting with { Amount = -posting.Amount }).ToList();
        return LineOf(new(NextNumber(posted), mirror, new(number, entry.Line.Concerns)), on, entry.Line.Amount!.Value);
    }

    private static SettlementLine LineOf(ManualEntryMade what, LocalDate on, Money amount)
    {
        var trace = new TraceList();
        if (what.Reverses is { } reversed)
            trace.Write("manual-entry-reversed", amount, reversed.Number);
        else
            trace.Write("manual-entry", amount);
        return new(1, Kind, what.Number, on, on, LineState.Posts, "", amount, what, trace.Steps);
    }

    private static string NextNumber(IEnumerable<SettlementLine> posted) => FormattableString.Invariant($"M-{posted.Count(line => line.Kind == Kind) + 1}");
}
