using System.ComponentModel;
using System.Diagnostics;

namespace WelfareFund.AcceptanceTests.Documents;

/// <summary>Reads a PDF with tools that share nothing with the engine that wrote it.</summary>
internal static class Poppler
{
    /// <summary>Lines as the eye finds them, right-to-left words the right way round.</summary>
    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "FILE", "-");

    /// <summary>In the order in which the document itself gives its text.</summary>
    public static string ReadingOrder(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "-raw", "FILE", "-");

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
