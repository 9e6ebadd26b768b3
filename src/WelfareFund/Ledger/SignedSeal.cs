using System.Security.Cryptography;

namespace WelfareFund.Ledger;

/// <summary>A seal with its ECDSA signature on the curve P-256.</summary>
/// <param name="Signature">r and s, 32 bytes each, of the seal's hash.</param>
/// <param name="PublicKey">The signer's, as SubjectPublicKeyInfo (DER). Anybody can sign with a key of his own: compare its fingerprint with the fund's published one.</param>
public sealed record SignedSeal(Seal Seal, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> PublicKey)
{
    private const int BytesOfKey = 91;

    /// <summary>What stands before the point's coordinates in the DER of every P-256 key. Other curves and other spellings are not let near the decoder.</summary>
    private static readonly byte[] DerOfP256 = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    /// <summary>SHA-256 of the public key's DER.</summary>
    public Digest KeyFingerprint => Digest.Of(PublicKey.Span);

    /// <exception cref="ArgumentException">The key is not on the curve P-256.</exception>
    public static SignedSeal Sign(Seal seal, ECDsa key)
    {
        var publicKey = key.ExportSubjectPublicKeyInfo();
        return IsP256(publicKey)
            ? new(seal, key.SignHash(seal.Hash.ToArray(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation), publicKey)
            : throw new ArgumentException("Seals are signed on the curve P-256.", nameof(key));
    }

    /// <summary>Whether the holder of this key signed exactly this seal.</summary>
    public bool IsSigned()
    {
        if (!IsP256(PublicKey.Span)) return false;
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicKey.Span, out _);
            return key.VerifyHash(Seal.Hash.ToArray(), Signature.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool Equals(SignedSeal? other) =>
        other is not null && Seal == other.Seal && Signature.Span.SequenceEqual(other.Signature.Span) && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    public override int GetHashCode() => Seal.GetHashCode();

    private static bool IsP256(ReadOnlySpan<byte> publicKey) => publicKey.Length == BytesOfKey && publicKey.StartsWith(DerOfP256);
}
