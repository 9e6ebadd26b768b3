using System.Security.Cryptography;

namespace WelfareFund.Ledger;

/// <summary>A seal with its ECDSA signature on the curve P-256.</summary>
/// <param name="Signature">r and s, 32 bytes each, of the seal's hash.</param>
/// <param name="PublicKey">The signer's, as SubjectPublicKeyInfo (DER). Anybody can sign with a key of his own: compare its fingerprint with the fund's published one.</param>
public sealed record SignedSeal(Seal Seal, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> PublicKey)
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>SHA-256 of the public key's DER.</summary>
    public Digest KeyFingerprint => Digest.Of(PublicKey.Span);

    /// <exception cref="ArgumentException">The key is not on the curve P-256.</exception>
    public static SignedSeal Sign(Seal seal, ECDsa key) => IsP256(key)
        ? new(seal, key.SignHash(seal.Hash.ToArray(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation), key.ExportSubjectPublicKeyInfo())
        : throw new ArgumentException("Seals are signed on the curve P-256.", nameof(key));

    /// <summary>Whether the holder of this key signed exactly this seal.</summary>
    public bool IsSigned()
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicKey.Span, out _);
            return IsP256(key)
                && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(PublicKey.Span)
                && key.VerifyHash(Seal.Hash.ToArray(), Signature.Span, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool Equals(SignedSeal? other) =>
        other is not null && Seal == other.Seal && Signature.Span.SequenceEqual(other.Signature.Span) && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    public override int GetHashCode() => Seal.GetHashCode();

    private static bool IsP256(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == P256;
}
