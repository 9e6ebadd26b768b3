using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Administration;

/// <summary>One approved version of a fund's terms, complete.</summary>
public sealed class TermsVersionRow
{
    public required int Fund { get; init; }

    /// <summary>From 1, in the order of approval. Entries name it.</summary>
    public required int Number { get; init; }

    /// <summary>The first day it is in force.</summary>
    public required LocalDate Effective { get; init; }

    /// <summary>SHA-256 of the canonical text, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The canonical text: comments and layout are gone, the meaning is whole.</summary>
    public required string Json { get; init; }
    public required int Maker { get; init; }
    public required int Approver { get; init; }
    public required Instant AppliedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TermsVersionRow>
    {
        public void Configure(EntityTypeBuilder<TermsVersionRow> builder) => builder.ToTable("terms_versions").HasKey(terms => new { terms.Fund, terms.Number });
    }
}
