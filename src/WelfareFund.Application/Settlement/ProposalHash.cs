using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.Application.Settlement;

/// <summary>Over every line's stored text, so that what is approved is what was shown and what is posted.</summary>
internal sealed class ProposalHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> text = new(4_096);
    private (LocalDate Date, string Text) last = (default, LocalDatePattern.Iso.Format(default));

    internal int Lines { get; private set; }

    internal void Append(SettlementLineRow line)
    {
        Lines++;
        Write(line.Number);
        Write("\n", line.Kind, "\n", line.Subject, "\n", Text(line.Effective), "\n", Text(line.Concerns), "\n", line.State.ToString(), "\n", line.Reason, "\n");
        if (line.Amount is { } amount)
            Write(amount);
        Write(" ", line.Currency?.Code ?? "", "\n", line.Event ?? "", "\n", line.Trace, "\n");
        hash.AppendData(text.WrittenSpan);
        text.ResetWrittenCount();
    }

    internal byte[] Value() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    private string Text(LocalDate date) => date == last.Date ? last.Text : (last = (date, LocalDatePattern.Iso.Format(date))).Text;

    private void Write(long number)
    {
        number.TryFormat(text.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        text.Advance(written);
    }

    private void Write(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            Encoding.UTF8.GetBytes(word, text);
    }
}
