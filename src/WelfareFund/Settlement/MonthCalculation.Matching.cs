using WelfareFund.Payments;

namespace WelfareFund.Settlement;

internal sealed partial class MonthCalculation
{
    private Dictionary<string, HashSet<string>>? partiesByName;

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
        var items = ItemsOf(line).Where(item => item.Amount == line.Amount && named.Contains(item.Party)).Take(2).ToList();
        return items.Count == 1 ? items[0] : null;
    }

    /// <summary>What a line could be: open items of its amount, those of its party first, then what else its party has open.</summary>
    internal IReadOnlyList<Suggestion> SuggestionsFor(BankLine line)
    {
        const int Most = 5;
        var named = PartiesNamed(line);
        return
        [
            .. ItemsOf(line).Select(item => (Item: item, IsAmount: item.Amount == line.Amount, IsParty: named.Contains(item.Party))).Where(one => one.IsAmount || one.IsParty)
                .OrderByDescending(one => one.IsAmount && one.IsParty).ThenByDescending(one => one.IsAmount).ThenBy(one => one.Item.Reference, StringComparer.Ordinal).Take(Most)
                .Select(one => new Suggestion(one.Item.Reference, one switch
                {
                    { IsAmount: true, IsParty: true } => $"{one.Item.Party} has exactly this open, and the bank has named it so before",
                    { IsAmount: true } => $"{one.Item.Party} has exactly this open",
                    _ => $"the bank has named {one.Item.Party} so before, which has {one.Item.Amount} open",
                })),
        ];
    }

    private IEnumerable<OpenItem> ItemsOf(BankLine line) =>
        OpenItems().Where(item => item.Amount.Currency == line.Amount.Currency && item.Amount.IsNegative == line.Amount.IsNegative && (item.Account is null || item.Account == line.BankAccount));

    private IEnumerable<OpenItem> OpenItems()
    {
        foreach (var payment in state.PaymentsInTransit)
            yield return new(payment.Instruction, FundState.PartyOf(payment), -payment.Amount, payment.BankAccount);
        foreach (var (call, investor) in state.OpenCalls)
            yield return new($"{call} {investor}", FundState.PartyOf(investor), Outstanding(call, investor), null);
        foreach (var agreements in facts.Agreements.Where(IsTheWorkersDebt).GroupBy(agreement => agreement.Worker).OrderBy(agreements => agreements.Key))
        {
            foreach (var account in state.Accounts(agreements.Key).Where(account => account.Open.IsPositive))
                yield return new(agreements.Select(agreement => agreement.Id.Value).Order(StringComparer.Ordinal).First(), FundState.PartyOf(agreements.Key), account.Open, null);
        }

        foreach (var transfer in facts.Deductions.Where(deduction => deduction.TransferReference is not null && state.IsSettled("deduction", deduction.Id) && !arrivedTransfers.Value.Contains(deduction.TransferReference))
            .GroupBy(deduction => (Reference: deduction.TransferReference!, deduction.Employer, deduction.Amount.Currency)))
            yield return new(transfer.Key.Reference, FundState.PartyOf(transfer.Key.Employer), transfer.Aggregate(Money.Zero(transfer.Key.Currency), (sum, deduction) => sum + deduction.Amount), null);
    }

    /// <summary>Transfers that a line of the bank has named.</summary>
    private readonly Lazy<HashSet<string>> arrivedTransfers = new(() => facts.BankLines.Select(line => line.Reference).OfType<string>().ToHashSet(StringComparer.Ordinal));

    private HashSet<string> PartiesNamed(BankLine line)
    {
        if (line.Counterparty is not { } name)
            return [];
        if (partiesByName is null)
        {
            partiesByName = new(StringComparer.Ordinal);
            foreach (var known in facts.BankLines)
                Learn(known);
        }

        return partiesByName.GetValueOrDefault(Plain(name)) ?? [];
    }

    /// <summary>Remembers whom the bank names so; of lines that were matched.</summary>
    private void Learn(BankLine line)
    {
        if (partiesByName is null || line.Counterparty is not { } name || !state.PartiesByLine.TryGetValue(IdOf(line), out var party))
            return;
        if (!partiesByName.TryGetValue(Plain(name), out var parties))
            partiesByName.Add(Plain(name), parties = new(StringComparer.Ordinal));
        parties.Add(party);
    }

    private static string Plain(string name) => string.Join(' ', name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What an unallocated line of the bank could be, and why it was thought of. It names no person.</summary>
/// <param name="Reference">What <c>allocate</c> takes.</param>
public sealed record Suggestion(string Reference, string Why);
