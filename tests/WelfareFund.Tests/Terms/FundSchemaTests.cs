using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Terms;

public sealed class FundSchemaTests
{
    private const string Regenerate = "WELFAREFUND_REGENERATE";

    [Fact]
    public void The_schema_in_the_repository_is_the_one_the_types_give()
    {
        var path = Path.Combine(RepositoryRoot(), FundSchema.Path);
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, FundSchema.Write());
        }

        File.Exists(path).ShouldBeTrue(Remedy);
        (File.ReadAllText(path) == FundSchema.Write()).ShouldBeTrue(Remedy);
    }

    [Fact]
    public void Every_object_and_every_key_in_the_schema_says_what_it_means_and_takes_no_other_key()
    {
        var objects = ObjectsIn(JsonNode.Parse(FundSchema.Write())!).ToList();

        objects.Count.ShouldBeGreaterThan(40);
        foreach (var (path, schema) in objects)
        {
            schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse(path);
            foreach (var (key, property) in (JsonObject)schema["properties"]!)
            {
                (property!["description"] ?? property["const"]).ShouldNotBeNull($"{path}.{key}");
            }
        }
    }

    [Fact]
    public void Every_public_record_of_the_terms_is_in_the_schema()
    {
        var definitions = ((JsonObject)JsonNode.Parse(FundSchema.Write())!["$defs"]!).Select(definition => definition.Key).ToList();
        var records = typeof(FundTerms).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(FundTerms).Namespace && type.IsPublic && type.IsClass && type.GetMethod("<Clone>$") is not null)
            .Where(type => type != typeof(FundTerms) && type != typeof(TermsVersion) && type != typeof(TermsChange))
            .Where(type => !typeof(Trigger).IsAssignableFrom(type.BaseType) && !typeof(WaterfallStep).IsAssignableFrom(type.BaseType));

        records.Select(type => type.Name).Where(name => !definitions.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_takes_the_sample_fund_and_what_is_written_from_it()
    {
        var schema = new SchemaCheck(FundSchema.Write());

        schema.ErrorsIn(SampleFund.Json).ShouldBeEmpty();
        schema.ErrorsIn(FundFile.Write(SampleFund.Terms)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"rank\": 2", "\"rank\": 0")]
    [InlineData("\"rank\": 2", "\"rnak\": 2")]
    [InlineData("\"kind\": \"audit\"", "\"kind\": \"inspection\"")]
    [InlineData("\"currency\": \"EUR\", \"rule\": \"taper\"", "\"currency\": \"EUR\", \"rule\": \"tapir\"")]
    [InlineData("\"recoverShare\": \"0.20\"", "\"recoverShare\": \"1.20\"")]
    [InlineData("\"recoverShare\": \"0.20\"", "\"recoverShare\": 0.20")]
    [InlineData("\"monthly\": \"6500.00\"", "\"monthly\": \"6,500.00\"")]
    [InlineData("\"untestedTier\": \"fair\"", "\"untestedTier\": \"fairly good\"")]
    [InlineData("\"windUp\": { \"to\": \"worker-welfare\" }", "\"windUp\": \"worker-welfare\"")]
    public void What_the_schema_refuses_the_reader_refuses(string old, string @new)
    {
        var wrong = SampleFund.With(old, @new);

        new SchemaCheck(FundSchema.Write()).ErrorsIn(wrong).ShouldNotBeEmpty();
        FundFile.Read("fund.json", wrong).IsRefused.ShouldBeTrue();
    }

    private static string Remedy =>
        $"{FundSchema.Path} is not what the terms give. Rewrite it: {Regenerate}=1 dotnet test tests/WelfareFund.Tests --filter {nameof(FundSchemaTests)}";

    private static IEnumerable<(string Path, JsonObject Schema)> ObjectsIn(JsonNode node) => node switch
    {
        JsonObject schema => (schema["properties"] is JsonObject ? [(schema.GetPath(), schema)] : Array.Empty<(string, JsonObject)>())
            .Concat(schema.Where(pair => pair.Value is not null).SelectMany(pair => ObjectsIn(pair.Value!))),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => ObjectsIn(item!)),
        _ => [],
    };

    private static string RepositoryRoot([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetDirectoryName(thisFile)!;
        while (!File.Exists(Path.Combine(folder, "WelfareFund.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
