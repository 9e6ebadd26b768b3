using System.Security.Cryptography;
using System.Text;
using WelfareFund.Refusals;
using WelfareFund.Terms.Reading;

namespace WelfareFund.Terms;

/// <summary>
/// The file <c>fund.json</c>: JSON with comments and trailing commas. A file that is wrong is refused whole, with every error in
/// it at once, each with its line, its path and what would be right.
/// </summary>
public static class FundFile
{
    /// <param name="fileName">As errors name it.</param>
    public static Result<FundTerms> Read(string fileName, ReadOnlySpan<byte> utf8Json) =>
        Read<FundTerms>(fileName, utf8Json, null, wholeFund: true, (terms, problems) => new TermsRules(problems).Check(terms));

    public static Result<FundTerms> Read(string fileName, string json) => Read(fileName, Encoding.UTF8.GetBytes(json));

    /// <summary>One object of <c>contributions</c> alone. What only a whole fund can know is then not checked.</summary>
    public static Result<ContributionTerms> ReadContribution(string fileName, ReadOnlySpan<byte> utf8Json) =>
        Read<ContributionTerms>(fileName, utf8Json, null, wholeFund: false, (terms, problems) => new ContributionRules(problems, null).Check(terms, "$"));

    /// <summary>One object of <c>contracts</c> alone. What only a whole fund can know is then not checked.</summary>
    public static Result<ContractTerms> ReadContract(string fileName, ReadOnlySpan<byte> utf8Json) =>
        Read<ContractTerms>(fileName, utf8Json, null, wholeFund: false, (terms, problems) => new ContractRules(problems, null).Check(terms, "$"));

    /// <summary>The object <c>capital</c> alone. What only a whole fund can know is then not checked.</summary>
    /// <param name="baseCurrency">The currency of its amounts, which a whole fund names elsewhere.</param>
    public static Result<CapitalTerms> ReadCapital(string fileName, ReadOnlySpan<byte> utf8Json, Currency baseCurrency) =>
        Read<CapitalTerms>(fileName, utf8Json, baseCurrency, wholeFund: false, (terms, problems) => new CapitalRules(problems, null).Check(terms, "$"));

    /// <summary>The same terms as a file, with every default written out and without comments. Reading it gives equal terms.</summary>
    public static string Write(FundTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Encoding.UTF8.GetString(TermsWriter.Write(terms, indented: true)) + "\n";
    }

    /// <summary>
    /// SHA-256, in lower-case hex, of what the terms say: the same for two files that differ only in white space, comments,
    /// the order of keys, or defaults written out.
    /// </summary>
    public static string Hash(FundTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Convert.ToHexStringLower(SHA256.HashData(TermsWriter.Write(terms, indented: false)));
    }

    private static Result<T> Read<T>(string fileName, ReadOnlySpan<byte> utf8Json, Currency? currency, bool wholeFund, Action<T, Problems> check)
        where T : class
    {
        var tree = JsonTree.Parse(fileName, utf8Json);
        if (tree.IsRefused)
        {
            return Result.Refused<T>(tree.Refusals);
        }

        var problems = new Problems(fileName);
        var terms = (T)new TermsReader(problems, wholeFund).ReadRoot(tree.Value, (RecordShape)Shape.Of(typeof(T)), currency);
        check(terms, problems);
        return problems.Refusals is { Count: > 0 } refusals ? Result.Refused<T>(refusals) : terms;
    }
}
