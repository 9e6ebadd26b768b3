using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Payments;

namespace WelfareFund.AcceptanceTests.Payments;

/// <summary>A fund whose January is sealed: 10,000.00 EUR of capital are in the bank, 1,500.00 to a provider and 100.00 of administration are instructed.</summary>
public sealed class PayingFund : LivedFund
{
    public const string Id = "quay";
    public const string ProviderIban = "DE02120300000000202051";

    private const string Terms = """
        {
          "id": "quay", "name": "Quay Fund für Zuhause", "sample": true, "baseCurrency": "EUR", "timeZone": "Europe/Lisbon", "firstMonth": "2025-01",
          "bankAccounts": [{ "id": "main", "currency": "EUR", "iban": "DE02500105170137075030" }],
          "corridors": [{ "id": "ph-pt", "from": "PH", "to": "PT", "sector": "aged care" }],
          "costLines": [{ "id": "matching", "kind": "recruitment" }],
          "quality": { "criteria": [{ "id": "paid-in-full", "weight": 30, "must": true }], "tiers": [{ "id": "good", "from": 75 }, { "id": "poor", "from": 0 }], "untestedTier": "good" },
          "contracts": [{ "id": "visayas-1", "provider": "visayas", "corridors": ["ph-pt"], "currency": "EUR", "from": "2025-01-01", "to": "2027-12-31",
            "rateCards": [{ "effective": "2025-01-01", "metrics": [{ "id": "started", "trigger": { "kind": "event", "event": "started" }, "price": "1500.00", "costLines": { "matching": "1.00" } }] }] }],
          "capital": { "tranches": [{ "id": "senior", "rank": 1 }], "waterfall": [{ "step": "return-of-capital", "tranche": "senior" }, { "step": "to-fund" }], "windUp": { "to": "worker-welfare" } },
          "administration": { "monthly": "100.00" },
          "approvals": { "limits": [{ "kind": "payment-batch", "above": "1000.00", "approvers": 2 }] },
        }
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["investors"] = "investor_id,name,kind,country,iban\ninv-a,Stiftung Anfang,foundation,DE,\n",
        ["commitments"] = "commitment_id,investor_id,tranche,amount,currency,signed_on\ncom-1,inv-a,senior,100000.00,EUR,2025-01-02\n",
        ["capital-calls"] = "call_id,called_on,due_on,amount,purpose\ncall-1,2025-01-03,2025-01-20,10000.00,the first starts\n",
        ["providers"] = $"provider_id,name,country,currency,iban\nvisayas,Visayas Träger & Co,DE,EUR,{ProviderIban}\n",
        ["employers"] = "employer_id,name,country\ne-1,Casa do Mar,PT\n",
        ["workers"] = "worker_id,enrolled_on,contract_id,corridor\nw-1,2025-01-05,visayas-1,ph-pt\nw-2,2025-01-05,visayas-1,ph-pt\n",
        ["employments"] = "employment_id,worker_id,employer_id,started_on,offered_wage,contract_wage,currency,hours_per_week\nj-1,w-1,e-1,2025-01-10,2000.00,2000.00,EUR,40\nj-2,w-2,e-1,2025-02-03,2000.00,2000.00,EUR,40\n",
        ["claims"] = "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence\nc-1,visayas-1,w-1,started,2025-01-10,2025-01-11,file\n",
        ["decisions"] = "claim_id,decided_on,decision,decided_by\nc-1,2025-01-20,accepted,verifier\n",
        ["bank"] = "bank_account,booked_on,value_on,amount,currency,reference,bank_reference\nmain,2025-01-15,2025-01-15,10000.00,EUR,call-1 inv-a,b-0\n",
        ["bank-balances"] = "bank_account,on,balance,currency\nmain,2025-01-31,10000.00,EUR\n",
    };

    private PayingFund((EmptyDatabase, Microsoft.Extensions.DependencyInjection.ServiceProvider, string, Application.Access.Actor, Application.Access.Actor) opened) : base(Id, opened)
    {
    }

    public static async Task<PayingFund> LiveAsync(Engine engine) => new(await OpenAsync(engine, Id, Terms, Files, new(2025, 1)));

    public async Task<ProposedBatches> ProposeAsync()
    {
        var proposed = await Get<ReleasePayments>().RunAsync(Maker, Id);
        proposed.Refusals.ShouldBeEmpty();
        return proposed.Value;
    }

    /// <summary>Where the administrator's money goes.</summary>
    public Task TellOfAdministratorAsync() =>
        TellAsync("payees", "payee_kind,payee_id,name,country,account,bic", "administration,administrator,Hafen Verwaltung GmbH,KE,0110-2345,KCBLKENX");

    /// <summary>The state of every payment: number, state, batch and why.</summary>
    public async Task<IReadOnlyList<string>> PaymentsAsync()
    {
        var listed = await Get<ListPayments>().RunAsync(Maker, Id);
        listed.Refusals.ShouldBeEmpty();
        return [.. listed.Value.Select(payment => $"{payment.Instruction} {payment.Payee} {payment.Amount} {payment.State} {payment.Since:uuuu-MM-dd} {payment.Why}")];
    }

    public Task TellBankAsync(params string[] rows) => TellAsync("bank", "bank_account,booked_on,value_on,amount,currency,reference,bank_reference", rows);
}
