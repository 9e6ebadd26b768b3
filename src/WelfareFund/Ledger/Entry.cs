using NodaTime;

namespace WelfareFund.Ledger;

/// <summary>One side of an entry.</summary>
/// <param name="Account">The account's number.</param>
/// <param name="Amount">A debit is positive, a credit negative; never zero.</param>
/// <param name="Party">A number of the account's <see cref="PartyKind"/>; 0 where the account has none.</param>
/// <param name="Corridor">For queries; null where it says nothing.</param>
/// <param name="CostLine">For queries; null where it says nothing.</param>
public readonly record struct Posting(int Account, Money Amount, long Party = 0, string? Corridor = null, string? CostLine = null);

/// <summary>
/// What makes posting idempotent: the same key with the same body is a success that posts nothing, with another body a conflict.
/// </summary>
/// <remarks>
/// Written <c>kind/concerned/subject/part/revision</c>, so that one run's keys lie side by side in the index. No part holds a slash.
/// </remarks>
/// <param name="Kind">The event that posts: <c>contribution</c>, <c>outcome</c>, <c>bank</c>.</param>
/// <param name="Concerned">The concerned month (<c>2025-02</c>) or day.</param>
/// <param name="Subject">The id of what it is about: a worker's, a claim's, a bank line's.</param>
/// <param name="Part">Tells payout, holdback, levy and reversal of one event apart.</param>
/// <param name="Revision">Counts linked corrections of the same part, from 0.</param>
public readonly record struct EntryKey(string Kind, string Concerned, string Subject, string Part, int Revision = 0)
{
    public override string ToString() => $"{Kind}/{Concerned}/{Subject}/{Part}/{Revision}";
}

/// <summary>Under what an entry was decided: frozen in the run that posts it.</summary>
/// <param name="Run">The settlement run or other act, by its number in the fund.</param>
/// <param name="TermsVersion">Number of the fund's terms version, from 1.</param>
/// <param name="RuleVersion">Version of the rules' code, from 1.</param>
/// <param name="Maker">Number of the user who proposed it.</param>
/// <param name="Approver">Number of the user who approved it; 0 where nobody had to.</param>
public sealed record Provenance(long Run, int TermsVersion, int RuleVersion, int Maker, int Approver);

/// <summary>An entry that is not yet in the books.</summary>
/// <param name="Effective">The accounting date; in a period that is open when it is written.</param>
/// <param name="Concerns">The date the matter is about; before <paramref name="Effective"/> for late events.</param>
/// <param name="Corrects">The log sequence of the entry this one reverses or corrects; null otherwise.</param>
public sealed record EntryDraft(
    EntryKey Key, LocalDate Effective, LocalDate Concerns, long? Corrects, Provenance Provenance, IReadOnlyList<Posting> Postings);

/// <summary>An entry in the books.</summary>
/// <param name="Sequence">Its place in the fund's log, from 1: the order of commits.</param>
/// <param name="LeafHash">Its leaf in the Merkle log.</param>
public sealed record Entry(long Sequence, EntryDraft Body, Digest LeafHash);
