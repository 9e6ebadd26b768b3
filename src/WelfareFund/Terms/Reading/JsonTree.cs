using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using WelfareFund.Refusals;

namespace WelfareFund.Terms.Reading;

/// <summary>A JSON value that knows its line.</summary>
/// <param name="Token">What the value is: StartObject, StartArray, String, Number, True, False or Null.</param>
/// <param name="Text">A string's content or a number as written; else empty.</param>
internal sealed record Node(JsonTokenType Token, int Line, string Text, IReadOnlyList<Member> Members, IReadOnlyList<Node> Items)
{
    /// <summary>The value in the words of an error.</summary>
    internal string Described => Token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}

internal sealed record Member(string Name, int Line, Node Value);

/// <summary>Reads JSON with comments and trailing commas into nodes that know their lines.</summary>
internal static class JsonTree
{
    internal const int LargestFile = 4 * 1024 * 1024;
    internal const int DeepestNesting = 32;

    internal static Result<Node> Parse(string file, ReadOnlySpan<byte> json)
    {
        if (json.Length > LargestFile)
        {
            return NotJson(file, "$", $"the file has {json.Length / 1024 / 1024} MiB", "a file of terms has 4 MiB at most");
        }

        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (!Utf8.IsValid(json))
        {
            return NotJson($"{file}:{LineOfInvalidUtf8(json)}", "$", "this is not UTF-8 text", "save the file as UTF-8");
        }

        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return NotJson($"{file}:1", "$", "the file is empty", "write one object: { \"key\": value, … }");
        }

        var parser = new Parser(json);
        try
        {
            return parser.ParseFile();
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0) + 1;
            var column = (exception.BytePositionInLine ?? 0) + 1;
            return exception.Message.Contains("depth", StringComparison.Ordinal)
                ? NotJson($"{file}:{line}", parser.Path, $"this is nested deeper than {DeepestNesting} levels", "terms need far fewer; look for a bracket that is not closed")
                : NotJson($"{file}:{line}", parser.Path, $"this is not JSON (at byte {column} of the line: {Reason(exception)})", "look here and just before for a missing comma, quote or bracket");
        }
        catch (InvalidOperationException)
        {
            return NotJson($"{file}:{parser.Line}", parser.Path, "this text holds half a character", @"write both halves of a \u pair, or the character itself");
        }
    }

    private static Refusal NotJson(string place, string path, string what, string remedy) => new("not-json", $"{place}: {path}", what, remedy);

    private static string Reason(JsonException exception)
    {
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
    }

    private static int LineOfInvalidUtf8(ReadOnlySpan<byte> json)
    {
        var line = 1;
        while (json.Length > 0 && Rune.DecodeFromUtf8(json, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            line += rune.Value == '\n' ? 1 : 0;
            json = json[length..];
        }

        return line;
    }

    private ref struct Parser(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> json = json;
        private readonly List<string> path = [];
        private Utf8JsonReader reader = new(json, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DeepestNesting,
        });

        private int counted;

        internal int Line { get; private set; } = 1;

        internal readonly string Path => "$" + string.Concat(path);

        internal Node ParseFile()
        {
            Advance();
            var root = ParseValue();
            reader.Read();
            return root;
        }

        private bool Advance()
        {
            var read = reader.Read();
            var start = (int)reader.TokenStartIndex;
            Line += json[counted..start].Count((byte)'\n');
            counted = start;
            return read;
        }

        private Node ParseValue()
        {
            var (token, line) = (reader.TokenType, Line);
            return token switch
            {
                JsonTokenType.StartObject => new(token, line, "", ParseMembers(), []),
                JsonTokenType.StartArray => new(token, line, "", [], ParseItems()),
                JsonTokenType.String => new(token, line, reader.GetString()!, [], []),
                JsonTokenType.Number => new(token, line, Encoding.UTF8.GetString(reader.ValueSpan), [], []),
                _ => new(token, line, "", [], []),
            };
        }

        private List<Member> ParseMembers()
        {
            var members = new List<Member>();
            while (Advance() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, line) = (reader.GetString()!, Line);
                path.Add(TermsPath.Key(name));
                Advance();
                members.Add(new(name, line, ParseValue()));
                path.RemoveAt(path.Count - 1);
            }

            return members;
        }

        private List<Node> ParseItems()
        {
            var items = new List<Node>();
            while (Advance() && reader.TokenType != JsonTokenType.EndArray)
            {
                path.Add(TermsPath.Index(items.Count));
                items.Add(ParseValue());
                path.RemoveAt(path.Count - 1);
            }

            return items;
        }
    }
}
