using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WelfareFund.Storage.Ledger;

/// <summary>An account's balance now, over all its parties. Can be dropped and rebuilt from the postings.</summary>
public sealed class BalanceRow
{
    public required int Fund { get; init; }
    public required int Account { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>In minor units; a debit is positive.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BalanceRow>
    {
        public void Configure(EntityTypeBuilder<BalanceRow> builder) =>
            builder.ToTable("balances").HasKey(balance => new { balance.Fund, balance.Account, balance.Currency });
    }
}

/// <summary>One party's part of an account's balance now.</summary>
public sealed class PartyBalanceRow
{
    public required int Fund { get; init; }
    public required int Account { get; init; }
    public required Currency Currency { get; init; }
    public required long Party { get; init; }

    /// <summary>In minor units; a debit is positive.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PartyBalanceRow>
    {
        public void Configure(EntityTypeBuilder<PartyBalanceRow> builder) =>
            builder.ToTable("party_balances").HasKey(balance => new { balance.Fund, balance.Account, balance.Currency, balance.Party });
    }
}
