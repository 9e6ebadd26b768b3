using System.Collections;
using WelfareFund.Terms.Reading;

namespace WelfareFund.Terms;

/// <summary>One term that two versions have differently.</summary>
/// <param name="Path">With ids for places: <c>contracts[maharlika-2025].rateCards[2025-01-01].metrics[started].price</c>.</param>
/// <param name="Was">In words; null when there was none.</param>
/// <param name="Is">In words; null when there is none any more.</param>
/// <param name="Affects">Whom the change concerns, in words.</param>
public sealed record TermsChange(string Path, string? Was, string? Is, string Affects)
{
    /// <summary><c>path: 90,000.00 → 95,000.00 PHP</c>.</summary>
    public override string ToString() => $"{Path}: {ShownBefore(Was, Is)} → {Is ?? "none"}";

    private static string ShownBefore(string? was, string? now)
    {
        var unit = now is null ? -1 : now.LastIndexOf(' ');
        return was is null ? "none"
            : unit > 0 && char.IsAsciiDigit(now![unit - 1]) && was.EndsWith(now[unit..], StringComparison.Ordinal) ? was[..^(now.Length - unit)]
            : was;
    }
}

/// <summary>What changes between two versions of a fund's terms, for the person who approves it.</summary>
public static class TermsDifference
{
    /// <summary>What is new or other in the order of the new version, then what is gone.</summary>
    public static IReadOnlyList<TermsChange> Between(FundTerms old, FundTerms @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        var (before, after) = (Flatten(old), Flatten(@new));
        return
        [
            .. after.Where(term => before.GetValueOrDefault(term.Key) != term.Value).Select(term => new TermsChange(term.Key, before.GetValueOrDefault(term.Key), term.Value, Whom(term.Key, @new))),
            .. before.Where(term => !after.ContainsKey(term.Key)).Select(term => new TermsChange(term.Key, term.Value, null, Whom(term.Key, old))),
        ];
    }

    private static OrderedDictionary<string, string> Flatten(FundTerms terms)
    {
        var flat = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(Shape.Of(typeof(FundTerms)), terms, "", flat);
        return flat;
    }

    private static void Flatten(Shape shape, object value, string path, OrderedDictionary<string, string> flat)
    {
        switch (shape)
        {
            case RecordShape record:
                foreach (var term in record.Terms)
                {
                    if (term.ValueIn(value) is { } part)
                    {
                        Flatten(term.Shape, part, path.Length == 0 ? term.Name : $"{path}.{term.Name}", flat);
                    }
                }

                break;
            case ChoiceShape choice:
                var (name, variant) = choice.VariantOf(value);
                flat[$"{path}.{choice.Key}"] = name;
                Flatten(variant, value, path, flat);
                break;
            case ListShape { Item: ScalarShape or EnumShape } list:
                flat[path] = string.Join(", ", ((IEnumerable)value).Cast<object>().Select(item => Shown(list.Item, item))) is { Length: > 0 } items ? items : "none";
                break;
            case ListShape list:
                var i = 0;
                foreach (var item in (IEnumerable)value)
                {
                    Flatten(list.Item, item, $"{path}[{TermsReader.KeyOf(list, item) ?? Shown(Shape.Of(typeof(int)), ++i)}]", flat);
                }

                break;
            case MapShape map:
                foreach (var (key, item) in TermsWriter.Entries(value))
                {
                    Flatten(map.Value, item, $"{path}[{key}]", flat);
                }

                break;
            case DatedShape dated:
                var versions = DatedTerms.VersionsOf(value);
                foreach (var (effective, version) in versions)
                {
                    Flatten(dated.Value, version, DatedTerms.IsAlways(versions) ? path : $"{path}[{effective:uuuu-MM-dd}]", flat);
                }

                break;
            default:
                flat[path] = Shown(shape, value);
                break;
        }
    }

    private static string Shown(Shape shape, object value) => value is Money money
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{money.Amount.ToString("N" + money.Currency.Exponent, System.Globalization.CultureInfo.InvariantCulture)} {money.Currency}")
        : TermsWriter.Text(shape, value);

    private static string Whom(string path, FundTerms terms)
    {
        var section = path.Split('.', '[')[0];
        return section switch
        {
            "contracts" => WhomOfContract(path, terms),
            "contributions" => $"the contributions of everybody whose agreement stands on '{IdIn(path, "contributions")}'",
            "capital" when IdIn(path, "capital.tranches") is { } tranche => $"investors in the tranche '{tranche}'",
            "capital" when IdIn(path, "capital.grants") is { } grant => $"the funder of the grant '{grant}'",
            "capital" => "all investors",
            "corridors" => $"workers and providers of the corridor '{IdIn(path, "corridors")}'",
            "quality" => "every employment that is audited, and what its outcomes pay",
            "costLines" => "what outcome payments pay for, and the caps of contributions that count service cost",
            "outcomesMaximum" => "every provider: what is accepted beyond it is not paid",
            "oversight" => $"the authority '{IdIn(path, "oversight")}'",
            "allowance" => "the book value of contributions that are overdue",
            "approvals" => "the people who approve",
            "reserve" => "the cash that is free for payments and distributions",
            _ => "the fund's own books",
        };
    }

    private static string WhomOfContract(string path, FundTerms terms)
    {
        var id = IdIn(path, "contracts")!;
        return IdIn(path, $"contracts[{id}].rateCards") is { } effective
            ? $"workers enrolled under '{id}' from {effective} on, and the provider '{terms.Contract(id)?.Provider}'"
            : $"the provider '{terms.Contract(id)?.Provider}' under '{id}'";
    }

    /// <summary>What stands in brackets after <paramref name="list"/>.</summary>
    private static string? IdIn(string path, string list) =>
        path.StartsWith(list + "[", StringComparison.Ordinal) && path.IndexOf(']', list.Length) is var end and > 0 ? path[(list.Length + 1)..end] : null;
}
