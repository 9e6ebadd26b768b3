using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Cli;

namespace WelfareFund.AcceptanceTests.Workers;

[Collection(LivedSampleTests.Name)]
public sealed class GrievanceCommandsTests(LivedSample sample)
{
    private const string Worker = "W00001";

    [Fact]
    public async Task A_grievance_is_listed_taken_on_answered_and_closed_on_the_command_line()
    {
        await using var database = await sample.Sqlite.CopyAsync();
        await ImportAsync(database, "G-1,W00001,,2025-07-01,pay,serious,my overtime is not paid,,");

        (await RunAsync(database, "list", "--csv")).Output.ShouldBe("""
            grievance_id,worker_id,raised_on,category,severity,handled_by
            G-1,W00001,2025-07-01,pay,serious,

            """);
        (await OfAsync(database, "take-on", "G-1")).Output.ShouldBe("G-1 is handled by sample-administrator\n");
        (await RunAsync(database, "list")).Output.ShouldContain("sample-administrator");
        (await OfAsync(database, "answer", "G-1", "--text", "we ask your employer")).Output.ShouldBe("the answer on G-1 is kept\n");
        (await OfAsync(database, "close", "G-1", "--on", "2025-07-03", "--outcome", "upheld", "--answer", "it is paid with the next wage")).Output.ShouldBe("G-1 is closed on 2025-07-03: upheld\n");

        (await RunAsync(database, "list")).Output.Trim().ShouldBe("grievance_id  worker_id  raised_on  category  severity  handled_by");
        var told = (await RunAsync(database, "show", "--worker", Worker, "--csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        told[1].ShouldBe("G-1,2025-07-01,W00001,serious: pay,my overtime is not paid");
        told[2..5].Select(line => string.Join(',', line.Split(',')[2..])).ShouldBe(["sample-administrator,taken-on,", "sample-administrator,answered,we ask your employer", "sample-administrator,answered,it is paid with the next wage"]);
        told[5].ShouldBe("G-1,2025-07-03,,closed: upheld,");
    }

    [Fact]
    public async Task What_is_wrong_with_an_answer_or_an_end_is_said_and_nothing_is_kept()
    {
        await using var database = await sample.Sqlite.CopyAsync();
        await ImportAsync(database, "G-1,W00001,,2025-07-01,pay,serious,my overtime is not paid,,");

        (await OfAsync(database, "take-on", "G-2")).ShouldBe((1, "", "grievance_id: this is none of the worker's grievances; choose one of the list."));
        (await OfAsync(database, "close", "G-1", "--on", "2025-07-03", "--outcome", "solved")).Errors.ShouldContain("outcome: this is none of the list; choose how it ended.");
        (await OfAsync(database, "close", "G-1", "--on", "yesterday", "--outcome", "upheld", "--answer", "it is paid")).Errors.ShouldContain("closed_on:");
        (await OfAsync(database, "close", "G-1", "--on", "2025-07-03", "--outcome", "upheld")).Errors.ShouldContain("answer:");
        (await RunAsync(database, "answer", "--worker", Worker, "--grievance", "G-1")).Exit.ShouldBe(2);
        (await RunAsync(database, "take-on", "--worker", Worker, "--grievance", "G-1", "--as", "sample-auditor")).Exit.ShouldBe(1);

        (await RunAsync(database, "show", "--worker", Worker, "--csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    private static async Task ImportAsync(EmptyDatabase database, string line)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"grievance_id,worker_id,employment_id,raised_on,category,severity,text,closed_on,outcome\n{line}\n");
        var taken = await CommandAsync("import", "grievances", file, "--fund", "care-corridors", "--db", database.Address);
        File.Delete(file);
        taken.Exit.ShouldBe(0, taken.Errors);
    }

    private static Task<(int Exit, string Output, string Errors)> OfAsync(EmptyDatabase database, string act, string grievance, params string[] more) =>
        RunAsync(database, [act, "--worker", Worker, "--grievance", grievance, .. more]);

    private static Task<(int Exit, string Output, string Errors)> RunAsync(EmptyDatabase database, params string[] arguments) =>
        CommandAsync(["grievance", .. arguments, "--fund", "care-corridors", "--db", database.Address]);

    private static async Task<(int Exit, string Output, string Errors)> CommandAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, errors, CancellationToken.None);
        return (exit, output.ToString().ReplaceLineEndings("\n"), errors.ToString().Trim());
    }
}
