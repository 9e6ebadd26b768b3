using System.Security.Cryptography;

namespace WelfareFund.Web;

/// <summary>The stylesheet, the icon and the scripts, out of the assembly. Their addresses carry their hash, so browsers keep them.</summary>
internal sealed class StaticFile
{
    internal static readonly StaticFile Stylesheet = new("app.css", "text/css; charset=utf-8");
    internal static readonly StaticFile Icon = new("icon.svg", "image/svg+xml");
    internal static readonly StaticFile PasskeyScript = new("passkeys.js", "text/javascript; charset=utf-8");
    internal static readonly StaticFile AgainScript = new("again.js", "text/javascript; charset=utf-8");

    private readonly string name;
    private readonly string type;
    private readonly byte[] content;

    private StaticFile(string name, string type)
    {
        (this.name, this.type) = (name, type);
        using var stream = typeof(StaticFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        content = new byte[stream.Length];
        stream.ReadExactly(content);
        Address = $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";
    }

    internal string Address { get; }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var file in new[] { Stylesheet, Icon, PasskeyScript, AgainScript })
        {
            routes.MapGet("/" + file.name, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(file.content, file.type);
            });
        }
    }
}
