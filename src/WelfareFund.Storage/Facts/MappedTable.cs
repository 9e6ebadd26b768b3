using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace WelfareFund.Storage.Facts;

/// <param name="Type">Of the values as the engine's driver takes them.</param>
/// <param name="Read">The value as the engine's driver takes it.</param>
internal sealed record MappedColumn<T>(string Name, string StoreType, Type Type, Func<T, object?> Read);

/// <summary>How the model maps a class to its table: its columns and how to read them from an object.</summary>
internal sealed class MappedTable<T> where T : class
{
    private static readonly ConditionalWeakTable<IModel, MappedTable<T>> Known = [];

    private MappedTable(IModel model)
    {
        var entity = model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} has no table.", nameof(model));
        Name = entity.GetTableName()!;
        Columns =
        [
            .. entity.GetProperties().Select(property => Column(property, Getter(property))),
            .. entity.GetComplexProperties().SelectMany(AmountColumns),
        ];
        IsPlain = Columns.All(column => column.Type.IsEnum || column.Type == typeof(string) || column.Type == typeof(long) || column.Type == typeof(int) || column.Type == typeof(short) || column.Type == typeof(bool)
            || column.Type == typeof(DateOnly) || column.Type == typeof(byte[]));
        ColumnList = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));
    }

    internal string Name { get; }

    /// <summary>Texts, whole numbers, dates and bytes alone.</summary>
    internal bool IsPlain { get; }
    internal IReadOnlyList<MappedColumn<T>> Columns { get; }
    internal string ColumnList { get; }

    internal static MappedTable<T> Of(IModel model) => Known.GetValue(model, static model => new(model));

    private static IEnumerable<MappedColumn<T>> AmountColumns(IComplexProperty amount)
    {
        var getter = Getter(amount);
        yield return Column(amount.ComplexType.FindProperty(nameof(Money.MinorUnits))!, row => ((Money)getter(row)!).MinorUnits);
        yield return Column(amount.ComplexType.FindProperty(nameof(Money.Currency))!, row => ((Money)getter(row)!).Currency);
    }

    private static MappedColumn<T> Column(IProperty property, Func<T, object?> getter)
    {
        var mapping = property.GetRelationalTypeMapping();
        var convert = mapping.Converter?.ConvertToProvider;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return new(property.GetColumnName(), mapping.StoreType, Nullable.GetUnderlyingType(type) ?? type, convert is null ? getter : row => getter(row) is { } value ? convert(value) : null);
    }

    private static Func<T, object?> Getter(IPropertyBase property)
    {
        var member = property.PropertyInfo ?? throw new ArgumentException($"{property.Name} is no property of {typeof(T).Name}.", nameof(property));
        var row = Expression.Parameter(typeof(T));
        var read = Expression.Convert(Expression.Property(row, member), typeof(object));
        return Expression.Lambda<Func<T, object?>>(read, row).Compile();
    }
}
