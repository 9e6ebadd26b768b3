using System.Diagnostics;
using System.Globalization;
using WelfareFund.Application;

namespace WelfareFund.Cli;

/// <summary>Says on one line of the terminal how far long work is, four times a second, and takes the line away at its end.</summary>
internal sealed class TerminalProgress(TextWriter terminal) : IProgress<WorkProgress>, IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private readonly Lock turn = new();
    private long saidAt = Stopwatch.GetTimestamp();
    private int width;

    /// <summary>Null where nobody looks: messages then go to a file or a program.</summary>
    internal static TerminalProgress? On(TextWriter errors) => Console.IsErrorRedirected ? null : new(errors);

    public void Report(WorkProgress value)
    {
        lock (turn)
        {
            if (Stopwatch.GetElapsedTime(saidAt) < Between)
                return;
            saidAt = Stopwatch.GetTimestamp();
            Write(value.Total is { } total
                ? string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} of {total:N0} {value.Unit}")
                : string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} {value.Unit}"));
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            if (width > 0)
                Write("");
        }
    }

    private void Write(string text)
    {
        terminal.Write("\r" + text.PadRight(width) + (text.Length == 0 ? "\r" : ""));
        terminal.Flush();
        width = text.Length;
    }
}
