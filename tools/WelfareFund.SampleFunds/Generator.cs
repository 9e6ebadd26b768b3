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
/// Writes a fund's sample files. The people's part of the story is told at once; the bank's part is lived month by month on a database of its
/// own, because a bank answers what the fund's settlement instructed.
/// </summary>
internal static class Generator
{
    /// <summary>Of the files in the repository.</summary>
    internal const ulong CommittedSeed = 2024_10;

    private static readonly YearMonth LastMonth = new(2026, 3);

    /// <returns>Where the special cases are found.</returns>
    internal static async Task<IReadOnlyList<string>> RunAsync(string folder, string ratesFile, ulong seed, IClock clock, Action<YearMonth> lived, CancellationToken cancellation = default)
    {
        var path = Path.Combine(folder, "fund.json");
        var terms = Kept(FundFile.Read(path, await File.ReadAllTextAsync(path, cancellation)));
        var story = new Story(terms, LastMonth, await ReadRatesAsync(ratesFile, terms, cancellation), seed);
        story.TellPeople();

        var room = Directory.CreateTempSubdirectory("welfarefund-sample-");
        try
        {
            var database = "sqlite:" + Path.Combine(room.FullName, "sample.db");
            await using var services = (await new ServiceCollection().AddWelfareFundAsync(database, Path.Combine(room.FullName, "keys"), clock, cancellation)).BuildServiceProvider();
            IReadOnlyList<SettlementLine> before = [];
            for (var month = terms.FirstMonth; month <= LastMonth; month = month.PlusMonths(1))
            {
                story.Bank.Live(month, before);
                story.Tables.Write(Path.Combine(folder, "sample"));
                before = await LiveAsync(services, folder, terms.Id, month, cancellation);
                foreach (var told in before.Where(line => line.Reason is LineReason.CutToCap or LineReason.AtCap or LineReason.WaitsForCash or LineReason.UnknownReference or "claimed-too-late" or "completed"))
                    story.Notes.Add(told.Reason, FormattableString.Invariant($"{month:uuuu-MM}, {told.Kind} {told.Subject} {told.Amount}"));
                lived(month);
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            room.Delete(recursive: true);
        }

        return story.Notes.All;
    }

    private static async Task<IReadOnlyList<SettlementLine>> LiveAsync(ServiceProvider services, string folder, string fund, YearMonth month, CancellationToken cancellation)
    {
        Kept(await services.GetRequiredService<LoadSample>().RunAsync(folder, month, null, cancellation));
        var actor = Kept(await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null, cancellation));
        return Kept(await services.GetRequiredService<ShowMonth>().RunAsync(actor, fund, month, cancellation)).Lines;
    }

    /// <summary>For the currencies of the fund, from five days of rates before its first month on.</summary>
    private static async Task<List<ExchangeRate>> ReadRatesAsync(string file, FundTerms terms, CancellationToken cancellation)
    {
        using var reader = new StringReader(await File.ReadAllTextAsync(file, cancellation));
        var currencies = terms.BankAccounts.Select(account => account.Currency).ToHashSet();
        var rates = EcbRates.Read(reader, file, 0).Select(Kept).Where(rate => currencies.Contains(rate.Quote) && rate.Date <= LastMonth.ToDateInterval().End).ToList();
        var first = terms.FirstMonth.OnDayOfMonth(1);
        var from = rates.Select(rate => rate.Date).Where(date => date < first).Distinct().OrderDescending().Take(5).Last();
        return rates.FindAll(rate => rate.Date >= from);
    }

    private static T Kept<T>(Result<T> result) =>
        result.IsRefused ? throw new InvalidOperationException("The sample was refused: " + string.Join('\n', result.Refusals)) : result.Value;
}
