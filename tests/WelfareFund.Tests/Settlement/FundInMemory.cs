using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Capital;
using WelfareFund.Ledger;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;
using WelfareFund.Tests.House;

namespace WelfareFund.Tests.Settlement;

/// <summary>The sample fund's terms with a few facts of its own, settled into books that lie in memory.</summary>
internal sealed class FundInMemory
{
    private static readonly FundTerms Sample =
        FundFile.Read("fund.json", File.ReadAllText(Path.Combine(Repository.Root, "fund-config/care-corridors/fund.json"))).Value;

    /// <summary>The sample's, with a grant that pays for settling in too.</summary>
    internal static readonly FundTerms Terms = Sample with
    {
        Capital = Sample.Capital with { Grants = [.. Sample.Capital.Grants.Select(grant => grant with { CostLines = ["language-training", "settling-in"] })] },
    };

    internal static readonly Currency Eur = Currency.Of("EUR");
    internal static readonly Currency Php = Currency.Of("PHP");

    private readonly List<SettlementLine> posted = [];
    private readonly Dictionary<BalanceKey, long> balances = [];
    private readonly Dictionary<(PartyKind, string), long> parties = [];
    private readonly List<Entry> entries = [];
    private FundTerms terms;
    private Head head;
    private long intake;

    private FundInMemory(FundTerms terms)
    {
        this.terms = terms;
        head = new(terms.Id, MerkleFrontier.Empty, terms.FirstMonth);
        Chart = new(new ChartOfAccounts([]).Missing(terms, []));
    }

    /// <param name="contract">What is different in the contract of the one worker.</param>
    internal FundInMemory(Func<ContractTerms, ContractTerms>? contract = null)
        : this(contract is null ? Terms : Terms with { Contracts = [.. Terms.Contracts.Select(one => one.Id == "maharlika-2024" ? contract(one) : one)] }) => TellOfOneWorker();

    /// <summary>Knows nothing but its terms.</summary>
    internal static FundInMemory Bare(FundTerms terms) => new(terms);

    /// <summary>With one worker, under other terms than the sample's that have the same bank accounts and cost lines.</summary>
    internal static FundInMemory Under(FundTerms terms)
    {
        var fund = new FundInMemory(terms);
        fund.TellOfOneWorker();
        return fund;
    }

    /// <summary>From the next settlement on.</summary>
    internal void Under(Func<FundTerms, FundTerms> later) => terms = later(terms);

    private void TellOfOneWorker()
    {
        Tell(facts => facts with
        {
            Commitments =
            [
                new() { Intake = ++intake, Id = "K1", Investor = new("bank"), Tranche = "senior", Amount = new(60_000_000, Eur), SignedOn = new(2024, 10, 1) },
                new() { Intake = ++intake, Id = "K2", Investor = new("foundation"), Tranche = "first-loss", Amount = new(40_000_000, Eur), SignedOn = new(2024, 10, 1) },
            ],
            Calls = [new() { Intake = ++intake, Id = "call-1", CalledOn = new(2024, 10, 2), DueOn = new(2024, 10, 20), Amount = new(30_000_001, Eur), Purpose = "first workers" }],
            Workers = [Worker("W1", "maharlika-2024", "ph-de")],
            Agreements = [new() { Intake = ++intake, Id = new("A1"), Worker = new("W1"), TermsId = "germany", ConsentOn = new(2024, 10, 3), DisclosedCap = new(240_000, Eur) }],
            Employments =
            [
                new()
                {
                    Intake = ++intake, Id = new("E1"), Worker = new("W1"), Employer = new("home"), StartedOn = new(2024, 10, 7),
                    OfferedWage = new(270_000, Eur), ContractWage = new(270_000, Eur), HoursPerWeek = 39,
                },
            ],
        });
    }

    internal ChartOfAccounts Chart { get; }
    internal SettlementFacts Facts { get; private set; } = new() { Rates = Rates() };
    internal IReadOnlyList<Entry> Entries => entries;
    internal IReadOnlyDictionary<BalanceKey, long> Balances => balances;

    internal void Tell(Func<SettlementFacts, SettlementFacts> more) => Facts = more(Facts);

    internal long NextIntake() => ++intake;

    internal static Worker Worker(string id, string contract, string corridor) =>
        new() { Id = new(id), EnrolledOn = new(2024, 10, 1), Contract = contract, Corridor = corridor, Groups = "woman" };

    internal void Bank(string account, LocalDate on, Money amount, string reference, string? counterparty = null) => Tell(facts => facts with
    {
        BankLines = [.. facts.BankLines, new() { Intake = ++intake, BankReference = $"B{intake}", BankAccount = account, BookedOn = on, ValueOn = on, Amount = amount, Reference = reference, Counterparty = counterparty }],
    });

    internal void Claim(string id, string metric, LocalDate achievedOn, LocalDate? acceptedOn, string worker = "W1", string contract = "maharlika-2024") => Tell(facts => facts with
    {
        Claims = [.. facts.Claims, new() { Intake = ++intake, Id = new(id), Contract = contract, Worker = new(worker), Metric = metric, AchievedOn = achievedOn, SubmittedOn = achievedOn.PlusDays(2), Evidence = "file" }],
        Verifications = acceptedOn is { } on
            ? [.. facts.Verifications, new() { Intake = ++intake, Claim = new(id), DecidedOn = on, Decision = ClaimDecision.Accepted, DecidedBy = "verifier" }]
            : facts.Verifications,
    });

    internal void Decide(string claim, ClaimDecision decision, LocalDate on) => Tell(facts => facts with
    {
        Verifications = [.. facts.Verifications, new() { Intake = ++intake, Claim = new(claim), DecidedOn = on, Decision = decision, DecidedBy = "verifier", Reason = "checked again" }],
    });

    /// <summary>The one job ended, or ended on another day than was said.</summary>
    internal void EndJob(LocalDate? on) => Tell(facts => facts with { Employments = [facts.Employments[0] with { Intake = ++intake, EndedOn = on }] });

    /// <summary>The first job started on another day than was said.</summary>
    internal void StartJob(LocalDate on) => Tell(facts => facts with { Employments = [facts.Employments[0] with { Intake = ++intake, StartedOn = on }, .. facts.Employments.Skip(1)] });

    /// <summary>Service of 990.00 EUR, so that the cap stands at 1,485.00.</summary>
    internal void Served()
    {
        Claim("C-trained", "trained", new(2024, 10, 5), new(2024, 10, 15));
        Claim("C-started", "started", new(2024, 10, 7), new(2024, 10, 15));
    }

    internal void End(LocalDate on, EndingReason reason) => Tell(facts => facts with
    {
        Endings = [.. facts.Endings, new() { Intake = ++intake, EndedOn = on, Reason = reason, Worker = reason is EndingReason.EmployerBreach ? null : new("W1"), Employment = reason is EndingReason.EmployerBreach ? new("E1") : null }],
    });

    internal void Wage(string id, YearMonth month, Money gross, string? replaces = null) => Tell(facts => facts with
    {
        Wages = [.. facts.Wages, new() { Intake = ++intake, Id = id, Worker = new("W1"), Employer = new("home"), Month = month, Gross = gross, Source = WageSource.Payroll, ReportedOn = month.PlusMonths(1).OnDayOfMonth(3), Replaces = replaces }],
    });

    internal Proposal Calculate(YearMonth month) => MonthSettlement.Calculate(terms, month, Facts, posted);

    /// <summary>Calculates, posts, pays and closes the month; the books check everything on the way, and every amount recomputes from its words.</summary>
    /// <param name="beforePayments">When everything is posted but the payments.</param>
    internal Proposal Settle(YearMonth month, Action? beforePayments = null)
    {
        var proposal = Calculate(month);
        foreach (var line in proposal.Lines)
            RecomputedTraceTests.Recomputes(line);
        if (beforePayments is null)
        {
            Post(proposal.Lines);
        }
        else
        {
            Post([.. proposal.Lines.Where(line => line.State is not LineState.Pays)]);
            beforePayments();
            Post([.. proposal.Lines.Where(line => line.State is LineState.Pays)]);
        }

        head = head with { OpenPeriod = month.PlusMonths(1) };
        return proposal;
    }

    /// <summary>Balances at their rates of a day.</summary>
    internal BalanceSheet Sheet(LocalDate on) =>
        BalanceSheet.Of(Chart.Accounts, balances, currency => Facts.Rates.Find(terms.BaseCurrency, currency, on).Value.Rate, terms.BaseCurrency).Value;

    /// <summary>Distributes in the open month, if nothing refuses it; the bank pays two days later.</summary>
    internal Refusals.Result<Proposal> Distribute(LocalDate on, Money? amount = null, Recallable? recallable = null, bool windDown = false)
    {
        var run = DistributionRun.Calculate(terms, new(DistributionRun.NextId(posted), on, amount, recallable, windDown), Facts, posted, CashPosition.Of(Sheet(on)));
        if (run.IsRefused)
            return run;
        Post(run.Value.Lines);
        foreach (var payment in run.Value.Lines.Select(line => line.Event).OfType<PaymentInstructed>())
            Bank(payment.BankAccount, on.PlusDays(2), -payment.Amount, payment.Instruction);
        return run;
    }

    internal IReadOnlyList<ClearingItem> Clearing() => WelfareFund.Settlement.Clearing.Of(terms, Facts, posted);

    /// <summary>In the open month, if nothing refuses it.</summary>
    internal Result<Proposal> Allocate(string bankLine, string reference)
    {
        var run = AllocationRun.Calculate(terms, new(bankLine, reference, head.OpenPeriod.ToDateInterval().End), Facts, posted);
        if (run.IsRefused)
            return run;
        foreach (var line in run.Value.Lines)
            RecomputedTraceTests.Recomputes(line);
        Post(run.Value.Lines);
        return run;
    }

    internal CapitalPosition Position(LocalDate on)
    {
        var sheet = Sheet(on);
        var grants = sheet.Equity.Where(line => ChartOfAccounts.RoleOf(line.Account) is AccountRole.UnspentGrants).Aggregate(Money.Zero(terms.BaseCurrency), (sum, line) => sum + line.InBase);
        return CapitalAccounts.At(on, sheet.NetAssets - grants, terms.Capital, CapitalHoldings.Standing(posted, Facts.BankLines, terms.Capital, terms.BaseCurrency), explain: true);
    }

    /// <summary>Posts a run's lines; the books check everything on the way.</summary>
    internal void Post(IReadOnlyList<SettlementLine> lines)
    {
        var appended = Append(lines);
        appended.Refusals.ShouldBeEmpty();
        foreach (var (key, change) in appended.Value.Changes)
            balances[key] = balances.GetValueOrDefault(key) + change;
        entries.AddRange(appended.Value.Entries);
        head = appended.Value.Head;
        posted.AddRange(lines.Where(line => line.State is not LineState.Held));
    }

    /// <summary>What the books say to an event, without posting it.</summary>
    internal Result<Appended> Append(FundEvent what, LocalDate on) => Append([new(1, "", "", on, on, LineState.Posts, "", null, what, [])]);

    private Result<Appended> Append(IReadOnlyList<SettlementLine> lines)
    {
        var rules = new PostingRules(Chart, Party, terms.BaseCurrency, key => entries.Find(entry => entry.Body.Key == key)?.Sequence);
        var provenance = new Provenance(1, 1, 1, 1, 2);
        return Books.Append(head, Chart.Accounts, key => balances.GetValueOrDefault(key), new byte[32], [.. lines.SelectMany(line => rules.DraftsOf(line, provenance))]);
    }

    /// <summary>Settles the months up to this one, and buys and pays whatever they ask for in the month after.</summary>
    internal void SettleAndPay(YearMonth from, YearMonth to)
    {
        for (var month = from; month <= to; month = month.PlusMonths(1))
        {
            foreach (var line in Settle(month).Lines)
            {
                var on = month.PlusMonths(1).OnDayOfMonth(8);
                if (line.Event is ExchangeInstructed exchange)
                {
                    Bank(exchange.FromAccount, on, -exchange.Estimate, exchange.Instruction);
                    Bank(exchange.ToAccount, on, exchange.Buy, exchange.Instruction);
                }
                else if (line.Event is PaymentInstructed payment)
                {
                    Bank(payment.BankAccount, on, -payment.Amount, payment.Instruction);
                }
            }
        }
    }

    /// <summary>Every balance that is not zero, with its party's name, of these accounts or of all.</summary>
    internal IReadOnlyList<string> Standing(params AccountRole[] roles) =>
        [.. balances.Where(balance => balance.Value != 0 && (roles.Length == 0 || roles.Contains(ChartOfAccounts.RoleOf(Chart.Accounts[balance.Key.Account]))))
            .Select(balance => $"{Chart.Accounts[balance.Key.Account].Id} {parties.FirstOrDefault(party => party.Value == balance.Key.Party).Key.Item2} {new Money(balance.Value, balance.Key.Currency)}")
            .Order(StringComparer.Ordinal)];
    internal IReadOnlyList<SettlementLine> Posted => posted;
    internal YearMonth OpenPeriod => head.OpenPeriod;

    internal IReadOnlyList<PayrollDeduction> Payroll(YearMonth month, string employer) => PayrollDeductions.Of(terms, month, new(employer), Facts, posted);

    internal IEnumerable<FundEvent> Events => posted.Select(line => line.Event).OfType<FundEvent>();

    internal Money BalanceOf(AccountRole role, Currency currency, string? qualifier = null) =>
        new(balances.Where(balance => balance.Key.Account == Chart[role, qualifier] && balance.Key.Currency == currency).Sum(balance => balance.Value), currency);

    private long Party(PartyKind kind, string id) => parties.TryGetValue((kind, id), out var number) ? number : parties[(kind, id)] = parties.Count + 1;

    /// <summary>1 EUR = 60 PHP = 160 JPY in 2024, 61 PHP from 2025 on; every day.</summary>
    private static ExchangeRates Rates()
    {
        var first = new LocalDate(2024, 9, 25);
        return new(Enumerable.Range(0, 700).Select(first.PlusDays).SelectMany(day => new[]
        {
            new ExchangeRate(day, Eur, Php, day.Year < 2025 ? 60 : 61, "ecb", 1),
            new ExchangeRate(day, Eur, Currency.Of("JPY"), 160, "ecb", 1),
        }));
    }
}
