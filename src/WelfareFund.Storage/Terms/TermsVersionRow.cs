using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Terms;

/// <summary>One approved version of a fund's terms.</summary>
public sealed class TermsVersionRow
{
    public required int Fund { get; init; }

    /// <summary>From 1, in the order of approval.</summary>
    public required int Number { get; init; }
    public required LocalDate Effective { get; init; }

    /// <summary>SHA-256 of what the terms say.</summary>
    public required string Hash { get; init; }

    /// <summary>The terms with every default written out.</summary>
    public required string Json { get; init; }
    public required int Maker { get; init; }
    public required int Approver { get; init; }
    public required Instant AppliedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TermsVersionRow>
    {
        public void Configure(EntityTypeBuilder<TermsVersionRow> builder) => builder.ToTable("terms_versions").HasKey(version => new { version.Fund, version.Number });
    }
}
