namespace WelfareFund.Tests.House;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = [".git", "bin", "obj", "node_modules", "artifacts", "data"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IEnumerable<string> Folders(string under = "") => Below(Path.Combine(Root, under));

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(inner => !NotSource.Contains(Path.GetFileName(inner)))
            .SelectMany(inner => Below(inner).Prepend(inner));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "WelfareFund.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
