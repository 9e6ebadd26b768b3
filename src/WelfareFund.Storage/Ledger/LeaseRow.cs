using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Ledger;

/// <summary>Who runs a fund's settlement at present, and until when nobody else may.</summary>
public sealed class LeaseRow
{
    public required int Fund { get; init; }
    public required string Owner { get; set; }
    public required long Fence { get; set; }
    public required Instant Until { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<LeaseRow>
    {
        public void Configure(EntityTypeBuilder<LeaseRow> builder)
        {
            builder.ToTable("leases").HasKey(lease => lease.Fund);
            builder.Property(lease => lease.Fund).ValueGeneratedNever();
        }
    }
}
