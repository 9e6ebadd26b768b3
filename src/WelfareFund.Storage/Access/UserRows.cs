using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>Somebody who acts. Entries and approvals name the number.</summary>
public sealed class UserRow
{
    public required int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>A made-up person, who acts on sample funds alone and needs no key.</summary>
    public required bool Sample { get; init; }
    public byte[]? KeyHash { get; set; }
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

/// <summary>What a user is in one fund; in fund 0, in the whole installation.</summary>
public sealed class UserRoleRow
{
    public required int Fund { get; init; }
    public required int UserNumber { get; init; }
    public required string Role { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserRoleRow>
    {
        public void Configure(EntityTypeBuilder<UserRoleRow> builder) => builder.ToTable("user_roles").HasKey(role => new { role.Fund, role.UserNumber, role.Role });
    }
}

/// <summary>Whose account in a fund a user's role stands for.</summary>
public sealed class UserAccountRow
{
    public required int Fund { get; init; }
    public required int UserNumber { get; init; }
    public required string Role { get; init; }

    /// <summary>An id of the fund's own: an investor's, a provider's or a worker's.</summary>
    public required string Account { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserAccountRow>
    {
        public void Configure(EntityTypeBuilder<UserAccountRow> builder) => builder.ToTable("user_accounts").HasKey(own => new { own.Fund, own.UserNumber, own.Role, own.Account });
    }
}
