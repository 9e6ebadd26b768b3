using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace WelfareFund.Ledger;

/// <summary>Reads what <see cref="CanonicalWriter"/> wrote. Whatever cannot be read throws <see cref="FormatException"/>.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = bytes;

    internal byte Byte() => Take(sizeof(byte))[0];
    internal short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));
    internal int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
    internal long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));
    internal Digest Digest() => new(Take(Ledger.Digest.Length));

    /// <summary>A number of things of at least one byte each: never more than there are bytes left.</summary>
    internal int Count()
    {
        var count = Int32();
        return count >= 0 && count <= rest.Length ? count : throw new FormatException($"{count} is not a possible number of parts.");
    }

    internal LocalDate Date()
    {
        var number = Int32();
        try
        {
            return new(number / 10_000, number / 100 % 100, number % 100);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException($"{number} is not a date.");
        }
    }

    internal YearMonth Month()
    {
        var number = Int32();
        try
        {
            return new(number / 100, number % 100);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException($"{number} is not a month.");
        }
    }

    internal Currency Currency()
    {
        var number = Int16();
        try
        {
            return WelfareFund.Currency.Of(number);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"{number} is not a currency number of ISO 4217.");
        }
    }

    internal string Text()
    {
        try
        {
            return Utf8.GetString(Take(Int32()));
        }
        catch (ArgumentException)
        {
            throw new FormatException("A text is not UTF-8.");
        }
    }

    internal readonly void End()
    {
        if (!rest.IsEmpty) throw new FormatException($"{rest.Length} bytes stand after the end.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > rest.Length) throw new FormatException("It ends too early.");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
