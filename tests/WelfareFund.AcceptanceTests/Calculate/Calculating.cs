using WelfareFund.Cli;

namespace WelfareFund.AcceptanceTests.Calculate;

/// <summary>The command <c>calculate</c> as a script would use it: what it exits with, prints and says.</summary>
internal sealed record Calculating(int Exit, string Output, string Errors)
{
    internal static readonly string Examples = Path.Combine(RepositoryRoot(AppContext.BaseDirectory), "docs", "examples");

    internal static async Task<Calculating> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await CommandLine.RunAsync(["calculate", .. arguments], output, errors, CancellationToken.None);
        return new(exit, output.ToString(), errors.ToString());
    }

    /// <summary>Runs it on two files of these contents, terms.json and in.csv, and names them without their folder.</summary>
    internal static async Task<Calculating> OnAsync(string what, string terms, string rows, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("welfarefund-calculate-").FullName;
        try
        {
            var (termsFile, rowsFile) = (Path.Combine(folder, "terms.json"), Path.Combine(folder, "in.csv"));
            await File.WriteAllTextAsync(termsFile, terms);
            await File.WriteAllTextAsync(rowsFile, rows);
            var ran = await RunAsync([what, "--terms", termsFile, what switch { "outcomes" => "--facts", "waterfall" => "--flows", _ => "--wages" }, rowsFile, .. more]);
            return ran with { Errors = ran.Errors.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string RepositoryRoot(string folder) => File.Exists(Path.Combine(folder, "WelfareFund.sln")) ? folder : RepositoryRoot(Path.GetDirectoryName(folder)!);
}
