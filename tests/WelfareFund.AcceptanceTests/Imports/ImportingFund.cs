using System.Text;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Imports;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Terms;
using WelfareFund.Terms;

namespace WelfareFund.AcceptanceTests.Imports;

/// <summary>A fund with terms and nobody in it, on an empty database, and somebody who may import.</summary>
public sealed class ImportingFund : IAsyncDisposable
{
    public const string Id = "harbour-care";

    internal const string Terms = """
        {
          "id": "harbour-care", "name": "Harbour Care Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-03",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }, { "id": "cebu", "currency": "PHP" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }, { "id": "language", "kind": "service", "basis": "taken up after arrival by those who wish" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt"], "currency": "PHP", "from": "2025-03-01", "to": "2027-02-28",
            "rateCards": [{ "effective": "2025-03-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "80000.00", "costLines": { "matching": "0.70", "language": "0.30" } }] }] }],
          "contributions": [{ "id": "standard", "currency": "EUR", "share": "0.08", "cap": { "amount": "4000.00" }, "payments": 30, "windowMonths": 48 }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private ImportingFund(EmptyDatabase empty, FundDatabase database, int number)
    {
        (Empty, Database, Number) = (empty, database, number);
        Actor = new(7, "ana", true, Channel.Cli, "ana", new Dictionary<int, IReadOnlySet<Role>> { [number] = new HashSet<Role> { Role.Administrator } });
    }

    public EmptyDatabase Empty { get; }
    public FundDatabase Database { get; }
    public int Number { get; }
    public Actor Actor { get; }
    public SettableClock Clock { get; } = new();

    public static async Task<ImportingFund> OpenAsync(Engine engine)
    {
        var empty = await EmptyDatabase.CreateAsync(engine);
        var database = await empty.OpenAsync();
        var terms = FundFile.Read("fund.json", Terms).Value;
        await using var context = database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var number = await new FundBooks(database, empty.Keys).OpenAsync(context, Id, terms.BaseCurrency, terms.FirstMonth);
        context.Add(new TermsVersionRow
        {
            Fund = number,
            Number = 1,
            Effective = new(2025, 3, 1),
            Hash = FundFile.Hash(terms),
            Json = FundFile.Write(terms),
            Maker = 1,
            Approver = 2,
            AppliedAt = Instant.FromUtc(2025, 3, 1, 8, 0),
        });
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        return new(empty, database, number);
    }

    /// <summary>Two workers, an employer, a job.</summary>
    public async Task TellOfPeopleAsync()
    {
        await TakeInAsync("employers", "employer_id,name,country\ne-1,Casa do Mar,PT\n");
        await TakeInAsync("workers", "worker_id,enrolled_on,contract_id,corridor,name,birth_year\nw-1,2025-03-10,visayas-1,ph-pt,Maria Cruz,1994\nw-2,2025-03-11,visayas-1,ph-pt,Jose Reyes,1990\n");
        await TakeInAsync("employments", Jobs("j-1,w-1,e-1,2025-04-01,,,2000.00,2000.00,EUR,40"));
    }

    public static string Jobs(params string[] rows) =>
        "employment_id,worker_id,employer_id,started_on,ended_on,end_reason,offered_wage,contract_wage,currency,hours_per_week\n" + string.Concat(rows.Select(row => row + "\n"));

    public static string Wages(params string[] rows) =>
        "wage_id,worker_id,employer_id,month,gross,net,currency,source,reported_on,replaces\n" + string.Concat(rows.Select(row => row + "\n"));

    public async Task<ImportResult> TakeInAsync(string kind, string text)
    {
        var result = await ImportAsync(kind, text);
        result.Refusals.ShouldBeEmpty();
        return result.Value;
    }

    public Task<Result<ImportResult>> ImportAsync(string kind, string text, bool isDryRun = false) => ImportAsync(kind, Encoding.UTF8.GetBytes(text), isDryRun);

    public async Task<Result<ImportResult>> ImportAsync(string kind, byte[] bytes, bool isDryRun = false)
    {
        using var content = new MemoryStream(bytes);
        return await ImportAsync(Actor, kind, content, isDryRun);
    }

    public Task<Result<ImportResult>> ImportAsync(Actor actor, string kind, Stream content, bool isDryRun = false, IProgress<Application.WorkProgress>? progress = null, CancellationToken cancellation = default) =>
        new ImportFile(Database, new FundBooks(Database, Empty.Keys), Clock).RunAsync(actor, new(Id, kind, "in.csv", content, isDryRun), progress, cancellation);

    public async ValueTask DisposeAsync() => await Empty.DisposeAsync();
}
