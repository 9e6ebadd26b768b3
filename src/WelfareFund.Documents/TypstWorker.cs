using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace WelfareFund.Documents;

/// <summary>One Node process that draws one document at a time. After <see cref="Answer.Lost"/> it is dead and is only to be disposed.</summary>
internal sealed class TypstWorker : IDisposable
{
    private readonly Process process;
    private readonly Task<string> complaints;

    private TypstWorker(Process process)
    {
        this.process = process;
        complaints = process.StandardError.ReadToEndAsync();
    }

    public int Requests { get; private set; }

    /// <summary>Bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <exception cref="Win32Exception">There is no <c>node</c> on the path.</exception>
    public static TypstWorker Start(string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { "--expose-gc", Path.Combine(folder, "worker", "worker.mjs") },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new TypstWorker(Process.Start(start)!);
    }

    /// <summary>Compiling blocks the process, so the only way to stop it, at the time-out or when cancelled, is to kill it.</summary>
    public async Task<Answer> AskAsync(TypstDocument document, TimeSpan timeout, CancellationToken cancellation)
    {
        Requests++;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeout);
        using var killing = deadline.Token.UnsafeRegister(static worker => ((TypstWorker)worker!).Kill(), this);
        try
        {
            var input = process.StandardInput.BaseStream;
            await input.WriteAsync(document.ToRequestLine(Requests), CancellationToken.None);
            await input.FlushAsync(CancellationToken.None);
            var answer = await ReadAnswerAsync();
            // The kill may have come between the last byte and here: then this process draws no more.
            if (!deadline.IsCancellationRequested)
            {
                return answer;
            }
        }
        catch (Exception lost) when (lost is IOException or EndOfStreamException or JsonException)
        {
            Kill();
        }

        cancellation.ThrowIfCancellationRequested();
        return new Answer.Lost(deadline.IsCancellationRequested
            ? $"gave no answer within {timeout.TotalSeconds:0.###} seconds"
            : $"ended before it answered ({await LastComplaintAsync()})");
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private async Task<Answer> ReadAnswerAsync()
    {
        var output = process.StandardOutput.BaseStream;
        var line = new List<byte>();
        var one = new byte[1];
        do
        {
            await output.ReadExactlyAsync(one);
            line.Add(one[0]);
        }
        while (one[0] != '\n');

        using var header = JsonDocument.Parse(line.ToArray());
        var answer = header.RootElement;
        if (answer.GetProperty("id").GetInt64() != Requests)
        {
            throw new JsonException("The answer is to another request.");
        }

        if (!answer.GetProperty("ok").GetBoolean())
        {
            return new Answer.Refused(answer.GetProperty("error").GetString()!);
        }

        var pdf = new byte[answer.GetProperty("length").GetInt32()];
        await output.ReadExactlyAsync(pdf);
        return new Answer.Drawn(pdf);
    }

    private async Task<string> LastComplaintAsync() =>
        (await complaints).Split('\n').FirstOrDefault(line => line.Contains("Error", StringComparison.Ordinal))?.Trim() ?? "it said nothing";

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself, which is what was wanted.
        }
    }

    internal abstract record Answer
    {
        private Answer() { }

        public sealed record Drawn(byte[] Pdf) : Answer;

        /// <summary>The template and these figures do not make a document; asking again will not help.</summary>
        public sealed record Refused(string Why) : Answer;

        /// <summary>The process hung or died; another may succeed.</summary>
        public sealed record Lost(string Why) : Answer;
    }
}
