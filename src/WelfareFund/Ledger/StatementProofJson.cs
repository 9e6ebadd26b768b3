using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>
/// A proof as a JSON file. Hashes and canonical bytes are hexadecimal; signature and key are Base64, as <c>openssl</c> takes them.
/// Unknown, missing and repeated properties are refused.
/// </summary>
public static class StatementProofJson
{
    private const string Format = "welfarefund-statement-proof-1";
    private const string Proves = "These entries are in the fund's sealed books. It does not prove that none is missing.";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static byte[] Write(StatementProof proof) => JsonSerializer.SerializeToUtf8Bytes(
        new ProofFile(
            Format,
            Proves,
            Convert.ToHexStringLower(proof.Seal.Seal.Encode()),
            Convert.ToBase64String(proof.Seal.Signature.Span),
            Convert.ToBase64String(proof.Seal.PublicKey.Span),
            [.. proof.AccountNames],
            [.. proof.Entries.Select(entry => new EntryLine(
                entry.Sequence, Convert.ToHexStringLower(entry.Encoding.Span), entry.Salt.ToString(), [.. entry.Path.Select(digest => digest.ToString())]))]),
        Options);

    /// <summary>Reads the file without believing it: <see cref="StatementProof.Verify"/> does the checking. Refused (<c>proof-file</c>) when it is no such file.</summary>
    public static Result<StatementProof> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ProofFile>(json, Options) ?? throw new FormatException("It is empty");
            if (file.Format != Format) throw new FormatException($"Its format is '{file.Format}' and not '{Format}'");
            if (file.Proves != Proves) throw new FormatException("What it says it proves was changed");
            var seal = Seal.Decode(Convert.FromHexString(file.Seal));
            if (seal.IsRefused) return seal.Refusals[0];
            return new StatementProof(
                new SignedSeal(seal.Value, Convert.FromBase64String(file.Signature), Convert.FromBase64String(file.PublicKey)),
                [.. file.AccountNames.Select(name => name ?? throw new FormatException("An account name is null"))],
                [.. file.Entries.Select(Entry)]);
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return new Refusal("proof-file", "", "this is not a statement's proof: " + problem.Message.TrimEnd('.'), "take the file as it was attached to the statement");
        }
    }

    private static ProvenEntry Entry(EntryLine? line) => line is null
        ? throw new FormatException("An entry is null")
        : new(line.Sequence, Convert.FromHexString(line.Encoding), Hash(line.Salt), [.. line.Path.Select(Hash)]);

    private static Digest Hash(string hex) => Digest.TryParse(hex, out var digest) ? digest.Value : throw new FormatException($"'{hex}' is not a hash of 64 hexadecimal digits");

    private sealed record ProofFile(string Format, string Proves, string Seal, string Signature, string PublicKey, AccountName[] AccountNames, EntryLine[] Entries);

    private sealed record EntryLine(long Sequence, string Encoding, string Salt, string[] Path);
}
