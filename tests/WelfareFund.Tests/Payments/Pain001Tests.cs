using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Payments;

namespace WelfareFund.Tests.Payments;

public sealed class Pain001Tests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ";
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private static CreditTransferBatch Batch(string currency, string? debtorIban, params (long Minor, Creditor To)[] payments) => new(
        "B17-harbour-care", Instant.FromUtc(2025, 3, 5, 9, 30, 15), new(2025, 3, 6), "Harbour Care Fund", debtorIban, "main",
        [.. payments.Select((payment, i) => new CreditTransfer(FormattableString.Invariant($"P-202502-{i + 1:D3}"), new(payment.Minor, Currency.Of(currency)), payment.To, "Harbour Care Fund"))]);

    private static XDocument Read(string text)
    {
        using var xml = XmlFile.Open(new StringReader(text), 10_000_000);
        return XDocument.Load(xml);
    }

    private static readonly Creditor WithIban = new("Maharlika Care Academy, Inc.", "DE", "DE02120300000000202051", null, null);
    private static readonly Creditor WithNumber = new("Upeo Training Trust", "KE", null, "0110-2345 678", "KCBLKENX");

    [Fact]
    public void The_whole_message_of_a_batch_of_two_is_this()
    {
        var text = Pain001.Write(Batch("EUR", "DE02120300000000202051", (123_456, WithIban), (5, WithNumber)));

        text.ShouldBe("""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
              <CstmrCdtTrfInitn>
                <GrpHdr>
                  <MsgId>B17-harbour-care</MsgId>
                  <CreDtTm>2025-03-05T09:30:15Z</CreDtTm>
                  <NbOfTxs>2</NbOfTxs>
                  <CtrlSum>1234.61</CtrlSum>
                  <InitgPty>
                    <Nm>Harbour Care Fund</Nm>
                  </InitgPty>
                </GrpHdr>
                <PmtInf>
                  <PmtInfId>B17-harbour-care</PmtInfId>
                  <PmtMtd>TRF</PmtMtd>
                  <BtchBookg>false</BtchBookg>
                  <NbOfTxs>2</NbOfTxs>
                  <CtrlSum>1234.61</CtrlSum>
                  <ReqdExctnDt>
                    <Dt>2025-03-06</Dt>
                  </ReqdExctnDt>
                  <Dbtr>
                    <Nm>Harbour Care Fund</Nm>
                  </Dbtr>
                  <DbtrAcct>
                    <Id>
                      <IBAN>DE02120300000000202051</IBAN>
                    </Id>
                    <Ccy>EUR</Ccy>
                  </DbtrAcct>
                  <DbtrAgt>
                    <FinInstnId>
                      <Othr>
                        <Id>NOTPROVIDED</Id>
                      </Othr>
                    </FinInstnId>
                  </DbtrAgt>
                  <CdtTrfTxInf>
                    <PmtId>
                      <InstrId>P-202502-001</InstrId>
                      <EndToEndId>P-202502-001</EndToEndId>
                    </PmtId>
                    <Amt>
                      <InstdAmt Ccy="EUR">1234.56</InstdAmt>
                    </Amt>
                    <Cdtr>
                      <Nm>Maharlika Care Academy, Inc.</Nm>
                      <PstlAdr>
                        <Ctry>DE</Ctry>
                      </PstlAdr>
                    </Cdtr>
                    <CdtrAcct>
                      <Id>
                        <IBAN>DE02120300000000202051</IBAN>
                      </Id>
                    </CdtrAcct>
                    <RmtInf>
                      <Ustrd>Harbour Care Fund</Ustrd>
                    </RmtInf>
                  </CdtTrfTxInf>
                  <CdtTrfTxInf>
                    <PmtId>
                      <InstrId>P-202502-002</InstrId>
                      <EndToEndId>P-202502-002</EndToEndId>
                    </PmtId>
                    <Amt>
                      <InstdAmt Ccy="EUR">0.05</InstdAmt>
                    </Amt>
                    <CdtrAgt>
                      <FinInstnId>
                        <BICFI>KCBLKENX</BICFI>
                      </FinInstnId>
                    </CdtrAgt>
                    <Cdtr>
                      <Nm>Upeo Training Trust</Nm>
                      <PstlAdr>
                        <Ctry>KE</Ctry>
                      </PstlAdr>
                    </Cdtr>
                    <CdtrAcct>
                      <Id>
                        <Othr>
                          <Id>0110-2345 678</Id>
                        </Othr>
                      </Id>
                    </CdtrAcct>
                    <RmtInf>
                      <Ustrd>Harbour Care Fund</Ustrd>
                    </RmtInf>
                  </CdtTrfTxInf>
                </PmtInf>
              </CstmrCdtTrfInitn>
            </Document>

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Theory]
    [InlineData("JPY", 16_800, "16800")]
    [InlineData("EUR", 1, "0.01")]
    [InlineData("TND", 1_250, "1.250")]
    public void Amounts_have_exactly_the_currencys_decimals(string currency, long minor, string written) =>
        Read(Pain001.Write(Batch(currency, null, (minor, WithNumber)))).Descendants(Pain + "InstdAmt").Single().Value.ShouldBe(written);

    [Fact]
    public void The_sums_are_those_of_the_payments_whatever_they_are() => Prop.ForAll(
        Gen.Choose(1, int.MaxValue).Select(minor => (long)minor).NonEmptyListOf().Select(minors => minors.ToArray()).ToArbitrary(),
        minors =>
        {
            var message = Read(Pain001.Write(Batch("EUR", null, [.. minors.Select(minor => (minor, WithIban))])));
            var paid = message.Descendants(Pain + "InstdAmt").Sum(amount => decimal.Parse(amount.Value, System.Globalization.CultureInfo.InvariantCulture));
            message.Descendants(Pain + "CtrlSum").Select(sum => decimal.Parse(sum.Value, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe([paid, paid]);
            paid.ShouldBe(minors.Sum() / 100m);
            message.Descendants(Pain + "NbOfTxs").Select(count => int.Parse(count.Value, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe([minors.Length, minors.Length]);
            message.Descendants(Pain + "EndToEndId").Select(id => id.Value).Distinct().Count().ShouldBe(minors.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_stands_in_a_text_only_allowed_letters_are_left() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null).Zip(Gen.Choose(1, 80)).ToArbitrary(),
        given =>
        {
            var text = PaymentLetters.Of(given.Item1, given.Item2);
            text.ShouldAllBe(letter => Letters.Contains(letter));
            text.Length.ShouldBeLessThanOrEqualTo(given.Item2);
            (text.Length == 0 || PaymentLetters.AreIn(text)).ShouldBeTrue(text);
            PaymentLetters.Of(text, given.Item2).ShouldBe(text);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Smith & Sons; \"Care\"", "Smith + Sons, 'Care'")]
    [InlineData("a//b/", "a/b")]
    [InlineData("  two   spaces ", "two spaces")]
    [InlineData("#*%", "")]
    public void A_letter_that_no_bank_takes_becomes_its_nearest(string text, string written) => PaymentLetters.Of(text, 70).ShouldBe(written);

    [Theory]
    [InlineData("Fundación")]
    [InlineData("")]
    [InlineData("/begins with a slash")]
    public void A_name_that_was_not_brought_into_the_letters_is_never_written(string name) =>
        Should.Throw<ArgumentException>(() => Pain001.Write(Batch("EUR", null, (1, WithIban with { Name = name }))));

    /// <summary>Against the official schema, which is ISO's own and not in this repository (docs/operating.md).</summary>
    [Fact]
    public void A_message_is_valid_by_the_schema_that_WELFAREFUND_ISO20022_names()
    {
        var text = Pain001.Write(Batch("EUR", "DE02120300000000202051", (123_456, WithIban), (5, WithNumber)));
        if (Environment.GetEnvironmentVariable("WELFAREFUND_ISO20022") is not { Length: > 0 } folder)
        {
            Read(text).Root!.Name.ShouldBe(Pain + "Document");
            return;
        }

        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.Schemas.Add(Pain.NamespaceName, Path.Combine(folder, "pain.001.001.09.xsd"));
        foreach (var message in new[] { text, Pain001.Write(Batch("JPY", null, (16_800, WithNumber))) })
        {
            using var reader = XmlReader.Create(new StringReader(message), settings);
            while (reader.Read())
            {
            }
        }
    }
}
