using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Capital;

/// <summary>A fund whose January is sealed: an investor has committed 100,000.00 EUR of senior capital, and nothing is called.</summary>
public sealed class InvestedFund : LivedFund
{
    public const string Id = "pier";

    private const string Terms = """
        {
          "id": "pier", "name": "Pier Fund", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR" }],
          "calendar": { "country": "PT", "holidays": [{ "date": "2025-01-01" }, { "date": "2025-03-04", "name": "Carnival" }, { "date": "2025-04-18" }] },
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }, { "id": "first-loss", "rank": 2 }],
            "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "return-of-capital", "tranche": "first-loss" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["investors"] = "investor_id,name,kind,country\ninv-a,Stiftung Anfang,foundation,DE\ninv-b,Bank Beispiel,bank,DE\ninv-c,Caixa Comum,bank,PT\n",
        ["commitments"] = "commitment_id,investor_id,tranche,amount,currency,signed_on\ncom-1,inv-a,senior,100000.00,EUR,2025-01-02\n",
        ["bank"] = "bank_account,booked_on,value_on,amount,currency,reference,bank_reference\nmain,2025-01-15,2025-01-15,10.00,EUR,INTEREST,b-0\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,10.00,EUR\n",
    };

    private InvestedFund((EmptyDatabase, Microsoft.Extensions.DependencyInjection.ServiceProvider, string, Application.Access.Actor, Application.Access.Actor) opened) : base(Id, opened)
    {
    }

    public static async Task<InvestedFund> LiveAsync(Engine engine) => new(await OpenAsync(engine, Id, Terms, Files, new(2025, 1)));

    public Task TellAsync(string kind, string rows) => TellAsync(kind, Header(kind), [rows]);

    private static string Header(string kind) => kind switch
    {
        "capital-calls" => "call_id,called_on,due_on,amount,purpose",
        _ => Files[kind][..Files[kind].IndexOf('\n', StringComparison.Ordinal)],
    };
}
