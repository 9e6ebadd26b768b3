using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace WelfareFund.Storage.Access;

/// <summary>A passkey with which a user signs in. The private half never leaves its owner's device.</summary>
public sealed class PasskeyRow
{
    /// <summary>As the device calls it.</summary>
    public required byte[] CredentialId { get; init; }
    public required int UserNumber { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>COSE, as the device gave it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>What the device last counted; 0 where it does not count. One that goes back was copied.</summary>
    public required long SignCount { get; set; }

    /// <summary>Words between spaces: how a browser reaches the device.</summary>
    public required string Transports { get; init; }
    public required bool BackupEligible { get; init; }
    public required bool BackedUp { get; set; }
    public required Instant AddedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PasskeyRow>
    {
        public void Configure(EntityTypeBuilder<PasskeyRow> builder) => builder.ToTable("passkeys").HasKey(row => row.CredentialId);
    }
}
