using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>
/// Who holds which capital, by the posted lines: every drawdown at the value date of its money and every distribution on its day.
/// </summary>
public static class CapitalHoldings
{
    /// <inheritdoc cref="Standing"/>
    /// <returns>By rank, tranche and investor, which is the order that decides ties; each with its drawdowns and receipts by date, those of one day together.</returns>
    public static IReadOnlyList<Holding> Of(IEnumerable<SettlementLine> posted, IEnumerable<BankLine> bankLines, CapitalTerms terms, Currency currency) =>
        Standing(posted, bankLines, terms, currency).Holdings;

    /// <param name="posted">In the order of posting.</param>
    /// <param name="bankLines">Those that the drawdowns came with.</param>
    public static CapitalStanding Standing(IEnumerable<SettlementLine> posted, IEnumerable<BankLine> bankLines, CapitalTerms terms, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(posted);
        ArgumentNullException.ThrowIfNull(terms);
        var valueDates = bankLines.ToDictionary(MonthCalculation.IdOf, line => line.ValueOn, StringComparer.Ordinal);
        var zero = Money.Zero(currency);
        var holders = new Dictionary<(InvestorId Investor, string Tranche), Holder>();
        var (manager, recycled) = (zero, zero);
        foreach (var line in posted)
        {
            switch (line.Event)
            {
                case CommitmentSigned e: Of(e.Investor, e.Tranche); break;
                case DrawdownReceived e:
                    foreach (var part in e.Parts)
                        Of(e.Investor, part.Tranche).PayIn(valueDates[e.BankLine], part.Amount);
                    break;
                case CapitalReturned e: Of(e.Investor, e.Tranche).Receive(new(line.Effective, e.Amount, zero, zero)); break;
                case ReturnDistributed e: Of(e.Investor, e.Tranche).Receive(new(line.Effective, zero, e.Preferred ? e.Amount : zero, e.Preferred ? zero : e.Amount)); break;
                case PrincipalRecycled e: recycled += e.Amount; break;
                case ShareDistributed { Payee: CapitalTerms.Manager } e: manager += e.Amount; break;
                case InterestTransferred e:
                    var (from, to) = (Of(e.From, e.Tranche), Of(e.To, e.Tranche));
                    foreach (var drawdown in e.Drawdowns)
                    {
                        from.PayIn(drawdown.ValueDate, -drawdown.Amount);
                        to.PayIn(drawdown.ValueDate, drawdown.Amount);
                    }

                    foreach (var receipt in e.Received)
                    {
                        from.Receive(receipt.Negated());
                        to.Receive(receipt);
                    }

                    break;
                default: break;
            }
        }

        return new(
            [.. holders.OrderBy(holding => terms.Tranche(holding.Key.Tranche)?.Rank ?? int.MaxValue).ThenBy(holding => holding.Key.Tranche, StringComparer.Ordinal).ThenBy(holding => holding.Key.Investor.Value, StringComparer.Ordinal)
                .Select(holding => holding.Value.ToHolding(holding.Key.Investor, holding.Key.Tranche))], manager, recycled);

        Holder Of(InvestorId investor, string tranche)
        {
            if (!holders.TryGetValue((investor, tranche), out var own))
                holders.Add((investor, tranche), own = new());
            return own;
        }
    }

    private sealed class Holder
    {
        private readonly SortedDictionary<LocalDate, Money> paidIn = [];
        private readonly SortedDictionary<LocalDate, Receipt> received = [];

        internal void PayIn(LocalDate on, Money amount) => paidIn[on] = paidIn.TryGetValue(on, out var before) ? before + amount : amount;

        internal void Receive(Receipt receipt) => received[receipt.On] = received.TryGetValue(receipt.On, out var before) ? before.With(receipt) : receipt;

        internal Holding ToHolding(InvestorId investor, string tranche) =>
            new(investor, tranche, [.. paidIn.Where(day => !day.Value.IsZero).Select(day => new Drawdown(day.Key, day.Value))])
            {
                Received = [.. received.Values.Where(receipt => !receipt.IsNothing)],
            };
    }
}
