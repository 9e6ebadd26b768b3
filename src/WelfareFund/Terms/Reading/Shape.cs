using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace WelfareFund.Terms.Reading;

/// <summary>
/// The form that a type of terms has in JSON. Built once from the types and their annotations; the reader, the writer, the
/// schema and the difference all walk it, so none of them can know a term that another does not.
/// </summary>
internal abstract partial record Shape
{
    private static readonly Dictionary<Type, Shape> Known = [];
    private static readonly Lock Building = new();

    internal static Shape Of(Type type)
    {
        lock (Building)
        {
            if (!Known.TryGetValue(type, out var shape))
            {
                Known[type] = shape = Build(type);
            }

            return shape;
        }
    }

    internal static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    internal static string KebabCase(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    private static Shape Build(Type type)
    {
        if (Scalar.Of(type) is { } scalar)
        {
            return new ScalarShape(type, scalar);
        }

        if (type.IsEnum)
        {
            return new EnumShape(type, type.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
                field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? KebabCase(field.Name),
                field => field.GetValue(null)!,
                StringComparer.Ordinal));
        }

        if (type.IsGenericType)
        {
            var argument = type.GetGenericArguments()[^1];
            var generic = type.GetGenericTypeDefinition();
            return generic == typeof(IReadOnlyList<>) ? new ListShape(type, Of(argument))
                : generic == typeof(IReadOnlyDictionary<,>) ? new MapShape(type, Of(argument))
                : generic == typeof(Dated<>) ? new DatedShape(type, Of(argument))
                : throw new NotSupportedException($"No form in JSON for {type}.");
        }

        var means = type.GetCustomAttribute<MeansAttribute>()?.Text ?? throw new NotSupportedException($"{type} does not say what it means.");
        if (type.GetCustomAttribute<ChoiceAttribute>() is { } choice)
        {
            return new ChoiceShape(type, means, choice.Key, type.Assembly.GetTypes()
                .Where(candidate => candidate.BaseType == type)
                .OrderBy(candidate => candidate.MetadataToken)
                .Select(candidate => (Value: KebabCase(candidate.Name[..^choice.Suffix.Length]), Shape: (RecordShape)Of(candidate)))
                .ToList());
        }

        return new RecordShape(type, means, type.GetProperties().Where(property => property.CanWrite).Select(property => new Term(property)).ToList());
    }

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}

internal sealed record ScalarShape(Type Type, Scalar Scalar) : Shape;

internal sealed record EnumShape(Type Type, IReadOnlyDictionary<string, object> Values) : Shape
{
    internal string NameOf(object value) => Values.First(pair => pair.Value.Equals(value)).Key;
}

internal sealed record ListShape(Type Type, Shape Item) : Shape
{
    /// <summary>The terms that tell items apart; empty when only their place does.</summary>
    internal IReadOnlyList<Term> Keys => Item is RecordShape record ? record.Keys : [];
}

internal sealed record MapShape(Type Type, Shape Value) : Shape;

internal sealed record DatedShape(Type Type, Shape Value) : Shape
{
    internal const string Effective = "effective";
}

internal sealed record ChoiceShape(Type Type, string Means, string Key, IReadOnlyList<(string Value, RecordShape Shape)> Variants) : Shape
{
    internal (string Value, RecordShape Shape) VariantOf(object value) => Variants.First(variant => variant.Shape.Type == value.GetType());
}

internal sealed record RecordShape(Type Type, string Means, IReadOnlyList<Term> Terms) : Shape
{
    internal const string CurrencyKey = "currency";

    internal bool WithCurrency { get; } = Type.GetCustomAttribute<WithCurrencyAttribute>() is not null;

    internal Term? SectionCurrency { get; } = Terms.FirstOrDefault(term => term.IsSectionCurrency);

    internal IReadOnlyList<Term> Keys { get; } =
        Terms.Where(term => term.IsKey).ToList() is { Count: > 0 } keys ? keys : Terms.Where(term => term.Name is "id" or DatedShape.Effective).ToList();

    internal object New() => Activator.CreateInstance(Type)!;
}

/// <summary>One key of a record's object, with what its annotations say.</summary>
internal sealed class Term
{
    private readonly PropertyInfo property;
    private Shape? shape;

    internal Term(PropertyInfo property)
    {
        this.property = property;
        Name = Shape.CamelCase(property.Name);
        Means = property.GetCustomAttribute<MeansAttribute>()?.Text ?? throw new NotSupportedException($"{property.DeclaringType}.{property.Name} does not say what it means.");
        IsRequired = property.GetCustomAttribute<RequiredMemberAttribute>() is not null;
        IsOnlyInAFund = property.GetCustomAttribute<OnlyInAFundAttribute>() is not null;
        IsSectionCurrency = property.GetCustomAttribute<CurrencyOfTheSectionAttribute>() is not null;
        IsKey = property.GetCustomAttribute<KeyAttribute>() is not null;
        HasAtLeastOne = property.GetCustomAttribute<AtLeastOneAttribute>() is not null;
        Limits = property.GetCustomAttribute<LimitsAttribute>();
        Pattern = property.GetCustomAttribute<IdAttribute>() is not null
            ? new(Scalar.IdPattern, "an id has 64 letters, digits, dots, dashes or underscores at most, and begins with a letter or digit")
            : property.GetCustomAttribute<PatternAttribute>();
    }

    internal string Name { get; }
    internal string Means { get; }
    internal bool IsRequired { get; }
    internal bool IsOnlyInAFund { get; }
    internal bool IsSectionCurrency { get; }
    internal bool IsKey { get; }
    internal bool HasAtLeastOne { get; }
    internal LimitsAttribute? Limits { get; }
    internal PatternAttribute? Pattern { get; }

    /// <summary>Late, so that a record may hold records of its own kind.</summary>
    internal Shape Shape => shape ??= Shape.Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);

    internal object? ValueIn(object record) => property.GetValue(record);

    internal void SetIn(object record, object value) => property.SetValue(record, value);
}
