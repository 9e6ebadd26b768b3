using WelfareFund.Terms.Reading;

namespace WelfareFund.Terms;

/// <summary>The JSON Schema of <c>fund.json</c>, generated from the types of the terms.</summary>
public static class FundSchema
{
    /// <summary>Where it is kept, from the root of the repository.</summary>
    public const string Path = "fund-config/schema/fund.schema.json";

    /// <summary>Draft 2020-12. It knows the form of each term; what has to hold between terms only <see cref="FundFile"/> knows.</summary>
    public static string Write() => TermsSchema.Write();
}
