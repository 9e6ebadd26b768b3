using System.Text.RegularExpressions;

namespace WelfareFund.Tests.House;

public sealed partial class FolderTests
{
    private static readonly string[] SaysNothing = ["Common", "Helpers", "Managers", "Services", "Utils"];

    [Fact]
    public void Folders_are_named_for_the_funds_work() =>
        Repository.Folders()
            .Where(folder => SaysNothing.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase))
            .ShouldBeEmpty();

    [Fact]
    public void The_repository_is_found_and_has_rooms() =>
        Repository.Folders("src/WelfareFund").Select(Path.GetFileName).ShouldContain("Ledger");

    /// <summary>The room of a type is read from its namespace, so the namespace has to say in which folder the type is.</summary>
    [Fact]
    public void A_file_of_the_rules_has_its_folder_as_its_namespace() =>
        (from room in Repository.Folders("src/WelfareFund")
         let expected = ("WelfareFund/" + Path.GetRelativePath(Path.Combine(Repository.Root, "src/WelfareFund"), room)).Replace('/', '.')
         from file in Directory.EnumerateFiles(room, "*.cs")
         let found = NamespaceLine().Match(File.ReadAllText(file)).Groups[1].Value
         where found != (expected == "WelfareFund.Money" ? "WelfareFund" : expected)
         select $"{file}: namespace {found}, expected {expected}").ShouldBeEmpty();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
