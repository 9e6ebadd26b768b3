using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>Who did what, when, and what it changed. Written in the transaction of the act itself, and never changed.</summary>
public sealed class AuditRow
{
    public long Number { get; init; }

    /// <summary>Null for an act on the whole installation.</summary>
    public int? Fund { get; init; }
    public required Instant At { get; init; }
    public required int UserNumber { get; init; }
    public required string Channel { get; init; }
    public string? OsUser { get; init; }

    /// <summary>The use case: <c>import</c>, <c>apply-terms</c>, <c>approve</c>.</summary>
    public required string Act { get; init; }
    public required string Subject { get; init; }

    /// <summary>JSON.</summary>
    public string? Before { get; init; }

    /// <summary>JSON.</summary>
    public string? After { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder) => builder.ToTable("audit_trail").HasKey(row => row.Number);
    }
}
