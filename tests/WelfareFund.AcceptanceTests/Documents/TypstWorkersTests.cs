using System.Text.Json.Nodes;
using WelfareFund.Documents;
using WelfareFund.Refusals;

namespace WelfareFund.AcceptanceTests.Documents;

public sealed class TypstWorkersTests : IDisposable
{
    private static readonly TypstDocument Statement = SampleStatement.Paper(SampleStatement.For()).ToDocument(SampleStatement.FirstIssue);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("documents-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_hung_worker_is_killed_with_its_children_and_another_one_draws()
    {
        // The first process starts a child and then neither reads nor ends; every later one is the real worker.
        WorkerIs($$"""
            import { existsSync, writeFileSync } from 'node:fs';
            import { spawn } from 'node:child_process';
            if (existsSync('hung')) await import('{{DocumentsFolder.Path}}/worker/worker.mjs');
            else {
              const child = spawn('sleep', ['600']);
              writeFileSync('hung', `${process.pid} ${child.pid}`);
              for (;;);
            }
            """);
        using var workers = new TypstWorkers(folder.FullName, TimeSpan.FromSeconds(10));

        var pdf = await workers.DrawAsync(Statement, default);

        Poppler.Text(pdf.Value).ShouldContain("Capital account statement");
        var hung = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "hung"));
        hung.Split(' ').ShouldAllBe(process => !Runs(process));
    }

    [Fact]
    public async Task A_worker_that_always_hangs_is_refused_after_two_tries()
    {
        WorkerIs("""
            import { appendFileSync } from 'node:fs';
            appendFileSync('tries', 'x');
            for (;;);
            """);
        using var workers = new TypstWorkers(folder.FullName, TimeSpan.FromSeconds(2));

        var answer = await workers.DrawAsync(Statement, default);

        answer.Refusals.Single().ToString().ShouldContain("gave no answer within 2 seconds, twice");
        (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "tries"))).ShouldBe("xx");
    }

    [Fact]
    public async Task A_missing_installation_says_what_to_run_and_where()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "worker"));
        File.Copy(Path.Combine(DocumentsFolder.Path, "worker", "worker.mjs"), Path.Combine(folder.FullName, "worker", "worker.mjs"));
        using var workers = new TypstWorkers(folder.FullName, TimeSpan.FromSeconds(60));

        var refusal = (await workers.DrawAsync(Statement, default)).Refusals.Single();

        refusal.ShouldBe(new Refusal("documents-not-installed", Path.Combine(folder.FullName, "worker"), "the engine that draws PDF documents is not installed", "run `npm ci --ignore-scripts` in that folder"));
    }

    [Fact]
    public async Task Cancelling_stops_a_document_that_is_being_drawn()
    {
        WorkerIs("for (;;);");
        using var workers = new TypstWorkers(folder.FullName, TimeSpan.FromMinutes(10));
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Should.ThrowAsync<OperationCanceledException>(() => workers.DrawAsync(Statement, cancelling.Token));
    }

    [Fact]
    public async Task Many_at_once_each_get_their_own_document()
    {
        using var workers = new TypstWorkers();
        var names = Enumerable.Range(1, 20).Select(number => $"Investor number {number}.").ToList();

        var pdfs = await Task.WhenAll(names.Select(name =>
            workers.DrawAsync(SampleStatement.Paper(SampleStatement.For(name, transactions: 3)).ToDocument(SampleStatement.FirstIssue), default)));

        foreach (var (pdf, name) in pdfs.Zip(names))
        {
            Poppler.Info(pdf.Value).ShouldContain(name);
        }
    }

    [Fact]
    public async Task A_template_that_fails_says_where_and_the_next_document_is_drawn()
    {
        using var workers = new TypstWorkers();
        var broken = Statement with { Data = new JsonObject { ["lang"] = "en" } };

        var refusal = (await workers.DrawAsync(broken, default)).Refusals.Single();

        refusal.Where.ShouldBe("investor-statement.typ");
        refusal.What.ShouldContain("does not contain key");
        (await workers.DrawAsync(Statement, default)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task The_worker_installs_exact_versions_from_whatever_registry_is_configured()
    {
        var worker = Path.Combine(DocumentsFolder.Path, "worker");
        var wanted = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(worker, "package.json")))!["dependencies"]!.AsObject();
        var locked = await File.ReadAllTextAsync(Path.Combine(worker, "package-lock.json"));

        wanted.Select(package => (string?)package.Value).Where(version => !Version.TryParse(version, out _)).ShouldBeEmpty();
        locked.ShouldNotContain("://");
    }

    private void WorkerIs(string script)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "worker", "node_modules", "@myriaddreamin"));
        File.WriteAllText(Path.Combine(folder.FullName, "worker", "worker.mjs"), script);
    }

    private static bool Runs(string process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
