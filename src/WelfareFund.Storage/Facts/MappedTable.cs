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

    private readonly Lazy<Func<StoredRow, T>> make;

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
        make = new(() => Maker(entity));
    }

    internal string Name { get; }

    /// <summary>Texts, whole numbers, dates and bytes alone.</summary>
    internal bool IsPlain { get; }
    internal IReadOnlyList<MappedColumn<T>> Columns { get; }
    internal string ColumnList { get; }

    /// <summary>Makes an object of a row that has <see cref="Columns"/> in their order.</summary>
    internal T Make(StoredRow row) => make.Value(row);

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

    private static Func<StoredRow, T> Maker(IEntityType entity)
    {
        var (row, at) = (Expression.Parameter(typeof(StoredRow)), 0);
        List<MemberBinding> bindings = [.. entity.GetProperties().Select(property => Expression.Bind(property.PropertyInfo!, Value(property, row, at++)))];
        foreach (var amount in entity.GetComplexProperties())
        {
            var (units, currency) = (amount.ComplexType.FindProperty(nameof(Money.MinorUnits))!, amount.ComplexType.FindProperty(nameof(Money.Currency))!);
            bindings.Add(Expression.Bind(amount.PropertyInfo!, Expression.New(typeof(Money).GetConstructor([typeof(long), typeof(Currency)])!, Value(units, row, at++), Value(currency, row, at++))));
        }

        return Expression.Lambda<Func<StoredRow, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), row).Compile();
    }

    private static Expression Value(IProperty property, Expression row, int at)
    {
        var converter = property.GetRelationalTypeMapping().Converter;
        var stored = converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        Expression value = Expression.Call(row, StoredRow.ReaderOf(stored.IsEnum ? Enum.GetUnderlyingType(stored) : stored), Expression.Constant(at));
        if (converter is not null)
            value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        if (value.Type != property.ClrType)
            value = Expression.Convert(value, property.ClrType);
        return property.IsNullable ? Expression.Condition(Expression.Call(row, nameof(StoredRow.IsNull), null, Expression.Constant(at)), Expression.Default(property.ClrType), value) : value;
    }

    private static Func<T, object?> Getter(IPropertyBase property)
    {
        var member = property.PropertyInfo ?? throw new ArgumentException($"{property.Name} is no property of {typeof(T).Name}.", nameof(property));
        var row = Expression.Parameter(typeof(T));
        var read = Expression.Convert(Expression.Property(row, member), typeof(object));
        return Expression.Lambda<Func<T, object?>>(read, row).Compile();
    }
}
