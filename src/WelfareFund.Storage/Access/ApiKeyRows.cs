using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>With what a program acts as a user over HTTP. The key itself is kept nowhere.</summary>
public sealed class ApiKeyRow
{
    public required int Number { get; init; }
    public required int UserNumber { get; init; }

    /// <summary>What the key is for, as its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, which has 256 random bits.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Words between spaces: <c>read</c>, and kinds of files.</summary>
    public required string Scope { get; init; }
    public required int MadeBy { get; init; }
    public required Instant MadeAt { get; init; }
    public required Instant ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public Instant? LastUsedAt { get; set; }
    public Instant? RevokedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKeyRow>
    {
        public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
        {
            builder.ToTable("api_keys").HasKey(row => row.Number);
            builder.Property(row => row.Number).ValueGeneratedNever();
        }
    }
}

/// <summary>What a request with an idempotency key was answered, so that the same one gets it again.</summary>
public sealed class ApiAnswerRow
{
    public required int ApiKey { get; init; }
    public required string IdempotencyKey { get; init; }

    /// <summary>SHA-256 of method, address and body.</summary>
    public required byte[] RequestHash { get; init; }
    public required int Status { get; init; }
    public required string ContentType { get; init; }
    public required string Body { get; init; }
    public required Instant AnsweredAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiAnswerRow>
    {
        public void Configure(EntityTypeBuilder<ApiAnswerRow> builder) => builder.ToTable("api_answers").HasKey(row => new { row.ApiKey, row.IdempotencyKey });
    }
}
