using NodaTime;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>
/// Plays the fund's bank and everybody who pays into it: carries out what the fund instructs, at rates of its own, and says each month's closing
/// balances from its own lines.
/// </summary>
internal sealed class Bank(SampleTables tables, FundTerms terms, ExchangeRates rates, IReadOnlyList<Life> lives, SeededRandom random, LocalDate lastDay, Notes notes)
{
    /// <summary>What the bank keeps of a purchase of currency.</summary>
    private const decimal Margin = 0.0035m;

    private readonly record struct Line(string Account, LocalDate On, Money Amount, string? Counterparty, string? Reference);

    private readonly Dictionary<string, Money> balances = terms.BankAccounts.ToDictionary(account => account.Id, account => Money.Zero(account.Currency), StringComparer.Ordinal);
    private readonly Dictionary<string, Life> byAgreement = lives.ToDictionary(life => life.AgreementId, StringComparer.Ordinal);
    private readonly SortedDictionary<(string Agreement, string Account), Money> owed = [];
    private readonly HashSet<string> paidTwice = [];
    private int references;

    /// <summary>A month of the bank, answering what the month before instructed and called.</summary>
    internal void Live(YearMonth month, IReadOnlyList<SettlementLine> before)
    {
        var lines = new List<Line>();
        foreach (var line in before)
        {
            switch (line.Event)
            {
                case RefundOwed refund: Owe(refund.Agreement, refund.Amount); break;
                case PaymentInstructed payment: lines.Add(new(payment.BankAccount, Day(month, 6, 8), -payment.Amount, NameOf(payment), payment.Instruction)); break;
                case ExchangeInstructed exchange: lines.AddRange(Exchange(month, exchange)); break;
                case ContributionDue due:
                    foreach (var part in due.Parts)
                        Owe(due.Agreement, part.Due);
                    break;
                case ContributionWrittenOff gone:
                    foreach (var part in gone.Parts)
                        Owe(gone.Agreement, -part.Due);
                    break;
                default: break;
            }
        }

        lines.AddRange(Drawdowns(month, before));
        lines.AddRange(WorkersPay(month));
        lines.AddRange(OwnDoings(month));
        foreach (var line in lines.OrderBy(line => line.On).ThenBy(line => line.Amount.IsNegative))
            Book(line);
        lines.Clear();
        Charge(month);
        foreach (var account in terms.BankAccounts)
            tables.Add("bank-balances", month.ToDateInterval().End, account.Id, month.ToDateInterval().End, balances[account.Id], account.Currency);
    }

    private void Book(Line line)
    {
        balances[line.Account] += line.Amount;
        if (balances[line.Account].IsNegative)
            throw new InvalidOperationException($"{line.Account} would stand at {balances[line.Account]} on {line.On:uuuu-MM-dd} after {line.Reference}: the story's capital calls are too small or too late.");
        tables.Add("bank", line.On, line.Account, line.On, line.On, line.Amount, line.Amount.Currency, line.Counterparty, line.Reference,
            FormattableString.Invariant($"{line.Account[..2].ToUpperInvariant()}{line.On.Year % 100:D2}{++references:D6}"));
    }

    private IEnumerable<Line> Exchange(YearMonth month, ExchangeInstructed exchange)
    {
        var on = Day(month, 6, 8);
        var from = terms.BankAccount(exchange.FromAccount)!.Currency;
        var middle = rates.Find(from, exchange.Buy.Currency, on).Value.Rate;
        yield return new(exchange.FromAccount, on, -Money.Round(exchange.Buy.Amount / (middle * (1 - Margin)), from, RoundingMode.HalfUp), null, exchange.Instruction);
        yield return new(exchange.ToAccount, on, exchange.Buy, null, exchange.Instruction);
    }

    private IEnumerable<Line> Drawdowns(YearMonth month, IReadOnlyList<SettlementLine> before)
    {
        foreach (var ofInvestor in before.Select(line => line.Event).OfType<CapitalCalled>().GroupBy(called => (called.Call, called.Investor.Value)))
        {
            // One of them is always late.
            var on = ofInvestor.Key.Value == Cast.Lindenhof.Id ? Day(month, 20, 24) : Day(month, 6, 7);
            yield return new("main", on, ofInvestor.Select(called => called.Amount).Aggregate((sum, next) => sum + next),
                Cast.Investors.Single(investor => investor.Id == ofInvestor.Key.Value).Name, $"{ofInvestor.Key.Call} {ofInvestor.Key.Value}");
        }
    }

    private void Owe(AgreementId agreement, Money amount)
    {
        var key = (agreement.Value, terms.BankAccounts.First(account => account.Currency == amount.Currency).Id);
        owed[key] = owed.TryGetValue(key, out var before) ? before + amount : amount;
    }

    private List<Line> WorkersPay(YearMonth month)
    {
        var lines = new List<Line>();
        foreach (var (key, amount) in owed.ToList())
        {
            var life = byAgreement[key.Agreement];
            var own = life.Random.For(1000 + 12 * month.Year + month.Month);
            var habit = life.Random.For(77).Between(1, 1000);
            var paysNow = life.Twist is not Twist.PaysNever && habit > 12 && (habit > 90 || own.Percent(50)) && life.EndReason is not "died";
            if (!amount.IsPositive || !paysNow)
                continue;
            owed[key] = Money.Zero(amount.Currency);
            var line = new Line(key.Account, Day(month, 6, 15, own), amount, null, key.Agreement);
            lines.Add(line);
            if (life.Twist is Twist.PaysDouble && month.Year == 2025 && paidTwice.Add(life.Id))
            {
                lines.Add(line with { On = line.On.PlusDays(2) });
                owed[key] = -amount;
                notes.Add(life.Twist, $"{life.Id}: pays {amount} twice in {month:uuuu-MM}; the credit stands against the next dues");
            }
        }

        return lines;
    }

    /// <summary>What nobody instructed: the grant, the bank's interest, a receipt nobody can place.</summary>
    private IEnumerable<Line> OwnDoings(YearMonth month)
    {
        if (month == new YearMonth(2024, 11))
            yield return new("main", new(2024, 11, 12), Euro(90_000), "Lingua Foundation", "language-grant");
        if (month == new YearMonth(2025, 9))
            yield return new("main", new(2025, 9, 15), Euro(60_000), "Lingua Foundation", "language-grant");
        if (month == new YearMonth(2025, 5))
            yield return new("main", new(2025, 5, 19), Euro(75), "Vielen Dank!", null);
        if (month.Month % 3 == 0 && balances["main"].IsPositive)
            yield return new("main", LastWorkday(month), Money.Round(balances["main"].Amount * 0.0045m / 4, terms.BaseCurrency, RoundingMode.Down), null, "INTEREST");
    }

    private void Charge(YearMonth month)
    {
        Charge("main", month, Money.Round(random.Between(1150, 2400) / 100m, terms.BaseCurrency, RoundingMode.HalfUp));
        Charge("tokyo", month, Money.Round(660, Currency.Of("JPY"), RoundingMode.HalfUp));
    }

    private void Charge(string account, YearMonth month, Money charge)
    {
        if (balances[account] > charge)
            Book(new(account, LastWorkday(month), -charge, null, "BANK-CHARGES"));
    }

    private static string NameOf(PaymentInstructed payment) => payment.To switch
    {
        PaymentTo.Provider => Cast.Providers.Single(provider => payment.Party.StartsWith(provider.Id, StringComparison.Ordinal)).Name,
        PaymentTo.Administration => "Care Corridors Verwaltung gGmbH",
        _ => payment.Party,
    };

    private Money Euro(decimal amount) => Money.Round(amount, terms.BaseCurrency, RoundingMode.HalfUp);

    private LocalDate Day(YearMonth month, int least, int most, SeededRandom? own = null)
    {
        var day = month.OnDayOfMonth((own ?? random).Between(least, most));
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            day = day.PlusDays(1);
        return LocalDate.Min(day, lastDay);
    }

    private static LocalDate LastWorkday(YearMonth month)
    {
        var day = month.ToDateInterval().End;
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            day = day.PlusDays(-1);
        return day;
    }
}
