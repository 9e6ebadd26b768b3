using NodaTime;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>What investors paid in, and what distributions gave.</summary>
internal sealed partial class FundState
{
    private readonly List<(string? BankLine, LocalDate? ValueDate, InvestorId Investor, string Tranche, Money Amount)> drawdowns = [];
    private readonly Dictionary<(InvestorId Investor, string Tranche), List<Receipt>> receipts = [];
    private readonly HashSet<string> distributions = new(StringComparer.Ordinal);
    private Money? managerReceived;
    private Money? recycled;
    private Money? idle;

    internal IReadOnlyCollection<string> Distributions => distributions;

    internal bool WasPaidOn(InvestorId investor, string tranche) => receipts.ContainsKey((investor, tranche));

    /// <summary>Recycled principal that no outcome has used up since.</summary>
    internal Money IdleRecycled(Currency currency) => idle is { IsPositive: true } left ? left : Money.Zero(currency);

    /// <summary>As the waterfall has to know it; holdings by rank, tranche and investor.</summary>
    /// <param name="valueDateOf">Of a bank line.</param>
    internal CapitalStanding Standing(CapitalTerms capital, Currency currency, Func<string, LocalDate> valueDateOf) => new(
        [.. drawdowns.GroupBy(drawdown => (drawdown.Investor, drawdown.Tranche))
            .OrderBy(holding => capital.Tranche(holding.Key.Tranche)?.Rank ?? int.MaxValue).ThenBy(holding => holding.Key.Tranche, StringComparer.Ordinal)
            .ThenBy(holding => holding.Key.Investor.Value, StringComparer.Ordinal)
            .Select(holding => new Holding(holding.Key.Investor, holding.Key.Tranche, [.. holding.GroupBy(drawdown => drawdown.ValueDate ?? valueDateOf(drawdown.BankLine!))
                .Select(day => new Drawdown(day.Key, day.Aggregate(Money.Zero(currency), (sum, drawdown) => sum + drawdown.Amount))).Where(drawdown => !drawdown.Amount.IsZero)])
            {
                Received = receipts.GetValueOrDefault(holding.Key) ?? [],
            })],
        managerReceived ?? Money.Zero(currency), recycled ?? Money.Zero(currency));

    private void ApplyToCapital(FundEvent what, SettlementLine line)
    {
        switch (what)
        {
            case DrawdownReceived e: drawdowns.AddRange(e.Parts.Select(part => ((string?)e.BankLine, (LocalDate?)null, e.Investor, part.Tranche, part.Amount))); break;
            case InterestTransferred e:
                drawdowns.AddRange(e.Drawdowns.SelectMany(moved => new[]
                {
                    ((string?)null, (LocalDate?)moved.ValueDate, e.From, e.Tranche, -moved.Amount),
                    (null, moved.ValueDate, e.To, e.Tranche, moved.Amount),
                }));
                break;
            case CapitalReturned e:
                Add(unfunded, (e.Investor, e.Tranche), e.Recallable);
                Receive(e.Distribution, e.Investor, e.Tranche, line.Effective, e.Amount, e.Amount - e.Amount, e.Amount - e.Amount);
                break;
            case ReturnDistributed e:
                Receive(e.Distribution, e.Investor, e.Tranche, line.Effective, e.Amount - e.Amount, e.Preferred ? e.Amount : e.Amount - e.Amount, e.Preferred ? e.Amount - e.Amount : e.Amount);
                break;
            case PrincipalRecycled e:
                distributions.Add(e.Distribution);
                recycled = recycled + e.Amount ?? e.Amount;
                idle = IdleRecycled(e.Amount.Currency) + e.Amount;
                break;
            case ShareDistributed e:
                distributions.Add(e.Distribution);
                Add(owedInBase, (PaymentTo.Recipient, e.Payee), e.Amount);
                if (e.Payee == CapitalTerms.Manager)
                    managerReceived = managerReceived + e.Amount ?? e.Amount;
                break;
            case OutcomeAccepted e: idle -= e.BaseAmount; break;
            case OutcomeClawedBack e: idle += e.BaseAmount; break;
            case HoldbackForfeited e: idle += e.BaseAmount; break;
            case GrantReleased e: idle += e.BaseAmount; break;
            case GrantRestored e: idle -= e.BaseAmount; break;
            default: break;
        }
    }

    private void Receive(string distribution, InvestorId investor, string tranche, LocalDate on, Money capital, Money preferred, Money profit)
    {
        distributions.Add(distribution);
        if (!receipts.TryGetValue((investor, tranche), out var own))
            receipts.Add((investor, tranche), own = []);
        own.Add(new(on, capital, preferred, profit));
        Add(owedInBase, (PaymentTo.Investor, $"{investor}/{tranche}"), capital + preferred + profit);
    }
}
