using WelfareFund.Tests.House.Sample.Payments;

namespace WelfareFund.Tests.House;

/// <summary>Who may call whom among the rules, as the data flows: facts, decisions, settlement, entry drafts, ledger, statements.</summary>
public sealed class DependencyRulesTests
{
    private static readonly string[] Ground = ["Money", "Refusals", "Tracing", "Terms"];
    private static readonly string[] Facts = [.. Ground, "People", "Quality"];
    private static readonly string[] Decisions = [.. Facts, "Outcomes", "Contributions", "Capital", "Payments"];

    private static readonly RoomRules Rules = new("WelfareFund", "Money", new Dictionary<string, string[]>
    {
        ["Refusals"] = [],
        ["Money"] = ["Refusals"],
        ["Tracing"] = ["Money"],
        ["Terms"] = ["Money", "Refusals", "Tracing"],
        ["Ledger"] = ["Money", "Refusals"],
        ["People"] = Ground,
        ["Quality"] = [.. Ground, "People"],
        ["Outcomes"] = Facts,
        ["Contributions"] = Facts,
        ["Capital"] = Facts,
        ["Payments"] = Facts,
        ["Grievances"] = Facts,
        ["Files"] = [.. Decisions, "Grievances"],
        ["Calculations"] = [.. Decisions, "Files"],
        ["Settlement"] = [.. Decisions, "Grievances"],
        ["Accounting"] = [.. Decisions, "Settlement", "Ledger"],
        ["Statements"] = [.. Decisions, "Settlement", "Accounting", "Ledger", "Evidence"],
        ["Jobs"] = [.. Ground, "Statements"],
        ["Exports"] = ["Money", "Refusals", "Ledger"],
        ["Forecast"] = [.. Decisions, "Settlement"],
        ["Evidence"] = [.. Decisions, "Grievances"],
        ["Approvals"] = Facts,
    });

    private static readonly RoomRules SampleRules = new("WelfareFund.Tests.House.Sample", null, new Dictionary<string, string[]>
    {
        ["Ledger"] = [],
        ["People"] = ["Ledger"],
        ["Payments"] = [],
    });

    [Fact]
    public void Every_room_uses_only_the_rooms_before_it() =>
        Rules.Violations(typeof(Money).Assembly.GetTypes()).ShouldBeEmpty();

    [Fact]
    public void The_table_itself_goes_one_way()
    {
        var settled = new HashSet<string>();
        var left = Rules.MayUse.Keys.ToHashSet();
        while (left.FirstOrDefault(room => Rules.MayUse[room].All(settled.Contains)) is { } next)
        {
            settled.Add(next);
            left.Remove(next);
        }

        left.ShouldBeEmpty("these rooms use each other in a circle, or a room without a row");
    }

    [Theory]
    [InlineData("InAField")]
    [InlineData("InASignature")]
    [InlineData("InABody")]
    [InlineData("InALambda")]
    [InlineData("InAnAsyncBody")]
    [InlineData("InAGenericArgument")]
    [InlineData("AfterASwitch")]
    public void A_use_of_a_forbidden_room_is_named_wherever_it_hides(string type) =>
        SampleRules.Violations(Sample("Ledger"))
            .ShouldContain($"{Name("Ledger", type)} uses {Name("People", "Worker")}: Ledger may not use People");

    [Theory]
    [InlineData("InAnInterface", "IPerson")]
    [InlineData("InAConstraint`1", "IPerson")]
    [InlineData("InAnAttribute", "NamedAttribute")]
    public void So_is_a_base_a_constraint_and_an_attribute(string type, string used) =>
        SampleRules.Violations(Sample("Ledger"))
            .ShouldContain($"{Name("Ledger", type)} uses {Name("People", used)}: Ledger may not use People");

    [Fact]
    public void An_allowed_use_is_not_named() => SampleRules.Violations(Sample("People")).ShouldBeEmpty();

    [Fact]
    public void A_room_without_a_row_is_named() =>
        SampleRules.Violations(Sample("Attic")).ShouldBe(["Attic has no row in the table of who may use whom"]);

    [Fact]
    public void A_type_outside_every_room_is_named() =>
        SampleRules.Violations([typeof(RoomRules)]).ShouldBe(["WelfareFund.Tests.House.RoomRules lives in no room"]);

    [Fact]
    public void The_rules_stand_on_NodaTime_and_the_framework_alone() =>
        typeof(Money).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBe(["NodaTime"]);

    [Fact]
    public void No_public_member_with_money_in_it_takes_or_gives_a_floating_number() =>
        FloatingMoney(typeof(Money).Assembly.GetExportedTypes(), Rules).ShouldBeEmpty();

    [Fact]
    public void Floating_money_is_named() =>
        FloatingMoney([typeof(Bill)], Rules).ShouldBe([$"{typeof(Bill).FullName}.Times mixes money and floating numbers"]);

    private static List<string> FloatingMoney(IEnumerable<Type> types, RoomRules rules) =>
        [.. from type in types
            from member in type.GetMembers()
            where member.DeclaringType == type
            let parts = TypeUses.SignatureOf(member).SelectMany(TypeUses.PartsOf).ToList()
            where parts.Contains(typeof(double)) || parts.Contains(typeof(float)) || parts.Contains(typeof(Half))
            where parts.Append(type).Any(part => part.Assembly == typeof(Money).Assembly && rules.RoomOf(part) == "Money")
            select $"{type.FullName}.{member.Name} mixes money and floating numbers"];

    private static IEnumerable<Type> Sample(string room) =>
        typeof(DependencyRulesTests).Assembly.GetTypes().Where(type => SampleRules.RoomOf(type) == room);

    private static string Name(string room, string type) => $"{SampleRules.RootNamespace}.{room}.{type}";
}
