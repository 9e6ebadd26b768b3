using System.Xml;
using NodaTime;
using WelfareFund.Refusals;

namespace WelfareFund;

/// <summary>
/// <c>gesmes:Envelope</c> with a <c>Cube</c> of a <c>Cube time</c> a day, of a <c>Cube currency rate</c> a currency.
/// No DTD and no outside entity is followed.
/// </summary>
internal static class EcbXml
{
    private const string Gesmes = "http://www.gesmes.org/xml/2002-08-01";
    private const string Eurofxref = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    // The whole history since 1999 has some 8 million characters.
    private const long MostCharacters = 100_000_000;

    internal static IEnumerable<Result<ExchangeRate>> Read(TextReader reader, string file, long logSequence)
    {
        using var xml = XmlFile.Open(reader, MostCharacters);
        var place = (IXmlLineInfo)xml;
        var lineOf = new Dictionary<LocalDate, int>();
        var quotesOfDay = new HashSet<string>();
        LocalDate? day = null;

        while (true)
        {
            if (!TryRead(xml, place, file, out var broken))
            {
                if (broken is not null)
                    yield return broken;
                yield break;
            }

            var line = place.LineNumber;
            if (xml.NodeType is not XmlNodeType.Element)
                continue;

            switch (xml.Depth, xml.NamespaceURI, xml.LocalName)
            {
                case (0, Gesmes, "Envelope") or (1, Eurofxref, "Cube"):
                case (1, Gesmes, "subject" or "Sender") or (2, Gesmes, "name"):
                    break;

                case (2, Eurofxref, "Cube"):
                    day = null;
                    quotesOfDay.Clear();
                    var (date, badDate) = EcbRates.Date(file, line, "time", xml.GetAttribute("time"));
                    if (badDate is null && !lineOf.TryAdd(date, line))
                        badDate = EcbRates.SecondDate(file, line, "time", date, lineOf[date]);
                    if (badDate is null)
                        day = date;
                    else
                        yield return badDate;
                    break;

                case (3, Eurofxref, "Cube"):
                    var code = xml.GetAttribute("currency") ?? "";
                    var (quote, badQuote) = EcbRates.Quote(file, line, code);
                    if (badQuote is not null)
                        yield return badQuote;
                    else if (!quotesOfDay.Add(code))
                        yield return EcbRates.NotEcb(file, line, code, "the currency stands there twice on one day");
                    else if (quote is not null && day is { } of)
                        yield return EcbRates.Rate(file, line, of, quote, xml.GetAttribute("rate"), logSequence);
                    break;

                default:
                    yield return EcbRates.NotEcb(file, line, Excerpt.Of(xml.Name), "this element has no place here");
                    break;
            }
        }
    }

    private static bool TryRead(XmlReader xml, IXmlLineInfo place, string file, out Refusal? broken)
    {
        broken = null;
        try
        {
            return xml.Read();
        }
        catch (XmlException error)
        {
            broken = EcbRates.NotEcb(file, Math.Max(error.LineNumber, Math.Max(place.LineNumber, 1)), "", $"the XML cannot be read: {XmlFile.Clause(error)}");
            return false;
        }
    }
}
