namespace WelfareFund.AcceptanceTests.Simulation;


/// <summary>A sheet of balances in cents, a debit positive.</summary>
internal sealed class NaiveBooks
{
    private readonly SortedDictionary<string, long> balances = new(StringComparer.Ordinal);

    internal long this[string account, string party = ""] => balances.GetValueOrDefault($"{account} {party}".TrimEnd());

    /// <summary>From the one to the other; nothing is written where nothing moves.</summary>
    internal void Move(string debit, string debitParty, string credit, string creditParty, long cents)
    {
        Add(debit, debitParty, cents);
        Add(credit, creditParty, -cents);
    }

    internal void Add(string account, string party, long cents)
    {
        var key = $"{account} {party}".TrimEnd();
        balances[key] = balances.GetValueOrDefault(key) + cents;
    }

    /// <summary>Of everything that is not zero, a line each.</summary>
    internal IReadOnlyDictionary<string, long> NotZero => balances.Where(balance => balance.Value != 0).ToDictionary(balance => balance.Key, balance => balance.Value);
}
