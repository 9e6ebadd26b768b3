using System.Globalization;
using System.Text;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;

namespace WelfareFund.Accounting;

/// <summary>docs/accounting-policy.md, printed from the posting rules themselves: each event's own entry on an example, as T-accounts.</summary>
public static partial class AccountingPolicy
{
    private static readonly LocalDate Day = new(2025, 2, 28);

    /// <param name="terms">Terms that have the bank accounts, contracts and cost lines of the examples.</param>
    public static string Write(FundTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var chart = new ChartOfAccounts(new ChartOfAccounts([]).Missing(terms, []));
        var names = chart.Names(terms).ToDictionary(name => name.Number);
        var rules = new PostingRules(chart, (_, _) => 1, terms.BaseCurrency);
        var text = new StringBuilder(Introduction);
        foreach (var (title, why, example) in Examples())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{why}\n");
            foreach (var draft in rules.DraftsOf(new(1, "", "", Day, Day, LineState.Posts, "", null, example, []), new(1, 1, 1, 1, 2)))
                text.Append('\n').Append(TAccounts(draft, names));
        }

        return text.Append('\n').Append(Chart(chart, names)).ToString();
    }

    private const string Introduction = """
        # Accounting policy

        Which event posts which entry. This page is printed from the posting rules themselves (`src/WelfareFund/Accounting`); a test compares it.

        - Every entry sums to zero in each currency it touches. A conversion goes through the trading accounts of both currencies.
        - Income, expense and equity are kept in base currency; bank, receivable and payable accounts in their own.
        - Memorandum accounts carry what is promised and not yet owed: unfunded commitments, and what a contract or an agreement may still use. They
          balance within themselves and stand outside the balance sheet. None of them may turn to the credit side, so nothing is ever drawn,
          paid or charged beyond its limit.
        - The exchange result is computed, never posted: the trading accounts at a date's rates.
        - A mistake is corrected by a linked entry; nothing posted changes.

        """;

    private static IEnumerable<(string Title, string Why, FundEvent Example)> Examples()
    {
        var (eur, php, jpy) = (Currency.Of("EUR"), Currency.Of("PHP"), Currency.Of("JPY"));
        var (investor, worker, claim) = (new InvestorId("investor"), new WorkerId("W00001"), new ClaimId("C-1"));
        yield return ("An investor commits capital", "Nothing is owed yet: the promise is a memorandum.", new CommitmentSigned("commitment", investor, "senior", new(50_000_000, eur)));
        yield return ("Capital is called", "Equity is recognised, and what is called and not paid lowers it, until the money is there.", new CapitalCalled("call-1", investor, "senior", new(20_000_000, eur)));
        yield return ("An investor pays a call", "Paid-in counts from the value date of the money.", new DrawdownReceived("main:1", "main", "call-1", investor, [new("senior", new(20_000_000, eur))]));
        yield return ("An investor transfers an interest", "Commitment, paid-in capital and what distributions paid move as the interest's past; what all holdings come to stays the same. An entry names one holding, so each has its own.",
            new InterestTransferred("TRANSFER-1", investor, new("other"), "senior", new(25_000_000, eur), new(15_000_000, eur), new(0, eur), [new(Day, new(10_000_000, eur))], [new(Day.PlusYears(1), new(2_000_000, eur), new(300_000, eur), new(0, eur))]));
        yield return ("A restricted grant arrives", "It is owed to its purpose until it is spent on it.", new GrantReceived("main:2", "main", "language-grant", new(15_000_000, eur), new(15_000_000, eur)));
        yield return ("A contract is signed, or its maximum changes", "What it may spend is a memorandum; each accepted outcome uses it up.", new ContractMaximumSet("maharlika-2024", new(6_000_000_000, php)));
        yield return ("The fund's own maximum for outcomes is set, or changes", "What all contracts together may still spend is a memorandum in base currency.", new OutcomesMaximumSet(new(500_000_000, eur)));
        yield return ("A claim is accepted", "The cost is booked once, at the rate of the acceptance. What is owed stays in the contract's currency, and its revaluation is exchange result, not cost.",
            new OutcomeAccepted(claim, worker, "maharlika-2024", "ph-de", "started", Day, Day, new(9_900_000, php), new(990_000, php), new(165_000, eur), true, [new("job-finding", new(99_000, eur)), new("settling-in", new(66_000, eur))]));
        yield return ("Holdback is released", "The metric or the date that releases it makes it payable.", new HoldbackReleased(claim, worker, "maharlika-2024", new(990_000, php)));
        yield return ("Oversight accrues", "For each payee a share of the accepted gross at its base amount.", new OversightAccrued(claim, "authority", new(1_650, eur)));
        yield return ("A grant is spent", "Eligible grants pay first; only then is a grant income.", new GrantReleased("language-grant", claim, "settling-in", "ph-de", new(66_000, eur)));
        yield return ("A grant ends and goes back", "What is not spent by its last day, and whatever of it comes free later, is owed to the funder and paid.", new GrantReturned("language-grant", new(1_200_000, eur), 0));
        yield return ("A grant ends and is kept", "Its terms free what is left from its restrictions.", new GrantKept("language-grant", new(1_200_000, eur), 0));
        foreach (var example in ClawbackExamples(claim, worker))
            yield return example;
        yield return ("A worker consents to contribute", "The most they will ever pay, as disclosed, is a memorandum; each due uses it up.", new ContributionCapSet(new("A-1"), worker, new(240_000, eur)));
        yield return ("A contribution is due", "The debt is in the currency of the pay, and paying it discharges it. Income is at the wage month's rate.",
            new ContributionDue(new("A-1"), worker, new(2025, 1), 0, "ph-jp", new(16_800, jpy), [new(new(16_800, jpy), new(10_437, eur))]));
        yield return ("A worker pays", "", new ContributionReceived("tokyo:1", "tokyo", worker, new(16_800, jpy)));
        yield return ("An employer deducts a contribution", "The worker has paid that day; until its transfer arrives the employer owes it.", new ContributionDeducted("D-1", worker, new("employer"), new(16_800, jpy)));
        yield return ("An employer's transfer arrives", "One transfer for all the workers it names.", new DeductionsReceived("tokyo:2", "tokyo", new("employer"), new(16_800, jpy)));
        yield return ("A worker is owed a refund", "What was paid too much and not used up by later dues.", new RefundOwed(new("A-1"), worker, new(5_000, jpy)));
        yield return ("Arrears are written off", "At the rate of the day; the clocks count so much less.",
            new ContributionWrittenOff(new("A-1"), worker, new(2025, 1), new(16_800, jpy), [new(new(16_800, jpy), new(10_500, eur))]));
        yield return ("The allowance for contributions is adjusted", "At the month's end, by the age of what is overdue; only the difference posts.", new AllowanceAdjusted(new(2025, 2), new(42_000, eur), new(12_000, eur)));
        foreach (var example in PayerExamples())
            yield return example;
        yield return ("The month's administration accrues", "", new AdministrationAccrued(new(2025, 2), new(800_000, eur)));
        yield return ("A payment is instructed", "The debt is settled once, here; the bank account is spoken for until the bank confirms.", new PaymentInstructed("P-202502-001", "manila", PaymentTo.Provider, "maharlika-2024", new(8_910_000, php), []));
        foreach (var example in DistributionExamples(eur))
            yield return example;
        yield return ("The bank confirms a payment", "", new PaymentConfirmed("manila:1", "manila", "P-202502-001", new(8_910_000, php)));
        yield return ("A payment comes back", "The debt is owed again and paid by a new instruction. What was for outcomes that were clawed back since counts as returned by the provider.",
            new PaymentReturned("manila:3", "manila", "P-202502-001", PaymentTo.Provider, "maharlika-2024", new(8_910_000, php), [new(claim, new(5_940_000, php), false)], new(2_970_000, php), "AC04"));
        yield return ("Currency is given for a purchase", "Each side posts at the bank's own amount.", new CurrencyExchanged("main:3", "main", "X-202502-001", new(-150_000, eur)));
        yield return ("Currency is received from a purchase", "", new CurrencyExchanged("manila:2", "manila", "X-202502-001", new(8_910_000, php)));
        yield return ("The bank charges", "", new BankCharged("main:4", "main", new(1_250, eur), new(1_250, eur)));
        yield return ("The bank pays interest", "", new InterestReceived("main:5", "main", new(4_310, eur), new(4_310, eur)));
        yield return ("An amount is moved by hand", "Between income and expense alone, by two people; it is taken back by its linked mirror.",
            new ManualEntryMade("M-1", [new("administration", new(4_000, eur)), new("bank-charges", new(-4_000, eur))], null));
        yield return ("A receipt cannot be matched", "The bank's line is a fact and posts; it waits to be allocated.", new ReceiptUnallocated("main:6", "main", new(5_000, eur)));
        yield return ("A receipt is allocated", "A linked reversal, beside the entry of what it is for: together they move the receipt from the one to the other.", new ReceiptAllocated("main:6", "main", new(5_000, eur)));
    }

    private static IEnumerable<(string Title, string Why, FundEvent Example)> ClawbackExamples(ClaimId claim, WorkerId worker)
    {
        var (eur, php, contract) = (Currency.Of("EUR"), Currency.Of("PHP"), "maharlika-2024");
        yield return ("An outcome is clawed back", "The mirror of its acceptance at its own base amount: out of what is held back, what is not paid yet, what had recovered the advance; the rest the provider returns.",
            new OutcomeClawedBack(claim, worker, contract, "ph-de", new(9_900_000, php), new(165_000, eur), new(990_000, php), new(2_000_000, php), new(1_000_000, php), new(5_910_000, php), true, [new("job-finding", new(99_000, eur)), new("settling-in", new(66_000, eur))], 0));
        yield return ("What had released a holdback is clawed back", "It is held back again.", new HoldbackRetaken(claim, new("C-2"), contract, new(990_000, php), new(490_000, php), new(0, php), new(500_000, php), 0));
        yield return ("A holdback is forfeited", "It lowers the outcome's cost at the outcome's own rate.",
            new HoldbackForfeited(claim, worker, contract, "ph-de", new(990_000, php), new(16_500, eur), true, [new("job-finding", new(9_900, eur)), new("settling-in", new(6_600, eur))], 0));
        yield return ("A payout pays what is to be returned", "", new ClawbackNetted(claim, false, contract, new(2_970_000, php), 0));
        yield return ("Oversight on a clawed-back outcome is reversed", "What the authority was paid already, its next levies pay.", new OversightReversed(claim, "authority", new(1_650, eur), 0));
        yield return ("What a grant had paid for did not last", "The grant is unspent again.", new GrantRestored("language-grant", claim, "settling-in", "ph-de", new(66_000, eur), 0, 0));
        yield return ("A contract begins with an advance", "Working capital for the provider, owed from the contract's first day.", new AdvanceGranted(contract, new(50_000_000, php)));
        yield return ("A payout recovers the advance", "", new AdvanceRecovered(claim, false, contract, new(1_485_000, php), 0));
    }

    private static string TAccounts(EntryDraft draft, Dictionary<int, AccountName> names)
    {
        var text = new StringBuilder("| account | debit | credit |\n| --- | ---: | ---: |\n");
        foreach (var posting in draft.Postings)
        {
            var name = names[posting.Account];
            var amount = (posting.Amount.IsNegative ? -posting.Amount : posting.Amount).ToString();
            text.Append(CultureInfo.InvariantCulture, $"| {name.Code} {name.Name} | {(posting.Amount.IsNegative ? "" : amount)} | {(posting.Amount.IsNegative ? amount : "")} |\n");
        }

        return text.ToString();
    }

    private static string Chart(ChartOfAccounts chart, Dictionary<int, AccountName> names)
    {
        var text = new StringBuilder("## Chart of accounts\n\nCodes and names are the fund's to change, in the section `accounts` of its terms.\n\n| code | name | type | currency | party | limit |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var account in chart.Accounts.Values.OrderBy(account => account.Number))
        {
            var limit = account.Limit switch
            {
                BalanceLimit.NeverCredit => "never credit",
                BalanceLimit.NeverDebit => "never debit",
                BalanceLimit.CoveredBy covered => "covered by " + names[covered.Account].Code,
                _ => "",
            };
            text.Append(CultureInfo.InvariantCulture,
                $"| {names[account.Number].Code} | {names[account.Number].Name} | {account.Type.ToString().ToLowerInvariant()} | {account.Currency?.Code ?? "its own"} | {(account.Party is PartyKind.None ? "" : account.Party.ToString().ToLowerInvariant())} | {limit} |\n");
        }

        return text.ToString();
    }
}
