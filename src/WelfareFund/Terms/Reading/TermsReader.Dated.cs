using System.Text.Json;
using NodaTime;

namespace WelfareFund.Terms.Reading;

internal sealed partial class TermsReader
{
    private object ReadDated(Node node, DatedShape shape, Term term, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        if (node.Token != JsonTokenType.StartArray)
        {
            return DatedTerms.Always(shape, ReadValue(node, shape.Value, term, path, currency));
        }

        if (node.Items.Count == 0)
        {
            return Unreadable(shape, path, "empty", "this list is empty", "give at least one, or leave the key out");
        }

        var versions = node.Items.Select((item, i) => ReadVersion(item, shape, term, path + TermsPath.Index(i), currency)).ToList();
        for (var i = 1; i < versions.Count; i++)
        {
            if (versions[i].Effective <= versions[i - 1].Effective)
            {
                var itemPath = path + TermsPath.Index(i) + TermsPath.Key(DatedShape.Effective);
                problems.Add(itemPath, "not-in-order", $"{versions[i].Effective:uuuu-MM-dd} is not after {versions[i - 1].Effective:uuuu-MM-dd}, the date before it in the list", "put the dates in ascending order, each once", path);
                return Placeholder.For(shape);
            }
        }

        return DatedTerms.From(shape, versions);
    }

    private (LocalDate Effective, object Value) ReadVersion(Node node, DatedShape shape, Term term, string path, Currency? currency)
    {
        problems.Locate(path, node.Line);
        var dateShape = (ScalarShape)Shape.Of(typeof(LocalDate));
        var effective = node.Members.FirstOrDefault(member => member.Name == DatedShape.Effective)?.Value;
        var date = (LocalDate)(effective is null
            ? Unreadable(dateShape, path + TermsPath.Key(DatedShape.Effective), "missing-key", "this key is missing", "add it: the first day on which this holds")
            : ReadScalar(effective, dateShape, null, path + TermsPath.Key(DatedShape.Effective), null));
        if (shape.Value is RecordShape record)
        {
            return (date, ReadRecord(node, record, path, currency, DatedShape.Effective));
        }

        var members = MembersOf(node, path, [DatedShape.Effective, term.Name]);
        return (date, members.TryGetValue(term.Name, out var member)
            ? ReadValue(member.Value, shape.Value, term, path + TermsPath.Key(term.Name), currency)
            : Unreadable(shape.Value, path + TermsPath.Key(term.Name), "missing-key", "this key is missing", $"add it, beside '{DatedShape.Effective}'"));
    }
}
