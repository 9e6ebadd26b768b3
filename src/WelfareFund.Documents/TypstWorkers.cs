using System.Collections.Concurrent;
using System.ComponentModel;
using WelfareFund.Refusals;

namespace WelfareFund.Documents;

/// <summary>
/// The processes that draw: started when first needed, at most one a core, each replaced after <see cref="DocumentsPerWorker"/> documents.
/// One instance serves the whole product.
/// </summary>
public sealed class TypstWorkers : IDisposable
{
    public const int DocumentsPerWorker = 1_000;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly TimeSpan timeout;
    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);
    private readonly ConcurrentStack<TypstWorker> idle = new();

    public TypstWorkers() : this(DocumentsFolder.Path, DefaultTimeout) { }

    internal TypstWorkers(string folder, TimeSpan timeout)
    {
        this.folder = folder;
        this.timeout = timeout;
    }

    /// <returns>PDF/A-3a; the same paper and issue give the same bytes. Refused: <c>documents-need-node</c>, <c>documents-not-installed</c>, <c>document-refused</c>,
    /// <c>document-engine-lost</c>.</returns>
    public Task<Result<byte[]>> DrawAsync(Paper paper, Issue issue, CancellationToken cancellation = default) => DrawAsync(paper.ToDocument(issue), cancellation);

    internal async Task<Result<byte[]>> DrawAsync(TypstDocument document, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            return await TryAsync(document, cancellation) switch
            {
                TypstWorker.Answer.Lost => Read(await TryAsync(document, cancellation), document),
                var answer => Read(answer, document),
            };
        }
        catch (Win32Exception)
        {
            return new Refusal("documents-need-node", "", "PDF documents are drawn by Node.js, and no 'node' was found on the path",
                "install Node.js 18 or newer with npm (on Debian: apt-get install nodejs npm)");
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Bytes: the most memory that one of the processes now waiting has ever held.</summary>
    internal long LargestPeakMemory() => idle.Select(worker => worker.PeakMemory).DefaultIfEmpty().Max();

    public void Dispose()
    {
        while (idle.TryPop(out var worker))
        {
            worker.Dispose();
        }

        places.Dispose();
    }

    private async Task<TypstWorker.Answer> TryAsync(TypstDocument document, CancellationToken cancellation)
    {
        var worker = idle.TryPop(out var waiting) ? waiting : TypstWorker.Start(folder);
        var reusable = false;
        try
        {
            var answer = await worker.AskAsync(document, timeout, cancellation);
            reusable = answer is not TypstWorker.Answer.Lost && worker.Requests < DocumentsPerWorker;
            return answer;
        }
        finally
        {
            if (reusable)
            {
                idle.Push(worker);
            }
            else
            {
                worker.Dispose();
            }
        }
    }

    private Result<byte[]> Read(TypstWorker.Answer answer, TypstDocument document) => answer switch
    {
        TypstWorker.Answer.Drawn drawn => drawn.Pdf,
        TypstWorker.Answer.Refused refused => new Refusal("document-refused", document.Template, refused.Why,
            refused.Why.Contains("could not be displayed", StringComparison.Ordinal) ? "add the font package of that script to the documents worker" : ""),
        _ when !Directory.Exists(Path.Combine(folder, "worker", "node_modules", "@myriaddreamin")) => new Refusal("documents-not-installed",
            Path.Combine(folder, "worker"), "the engine that draws PDF documents is not installed", "run `npm ci --ignore-scripts` in that folder"),
        _ => new Refusal("document-engine-lost", document.Template, "the engine that draws PDF documents " + ((TypstWorker.Answer.Lost)answer).Why + ", twice", ""),
    };
}
