using System.Reflection;

namespace WelfareFund.AcceptanceTests.House;

/// <summary>Web and Cli call Application, that calls Storage and Documents, and all may use the rules.</summary>
public sealed class ProjectRulesTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["WelfareFund.Rules"] = [],
        ["WelfareFund.Storage"] = ["WelfareFund.Rules"],
        ["WelfareFund.Documents"] = ["WelfareFund.Rules"],
        ["WelfareFund.Application"] = ["WelfareFund.Rules", "WelfareFund.Storage", "WelfareFund.Documents"],
        ["WelfareFund.Web"] = ["WelfareFund.Rules", "WelfareFund.Application"],
        ["WelfareFund.SampleFunds"] = ["WelfareFund.Rules", "WelfareFund.Application"],
        ["welfarefund"] = ["WelfareFund.Rules", "WelfareFund.Application", "WelfareFund.Web"],
    };

    [Fact]
    public void Every_product_assembly_has_a_row() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name.StartsWith("WelfareFund", StringComparison.OrdinalIgnoreCase) && name != "WelfareFund.AcceptanceTests")
            .ShouldBe(MayUse.Keys, ignoreOrder: true);

    /// <summary>An assembly's references are the ones its code really uses, also when they came to it through a neighbour.</summary>
    [Fact]
    public void Every_assembly_uses_only_the_ones_below_it() =>
        MayUse.Keys.SelectMany(name => Violations(name, Assembly.Load(name).GetReferencedAssemblies().Select(used => used.Name!))).ShouldBeEmpty();

    [Fact]
    public void A_page_that_reaches_past_the_application_is_named() =>
        Violations("WelfareFund.Web", ["System.Runtime", "WelfareFund.Application", "WelfareFund.Storage"])
            .ShouldBe(["WelfareFund.Web may not use WelfareFund.Storage"]);

    private static IEnumerable<string> Violations(string name, IEnumerable<string> references) =>
        references.Where(used => MayUse.ContainsKey(used) && !MayUse[name].Contains(used)).Select(used => $"{name} may not use {used}");
}
