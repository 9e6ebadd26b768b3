using NodaTime;
using WelfareFund.Capital;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>Who holds which capital, by the posted lines: every drawdown at the value date of its money, wherever its interest has gone since.</summary>
public static class CapitalHoldings
{
    /// <param name="posted">In the order of posting.</param>
    /// <param name="bankLines">Those that the drawdowns came with.</param>
    /// <returns>By rank, tranche and investor, which is the order that decides ties; each with its drawdowns by value date, those of one day together.</returns>
    public static IReadOnlyList<Holding> Of(IEnumerable<SettlementLine> posted, IEnumerable<BankLine> bankLines, CapitalTerms terms, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(posted);
        ArgumentNullException.ThrowIfNull(terms);
        var valueDates = bankLines.ToDictionary(MonthCalculation.IdOf, line => line.ValueOn, StringComparer.Ordinal);
        var paidIn = new Dictionary<(InvestorId Investor, string Tranche), SortedDictionary<LocalDate, Money>>();
        foreach (var line in posted)
        {
            switch (line.Event)
            {
                case CommitmentSigned e: Of(e.Investor, e.Tranche); break;
                case DrawdownReceived e:
                    foreach (var part in e.Parts)
                        Add(e.Investor, part.Tranche, valueDates[e.BankLine], part.Amount);
                    break;
                case InterestTransferred e:
                    Of(e.To, e.Tranche);
                    foreach (var drawdown in e.Drawdowns)
                    {
                        Add(e.From, e.Tranche, drawdown.ValueDate, -drawdown.Amount);
                        Add(e.To, e.Tranche, drawdown.ValueDate, drawdown.Amount);
                    }
                    break;
                default: break;
            }
        }

        return [.. paidIn.OrderBy(holding => terms.Tranche(holding.Key.Tranche)?.Rank ?? int.MaxValue).ThenBy(holding => holding.Key.Tranche, StringComparer.Ordinal).ThenBy(holding => holding.Key.Investor.Value, StringComparer.Ordinal)
            .Select(holding => new Holding(holding.Key.Investor, holding.Key.Tranche, [.. holding.Value.Where(day => !day.Value.IsZero).Select(day => new Drawdown(day.Key, day.Value))]))];

        SortedDictionary<LocalDate, Money> Of(InvestorId investor, string tranche)
        {
            if (!paidIn.TryGetValue((investor, tranche), out var own))
                paidIn.Add((investor, tranche), own = []);
            return own;
        }

        void Add(InvestorId investor, string tranche, LocalDate on, Money amount)
        {
            var own = Of(investor, tranche);
            own[on] = own.GetValueOrDefault(on, Money.Zero(currency)) + amount;
        }
    }
}
