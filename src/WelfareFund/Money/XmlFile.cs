using System.Xml;

namespace WelfareFund;

/// <summary>XML from outside: no DTD and no outside entity is followed.</summary>
internal static class XmlFile
{
    internal static XmlReader Open(TextReader reader, long mostCharacters) => XmlReader.Create(reader, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = mostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });

    /// <summary>The error without its place, as one clause.</summary>
    internal static string Clause(XmlException error)
    {
        var end = error.Message.IndexOf(" Line ", StringComparison.Ordinal);
        return Excerpt.OfSentence((end < 0 ? error.Message : error.Message[..end]).TrimEnd('.'));
    }
}
