using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Samples;
using WelfareFund.Application.Settlement;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>
/// The bank of a small sample whose other files are written by hand: everybody pays in the month after it is due, grants arrive in the second
/// month, and the bank carries out what it was instructed. No purchases of currency.
/// </summary>
internal sealed class SmallSample(FundTerms terms)
{
    private static readonly YearMonth LastMonth = new(2025, 12);

    private readonly SampleTables tables = new();
    private readonly Dictionary<string, Money> balances = terms.BankAccounts.ToDictionary(account => account.Id, account => Money.Zero(account.Currency), StringComparer.Ordinal);
    private readonly SortedDictionary<string, Money> owed = new(StringComparer.Ordinal);
    private readonly HashSet<string> savers = new(StringComparer.Ordinal);
    private int references;

    /// <summary>Writes FOLDER/sample/bank.csv and bank-balances.csv.</summary>
    internal static async Task RunAsync(string folder, IClock clock, CancellationToken cancellation = default)
    {
        var path = Path.Combine(folder, "fund.json");
        var sample = new SmallSample(Kept(FundFile.Read(path, await File.ReadAllTextAsync(path, cancellation))));
        await sample.LiveAsync(folder, clock, cancellation);
    }

    private async Task LiveAsync(string folder, IClock clock, CancellationToken cancellation)
    {
        tables.Begin("bank", "bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference");
        tables.Begin("bank-balances", "bank_account,on,balance,currency");
        var room = Directory.CreateTempSubdirectory("welfarefund-sample-");
        try
        {
            var database = "sqlite:" + Path.Combine(room.FullName, "sample.db");
            await using var services = (await new ServiceCollection().AddWelfareFundAsync(database, Path.Combine(room.FullName, "keys"), clock, cancellation)).BuildServiceProvider();
            IReadOnlyList<SettlementLine> before = [];
            for (var month = terms.FirstMonth; month <= LastMonth; month = month.PlusMonths(1))
            {
                Answer(month, before);
                tables.Write(Path.Combine(folder, "sample"));
                Kept(await services.GetRequiredService<LoadSample>().RunAsync(folder, month, null, cancellation));
                var actor = Kept(await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null, cancellation));
                before = Kept(await services.GetRequiredService<ShowMonth>().RunAsync(actor, terms.Id, month, cancellation)).Lines;
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            room.Delete(recursive: true);
        }
    }

    private void Answer(YearMonth month, IReadOnlyList<SettlementLine> before)
    {
        foreach (var line in before)
        {
            switch (line.Event)
            {
                case CapitalCalled called: Owe($"{called.Call} {called.Investor}", called.Amount); break;
                case ContributionDue due:
                    foreach (var part in due.Parts)
                        Owe(due.Agreement.Value, part.Due);
                    break;
                case MembershipStarted membership: Owe(membership.From.Kind is DebtorKind.Worker ? membership.Agreement.Value : membership.From.Id, membership.Fee); break;
                case PayerDue { For: DueFor.Savings } due: savers.Add(due.Subject); Owe(due.Subject, due.Amount); break;
                case PayerDue due: Owe(due.From.Id, due.Amount); break;
                default: break;
            }
        }

        foreach (var grant in terms.Capital.Grants.Where(_ => month == terms.FirstMonth.PlusMonths(1)))
            Owe(grant.Id, grant.Amount);
        foreach (var (reference, amount) in owed.Where(owing => owing.Value.IsPositive).ToList())
        {
            owed[reference] = Money.Zero(amount.Currency);
            Book(AccountFor(reference, amount.Currency), Workday(month.OnDayOfMonth(10)), amount, reference);
        }

        foreach (var payment in before.Select(line => line.Event).OfType<PaymentInstructed>())
            Book(payment.BankAccount, Workday(month.OnDayOfMonth(12)), -payment.Amount, payment.Instruction);
        var last = month.ToDateInterval().End;
        foreach (var account in terms.BankAccounts)
            tables.Add("bank-balances", last, account.Id, last, balances[account.Id], account.Currency);
    }

    /// <summary>Employers pass savings on with the agreement as reference, into the account that is kept for them.</summary>
    private string AccountFor(string reference, Currency currency)
    {
        var kept = terms.Contributions.Select(own => own.Savings?.Account).OfType<string>().FirstOrDefault();
        return kept is not null && savers.Contains(reference) ? kept : terms.BankAccounts.First(account => account.Currency == currency && account.Id != kept).Id;
    }

    private void Owe(string reference, Money amount) => owed[reference] = owed.TryGetValue(reference, out var before) ? before + amount : amount;

    private void Book(string account, LocalDate on, Money amount, string reference)
    {
        balances[account] += amount;
        tables.Add("bank", on, account, on, on, amount, amount.Currency, null, reference, FormattableString.Invariant($"{account[..2].ToUpperInvariant()}{++references:D5}"));
    }

    private static LocalDate Workday(LocalDate day) => day.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday => day.PlusDays(2),
        IsoDayOfWeek.Sunday => day.PlusDays(1),
        _ => day,
    };

    private static T Kept<T>(Result<T> result) =>
        result.IsRefused ? throw new InvalidOperationException("The sample was refused: " + string.Join('\n', result.Refusals)) : result.Value;
}
