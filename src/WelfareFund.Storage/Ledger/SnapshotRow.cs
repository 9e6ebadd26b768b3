using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Ledger;

/// <summary>An account's balance at the end of a sealed month. Can be dropped and rebuilt from the postings.</summary>
public sealed class SnapshotRow
{
    public required int Fund { get; init; }
    public required YearMonth Period { get; init; }
    public required int Account { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>In minor units; a debit is positive.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SnapshotRow>
    {
        public void Configure(EntityTypeBuilder<SnapshotRow> builder) =>
            builder.ToTable("snapshots").HasKey(snapshot => new { snapshot.Fund, snapshot.Period, snapshot.Account, snapshot.Currency });
    }
}

/// <summary>A party's balance at the end of a sealed month in which it changed; between two rows it stands still.</summary>
public sealed class PartySnapshotRow
{
    public required int Fund { get; init; }
    public required int Account { get; init; }
    public required Currency Currency { get; init; }
    public required long Party { get; init; }
    public required YearMonth Period { get; init; }

    /// <summary>In minor units; a debit is positive.</summary>
    public required long Amount { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PartySnapshotRow>
    {
        public void Configure(EntityTypeBuilder<PartySnapshotRow> builder) =>
            builder.ToTable("party_snapshots")
                .HasKey(snapshot => new { snapshot.Fund, snapshot.Account, snapshot.Currency, snapshot.Party, snapshot.Period });
    }
}
