namespace WelfareFund.Application.Tables;

/// <summary>A column of a list, the same in the command's text, CSV and JSON and on a page.</summary>
/// <param name="Name">In snake_case.</param>
/// <param name="Text">Null is an empty cell.</param>
/// <param name="IsNumber">Stands to the right.</param>
public sealed record ListColumn<T>(string Name, Func<T, string?> Text, bool IsNumber = false)
{
    /// <param name="amount">What a total adds up, by currency; the currency stands in a column of its own.</param>
    public ListColumn(string name, Func<T, Money?> amount)
        : this(name, row => amount(row)?.ToAmountString(), IsNumber: true) => Amount = amount;

    /// <summary>Null where a sum of the column says nothing.</summary>
    public Func<T, Money?>? Amount { get; init; }

    /// <summary>Few different texts, by which a reader picks rows.</summary>
    public bool IsChoice { get; init; }
}
