using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Administration;

/// <summary>Somebody who may act. Entries name the number; the name is for people.</summary>
public sealed class UserRow
{
    public required int Number { get; init; }

    /// <summary>What <c>--as</c> takes; unique.</summary>
    public required string Name { get; init; }

    /// <summary>One of the two people who play maker and checker on sample funds; never acts on a real one.</summary>
    public required bool Sample { get; init; }

    /// <summary>SHA-256 of the person's key; null on sample people, who need none.</summary>
    public byte[]? KeyHash { get; init; }
    public required Instant AddedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserRow>
    {
        public void Configure(EntityTypeBuilder<UserRow> builder)
        {
            builder.ToTable("users").HasKey(user => user.Number);
            builder.Property(user => user.Number).ValueGeneratedNever();
        }
    }
}

/// <summary>What a user may do in one fund.</summary>
public sealed class UserRoleRow
{
    public required int Fund { get; init; }
    public required int UserNumber { get; init; }

    /// <summary>One of the eight roles, in kebab-case.</summary>
    public required string Role { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserRoleRow>
    {
        public void Configure(EntityTypeBuilder<UserRoleRow> builder) => builder.ToTable("user_roles").HasKey(role => new { role.Fund, role.UserNumber, role.Role });
    }
}
