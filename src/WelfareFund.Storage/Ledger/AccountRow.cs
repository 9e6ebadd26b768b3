using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WelfareFund.Ledger;

namespace WelfareFund.Storage.Ledger;

public sealed class AccountRow
{
    public required int Fund { get; init; }
    public required int Number { get; init; }
    public required string Id { get; init; }
    public required AccountType Type { get; init; }
    public Currency? Currency { get; init; }
    public required PartyKind PartyKind { get; init; }
    public required LimitKind LimitKind { get; init; }

    /// <summary>The covering account of <see cref="BalanceLimit.CoveredBy"/>.</summary>
    public int? LimitAccount { get; init; }

    internal static AccountRow Of(int fund, Account account) => new()
    {
        Fund = fund,
        Number = account.Number,
        Id = account.Id,
        Type = account.Type,
        Currency = account.Currency,
        PartyKind = account.Party,
        LimitKind = account.Limit switch
        {
            null => LimitKind.None,
            BalanceLimit.NeverCredit => LimitKind.NeverCredit,
            BalanceLimit.NeverDebit => LimitKind.NeverDebit,
            BalanceLimit.CoveredBy => LimitKind.CoveredBy,
            _ => throw new ArgumentException($"No column holds the limit {account.Limit}.", nameof(account)),
        },
        LimitAccount = (account.Limit as BalanceLimit.CoveredBy)?.Account,
    };

    internal Account ToAccount() => new(Number, Id, Type, Currency, PartyKind, LimitKind switch
    {
        LimitKind.None => null,
        LimitKind.NeverCredit => new BalanceLimit.NeverCredit(),
        LimitKind.NeverDebit => new BalanceLimit.NeverDebit(),
        LimitKind.CoveredBy => new BalanceLimit.CoveredBy(LimitAccount!.Value),
        _ => throw new InvalidOperationException($"Account {Id} has the unknown limit {LimitKind}."),
    });

    internal sealed class Mapping : IEntityTypeConfiguration<AccountRow>
    {
        public void Configure(EntityTypeBuilder<AccountRow> builder) =>
            builder.ToTable("accounts").HasKey(account => new { account.Fund, account.Number });
    }
}

public enum LimitKind : byte
{
    None = 0,
    NeverCredit = 1,
    NeverDebit = 2,
    CoveredBy = 3,
}
