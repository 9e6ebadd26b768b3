using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace WelfareFund.AcceptanceTests.Documents;

/// <summary>Reads a PDF with tools that share nothing with the engine that wrote it.</summary>
internal static partial class Poppler
{
    /// <summary>Lines as the eye finds them, right-to-left words the right way round.</summary>
    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "FILE", "-");

    /// <summary>In the order in which the document itself gives its text.</summary>
    public static string ReadingOrder(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "-raw", "FILE", "-");

    /// <summary>Without the marks that only set a line's direction, letters composed.</summary>
    public static string Letters(byte[] pdf) => DirectionMarks().Replace(Text(pdf), "").Normalize();

    public static int Pages(byte[] pdf) => int.Parse(PageCount().Match(Info(pdf)).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    public static string Page(byte[] pdf, int page) =>
        Run("pdftotext", pdf, "-enc", "UTF-8", "-layout", "-f", $"{page}", "-l", $"{page}", "FILE", "-");

    public static string Info(byte[] pdf) => Run("pdfinfo", pdf, "FILE");

    public static string Metadata(byte[] pdf) => Run("pdfinfo", pdf, "-meta", "FILE");

    public static string Structure(byte[] pdf) => Run("pdfinfo", pdf, "-struct-text", "FILE");

    /// <summary>Name, type, encoding, and whether embedded, a font a line.</summary>
    public static string[] Fonts(byte[] pdf) => [.. Run("pdffonts", pdf, "FILE").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)];

    public static byte[] Attachment(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            Run("pdfdetach", pdf, "-save", "1", "-o", file, "FILE");
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static void ShouldEmbedAllFonts(byte[] pdf) => Fonts(pdf).ShouldAllBe(line => Embedded().IsMatch(line));

    /// <summary>One after the other, with anything between.</summary>
    public static void ShouldHaveInOrder(this string text, params string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, $"'{part}' does not follow in:\n{text}");
            from = at + part.Length;
        }
    }

    [GeneratedRegex(@"Pages:\s+(\d+)")]
    private static partial Regex PageCount();

    [GeneratedRegex(@"Identity-H\s+yes yes yes")]
    private static partial Regex Embedded();

    [GeneratedRegex("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")]
    private static partial Regex DirectionMarks();

    private static string Run(string tool, byte[] pdf, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            var start = new ProcessStartInfo(tool, arguments.Select(argument => argument == "FILE" ? file : argument))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} failed: {complaints.Result}");
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"The tests of documents read them with {tool}; install it (on Debian: apt-get install poppler-utils).");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
