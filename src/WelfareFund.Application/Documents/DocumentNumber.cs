using System.Globalization;

namespace WelfareFund.Application.Documents;

/// <summary>What people call a document by.</summary>
internal static class DocumentNumber
{
    /// <param name="year">Of the day that the document speaks of.</param>
    /// <param name="number">Counts the fund's documents of the year.</param>
    internal static string Of(string fundId, int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{fundId}-{year:D4}-{number:D4}");
}
