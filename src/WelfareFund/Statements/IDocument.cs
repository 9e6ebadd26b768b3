using NodaTime;

namespace WelfareFund.Statements;

/// <summary>The figures of a paper that the fund issues under a number.</summary>
public interface IDocument
{
    DocumentIdentity Identity { get; }

    /// <summary>The log sequence up to which the books were read. The same figures read later are still the same document.</summary>
    long KnownAt { get; }
}

/// <summary>What makes two papers versions of one document.</summary>
/// <param name="Kind">Also its template's name: <c>investor-statement</c>.</param>
/// <param name="Subject">Whom it is for: the investor's, provider's, worker's, fund's id.</param>
/// <param name="AsOf">The day it speaks of; the document's own date.</param>
/// <param name="Matter">What it is about where one subject has several a day: the capital call's id. Else empty.</param>
public sealed record DocumentIdentity(string Kind, string Subject, LocalDate AsOf, string Matter = "");
