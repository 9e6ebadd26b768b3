using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Workers;

/// <summary>What something found is.</summary>
public enum FoundKind
{
    Worker,
    Claim,
    Entry,
    Payment,
    BankLine,
    Investor,
    Provider,
    Employer,
}

/// <param name="Id">As addresses and files name it.</param>
/// <param name="What">In words; empty where the id says all.</param>
public sealed record Found(FoundKind Kind, string Id, string What);

/// <summary>
/// Finds by id, by a name's whole word, by what a payer wrote, by an entry's number, or by an exact amount of a bank's line. Right: <see cref="Right.ReadBooks"/>; names and
/// payers' words only with <see cref="Right.ReadPersonalData"/>.
/// </summary>
public sealed class FindInFund(FundDatabase database)
{
    /// <summary>Of each kind.</summary>
    public const int MostOfAKind = 20;

    /// <returns>Refused: <c>not-found</c>. A text that names nothing finds nothing.</returns>
    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Actor actor, string fundId, string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(text);
        await using var context = database.NewContext();
        var opened = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (opened.IsRefused)
            return Result.Refused<IReadOnlyList<Found>>(opened.Refusals);
        var (fund, sought) = (opened.Value.Number, text.Trim());
        if (sought.Length == 0)
            return Array.Empty<Found>();

        var found = new List<Found>();
        if (await context.Set<Worker>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == new WorkerId(sought), cancellation) is { } worker)
            found.Add(new(FoundKind.Worker, sought, $"{worker.Corridor}, {worker.Contract}"));
        if (await context.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == new ClaimId(sought), cancellation) is { } claim)
            found.Add(new(FoundKind.Claim, sought, $"{claim.Metric} of {claim.Worker}"));
        if (await context.Set<Investor>().AnyAsync(known => known.Fund == fund && known.Id == new InvestorId(sought), cancellation))
            found.Add(new(FoundKind.Investor, sought, ""));
        if (await context.Set<Provider>().AnyAsync(known => known.Fund == fund && known.Id == new ProviderId(sought), cancellation))
            found.Add(new(FoundKind.Provider, sought, ""));
        if (await context.Set<Employer>().AnyAsync(known => known.Fund == fund && known.Id == new EmployerId(sought), cancellation))
            found.Add(new(FoundKind.Employer, sought, ""));
        if (await context.Set<SettlementLineRow>().AnyAsync(line => line.Fund == fund && line.Kind == "payment" && line.Subject == sought, cancellation))
            found.Add(new(FoundKind.Payment, sought, ""));
        var number = long.TryParse(sought, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : (long?)null;
        if (await context.Entries.AsNoTracking().Where(entry => entry.Fund == fund && (entry.Key == sought || entry.Sequence == number)).Select(entry => new { entry.Sequence, entry.Key }).FirstOrDefaultAsync(cancellation) is { } entry)
            found.Add(new(FoundKind.Entry, entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.Key));
        if (actor.May(Right.ReadPersonalData, fund))
            found.AddRange(await NamedAsync(context, fund, sought, cancellation));
        found.AddRange(await BankLinesAsync(context, fund, sought, actor.May(Right.ReadPersonalData, fund), cancellation));
        return found.GroupBy(one => (one.Kind, one.Id)).Select(same => same.MaxBy(one => one.What.Length)!).ToList();
    }

    /// <summary>Whoever has the text as a whole word of their name, whatever its case.</summary>
    private static async Task<IEnumerable<Found>> NamedAsync(FundContext context, int fund, string sought, CancellationToken cancellation)
    {
        var lower = sought.ToLowerInvariant();
        var pattern = $"%{lower.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var people = await context.Set<PersonalRow>().AsNoTracking().Where(row => row.Fund == fund && row.Name != null && EF.Functions.Like(row.Name.ToLower(), pattern, "\\"))
            .OrderBy(row => row.Kind).ThenBy(row => row.Id).Take(10 * MostOfAKind).ToListAsync(cancellation);
        return people.Where(row => KindOf(row.Kind) is not null && HasWords(row.Name!, lower)).Take(MostOfAKind).Select(row => new Found(KindOf(row.Kind)!.Value, row.Id, row.Name!));
    }

    private static bool HasWords(string name, string lower) => $" {string.Join(' ', name.ToLowerInvariant().Split([' ', ',', '-', '.'], StringSplitOptions.RemoveEmptyEntries))} "
        .Contains($" {string.Join(' ', lower.Split([' ', ',', '-', '.'], StringSplitOptions.RemoveEmptyEntries))} ", StringComparison.Ordinal);

    private static FoundKind? KindOf(string file) => file switch
    {
        "workers" => FoundKind.Worker,
        "investors" => FoundKind.Investor,
        "providers" => FoundKind.Provider,
        "employers" => FoundKind.Employer,
        _ => null,
    };

    private static async Task<IEnumerable<Found>> BankLinesAsync(FundContext context, int fund, string sought, bool mayReadTexts, CancellationToken cancellation)
    {
        var lines = context.Set<BankLine>().AsNoTracking().Where(line => line.Fund == fund);
        var found = await lines.Where(line => line.BankReference == sought).Take(MostOfAKind).ToListAsync(cancellation);
        if (mayReadTexts)
        {
            found.AddRange(await (
                from line in lines
                join words in context.Set<BankLineTextRow>().AsNoTracking() on new { line.Fund, line.Intake } equals new { words.Fund, words.Intake }
                where words.Reference == sought
                orderby line.Intake
                select line).Take(MostOfAKind).ToListAsync(cancellation));
        }

        if (decimal.TryParse(sought, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
        {
            foreach (var currency in await lines.Select(line => line.Amount.Currency).Distinct().ToListAsync(cancellation))
            {
                var exact = Money.Round(amount, currency, RoundingMode.HalfUp);
                if (exact.Amount == amount)
                    found.AddRange(await lines.Where(line => line.Amount.MinorUnits == exact.MinorUnits && line.Amount.Currency == currency).OrderBy(line => line.Intake).Take(MostOfAKind).ToListAsync(cancellation));
            }
        }

        return found.DistinctBy(line => line.Intake).Select(line => new Found(FoundKind.BankLine, line.BankReference, $"{line.Amount} on {line.BankAccount}, booked {line.BookedOn:uuuu-MM-dd}"));
    }
}
