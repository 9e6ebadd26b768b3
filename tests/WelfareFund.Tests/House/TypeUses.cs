using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace WelfareFund.Tests.House;

/// <summary>
/// Reads off a compiled type which types it uses: in its bases, members, attributes, and inside its method bodies.
/// A constant of another type leaves no trace: the compiler copies its value.
/// </summary>
internal sealed class TypeUses
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly HashSet<Type> types = [];

    private TypeUses(Type type)
    {
        Add(type.BaseType);
        AddAll(type.GetInterfaces());
        AddAttributes(type);
        AddConstraints(type.GetGenericArguments());
        foreach (var member in type.GetMembers(Everything))
        {
            AddAttributes(member);
            AddAll(SignatureOf(member));
            if (member is MethodBase method)
            {
                foreach (var parameter in method.GetParameters())
                {
                    Add(parameter.GetCustomAttributesData());
                }

                AddConstraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
                AddBody(method);
            }
        }
    }

    /// <summary>Generic types appear as their definition and, apart, their arguments; arrays and references as their element.</summary>
    public static IReadOnlySet<Type> Of(Type type) => new TypeUses(type).types;

    public static IEnumerable<Type> SignatureOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType, .. property.GetIndexParameters().Select(parameter => parameter.ParameterType)],
        EventInfo raised => [raised.EventHandlerType!],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    /// <summary>The type itself, or what it is made of: element, definition, arguments.</summary>
    public static IEnumerable<Type> PartsOf(Type type) =>
        type.HasElementType ? PartsOf(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsConstructedGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(PartsOf)]
        : [type];

    private void Add(Type? type)
    {
        if (type is not null)
        {
            types.UnionWith(PartsOf(type));
        }
    }

    private void AddAll(IEnumerable<Type> used)
    {
        foreach (var type in used)
        {
            Add(type);
        }
    }

    private void AddAttributes(MemberInfo member) => Add(member.GetCustomAttributesData());

    private void Add(IList<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)))
            {
                Add(argument.ArgumentType);
                Add(argument.Value as Type);
            }
        }
    }

    private void AddConstraints(IEnumerable<Type> parameters) =>
        AddAll(parameters.Where(parameter => parameter.IsGenericParameter).SelectMany(parameter => parameter.GetGenericParameterConstraints()));

    private void AddBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        AddAll(body.LocalVariables.Select(variable => variable.LocalType));
        AddAll(body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType!));
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (var token in TokensIn(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
            Add(member as Type ?? member.DeclaringType);
            AddAll(member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : []);
            Add(member is MethodInfo { ReturnType: var returned } ? returned : (member as FieldInfo)?.FieldType);
        }
    }

    private static IEnumerable<int> TokensIn(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xfe ? unchecked((short)(0xfe00 | il[at + 1])) : il[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at));
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at))),
                _ => 4,
            };
        }
    }
}
