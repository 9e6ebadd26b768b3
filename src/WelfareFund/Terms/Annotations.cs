using System.Text.RegularExpressions;

namespace WelfareFund.Terms;

/// <summary>What a term means, for the person who writes it. The reader, the writer and the JSON Schema all take it from here.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, Inherited = false)]
internal sealed class MeansAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>The numbers, shares or amounts (in major units) that a term may take. On a map it holds for each value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LimitsAttribute : Attribute
{
    public int AtLeast { get; init; } = int.MinValue;
    public int MoreThan { get; init; } = int.MinValue;
    public int AtMost { get; init; } = int.MaxValue;
}

/// <summary>A list or map that may not be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtLeastOneAttribute : Attribute;

/// <summary>A text that has to look like something: an id, a country code, an IBAN. On a map it holds for each key, on a list for each item.</summary>
/// <param name="regex">Anchored; understood by .NET and by JSON Schema alike.</param>
/// <param name="remedy">What would be right, as one clause.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PatternAttribute(string regex, string remedy) : Attribute
{
    private readonly Regex compiled = new(regex, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string Regex { get; } = regex;
    public string Remedy { get; } = remedy;

    /// <summary>An end of line is never part of a match, though <c>$</c> would let one pass.</summary>
    public bool IsMatch(string text) => !text.EndsWith('\n') && compiled.IsMatch(text);
}

/// <summary>An id: letters, digits, dots, dashes and underscores, 64 at most.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdAttribute : Attribute;

/// <summary>The currency of every plain amount in this object and below it, until a nearer one is named.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CurrencyOfTheSectionAttribute : Attribute;

/// <summary>
/// The record's object may carry a key <c>currency</c> for its own amounts; without it they are in the section's currency.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class WithCurrencyAttribute : Attribute;

/// <summary>A closed choice: the key that says which of the sealed records it is. The records' names, less <paramref name="suffix"/>, are its values.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ChoiceAttribute(string key, string suffix) : Attribute
{
    public string Key { get; } = key;
    public string Suffix { get; } = suffix;
}

/// <summary>Required in a fund, but may be left out where one section is calculated alone, outside a fund.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlyInAFundAttribute : Attribute;

/// <summary>What tells the items of a list apart, where it is not <c>id</c> or <c>effective</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeyAttribute : Attribute;
