using WelfareFund.Refusals;

namespace WelfareFund.Ledger;

/// <summary>
/// An entry as the bytes that its leaf commits to: everything but the moment of recording. Two entries have the same
/// bytes only when they are the same; golden vectors in the tests pin every byte.
/// </summary>
/// <remarks>
/// In this order, as <see cref="CanonicalWriter"/> writes: version (1 byte, now 1), fund, sequence (64 bits), the key's kind,
/// concerned, subject, part and revision (32), effective, concerns, corrects (64; 0 for none), run (64), terms version, rule version,
/// maker, approver (32 each), number of postings (32), and for each posting account (32), currency number (16), minor units (64),
/// party (64), corridor and cost line (empty for none).
/// </remarks>
public static class CanonicalEntry
{
    private const byte Version = 1;

    /// <summary>Everything that is not text, and the length of every text, with some room to spare.</summary>
    private const int FixedBytes = 128;

    private const int FixedBytesOfPosting = 32;
    private const int MaximumUtf8BytesOfChar = 3;

    public static byte[] Encode(string fund, long sequence, EntryDraft body)
    {
        var buffer = new byte[MaximumLength(fund, body)];
        return buffer[..Write(buffer, fund, sequence, body)];
    }

    /// <summary>Refuses (<c>entry-encoding</c>) whatever <see cref="Encode"/> cannot have written.</summary>
    public static Result<(string Fund, long Sequence, EntryDraft Body)> Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var decoded = Read(bytes);
            if (!Encode(decoded.Fund, decoded.Sequence, decoded.Body).AsSpan().SequenceEqual(bytes)) throw new FormatException("It is not in canonical form.");
            return decoded;
        }
        catch (FormatException problem)
        {
            return new Refusal("entry-encoding", "", "these bytes are not an entry: " + problem.Message.TrimEnd('.'), "take the bytes as they were written");
        }
    }

    internal static int MaximumLength(string fund, EntryDraft body)
    {
        var key = body.Key;
        var chars = fund.Length + key.Kind.Length + key.Concerned.Length + key.Subject.Length + key.Part.Length;
        foreach (var posting in body.Postings) chars += (posting.Corridor?.Length ?? 0) + (posting.CostLine?.Length ?? 0);
        return FixedBytes + (FixedBytesOfPosting * body.Postings.Count) + (MaximumUtf8BytesOfChar * chars);
    }

    internal static int Write(Span<byte> buffer, string fund, long sequence, EntryDraft body)
    {
        var writer = new CanonicalWriter(buffer);
        writer.Byte(Version);
        writer.Text(fund);
        writer.Int64(sequence);
        writer.Text(body.Key.Kind);
        writer.Text(body.Key.Concerned);
        writer.Text(body.Key.Subject);
        writer.Text(body.Key.Part);
        writer.Int32(body.Key.Revision);
        writer.Date(body.Effective);
        writer.Date(body.Concerns);
        writer.Int64(body.Corrects ?? 0);
        writer.Int64(body.Provenance.Run);
        writer.Int32(body.Provenance.TermsVersion);
        writer.Int32(body.Provenance.RuleVersion);
        writer.Int32(body.Provenance.Maker);
        writer.Int32(body.Provenance.Approver);
        writer.Int32(body.Postings.Count);
        for (var index = 0; index < body.Postings.Count; index++)
        {
            var posting = body.Postings[index];
            writer.Int32(posting.Account);
            writer.Int16(posting.Amount.Currency.Number);
            writer.Int64(posting.Amount.MinorUnits);
            writer.Int64(posting.Party);
            writer.Text(posting.Corridor ?? "");
            writer.Text(posting.CostLine ?? "");
        }

        return writer.Length;
    }

    private static (string Fund, long Sequence, EntryDraft Body) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var version = reader.Byte();
        if (version != Version) throw new FormatException($"Version {version} of the encoding is unknown.");
        var fund = reader.Text();
        var sequence = reader.Int64();
        var key = new EntryKey(reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Int32());
        var effective = reader.Date();
        var concerns = reader.Date();
        var corrects = reader.Int64();
        var provenance = new Provenance(reader.Int64(), reader.Int32(), reader.Int32(), reader.Int32(), reader.Int32());
        var postings = new Posting[reader.Count()];
        for (var index = 0; index < postings.Length; index++)
        {
            var account = reader.Int32();
            var currency = reader.Currency();
            postings[index] = new(account, new Money(reader.Int64(), currency), reader.Int64(), NullIfEmpty(reader.Text()), NullIfEmpty(reader.Text()));
        }

        reader.End();
        return (fund, sequence, new EntryDraft(key, effective, concerns, corrects == 0 ? null : corrects, provenance, postings));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
