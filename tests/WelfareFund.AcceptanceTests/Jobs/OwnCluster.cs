using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace WelfareFund.AcceptanceTests.Jobs;

/// <summary>A PostgreSQL server of a test's own, which it may stop.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class OwnCluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly int port;

    private OwnCluster(string folder, int port) => (this.folder, this.port) = (folder, port);

    internal string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");

    private string Data => Path.Combine(folder, "data");

    internal static async Task<OwnCluster> StartNewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-cluster-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var cluster = new OwnCluster(folder, FreePort());
        await cluster.RunAsync("initdb", "-D", cluster.Data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await cluster.StartAsync();
        return cluster;
    }

    internal Task StartAsync() => RunAsync("pg_ctl", "start", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''"));

    /// <summary>At once, as a power cut: the server recovers when it starts.</summary>
    internal Task StopAsync() => RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses root: root runs it as the user its package brings.</summary>
    private async Task RunAsync(string program, params string[] arguments)
    {
        var path = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", program)).Last(File.Exists);
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Join(' ', command));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
