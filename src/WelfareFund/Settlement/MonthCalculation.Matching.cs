using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private readonly Dictionary<string, HashSet<string>> partiesByName = new(StringComparer.Ordinal);
    private bool knowsNames;

    /// <summary>The names on the lines that have to be told apart: nobody asks for another one.</summary>
    private readonly Lazy<HashSet<string>> askedNames = new(() => told.BankLines.Select(line => line.Counterparty).OfType<string>().Select(Plain).ToHashSet(StringComparer.Ordinal));

    /// <summary>What is open and a line of the bank could close.</summary>
    /// <param name="Reference">What a line that closes it names.</param>
    /// <param name="Amount">As the bank would write it: negative for what goes out.</param>
    /// <param name="Account">The one bank account of which the line can be; null for any.</param>
    internal sealed record OpenItem(string Reference, string Party, Money Amount, string? Account);

    /// <summary>
    /// A line that names nothing pays the one open item that has its amount and whose party the bank has named so before, on a line that was matched by its
    /// reference. Two such items, or a name that stood for two parties, and it waits for a person.
    /// </summary>
    private OpenItem? ByAmountAndParty(BankLine line)
    {
        if (PartiesNamed(line) is not { Count: 1 } named)
            return null;
        var items = CouldBe(line, OpenItemsOf(named.Single())).Where(item => item.Amount == line.Amount).Take(2).ToList();
        return items.Count == 1 ? items[0] : null;
    }

    /// <summary>What a line could be: open items of its amount, those of its party first, then what else its party has open. All workers are at hand.</summary>
    internal IReadOnlyList<Suggestion> SuggestionsFor(BankLine line)
    {
        const int Most = 5;
        var named = PartiesNamed(line);
        return
        [
            .. CouldBe(line, OpenItems()).Select(item => (Item: item, IsAmount: item.Amount == line.Amount, IsParty: named.Contains(item.Party))).Where(one => one.IsAmount || one.IsParty)
                .OrderByDescending(one => one.IsAmount && one.IsParty).ThenByDescending(one => one.IsAmount).ThenBy(one => one.Item.Reference, StringComparer.Ordinal).Take(Most)
                .Select(one => new Suggestion(one.Item.Reference, one switch
                {
                    { IsAmount: true, IsParty: true } => $"{one.Item.Party} has exactly this open, and the bank has named it so before",
                    { IsAmount: true } => $"{one.Item.Party} has exactly this open",
                    _ => $"the bank has named {one.Item.Party} so before, which has {one.Item.Amount} open",
                })),
        ];
    }

    private static IEnumerable<OpenItem> CouldBe(BankLine line, IEnumerable<OpenItem> items) =>
        items.Where(item => item.Amount.Currency == line.Amount.Currency && item.Amount.IsNegative == line.Amount.IsNegative && (item.Account is null || item.Account == line.BankAccount));

    private IEnumerable<OpenItem> OpenItems() => OpenItemsOfFund()
        .Concat(people.Agreements.Select(agreement => agreement.Worker).Distinct().Order().SelectMany(worker => OpenItemsOf(worker, people, state.Workers)))
        .Concat(facts.Deductions.Select(deduction => deduction.Employer).Distinct().SelectMany(OpenItemsOf));

    private IEnumerable<OpenItem> OpenItemsOf(string party)
    {
        foreach (var item in OpenItemsOfFund().Where(item => item.Party == party))
            yield return item;
        var id = party[(party.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (party == FundState.PartyOf(new EmployerId(id)))
        {
            foreach (var item in OpenItemsOf(new EmployerId(id)))
                yield return item;
        }
        else if (party == FundState.PartyOf(new WorkerId(id)))
        {
            var worker = new WorkerId(id);
            foreach (var item in OpenItemsOf(worker, Of(worker), state.With([worker], WorkersState.Of(told.LinesOf(worker)))))
                yield return item;
        }
    }

    private IEnumerable<OpenItem> OpenItemsOfFund()
    {
        foreach (var payment in state.PaymentsInTransit)
            yield return new(payment.Instruction, FundState.PartyOf(payment), -payment.Amount, payment.BankAccount);
        foreach (var (call, investor) in state.OpenCalls)
            yield return new($"{call} {investor}", FundState.PartyOf(investor), Outstanding(call, investor), null);
    }

    private IEnumerable<OpenItem> OpenItemsOf(WorkerId worker, PeopleFacts known, WorkersState standing)
    {
        if (known.AgreementsOf(worker).Where(IsTheWorkersDebt).Select(agreement => agreement.Id.Value).Min(StringComparer.Ordinal) is not { } reference)
            yield break;
        foreach (var account in standing.Accounts(worker).Where(account => account.Open.IsPositive))
            yield return new(reference, FundState.PartyOf(worker), account.Open, null);
    }

    /// <summary>Transfers that are in the books as kept and that no line of the bank has named.</summary>
    private IEnumerable<OpenItem> OpenItemsOf(EmployerId employer)
    {
        var deductions = told.DeductionsBy(employer).Where(deduction => deduction.DeductedOn <= lastDay).ToList();
        var arrived = told.NamedByBank([.. deductions.Select(deduction => deduction.TransferReference!).Distinct(StringComparer.Ordinal)]);
        Expect(deductions.Select(deduction => deduction.Worker).Distinct());
        return deductions.Where(deduction => !arrived.Contains(deduction.TransferReference!) && Of(deduction.Worker).AgreementsOf(deduction.Worker).Any(agreement => MayBeDeducted(agreement, deduction.DeductedOn)))
            .GroupBy(deduction => (Reference: deduction.TransferReference!, deduction.Amount.Currency))
            .Select(transfer => new OpenItem(transfer.Key.Reference, FundState.PartyOf(employer), transfer.Aggregate(Money.Zero(transfer.Key.Currency), (sum, deduction) => sum + deduction.Amount), null));
    }

    private HashSet<string> PartiesNamed(BankLine line)
    {
        if (line.Counterparty is not { } name)
            return [];
        if (!knowsNames)
        {
            knowsNames = true;
            foreach (var known in told.NamedPayers(IsAsked))
                Learn(known.Name, known.Line);
        }

        return partiesByName.GetValueOrDefault(Plain(name)) ?? [];
    }

    /// <summary>Remembers whom the bank names so, if somebody may ask.</summary>
    private void Learn(string? name, FundEvent what)
    {
        if (name is null || !IsAsked(name) || state.PartyOf(what) is not { } party)
            return;
        if (!partiesByName.TryGetValue(Plain(name), out var parties))
            partiesByName.Add(Plain(name), parties = new(StringComparer.Ordinal));
        parties.Add(party);
    }

    private bool IsAsked(string name) => hasAllAtHand || askedNames.Value.Contains(Plain(name));

    private static string Plain(string name) => string.Join(' ', name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What an unallocated line of the bank could be, and why it was thought of. It names no person.</summary>
/// <param name="Reference">What <c>allocate</c> takes.</param>
public sealed record Suggestion(string Reference, string Why);
