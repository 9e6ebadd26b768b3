namespace WelfareFund.Ledger;

/// <summary>Where an account stands in the statements. <see cref="Trading"/> accounts carry open currency positions (docs/rules.md, 3.1).</summary>
public enum AccountType : byte
{
    Asset = 1,
    Liability = 2,
    Equity = 3,
    Income = 4,
    Expense = 5,
    Trading = 6,

    /// <summary>Off the balance sheet: unfunded commitments and what a contract or an agreement may still use. Balances within itself.</summary>
    Memorandum = 7,
}

/// <summary>What a posting's party number counts on an account. The books know the number and nothing else.</summary>
public enum PartyKind : byte
{
    None = 0,
    Worker = 1,
    Employer = 2,

    /// <summary>An outcomes contract, and by it one provider.</summary>
    Contract = 3,

    /// <summary>One investor's interest in one tranche.</summary>
    Holding = 4,

    /// <summary>The funder of a grant or an outcome payer.</summary>
    Funder = 5,

    /// <summary>Whoever is paid for oversight or administration.</summary>
    Payee = 6,
}

/// <summary>What a balance may never become. Checked per currency and party, inside the posting transaction, and again by <c>verify</c>.</summary>
public abstract record BalanceLimit
{
    private BalanceLimit() { }

    /// <summary>The balance is zero or a debit: unused headroom, unfunded commitments.</summary>
    public sealed record NeverCredit : BalanceLimit;

    /// <summary>The balance is zero or a credit: what is owed cannot be paid twice.</summary>
    public sealed record NeverDebit : BalanceLimit;

    /// <summary>A credit here never exceeds the debit on <paramref name="Account"/>: payments on their way against their bank account.
    /// Checked when this account is credited; the other account's own entries are facts and always post.</summary>
    public sealed record CoveredBy(int Account) : BalanceLimit;
}

/// <summary>An account of one fund. Its number never changes; the code and the name a person sees are the fund's (<see cref="AccountName"/>).</summary>
/// <param name="Id">Stable and readable: <c>bank:main</c>, <c>trading:PHP</c>, <c>contributions-receivable</c>.</param>
/// <param name="Currency">The only currency it takes; null where each posting's own currency counts.</param>
/// <param name="Limit">An account covered by another has no parties: only its one balance a currency can be held against the other's.</param>
public sealed record Account(int Number, string Id, AccountType Type, Currency? Currency, PartyKind Party, BalanceLimit? Limit = null)
{
    public BalanceLimit? Limit { get; } = Limit is BalanceLimit.CoveredBy && Party != PartyKind.None
        ? throw new ArgumentException($"{Id} is covered by another account and can have no parties.", nameof(Limit))
        : Limit;
}

/// <summary>What a person sees for an account's number. A seal commits to these too, so that no account is renamed in the past.</summary>
public sealed record AccountName(int Number, string Code, string Name);
