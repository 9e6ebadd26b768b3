using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace WelfareFund.Tests.House;

/// <summary>Which room may use which. A room is a namespace directly under the root; the root itself may be one under a name of its own.</summary>
internal sealed record RoomRules(string RootNamespace, string? RootRoom, IReadOnlyDictionary<string, string[]> MayUse)
{
    /// <summary>One sentence for every use that no row of the table allows, and for every type that is in no room of the table.</summary>
    public IReadOnlyList<string> Violations(IEnumerable<Type> types) =>
        [.. types.Where(type => !IsWrittenByTheCompiler(type)).SelectMany(ViolationsOf).Distinct().Order(StringComparer.Ordinal)];

    public string? RoomOf(Type type)
    {
        var home = Outermost(type).Namespace;
        return home == RootNamespace ? RootRoom
            : home?.StartsWith(RootNamespace + ".", StringComparison.Ordinal) == true ? home[(RootNamespace.Length + 1)..].Split('.')[0]
            : null;
    }

    private IEnumerable<string> ViolationsOf(Type type)
    {
        if (RoomOf(type) is not { } room)
        {
            return [$"{Outermost(type).FullName} lives in no room"];
        }

        if (!MayUse.TryGetValue(room, out var allowed))
        {
            return [$"{room} has no row in the table of who may use whom"];
        }

        return from used in TypeUses.Of(type)
               let other = used.Assembly == type.Assembly ? RoomOf(used) : null
               where other is not null && other != room && !allowed.Contains(other)
               select $"{Outermost(type).FullName} uses {Outermost(used).FullName}: {room} may not use {other}";
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsWrittenByTheCompiler(Type type) =>
        Outermost(type) is var outer && (outer.IsDefined(typeof(CompilerGeneratedAttribute)) || outer.IsDefined(typeof(GeneratedCodeAttribute)));
}
