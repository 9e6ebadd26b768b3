using System.Buffers;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>What an entry has to keep to whatever the balances are. One instance checks many entries, one after another.</summary>
internal sealed class EntryRules(IReadOnlyDictionary<int, Account> accounts)
{
    private const int LongestText = 200;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)).Replace("/", "", StringComparison.Ordinal));

    private readonly List<Sum> sums = [];

    /// <param name="openPeriod">The first month that is not sealed.</param>
    /// <param name="size">Entries in the books so far: only those can be corrected.</param>
    internal void Check(EntryDraft draft, YearMonth openPeriod, long size, List<Refusal> refusals)
    {
        CheckKey(draft, refusals);
        CheckDates(draft, openPeriod, refusals);
        if (draft.Corrects is { } corrected && (corrected < 1 || corrected > size))
            refusals.Add(Refuse(draft, "corrects", $"it corrects entry {corrected}, and the books hold entries 1 to {size}", "name the entry's sequence"));
        if (draft.Provenance.Approver != 0 && draft.Provenance.Approver == draft.Provenance.Maker)
            refusals.Add(Refuse(draft, "same-person", $"user {draft.Provenance.Maker} proposed and approved it", "another person approves"));
        CheckPostings(draft, refusals);
    }

    internal static Refusal Refuse(EntryDraft draft, string code, string what, string remedy) => new(code, draft.Key.ToString(), what, remedy);

    private static void CheckKey(EntryDraft draft, List<Refusal> refusals)
    {
        var key = draft.Key;
        CheckPart("kind", key.Kind);
        CheckPart("concerned", key.Concerned);
        CheckPart("subject", key.Subject);
        CheckPart("part", key.Part);
        if (key.Revision < 0) refusals.Add(Refuse(draft, "key", $"its revision is {key.Revision}", "revisions count from 0"));

        void CheckPart(string name, string? part)
        {
            if (part is not { Length: > 0 and <= LongestText } || part.AsSpan().ContainsAnyExcept(KeyCharacters))
                refusals.Add(Refuse(draft, "key", $"the key's {name} is '{part}'", $"1 to {LongestText} printable ASCII characters other than '/'"));
        }
    }

    private static void CheckDates(EntryDraft draft, YearMonth openPeriod, List<Refusal> refusals)
    {
        if (draft.Effective.ToYearMonth() < openPeriod)
        {
            var open = YearMonthPattern.Iso.Format(openPeriod);
            refusals.Add(Refuse(draft, "period-sealed", $"it is effective on {LocalDatePattern.Iso.Format(draft.Effective)}, and everything before {open} is sealed", $"make it effective in {open} or later and keep the original date as the date it concerns"));
        }

        if (draft.Concerns > draft.Effective)
            refusals.Add(Refuse(draft, "concerns", $"it concerns {LocalDatePattern.Iso.Format(draft.Concerns)}, which is after its effective date {LocalDatePattern.Iso.Format(draft.Effective)}", "an entry concerns its effective date or an earlier one"));
    }

    private void CheckPostings(EntryDraft draft, List<Refusal> refusals)
    {
        var postings = draft.Postings;
        if (postings.Count < 2) refusals.Add(Refuse(draft, "too-few-postings", $"it has {(postings.Count == 0 ? "no posting" : "one posting")}", "an entry has two or more"));

        sums.Clear();
        (PartyKind Kind, long Number) sole = default;
        var several = false;
        for (var index = 0; index < postings.Count; index++)
        {
            var posting = postings[index];
            var currency = posting.Amount.Currency;
            if (!accounts.TryGetValue(posting.Account, out var account))
            {
                refusals.Add(Refuse(draft, "unknown-account", $"there is no account {posting.Account}", "use an account of the fund's chart"));
                Add(posting.Amount, memorandum: false);
                continue;
            }

            if (posting.Amount.IsZero) refusals.Add(Refuse(draft, "zero-posting", $"its posting on {account.Id} is zero", "leave it out"));
            if (account.Currency is { } only && !ReferenceEquals(only, currency)) refusals.Add(Refuse(draft, "wrong-currency", $"it posts {posting.Amount} on {account.Id}, which takes {only}", "convert through the trading accounts"));
            CheckParty(draft, posting, account, refusals);
            CheckText(draft, "corridor", posting.Corridor, refusals);
            CheckText(draft, "cost line", posting.CostLine, refusals);
            Add(posting.Amount, account.Type == AccountType.Memorandum);

            if (account.Party is not (PartyKind.Holding or PartyKind.Contract or PartyKind.Worker)) continue;
            var party = (account.Party, posting.Party);
            if (sole.Kind == PartyKind.None) sole = party;
            else if (sole != party && !several)
            {
                several = true;
                refusals.Add(Refuse(draft, "several-parties", $"it names {Name(sole.Kind, sole.Number)} and {Name(account.Party, posting.Party)}", "make one entry for each, so that no proof shows one the other's line"));
            }
        }

        foreach (var sum in sums)
        {
            if (sum.All != 0) refusals.Add(Refuse(draft, "not-balanced", $"its postings sum to {new Money(sum.All, sum.Currency)}", "debits and credits of each currency are equal"));
            else if (sum.Memorandum != 0) refusals.Add(Refuse(draft, "memorandum-not-balanced", $"its postings on memorandum accounts sum to {new Money(sum.Memorandum, sum.Currency)}", "memorandum accounts balance among themselves"));
        }
    }

    private static void CheckParty(EntryDraft draft, in Posting posting, Account account, List<Refusal> refusals)
    {
        if (account.Party == PartyKind.None && posting.Party != 0)
            refusals.Add(Refuse(draft, "party", $"its posting on {account.Id} names party {posting.Party}, and that account has no parties", "leave the party out"));
        else if (account.Party != PartyKind.None && posting.Party <= 0)
            refusals.Add(Refuse(draft, "party", $"its posting on {account.Id} names no {Word(account.Party)}", $"give the {Word(account.Party)}'s number, from 1"));
    }

    private static void CheckText(EntryDraft draft, string name, string? text, List<Refusal> refusals)
    {
        if (text is not null && (text.Length is 0 or > LongestText || text.AsSpan().ContainsAnyExceptInRange(' ', '~')))
            refusals.Add(Refuse(draft, "text", $"a posting's {name} is '{text}'", $"1 to {LongestText} printable ASCII characters, or nothing"));
    }

    private void Add(Money amount, bool memorandum)
    {
        var units = amount.MinorUnits;
        var memorandumUnits = memorandum ? units : 0;
        for (var index = 0; index < sums.Count; index++)
        {
            var sum = sums[index];
            if (!ReferenceEquals(sum.Currency, amount.Currency)) continue;
            sums[index] = new(sum.Currency, sum.All + units, sum.Memorandum + memorandumUnits);
            return;
        }

        sums.Add(new(amount.Currency, units, memorandumUnits));
    }

    internal static string Name(PartyKind kind, long number) => $"{Word(kind)} {number}";

    private static string Word(PartyKind kind) => kind.ToString().ToLowerInvariant();

    private readonly record struct Sum(Currency Currency, long All, long Memorandum);
}
