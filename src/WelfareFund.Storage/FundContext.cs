using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Storage;

/// <summary>
/// One model for both engines; each engine's subclass has its own migrations. A table is one row class with its
/// <see cref="IEntityTypeConfiguration{T}"/> beside it; every table of a fund carries the fund's number.
/// </summary>
/// <remarks>Rows of the ledger are read here and written by <see cref="LedgerWriter"/> alone.</remarks>
public abstract class FundContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<FundRow> Funds => Set<FundRow>();
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<AccountNameRow> AccountNames => Set<AccountNameRow>();
    public DbSet<PartyRow> Parties => Set<PartyRow>();
    public DbSet<HeadRow> Heads => Set<HeadRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<EntryRow> Entries => Set<EntryRow>();
    public DbSet<PostingRow> Postings => Set<PostingRow>();
    public DbSet<BalanceRow> Balances => Set<BalanceRow>();
    public DbSet<PartyBalanceRow> PartyBalances => Set<PartyBalanceRow>();
    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();
    public DbSet<PartySnapshotRow> PartySnapshots => Set<PartySnapshotRow>();
    public DbSet<SealRow> Seals => Set<SealRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConversion>();
        configurationBuilder.Properties<YearMonth>().HaveConversion<YearMonthConversion>();
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConversion>();
        configurationBuilder.Properties<Currency>().HaveConversion<CurrencyConversion>();
        configurationBuilder.ComplexProperties<Money>();
        FactMappings.ConfigureConventions(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FundContext).Assembly);
        FactMappings.Configure(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes()) ColumnNames.Apply(entity);
    }
}

/// <summary>Columns are the properties in snake_case; an amount <c>Gross</c> is <c>gross</c> and <c>gross_currency</c>.</summary>
internal static class ColumnNames
{
    internal static void Apply(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties()) Name(property, Snake(property.Name));
        foreach (var complex in entity.GetComplexProperties().Where(complex => complex.ClrType == typeof(Money)))
        {
            var name = Snake(complex.Name);
            Name(Part(complex, nameof(Money.MinorUnits)), name);
            Name(Part(complex, nameof(Money.Currency)), name + "_currency");
        }
    }

    /// <summary>Money has no setters, so EF does not find its two parts by itself.</summary>
    private static IMutableProperty Part(IMutableComplexProperty money, string name) =>
        money.ComplexType.FindProperty(name) ?? money.ComplexType.AddProperty(typeof(Money).GetProperty(name)!);

    private static void Name(IMutableProperty property, string column)
    {
        if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null) property.SetColumnName(column);
    }

    internal static string Snake(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
