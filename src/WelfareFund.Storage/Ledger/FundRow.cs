using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Ledger;

/// <summary>A fund's number inside the database; people and files know its id.</summary>
public sealed class FundRow
{
    public required int Number { get; init; }
    public required string Id { get; init; }
    public required Currency BaseCurrency { get; init; }

    /// <summary>The first month that could take an entry.</summary>
    public required YearMonth FirstMonth { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FundRow>
    {
        public void Configure(EntityTypeBuilder<FundRow> builder)
        {
            builder.ToTable("funds").HasKey(fund => fund.Number);
            builder.Property(fund => fund.Number).ValueGeneratedNever();
        }
    }
}
