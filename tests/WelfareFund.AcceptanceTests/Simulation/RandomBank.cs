namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>
/// What the bank does in a month: it carries out what it was told to pay, sooner or later; and investors, workers and strangers pay in, in full, in part, too much, under
/// the right reference, a wrong one, or none.
/// </summary>
internal sealed class RandomBank(Dice dice, SimulatedTerms terms)
{
    private readonly HashSet<string> carriedOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> confirmedIn = new(StringComparer.Ordinal);
    private int lines;
    private long balance;

    /// <param name="owed">What people owe by what they were told, by the reference that pays it.</param>
    internal IReadOnlyList<SimulatedFact> InMonth(int month, IReadOnlyList<(string Reference, long Amount)> owed, IEnumerable<ToldPayment> payments, IReadOnlyList<string> references)
    {
        var told = new List<ToldBankLine>();
        foreach (var payment in payments.Where(payment => !carriedOut.Contains(payment.Number) && dice.Percent(80)).ToList())
        {
            carriedOut.Add(payment.Number);
            confirmedIn[payment.Number] = month;
            Add(-payment.Amount + (dice.Percent(2) ? dice.Between(1, 99) : 0), payment.Number);
        }

        foreach (var payment in payments.Where(payment => confirmedIn.TryGetValue(payment.Number, out var before) && before < month && dice.Percent(6)).ToList())
            Add(dice.Percent(80) ? payment.Amount : payment.Amount - 1, dice.OneOf(payment.Number, payment.Number + " account closed", payment.Number + "0"));
        foreach (var (reference, amount) in owed.Where(_ => dice.Percent(70)))
            PayIn(reference, amount);
        if (dice.Percent(30))
            Add(dice.Cents(1, 30), "INTEREST");
        if (dice.Percent(30))
            Add(-dice.Cents(1, 20), "BANK-CHARGES");
        if (dice.Percent(20))
            Add(dice.Cents(1, 900), dice.OneOf("thank you", "", "INTEREST BANK-CHARGES", "call-99 investor-1", "P-209901-001"));
        if (dice.Percent(15) && references.Count > 0)
            Add(dice.Cents(1, 500), dice.OneOf(references.ToArray()));
        balance += told.Sum(line => line.Amount);
        return [.. told, new ToldBalance(month, terms.LastDay(month), balance)];

        void PayIn(string reference, long amount)
        {
            var pays = dice.OneOf(amount, amount, amount, amount, Math.Max(1, amount / 2), amount + 1, amount + dice.Cents(1, 300));
            Add(pays, dice.Percent(8) ? "for " + reference : dice.Percent(10) && reference.StartsWith("call", StringComparison.Ordinal) ? reference.Split(' ')[^1] : reference);
        }

        void Add(long amount, string reference)
        {
            if (amount != 0)
                told.Add(new(month, ++lines, terms.Month(month).OnDayOfMonth(dice.Between(1, 28)), amount, reference));
        }
    }
}
