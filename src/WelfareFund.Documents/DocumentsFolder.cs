using System.Reflection;

namespace WelfareFund.Documents;

/// <summary>The folder that holds <c>worker/</c> and <c>templates/</c>: beside a published product, else among the sources it was built from.</summary>
internal static class DocumentsFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var published = System.IO.Path.Combine(AppContext.BaseDirectory, "documents");
        return Directory.Exists(published)
            ? published
            : typeof(DocumentsFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "DocumentsFolder").Value!;
    }
}
