using System.Text.Json.Nodes;

namespace WelfareFund.Documents;

/// <summary>What one PDF is made of.</summary>
/// <param name="Template">A file of <c>templates/</c>.</param>
/// <param name="Data">Ready words and amounts: the template reads them from <c>/data.json</c>, so that markup in a name stays inert, and does no arithmetic.</param>
/// <param name="Files">What is attached, by file name: the template reads them from <c>/files/NAME</c>.</param>
internal sealed record TypstDocument(string Template, JsonObject Data, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    /// <summary>Shipped documents are PDF/A-3a: archivable, tagged, with attachments, and a missing glyph is an error.</summary>
    public string Standard { get; init; } = ArchivalWithAttachments;

    public const string ArchivalWithAttachments = "a-3a";

    /// <summary>PDF/UA-1, where an image without a description is an error; an engine writes one standard at a time.</summary>
    public const string UniversallyAccessible = "ua-1";

    internal byte[] ToRequestLine(long id)
    {
        var files = new JsonObject(Files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)Convert.ToBase64String(file.Value.Span))));
        var request = new JsonObject { ["id"] = id, ["template"] = Template, ["standard"] = Standard, ["data"] = Data.DeepClone(), ["files"] = files };
        return System.Text.Encoding.UTF8.GetBytes(request.ToJsonString() + "\n");
    }
}
