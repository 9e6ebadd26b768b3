using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.SampleFunds;

/// <summary>The Care Corridors Fund's first year and a half.</summary>
internal sealed class Story
{
    private readonly FundTerms terms;
    private readonly YearMonth lastMonth;
    private readonly IReadOnlyList<ExchangeRate> published;
    private readonly ExchangeRates rates;
    private readonly LifeStory people;
    private readonly List<Life> lives;

    internal Story(FundTerms terms, YearMonth lastMonth, IReadOnlyList<ExchangeRate> published, ulong seed)
    {
        (this.terms, this.lastMonth, this.published) = (terms, lastMonth, published);
        rates = new(published, terms.Fx.MaxAgeDays);
        var random = new SeededRandom(seed);
        people = new(random, terms, LastDay);
        lives = people.Live(Routes());
        Bank = new(Tables, terms, rates, lives, random.For(8_000_000), LastDay, Notes);
    }

    internal SampleTables Tables { get; } = new();
    internal Notes Notes { get; } = new();
    internal Bank Bank { get; }

    private LocalDate LastDay => lastMonth.ToDateInterval().End;

    private List<Route> Routes() =>
    [
        new(terms.Contract("maharlika-2024")!, "ph-de", terms.Contribution("germany")!, Cast.German, 215, new(2024, 10, 1), new(2025, 11, 25), 2180, 2850, 10, true),
        new(terms.Contract("sakura-bridge-2024")!, "ph-jp", terms.Contribution("japan")!, Cast.Japanese, 148, new(2024, 10, 7), new(2025, 11, 20), 186_000, 236_000, 1000, true),
        new(terms.Contract("bayanihan-pilot")!, "ph-de", terms.Contribution("germany")!, Cast.German, 37, new(2024, 11, 4), new(2025, 6, 30), 2160, 2600, 10, false),
    ];

    /// <summary>Everything but the bank.</summary>
    internal void TellPeople()
    {
        BeginTables();
        TellRates();
        TellCapital();
        TellParties();
        var outcomes = new OutcomeStory(Tables, terms, LastDay, Notes);
        var wages = new WageStory(Tables, LastDay, Notes);
        foreach (var life in lives)
        {
            TellWorker(life);
            outcomes.Tell(life);
            wages.Tell(life);
        }
    }

    private void BeginTables()
    {
        Tables.Begin("fx-ecb", "Date,JPY,PHP,");
        Tables.Begin("investors", "investor_id,name,kind,country,email,iban,account,bic");
        Tables.Begin("commitments", "commitment_id,investor_id,tranche,amount,currency,signed_on");
        Tables.Begin("capital-calls", "call_id,called_on,due_on,amount,purpose");
        Tables.Begin("providers", "provider_id,name,country,currency,iban,account,bic");
        Tables.Begin("payees", "payee_kind,payee_id,name,country,iban,account,bic");
        Tables.Begin("employers", "employer_id,name,country");
        Tables.Begin("workers", "worker_id,enrolled_on,contract_id,corridor,gender,birth_year,groups,home_monthly_income,home_currency,name,email");
        Tables.Begin("agreements", "agreement_id,worker_id,terms_id,consent_on,disclosed_cap,currency,deduction_consent_on,deduction_withdrawn_on,other_share");
        Tables.Begin("costs", "cost_id,worker_id,cost_line,incurred_on,amount,currency,paid_by");
        Tables.Begin("employments", "employment_id,worker_id,employer_id,started_on,ended_on,end_reason,offered_wage,contract_wage,currency,hours_per_week");
        Tables.Begin("audits", "audit_id,employment_id,audited_on,criterion,result,evidence");
        Tables.Begin("claims", "claim_id,contract_id,worker_id,metric,achieved_on,submitted_on,evidence");
        Tables.Begin("decisions", "claim_id,decided_on,decision,decided_by,reason");
        Tables.Begin("wages", "wage_id,worker_id,employer_id,month,gross,net,currency,source,reported_on,replaces");
        Tables.Begin("pauses", "pause_id,worker_id,from,to,reason,approved_by");
        Tables.Begin("endings", "worker_id,employment_id,ended_on,reason");
        Tables.Begin("bank", "bank_account,booked_on,value_on,amount,currency,counterparty,reference,bank_reference");
        Tables.Begin("bank-balances", "bank_account,on,balance,currency");
    }

    private void TellRates()
    {
        foreach (var day in published.GroupBy(rate => rate.Date))
        {
            var byQuote = day.ToDictionary(rate => rate.Quote.Code, rate => rate.Rate, StringComparer.Ordinal);
            Tables.Add("fx-ecb", day.Key, day.Key, byQuote["JPY"], byQuote["PHP"], null);
        }
    }

    private void TellCapital()
    {
        var signed = new LocalDate(2024, 10, 1);
        foreach (var investor in Cast.Investors)
            Tables.Add("investors", signed, investor.Id, investor.Name, investor.Kind, investor.Country, $"{investor.Id}@example.org", investor.Bank.Iban, investor.Bank.Account, investor.Bank.Bic);
        foreach (var commitment in Cast.Commitments)
            Tables.Add("commitments", signed, commitment.Id, commitment.Investor.Id, commitment.Tranche, commitment.Amount, terms.BaseCurrency, signed);
        Call("CALL-1", new(2024, 10, 14), "250000.00", "the first two cohorts");
        Call("CALL-2", new(2025, 3, 17), "60000.00", "outcomes of the spring");
        Call("CALL-3", new(2025, 8, 18), "150000.00", "outcomes of the autumn");
        Call("CALL-4", new(2025, 12, 15), "100000.00", "the last cohorts of the year");
    }

    private void Call(string id, LocalDate on, string amount, string purpose) => Tables.Add("capital-calls", on, id, on, on.PlusDays(21), amount, purpose);

    private void TellParties()
    {
        var start = new LocalDate(2024, 10, 1);
        foreach (var (id, name, bank) in Cast.Providers)
            Tables.Add("providers", start, id, name, "PH", "PHP", bank.Iban, bank.Account, bank.Bic);
        foreach (var (kind, id, name, country, bank) in Cast.Payees)
            Tables.Add("payees", start, kind, id, name, country, bank.Iban, bank.Account, bank.Bic);
        foreach (var employer in Cast.German.Concat(Cast.Japanese))
            Tables.Add("employers", start, employer.Id, employer.Name, employer.Country);
    }

    private void TellWorker(Life life)
    {
        var own = life.Random.For(1);
        var isWoman = own.Percent(72);
        List<string> groups = [.. isWoman ? ["woman"] : Array.Empty<string>(), .. own.Percent(28) ? ["remote-province"] : Array.Empty<string>()];
        var name = own.Percent(85) ? Cast.NameOf(own) : null;
        Tables.Add("workers", life.EnrolledOn, life.Id, life.EnrolledOn, life.Route.Contract.Id, life.Route.Corridor, own.Percent(97) ? isWoman ? "woman" : "man" : null, own.Between(1981, 2003),
            string.Join('|', groups.Order(StringComparer.Ordinal)), Money.Round(own.Between(120, 290) * 100, Currency.Of("PHP"), RoundingMode.HalfUp), "PHP", name,
            name is not null && own.Percent(60) ? $"{life.Id.ToLowerInvariant()}@example.org" : null);

        var consent = life.EnrolledOn.PlusDays(own.Between(4, 20));
        if (life.Consents && !(consent > life.EndedOn))
        {
            var currency = life.Route.Agreement.Currency;
            var cost = rates.Convert(people.ServiceCostOf(life), currency, consent).Value.Money;
            var cap = Money.Round(cost.Amount * life.Route.Agreement.Cap!.InForce(consent)!.TimesServiceCost!.Value, currency, RoundingMode.HalfUp);
            Tables.Add("agreements", consent, life.AgreementId, life.Id, life.Route.Agreement.Id, consent, cap, currency,
                own.Percent(55) ? consent : null, null, own.PerThousand(30) ? "0.03" : null);
        }
        else if (life.Twist is Twist.NoConsent)
        {
            Notes.Add(life.Twist, $"{life.Id}: no agreement; nothing is ever due");
        }

        foreach (var job in life.Jobs)
            Tables.Add("employments", job.Start, job.Id, life.Id, job.Employer.Id, job.Start, job.End, job.EndReason, job.Offered, job.Wage, job.Wage.Currency, job.Hours);
        if (life.EndedOn is { } ended)
            Tables.Add("endings", ended, life.Id, null, ended, life.EndReason);
        TellSpecial(life);
    }

    private void TellSpecial(Life life)
    {
        if (life.Jobs.Count == 0)
            return;
        var first = life.Jobs[0];
        switch (life.Twist)
        {
            case Twist.Illness: Pause(life, first.Start.PlusDays(140), first.Start.PlusDays(172), "illness"); break;
            case Twist.ParentalLeave: Pause(life, first.Start.PlusDays(200), null, "parental-leave"); break;
            case Twist.EmployerBreach:
                Tables.Add("endings", first.End!.Value, null, first.Id, first.End, "employer-breach");
                Notes.Add(life.Twist, $"{life.Id}: the employer of {first.Id} broke the contract on {first.End:uuuu-MM-dd}; {life.Jobs[^1].Id} follows on {life.Jobs[^1].Start:uuuu-MM-dd}");
                break;
            case Twist.MovesCountry:
                Notes.Add(life.Twist, $"{life.Id}: from {life.Jobs[^1].Start:uuuu-MM-dd} in Germany and paid in EUR under an agreement in JPY");
                break;
            case Twist.LongGap or Twist.ShortGap:
                Notes.Add(life.Twist, $"{life.Id}: out of work from {first.End:uuuu-MM-dd} to {life.Jobs[^1].Start:uuuu-MM-dd}");
                break;
            case Twist.TwoEmployers: Notes.Add(life.Twist, $"{life.Id}: {life.Jobs[^1].Id} beside the first job from {life.Jobs[^1].Start:uuuu-MM-dd} to {life.Jobs[^1].End:uuuu-MM-dd}"); break;
            case Twist.Died or Twist.Returned: Notes.Add(life.Twist, $"{life.Id}: {life.EndReason} on {life.EndedOn:uuuu-MM-dd}"); break;
            case Twist.PaysNever: Notes.Add(life.Twist, $"{life.Id}: never pays"); break;
            default: break;
        }
    }

    private void Pause(Life life, LocalDate from, LocalDate? to, string reason)
    {
        Tables.Add("pauses", from, "PA-" + life.Id, life.Id, from, to, reason, "Care Corridors worker desk");
        Notes.Add(life.Twist, $"{life.Id}: {reason} from {from:uuuu-MM-dd}{(to is { } end ? $" to {end:uuuu-MM-dd}" : ", lasting")}");
    }
}
