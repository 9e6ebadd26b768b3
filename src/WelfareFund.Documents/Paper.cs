using System.Security.Cryptography;
using System.Text.Json.Nodes;
using WelfareFund.Statements;

namespace WelfareFund.Documents;

/// <summary>What a document says, ready to be drawn: words and amounts, and what is attached.</summary>
public sealed record Paper
{
    /// <param name="template">A file of <c>templates/</c>, without its ending; its words stand in <c>TEMPLATE.LANG.json</c> beside it.</param>
    /// <param name="figures">Everything but what is personal; the names of its members are those of the words.</param>
    /// <param name="personal">Names, contacts, bank details; drawn among the figures, and never registered.</param>
    /// <param name="files">What is attached, by file name: the template reads them from <c>/files/NAME</c>.</param>
    internal Paper(string template, JsonObject figures, JsonObject personal, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null)
    {
        (Template, Figures, Personal, Files) = (template, figures, personal, files ?? new Dictionary<string, ReadOnlyMemory<byte>>());
        var content = (JsonObject)figures.DeepClone();
        if (Files.Count > 0)
            content["attachments"] = new JsonObject(Files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)Convert.ToHexStringLower(SHA256.HashData(file.Value.Span)))));
        Content = CanonicalJson.Write(content);
        Names = CanonicalJson.Write(personal);
    }

    internal string Template { get; }
    internal JsonObject Figures { get; }
    internal JsonObject Personal { get; }
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; }

    /// <summary>Charts of the figures, by name: the template finds them under <c>drawings</c>. The same figures give the same ones, so they are not registered.</summary>
    internal JsonObject Drawings { get; init; } = [];

    /// <summary>Canonical JSON of the figures and of the attached files' SHA-256: the same content is the same document.</summary>
    public string Content { get; }

    /// <summary>Canonical JSON of what is personal.</summary>
    public string Names { get; }

    /// <param name="files">What is attached, by file name.</param>
    /// <exception cref="ArgumentException">No paper is drawn of such a document.</exception>
    public static Paper Of(IDocument document, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) => document switch
    {
        InvestorStatement statement => InvestorStatementPaper.Of(statement, files),
        ProviderStatement statement => ProviderStatementPaper.Of(statement),
        WorkerStatement statement => WorkerStatementPaper.Of(statement),
        CapitalCallNotice notice => CapitalCallNoticePaper.Of(notice),
        DistributionNotice notice => DistributionNoticePaper.Of(notice),
        FundReport report => FundReportPaper.Of(report),
        _ => throw new ArgumentException($"No paper is drawn of a {document.GetType().Name}.", nameof(document)),
    };

    internal TypstDocument ToDocument(Issue issue)
    {
        var data = (JsonObject)Figures.DeepClone();
        foreach (var (name, value) in Personal)
            data[name] = value?.DeepClone();
        data["drawings"] = Drawings.DeepClone();
        data["issue"] = issue.ToJson();
        return new TypstDocument(Template + ".typ", data, Files);
    }
}
