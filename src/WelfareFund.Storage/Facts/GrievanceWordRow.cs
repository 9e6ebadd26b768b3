using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Storage.Facts;

/// <summary>What was said on a grievance after it was raised. Settlements do not read it: what pauses and holds is the grievance alone.</summary>
public sealed class GrievanceWordRow
{
    public required int Fund { get; init; }
    public required string GrievanceId { get; init; }

    /// <summary>Among the words on one grievance, from 1.</summary>
    public required int Number { get; init; }
    public required GrievanceWordKind Kind { get; init; }
    public required Instant SaidAt { get; init; }
    public required int SaidBy { get; init; }

    /// <summary>The grievance that carries the appeal; null for any other word.</summary>
    public string? AppealId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<GrievanceWordRow>
    {
        public void Configure(EntityTypeBuilder<GrievanceWordRow> builder) => builder.ToTable("grievance_words").HasKey(row => new { row.Fund, row.GrievanceId, row.Number });
    }
}

/// <summary>What an answer says. It may name people, so that it stands apart. Read and written through <see cref="PersonalData"/> alone.</summary>
public sealed class GrievanceWordTextRow
{
    public required int Fund { get; init; }
    public required string GrievanceId { get; init; }
    public required int Number { get; init; }
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<GrievanceWordTextRow>
    {
        public void Configure(EntityTypeBuilder<GrievanceWordTextRow> builder) => builder.ToTable("grievance_word_texts").HasKey(row => new { row.Fund, row.GrievanceId, row.Number });
    }
}
