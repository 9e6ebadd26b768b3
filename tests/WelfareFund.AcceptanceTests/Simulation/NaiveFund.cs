using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>What the bank was told to pay, as the fund's list of payments names it: a payment's number says nothing to the naive model by itself.</summary>
/// <param name="PaidAs"><c>provider</c>, <c>worker</c>, <c>administration</c> or <c>oversight</c>.</param>
internal sealed record ToldPayment(string Number, string PaidAs, string Payee, long Amount, LocalDate On);

/// <summary>
/// The fund's money a second time, straight from docs/rules.md and docs/accounting-policy.md: all facts, all months, from the beginning, each time it is asked.
/// It shares the thrown terms and facts with the product, and not a line of code.
/// </summary>
internal sealed partial class NaiveFund
{
    private readonly SimulatedTerms terms;
    private readonly IReadOnlyList<SimulatedFact> facts;
    private readonly IReadOnlyDictionary<string, ToldPayment> payments;
    private readonly NaiveBooks books = new();
    private readonly HashSet<string> done = new(StringComparer.Ordinal);
    private readonly List<Paid> onTheirWay = [];
    private readonly Dictionary<string, Paid> confirmed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NaiveWork> work = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> knownByKind = [];
    private List<SimulatedFact> known = [];
    private int month;

    /// <param name="Account">Whose debt it settled, of which party.</param>
    /// <param name="For">What a provider is paid for.</param>
    private sealed record Paid(string PaidAs, string Payee, long Amount, string Account, string Party, IReadOnlyList<(Owed What, long Amount)> For);

    private NaiveFund(SimulatedTerms terms, IReadOnlyList<SimulatedFact> facts, IReadOnlyDictionary<string, ToldPayment> payments) =>
        (this.terms, this.facts, this.payments) = (terms, facts, payments);

    /// <summary>Every balance at a month's end, and what the people of the world could know of it.</summary>
    internal static NaiveFund After(SimulatedTerms terms, IReadOnlyList<SimulatedFact> facts, IReadOnlyDictionary<string, ToldPayment> payments, int month)
    {
        var fund = new NaiveFund(terms, facts, payments);
        for (var number = 0; number <= month; number++)
            fund.Settle(number);
        return fund;
    }

    internal NaiveBooks Books => books;

    /// <summary>How the last month's payments came about, in words.</summary>
    internal string Why { get; private set; } = "";

    /// <summary>How often each matter came about: a simulation in which something never happens shows nothing about it.</summary>
    internal Dictionary<string, int> Happened { get; } = new(StringComparer.Ordinal);

    /// <summary>What employers kept and were to pass on, by the text that passes it on.</summary>
    internal IEnumerable<(string Reference, long Amount)> OpenTransfers => Known<ToldDeduction>().GroupBy(deduction => deduction.Transfer)
        .Where(transfer => !Known<ToldBankLine>().Any(line => line.Reference == transfer.Key)).Select(transfer => (transfer.Key, transfer.Sum(deduction => deduction.Amount)));

    /// <summary>What an investor was called for and did not pay, by the text that pays it.</summary>
    internal IEnumerable<(string Reference, long Amount)> OpenCalls => called.Where(part => part.Open > 0).GroupBy(part => (part.Call, part.Investor)).Select(open => ($"{open.Key.Call} {open.Key.Investor}", open.Sum(part => part.Open)));

    private LocalDate FirstDay => terms.Month(month).OnDayOfMonth(1);
    private LocalDate LastDay => terms.LastDay(month);

    private List<T> Known<T>()
        where T : SimulatedFact
    {
        if (!knownByKind.TryGetValue(typeof(T), out var own))
            knownByKind.Add(typeof(T), own = known.OfType<T>().ToList());
        return (List<T>)own;
    }

    private void Settle(int number)
    {
        month = number;
        work.Clear();
        knownByKind.Clear();
        known = [.. facts.Where(fact => fact.Told <= number).OrderBy(fact => fact.Told)];
        SetMaxima();
        SignCommitments();
        Call();
        BookDeductions();
        BookBank();
        ClawBack();
        PriceClaims();
        EndHoldbacks();
        Contribute();
        AccrueAdministration();
        Pay();
    }

    private void SetMaxima()
    {
        foreach (var contract in terms.Contracts.Where(contract => contract.Maximum is not null && done.Add($"maximum {contract.Id}")))
            books.Move("contract-headroom", contract.Id, "contract-maximum", contract.Id, contract.Maximum!.Value);
    }

    private void AccrueAdministration()
    {
        if (terms.Administration is { } monthly)
            books.Move("administration", "", "administration-payable", "administrator", monthly);
    }

    private NaiveWork WorkOf(string worker)
    {
        if (!work.TryGetValue(worker, out var own))
            work.Add(worker, own = new(terms, [.. Known<ToldJob>().Where(job => job.Worker == worker)], [.. Known<ToldAudit>()]));
        return own;
    }

    private void Happens(string what) => Happened[what] = Happened.GetValueOrDefault(what) + 1;
}
