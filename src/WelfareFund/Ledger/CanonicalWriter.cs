using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NodaTime;

namespace WelfareFund.Ledger;

/// <summary>Integers big-endian; text as the length of its UTF-8 (32 bits) and its UTF-8; a date as the number 20250131.</summary>
internal ref struct CanonicalWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    internal int Length { get; private set; }
    internal readonly ReadOnlySpan<byte> Written => buffer[..Length];

    internal void Byte(byte value) => buffer[Length++] = value;

    internal void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(buffer[Length..], value);
        Length += sizeof(short);
    }

    internal void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer[Length..], value);
        Length += sizeof(int);
    }

    internal void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer[Length..], value);
        Length += sizeof(long);
    }

    internal void Date(LocalDate date) => Int32((date.Year * 10_000) + (date.Month * 100) + date.Day);

    /// <summary>The number 202501.</summary>
    internal void Month(YearMonth month) => Int32((month.Year * 100) + month.Month);

    internal void Text(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, buffer[(Length + sizeof(int))..]);
        Int32(written);
        Length += written;
    }

    internal void Digest(Digest digest)
    {
        digest.CopyTo(buffer[Length..]);
        Length += Ledger.Digest.Length;
    }

    /// <summary>The UTF-8 alone, without its length.</summary>
    internal void Raw(string text) => Length += Encoding.UTF8.GetBytes(text, buffer[Length..]);

    internal void Raw(int number)
    {
        number.TryFormat(buffer[Length..], out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }
}
