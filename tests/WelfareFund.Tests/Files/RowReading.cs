using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Tests.Terms;

namespace WelfareFund.Tests.Files;

/// <summary>Reads lines without quotes, as a file of the kind would bring them.</summary>
internal static class RowReading
{
    internal static Told<T> Line<T>(this FileKind<T> kind, string header, string row) where T : Fact =>
        kind.ReadRow(kind.ReadHeader("file.csv", header.Split(',')).Value, row.Split(','), 2, SampleFund.Terms);

    /// <summary>The sentences a person gets.</summary>
    internal static string[] Refused<T>(this FileKind<T> kind, string header, string row) where T : Fact
    {
        var told = kind.Line(header, row);
        told.Fact.ShouldBeNull();
        return [.. told.Refusals.Select(refusal => refusal.ToString())];
    }

    internal static T Fact<T>(this FileKind<T> kind, string header, string row) where T : Fact
    {
        var told = kind.Line(header, row);
        told.Refusals.ShouldBeEmpty();
        return told.Fact!;
    }
}
