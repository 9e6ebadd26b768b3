using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace WelfareFund.Terms.Reading;

/// <summary>
/// From JSON to terms. What cannot be read is reported and a placeholder takes its place, so that one pass finds
/// every error; the caller throws the terms away when there is any.
/// </summary>
/// <param name="wholeFund">False where one section is read alone: then what only a fund can know may be left out.</param>
internal sealed partial class TermsReader(Problems problems, bool wholeFund)
{
    /// <param name="currency">The currency of plain amounts, where the record does not name its own.</param>
    internal object ReadRoot(Node node, RecordShape shape, Currency? currency) => ReadRecord(node, shape, "$", currency, "$schema");

    private object ReadRecord(Node node, RecordShape shape, string path, Currency? currency, params IReadOnlyList<string> otherKeys)
    {
        problems.Locate(path, node.Line);
        if (node.Token != JsonTokenType.StartObject)
        {
            return Unreadable(shape, path, "wrong-type", $"this is {node.Described}, not an object", "write it in braces: { \"key\": value }");
        }

        string[] keys = [.. shape.Terms.Select(term => term.Name), .. shape.WithCurrency ? [RecordShape.CurrencyKey] : Array.Empty<string>(), .. otherKeys];
        var members = MembersOf(node, path, keys);
        var record = shape.New();
        currency = CurrencyOf(shape, members, path, currency);
        foreach (var term in shape.Terms)
        {
            if (members.TryGetValue(term.Name, out var member))
            {
                term.SetIn(record, ReadValue(member.Value, term.Shape, term, path + TermsPath.Key(term.Name), currency));
            }
            else if (term.IsRequired || (term.IsOnlyInAFund && wholeFund))
            {
                term.SetIn(record, Placeholder.For(term.Shape));
                ReportMissing(node, term, path, keys);
            }
        }

        return record;
    }

    private void ReportMissing(Node node, Term term, string path, string[] keys)
    {
        const int Looked = 50;
        var termPath = path + TermsPath.Key(term.Name);
        if (node.Members.Take(Looked).Any(member => !keys.Contains(member.Name) && Nearest.To(member.Name, keys) == term.Name))
        {
            problems.MarkUnreadable(termPath); // It is there, but misspelt, and has been reported as that.
        }
        else
        {
            problems.AddUnreadable(termPath, "missing-key", "this key is missing", $"add it: {char.ToLowerInvariant(term.Means[0])}{term.Means[1..].TrimEnd('.')}", node.Line);
        }
    }

    private Dictionary<string, Member> MembersOf(Node node, string path, IReadOnlyCollection<string> known)
    {
        var members = new Dictionary<string, Member>(StringComparer.Ordinal);
        foreach (var member in node.Members.TakeWhile(_ => !problems.IsFull))
        {
            var memberPath = path + TermsPath.Key(member.Name);
            if (!known.Contains(member.Name))
            {
                problems.AddUnreadable(memberPath, "unknown-key", "there is no such key", Nearest.Remedy(member.Name, known, "leave it out"), member.Line);
            }
            else if (!members.TryAdd(member.Name, member))
            {
                problems.AddUnreadable(memberPath, "duplicate-key", "this key was given before, on line " + members[member.Name].Line.ToString(CultureInfo.InvariantCulture), "keep one of the two", member.Line);
            }
        }

        return members;
    }

    /// <summary>The currency of plain amounts in this record; null when it could not be read, so that amounts are not judged by it.</summary>
    private Currency? CurrencyOf(RecordShape shape, Dictionary<string, Member> members, string path, Currency? currency)
    {
        if (shape.SectionCurrency is { } section)
        {
            return members.TryGetValue(section.Name, out var named) && named.Value.Token == JsonTokenType.String && Currency.TryOf(named.Value.Text, out var own) ? own : null;
        }

        if (shape.WithCurrency && members.TryGetValue(RecordShape.CurrencyKey, out var member))
        {
            var before = problems.Count;
            var read = (Currency)ReadScalar(member.Value, (ScalarShape)Shape.Of(typeof(Currency)), null, path + TermsPath.Key(RecordShape.CurrencyKey), null);
            return problems.Count == before ? read : null;
        }

        return currency;
    }

    private object ReadValue(Node node, Shape shape, Term term, string path, Currency? currency) => shape switch
    {
        _ when node.Token == JsonTokenType.Null => Missing(node, shape, path),
        ScalarShape scalar => ReadScalar(node, scalar, term, path, currency),
        EnumShape choice => ReadEnum(node, choice, path),
        RecordShape record => ReadRecord(node, record, path, currency),
        ChoiceShape choice => ReadChoice(node, choice, path, currency),
        ListShape list => ReadList(node, list, term, path, currency),
        MapShape map => ReadMap(node, map, term, path, currency),
        DatedShape dated => ReadDated(node, dated, term, path, currency),
        _ => throw new NotSupportedException($"No way to read {shape}."),
    };

    private object ReadScalar(Node node, ScalarShape shape, Term? term, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        var scalar = shape.Scalar;
        var text = node.Token is JsonTokenType.True or JsonTokenType.False ? (node.Token == JsonTokenType.True ? "true" : "false") : node.Text;
        var isRightToken = node.Token == scalar.Token || (node.Token == JsonTokenType.False && scalar.Token == JsonTokenType.True);
        if (!isRightToken)
        {
            return Unreadable(shape, path, "wrong-type", $"this is {node.Described}, not {scalar.Noun}{(scalar.Token == JsonTokenType.String && node.Token == JsonTokenType.Number ? " in quotes" : "")}", scalar.Form);
        }

        Money money = default;
        if (shape.Type == typeof(Money) && currency is not null && !MoneyText.TryParse(text, currency, out money, out var refusal))
        {
            return Unreadable(shape, path, refusal.Code, refusal.What, refusal.Remedy);
        }

        if (scalar.ParseOrNull(text) is not { } value)
        {
            if (shape.Type == typeof(int) && term?.Limits is { } bounds && !text.AsSpan().TrimStart('-').ContainsAnyExceptInRange('0', '9'))
            {
                return Unreadable(shape, path, "out-of-range", $"{Excerpt.Of(text)} is outside of what is possible", Describe(bounds));
            }

            return Unreadable(shape, path, "bad-value", $"{Excerpt.Of(text)} is not {scalar.Noun}", scalar.Form);
        }

        if (term?.Pattern is { } pattern && value is string && !pattern.IsMatch(text))
        {
            return Unreadable(shape, path, "bad-value", $"{Excerpt.Of(text)} does not have the right form", pattern.Remedy);
        }

        if (term?.Limits is { } limits && OutsideLimits(value, limits) is { } allowed)
        {
            return Unreadable(shape, path, "out-of-range", $"{Excerpt.Of(text)} is outside of what is possible", allowed);
        }

        return shape.Type != typeof(Money) ? value : currency is null ? Placeholder.For(shape) : money;
    }

    private static string? OutsideLimits(object value, LimitsAttribute limits)
    {
        var number = value switch
        {
            int whole => whole,
            decimal exact => exact,
            QualityFactor { IsPayable: true } factor => factor.Factor,
            _ => (decimal?)null,
        };
        return number < limits.AtLeast || number <= limits.MoreThan || (limits.AtMost < int.MaxValue && number > limits.AtMost) ? Describe(limits) : null;
    }

    private static string Describe(LimitsAttribute limits)
    {
        var least = limits.MoreThan > int.MinValue ? $"more than {limits.MoreThan}" : $"{limits.AtLeast} or more";
        return "give " + least + (limits.AtMost < int.MaxValue ? $", and {limits.AtMost} at most" : "");
    }

    private object ReadEnum(Node node, EnumShape shape, string path)
    {
        problems.Locate(path, node.Line);
        if (node.Token == JsonTokenType.String && shape.Values.TryGetValue(node.Text, out var value))
        {
            return value;
        }

        var what = node.Token == JsonTokenType.String ? $"{Excerpt.Of(node.Text)} is none of the choices" : $"this is {node.Described}, not one of the choices";
        return Unreadable(shape, path, "bad-value", what, Nearest.Remedy(node.Text, [.. shape.Values.Keys], ""));
    }

    private object ReadChoice(Node node, ChoiceShape shape, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        string[] values = [.. shape.Variants.Select(variant => variant.Value)];
        if (node.Token != JsonTokenType.StartObject)
        {
            return Unreadable(shape, path, "wrong-type", $"this is {node.Described}, not an object", $"write it in braces, with \"{shape.Key}\"");
        }

        var named = node.Members.FirstOrDefault(member => member.Name == shape.Key)?.Value;
        if (named is null)
        {
            return Unreadable(shape, path + TermsPath.Key(shape.Key), "missing-key", "this key is missing", $"known here: {string.Join(", ", values)}");
        }

        problems.Locate(path + TermsPath.Key(shape.Key), named.Line);
        return shape.Variants.FirstOrDefault(variant => named.Token == JsonTokenType.String && variant.Value == named.Text) is { Shape: { } found }
            ? ReadRecord(node, found, path, currency, shape.Key)
            : Unreadable(shape, path + TermsPath.Key(shape.Key), "bad-value", $"{Excerpt.Of(named.Text)} is none of the choices", Nearest.Remedy(named.Text, values, ""));
    }

    private object ReadList(Node node, ListShape shape, Term term, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        if (node.Token != JsonTokenType.StartArray)
        {
            return Unreadable(shape, path, "wrong-type", $"this is {node.Described}, not a list", "write it in brackets: [ … ]");
        }

        if (node.Items.Count == 0 && term.HasAtLeastOne)
        {
            return Unreadable(shape, path, "empty", "this list is empty", "give at least one");
        }

        var items = (IList)Placeholder.For(shape, node.Items.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var itemPath = path + TermsPath.Index(i);
            items[i] = ReadValue(node.Items[i], shape.Item, term, itemPath, currency);
            var key = KeyOf(shape, items[i]!);
            if (key is not null && !seen.TryAdd(key, node.Items[i].Line))
            {
                problems.Add(itemPath + (shape.Keys.Count == 1 ? TermsPath.Key(shape.Keys[0].Name) : ""), "duplicate", $"'{key}' was given before, on line {seen[key]}", "keep one of the two, or give it another name");
            }
        }

        return items;
    }

    /// <summary>What tells an item from the others of its list, in words; null when nothing but its place does.</summary>
    internal static string? KeyOf(ListShape shape, object item) =>
        item is string text ? text
        : shape.Keys.Count == 0 ? null
        : string.Join(" ", shape.Keys.Select(key => key.ValueIn(item) is { } value ? TermsWriter.Text(key.Shape, value) : "last"));

    private object ReadMap(Node node, MapShape shape, Term term, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        if (node.Token != JsonTokenType.StartObject)
        {
            return Unreadable(shape, path, "wrong-type", $"this is {node.Described}, not an object", "write it in braces: { \"key\": value }");
        }

        if (node.Members.Count == 0 && term.HasAtLeastOne)
        {
            return Unreadable(shape, path, "empty", "there is nothing in these braces", "give at least one");
        }

        var map = (IDictionary)Placeholder.For(shape);
        foreach (var (name, member) in MembersOf(node, path, node.Members.Select(member => member.Name).ToHashSet(StringComparer.Ordinal)))
        {
            var memberPath = path + TermsPath.Key(name);
            if (term.Pattern is { } pattern && !pattern.IsMatch(name))
            {
                problems.AddUnreadable(memberPath, "bad-value", $"{Excerpt.Of(name)} does not have the right form", pattern.Remedy, member.Line);
            }
            else
            {
                map[name] = ReadValue(member.Value, shape.Value, term, memberPath, currency);
            }
        }

        return map;
    }

    private object Missing(Node node, Shape shape, string path)
    {
        problems.Locate(path, node.Line);
        return Unreadable(shape, path, "wrong-type", "null is not a value", "leave it out, or say what it is");
    }

    private object Unreadable(Shape shape, string path, string code, string what, string remedy)
    {
        problems.AddUnreadable(path, code, what, remedy);
        return Placeholder.For(shape);
    }
}
