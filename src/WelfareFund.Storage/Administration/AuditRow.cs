using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Administration;

/// <summary>Who did what, and what it changed: written with the change itself, in one commit.</summary>
public sealed class AuditRow
{
    /// <summary>The database's own count.</summary>
    public long Number { get; init; }
    public required int? Fund { get; init; }
    public required Instant At { get; init; }
    public required int UserNumber { get; init; }

    /// <summary><c>cli</c>, <c>web</c> or <c>job</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The operating system's user on the command line; null elsewhere.</summary>
    public string? OsUser { get; init; }

    /// <summary>The act, as a use case's name: <c>apply-terms</c>.</summary>
    public required string Act { get; init; }
    public required string Subject { get; init; }

    /// <summary>What stood before, in words or JSON; null where nothing did.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder) => builder.ToTable("audit_trail").HasKey(row => row.Number);
    }
}
