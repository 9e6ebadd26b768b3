using WelfareFund.Ledger;
using WelfareFund.Terms;

namespace WelfareFund.Accounting;

/// <summary>What an account is for. Roles with a qualifier (a bank account, a currency, a cost line) make one account for each.</summary>
public enum AccountRole
{
    Bank = 1000,
    PaymentsInTransit = 1100,
    ContributionsReceivable = 1200,
    ContributionsAllowance = 1210,
    DeductedByEmployers = 1220,
    OutcomePayerReceivable = 1230,
    EmployerReceivable = 1240,
    AgencyReceivable = 1250,
    ProviderAdvances = 1300,
    ClawbackReceivable = 1310,
    ProviderPayable = 2000,
    HoldbackPayable = 2010,
    OversightPayable = 2100,
    AdministrationPayable = 2110,
    DistributionPayable = 2200,
    OtherDistributionsPayable = 2210,
    WorkerRefundsPayable = 2300,
    WorkerSavingsPayable = 2310,
    UnearnedMembership = 2400,
    UnallocatedReceipts = 2500,
    GrantsRepayable = 2600,

    InvestorCapital = 3000,
    CalledCapital = 3010,
    DistributedReturns = 3020,
    DistributedToOthers = 3030,

    /// <summary>Where a transfer's two entries meet: nothing ever stays here.</summary>
    InterestsTransferred = 3040,
    RecycledSurplus = 3100,
    UnspentGrants = 3200,
    ContributionIncome = 4000,
    MembershipIncome = 4010,
    EmployerContributions = 4020,
    OutcomePayerIncome = 4030,
    GrantIncome = 4100,
    Interest = 4200,
    OutcomePayments = 5000,
    Administration = 5500,
    WorkerProtection = 5510,
    Oversight = 5520,
    LossesOnReceivables = 5600,
    BankCharges = 5700,
    Trading = 6000,
    UnfundedCommitments = 9000,
    SignedCommitments = 9010,
    ContractHeadroom = 9100,
    ContractMaximum = 9110,
    OutcomesHeadroom = 9120,
    OutcomesMaximum = 9130,
    ContributionHeadroom = 9200,
    ContributionCap = 9210,
    RecycledPrincipal = 9300,
    PrincipalKept = 9310,
}

/// <summary>
/// The accounts of one fund. Accounts are only ever added: a number never changes its meaning. Terms may give any account
/// another code and name.
/// </summary>
/// <remarks>Rules: docs/accounting-policy.md.</remarks>
public sealed class ChartOfAccounts
{
    private static readonly Dictionary<AccountRole, string> Slugs = Enum.GetValues<AccountRole>().ToDictionary(role => role, role => Slug(role.ToString()));
    private static readonly Dictionary<string, AccountRole> RolesBySlug = Slugs.ToDictionary(slug => slug.Value, slug => slug.Key, StringComparer.Ordinal);

    private readonly Dictionary<string, Account> byId;
    private readonly Dictionary<int, Account> byNumber;

    public ChartOfAccounts(IEnumerable<Account> accounts)
    {
        byNumber = accounts.ToDictionary(account => account.Number);
        byId = byNumber.Values.ToDictionary(account => account.Id, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<int, Account> Accounts => byNumber;

    /// <exception cref="InvalidOperationException">The chart was not extended for this before posting.</exception>
    public int this[AccountRole role, string? qualifier = null] => NumberOf(IdOf(role, qualifier));

    internal int NumberOf(string id) => byId.TryGetValue(id, out var account) ? account.Number : throw new InvalidOperationException($"The chart has no account '{id}'.");

    /// <summary>What an account of such a chart is for.</summary>
    public static AccountRole RoleOf(Account account) => RolesBySlug[Split(account.Id).Slug];

    /// <summary>Which one of several with the same role: a bank account's id, a currency, a cost line. Empty where there is one.</summary>
    public static string QualifierOf(Account account) => Split(account.Id).Qualifier;

    /// <summary>What is still missing for these terms and currencies, in the order of their numbers.</summary>
    /// <param name="currencies">Every currency that events were told in, besides those of the terms.</param>
    public IReadOnlyList<Account> Missing(FundTerms terms, IEnumerable<Currency> currencies)
    {
        var wanted = new List<(AccountRole Role, string? Qualifier)>();
        foreach (var role in Enum.GetValues<AccountRole>())
        {
            switch (role)
            {
                case AccountRole.Bank or AccountRole.PaymentsInTransit:
                    wanted.AddRange(terms.BankAccounts.Select(bank => (role, (string?)bank.Id)));
                    break;
                case AccountRole.OutcomePayments:
                    wanted.AddRange(terms.CostLines.Select(line => (role, (string?)line.Id)));
                    break;
                case AccountRole.Trading:
                    wanted.AddRange(CurrenciesOf(terms).Concat(currencies).Distinct().Order().Select(currency => (role, (string?)currency.Code)));
                    break;
                default:
                    wanted.Add((role, null));
                    break;
            }
        }

        var added = new List<Account>();
        foreach (var (role, qualifier) in wanted.Where(account => !byId.ContainsKey(IdOf(account.Role, account.Qualifier))))
        {
            added.Add(Open(role, qualifier, terms, added));
        }

        return added;
    }

    /// <summary>The default code is the number; the terms' section <c>accounts</c> names others by the account's id.</summary>
    public IReadOnlyList<AccountName> Names(FundTerms terms) =>
        [.. byNumber.Values.OrderBy(account => account.Number).Select(account =>
            terms.Accounts.TryGetValue(account.Id, out var own)
                ? new AccountName(account.Number, own.Code, own.Name)
                : new AccountName(account.Number, account.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), DefaultName(account.Id)))];

    internal static IEnumerable<Currency> CurrenciesOf(FundTerms terms) =>
        terms.BankAccounts.Select(bank => bank.Currency)
            .Concat(terms.Contracts.Select(contract => contract.Currency))
            .Concat(terms.Contributions.Select(contribution => contribution.Currency))
            .Append(terms.BaseCurrency)
            .Distinct();

    private Account Open(AccountRole role, string? qualifier, FundTerms terms, List<Account> added)
    {
        var number = role is AccountRole.Trading ? (int)role + Currency.Of(qualifier!).Number : FreeNumber((int)role, added);
        return new Account(number, IdOf(role, qualifier), TypeOf(role), CurrencyOf(role, qualifier, terms), PartyOf(role), LimitOf(role, qualifier, added));
    }

    private int FreeNumber(int first, List<Account> added)
    {
        var number = first;
        while (byNumber.ContainsKey(number) || added.Exists(account => account.Number == number))
        {
            number++;
        }

        return number;
    }

    private static string IdOf(AccountRole role, string? qualifier) => qualifier is null ? Slugs[role] : Slugs[role] + ":" + qualifier;

    private static string Slug(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static string DefaultName(string id)
    {
        var (slug, _, qualifier) = Split(id);
        var words = char.ToUpperInvariant(slug[0]) + slug[1..].Replace('-', ' ');
        return qualifier.Length == 0 ? words : $"{words}: {qualifier}";
    }

    private static (string Slug, string Colon, string Qualifier) Split(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (id, "", "") : (id[..colon], ":", id[(colon + 1)..]);
    }

    private static AccountType TypeOf(AccountRole role) => role switch
    {
        AccountRole.Trading => AccountType.Trading,
        >= AccountRole.UnfundedCommitments => AccountType.Memorandum,
        >= AccountRole.OutcomePayments => AccountType.Expense,
        >= AccountRole.ContributionIncome => AccountType.Income,
        >= AccountRole.InvestorCapital => AccountType.Equity,
        >= AccountRole.ProviderPayable => AccountType.Liability,
        _ => AccountType.Asset,
    };

    private static Currency? CurrencyOf(AccountRole role, string? qualifier, FundTerms terms) => role switch
    {
        AccountRole.Bank or AccountRole.PaymentsInTransit => terms.BankAccount(qualifier!)!.Currency,
        AccountRole.Trading => Currency.Of(qualifier!),
        AccountRole.ContractHeadroom or AccountRole.ContractMaximum or AccountRole.ContributionHeadroom or AccountRole.ContributionCap => null,
        AccountRole.OversightPayable or AccountRole.AdministrationPayable or AccountRole.DistributionPayable or AccountRole.OtherDistributionsPayable or AccountRole.GrantsRepayable
            or AccountRole.UnspentGrants or AccountRole.UnfundedCommitments or AccountRole.SignedCommitments => terms.BaseCurrency,
        >= AccountRole.InvestorCapital => terms.BaseCurrency,
        _ => null,
    };

    private static PartyKind PartyOf(AccountRole role) => role switch
    {
        AccountRole.ContributionsReceivable or AccountRole.WorkerRefundsPayable or AccountRole.WorkerSavingsPayable
            or AccountRole.ContributionHeadroom or AccountRole.ContributionCap => PartyKind.Worker,
        AccountRole.DeductedByEmployers or AccountRole.EmployerReceivable => PartyKind.Employer,
        AccountRole.AgencyReceivable or AccountRole.ProviderAdvances or AccountRole.ClawbackReceivable or AccountRole.ProviderPayable or AccountRole.HoldbackPayable
            or AccountRole.ContractHeadroom or AccountRole.ContractMaximum => PartyKind.Contract,
        AccountRole.InvestorCapital or AccountRole.CalledCapital or AccountRole.DistributedReturns or AccountRole.DistributionPayable or AccountRole.RecycledPrincipal or AccountRole.PrincipalKept
            or AccountRole.UnfundedCommitments or AccountRole.SignedCommitments => PartyKind.Holding,
        AccountRole.OutcomePayerReceivable or AccountRole.UnspentGrants or AccountRole.GrantsRepayable => PartyKind.Funder,
        AccountRole.OversightPayable or AccountRole.AdministrationPayable or AccountRole.OtherDistributionsPayable or AccountRole.DistributedToOthers => PartyKind.Payee,
        _ => PartyKind.None,
    };

    /// <summary>Oversight has no limit: a clawback can reverse a levy that was paid, and the next levies pay it.</summary>
    private BalanceLimit? LimitOf(AccountRole role, string? qualifier, List<Account> added) => role switch
    {
        AccountRole.PaymentsInTransit => new BalanceLimit.CoveredBy(
            added.Find(account => account.Id == IdOf(AccountRole.Bank, qualifier))?.Number ?? this[AccountRole.Bank, qualifier]),
        AccountRole.ProviderPayable or AccountRole.HoldbackPayable or AccountRole.AdministrationPayable or AccountRole.DistributionPayable or AccountRole.OtherDistributionsPayable
            or AccountRole.InvestorCapital or AccountRole.WorkerRefundsPayable or AccountRole.WorkerSavingsPayable or AccountRole.UnspentGrants or AccountRole.GrantsRepayable
            => new BalanceLimit.NeverDebit(),
        AccountRole.CalledCapital or AccountRole.DistributedReturns or AccountRole.DistributedToOthers or AccountRole.RecycledPrincipal or AccountRole.UnfundedCommitments or AccountRole.ContractHeadroom or AccountRole.ContributionHeadroom or AccountRole.OutcomesHeadroom
            => new BalanceLimit.NeverCredit(),
        _ => null,
    };
}
