namespace WelfareFund.Terms.Reading;

/// <summary>
/// What stands for a value that could not be read, so that reading can go on: never null, of the right type, empty where
/// it can be. It is also where a list or map begins that is then filled.
/// </summary>
internal static class Placeholder
{
    private static readonly Currency AnyCurrency = Currency.Of("EUR");

    internal static object For(Shape shape, int items = 0) => shape switch
    {
        ScalarShape { Type: var type } when type == typeof(string) => "",
        ScalarShape { Type: var type } when type == typeof(Money) => Money.Zero(AnyCurrency),
        ScalarShape { Type: var type } when type == typeof(Currency) => AnyCurrency,
        ScalarShape { Type: var type } when type == typeof(NodaTime.DateTimeZone) => NodaTime.DateTimeZone.Utc,
        ScalarShape { Type: var type } => Activator.CreateInstance(type)!,
        EnumShape choice => choice.Values.Values.First(),
        ListShape list => Array.CreateInstance(list.Type.GetGenericArguments()[0], items),
        MapShape map => Activator.CreateInstance(typeof(SortedDictionary<,>).MakeGenericType(typeof(string), map.Type.GetGenericArguments()[1]), StringComparer.Ordinal)!,
        DatedShape dated => DatedTerms.Always(dated, For(dated.Value)),
        ChoiceShape choice => For(choice.Variants[0].Shape),
        RecordShape record => Filled(record),
        _ => throw new NotSupportedException($"No placeholder for {shape}."),
    };

    /// <summary>A record with a placeholder for every key that it requires.</summary>
    internal static object Filled(RecordShape shape)
    {
        var record = shape.New();
        foreach (var term in shape.Terms.Where(term => term.IsRequired))
        {
            term.SetIn(record, For(term.Shape));
        }

        return record;
    }
}
