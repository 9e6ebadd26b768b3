using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Facts;

/// <summary>A provider asks the verifier to decide a claim again. Settlements do not read it: what decides is the next decision.</summary>
public sealed class AppealRow
{
    public required int Fund { get; init; }
    public required string ClaimId { get; init; }
    public required Instant AppealedAt { get; init; }
    public required int AppealedBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AppealRow>
    {
        public void Configure(EntityTypeBuilder<AppealRow> builder) => builder.ToTable("appeals").HasKey(row => new { row.Fund, row.ClaimId });
    }
}

/// <summary>What an appeal says. It may name people, so that it stands apart. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class AppealTextRow
{
    public required int Fund { get; init; }
    public required string ClaimId { get; init; }
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AppealTextRow>
    {
        public void Configure(EntityTypeBuilder<AppealTextRow> builder) => builder.ToTable("appeal_texts").HasKey(row => new { row.Fund, row.ClaimId });
    }
}
