using System.Diagnostics;
using System.Runtime.Versioning;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;

namespace WelfareFund.AcceptanceTests.Jobs;

[UnsupportedOSPlatform("windows")]
public sealed class UnwritableDatabaseTests
{
    private static readonly string[] Live = ["fund", "load", SampleBooks.Folder, "--through", "2024-10"];

    /// <summary>The file may not grow beyond limits that fall into the schema, into the files that come in, and into the books.</summary>
    [Fact]
    public async Task On_a_full_disk_a_command_says_so_in_one_sentence_and_with_room_again_it_ends_as_if_undisturbed()
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var undisturbed = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await SampleBooks.RunAsync(undisturbed, keys, null, Live);
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        foreach (var kibibytes in (int[])[100, 400, 700])
        {
            var (code, errors) = await RunAsync(database, keys, ["bash", "-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"", "bash"], Live);
            code.ShouldBe(1, errors);
            errors.TrimEnd().ShouldBe($"{database.SqlitePath}: the disk is full or the file may not grow, and the step under way is undone; make room, then run the same command again: it goes on from there.");
        }

        await SampleBooks.RunAsync(database, keys, null, Live);
        await SampleBooks.OutputAsync(database, keys, "verify", "--fund", "care-corridors");
        (await SampleBooks.EndStateAsync(database)).ShouldBe(await SampleBooks.EndStateAsync(undisturbed));
        Directory.Delete(keys, recursive: true);
    }

    [Fact]
    public async Task A_database_that_may_only_be_read_is_told_in_one_sentence_and_still_verifies()
    {
        var keys = Directory.CreateTempSubdirectory("welfarefund-keys-").FullName;
        await using var database = await EmptyDatabase.CreateAsync(Engine.Sqlite);
        await SampleBooks.RunAsync(database, keys, null, Live);
        var before = await SampleBooks.EndStateAsync(database);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(database.SqlitePath)!))
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        // Root writes whatever it likes, unless it gives that up.
        string[] asNobodySpecial = Environment.UserName == "root" ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : [];

        foreach (var command in new string[][] { ["settle", "--fund", "care-corridors", "--month", "2024-11"], ["import", "investors", Path.Combine(SampleBooks.Folder, "sample", "investors.csv"), "--fund", "care-corridors"], ["jobs", "run", "verify", "--fund", "care-corridors"] })
        {
            var (code, errors) = await RunAsync(database, keys, asNobodySpecial, command);
            code.ShouldBe(1, errors);
            errors.TrimEnd().ShouldBe($"{database.SqlitePath}: the database may not be written to, and nothing was changed; give this user the right to write the file and its folder, or the server's database.");
        }

        var (verified, said) = await RunAsync(database, keys, asNobodySpecial, ["verify", "--fund", "care-corridors"]);
        verified.ShouldBe(0, said);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(database.SqlitePath)!))
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await SampleBooks.EndStateAsync(database)).ShouldBe(before);
        Directory.Delete(keys, recursive: true);
    }

    private static async Task<(int Code, string Errors)> RunAsync(EmptyDatabase database, string keys, string[] under, string[] command)
    {
        string[] whole = [.. under, "dotnet", SampleBooks.Command, .. command];
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["WELFAREFUND_DB"] = database.Address;
        start.Environment["WELFAREFUND_KEYS"] = keys;
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // the runtime would map its code through a file, and files may not grow
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, await errors);
    }
}
