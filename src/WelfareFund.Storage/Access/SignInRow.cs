using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>How a user proves to the pages who they are. One who has none of it uses the command line alone.</summary>
public sealed class SignInRow
{
    public required int UserNumber { get; init; }

    /// <summary>As the framework's hasher writes it.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with everything that a session stands on: sessions with another one end.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>Wrong passwords and codes since the last right one.</summary>
    public int Failed { get; set; }
    public Instant? LockedUntil { get; set; }

    /// <summary>Base 32, of the second factor; it counts once <see cref="SecondFactor"/> says so.</summary>
    public string? AuthenticatorKey { get; set; }
    public bool SecondFactor { get; set; }

    /// <summary>SHA-256 of each code that is left, in lower-case hex, between spaces.</summary>
    public string RecoveryCodes { get; set; } = "";

    /// <summary>SHA-256 of what the invitation's link carries; null once it was used.</summary>
    public byte[]? InvitationHash { get; set; }
    public Instant? InvitedUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SignInRow>
    {
        public void Configure(EntityTypeBuilder<SignInRow> builder)
        {
            builder.ToTable("sign_ins").HasKey(row => row.UserNumber);
            builder.Property(row => row.UserNumber).ValueGeneratedNever();
            builder.Property(row => row.SecurityStamp).IsConcurrencyToken();
        }
    }
}
