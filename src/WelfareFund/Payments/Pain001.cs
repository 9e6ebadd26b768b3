using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime.Text;

namespace WelfareFund.Payments;

/// <summary>Writes a batch as ISO 20022 <c>pain.001.001.09</c>. The same batch gives the same text.</summary>
public static class Pain001
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <exception cref="ArgumentException">No payment, two currencies, an amount that is not above zero, or a text that <see cref="PaymentLetters"/> would have changed.</exception>
    public static string Write(CreditTransferBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            Header(xml, batch);
            Payments(xml, batch);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Check(CreditTransferBatch batch)
    {
        if (batch.Transfers.Count == 0 || batch.Transfers.Any(transfer => !transfer.Amount.IsPositive || transfer.Amount.Currency != batch.Transfers[0].Amount.Currency))
            throw new ArgumentException("A batch has payments of more than nothing, all in one currency.", nameof(batch));
        foreach (var (text, longest) in new[] { (batch.MessageId, PaymentLetters.LongestId), (batch.Debtor, PaymentLetters.LongestName), (batch.DebtorAccount, 34) }
            .Concat(batch.Transfers.SelectMany(transfer => new[] { (transfer.Id, PaymentLetters.LongestId), (transfer.To.Name, PaymentLetters.LongestName), (transfer.Text, PaymentLetters.LongestText) })))
        {
            if (!PaymentLetters.AreIn(text) || text.Length > longest)
                throw new ArgumentException($"'{text}' is no text of at most {longest} letters that a bank takes.", nameof(batch));
        }
    }

    private static void Header(XmlWriter xml, CreditTransferBatch batch)
    {
        xml.WriteStartElement("GrpHdr");
        xml.WriteElementString("MsgId", batch.MessageId);
        xml.WriteElementString("CreDtTm", InstantPattern.General.Format(batch.CreatedAt));
        Sums(xml, batch);
        Party(xml, "InitgPty", batch.Debtor, null);
        xml.WriteEndElement();
    }

    private static void Payments(XmlWriter xml, CreditTransferBatch batch)
    {
        xml.WriteStartElement("PmtInf");
        xml.WriteElementString("PmtInfId", batch.MessageId);
        xml.WriteElementString("PmtMtd", "TRF");
        xml.WriteElementString("BtchBookg", "false"); // a line of the statement for each payment
        Sums(xml, batch);
        xml.WriteStartElement("ReqdExctnDt");
        xml.WriteElementString("Dt", LocalDatePattern.Iso.Format(batch.ExecuteOn));
        xml.WriteEndElement();
        Party(xml, "Dbtr", batch.Debtor, null);
        Account(xml, "DbtrAcct", batch.DebtorIban, batch.DebtorAccount, batch.Transfers[0].Amount.Currency);
        Agent(xml, "DbtrAgt", null);
        foreach (var transfer in batch.Transfers)
            Transfer(xml, transfer);
        xml.WriteEndElement();
    }

    private static void Sums(XmlWriter xml, CreditTransferBatch batch)
    {
        xml.WriteElementString("NbOfTxs", batch.Transfers.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CtrlSum", batch.Total.ToAmountString());
    }

    private static void Transfer(XmlWriter xml, CreditTransfer transfer)
    {
        xml.WriteStartElement("CdtTrfTxInf");
        xml.WriteStartElement("PmtId");
        xml.WriteElementString("InstrId", transfer.Id);
        xml.WriteElementString("EndToEndId", transfer.Id);
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", transfer.Amount.Currency.Code);
        xml.WriteString(transfer.Amount.ToAmountString());
        xml.WriteEndElement();
        xml.WriteEndElement();
        if (transfer.To.Bic is { } bic)
            Agent(xml, "CdtrAgt", bic);
        Party(xml, "Cdtr", transfer.To.Name, transfer.To.Country);
        Account(xml, "CdtrAcct", transfer.To.Iban, transfer.To.Account, null);
        xml.WriteStartElement("RmtInf");
        xml.WriteElementString("Ustrd", transfer.Text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Party(XmlWriter xml, string element, string name, string? country)
    {
        xml.WriteStartElement(element);
        xml.WriteElementString("Nm", name);
        if (country is not null)
        {
            xml.WriteStartElement("PstlAdr");
            xml.WriteElementString("Ctry", country);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Account(XmlWriter xml, string element, string? iban, string? number, Currency? currency)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("Id");
        if (iban is not null)
        {
            xml.WriteElementString("IBAN", iban);
        }
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", number);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (currency is not null)
            xml.WriteElementString("Ccy", currency.Code);
        xml.WriteEndElement();
    }

    /// <param name="bic">Null where the account says which bank it is: the schema wants something in its place.</param>
    private static void Agent(XmlWriter xml, string element, string? bic)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("FinInstnId");
        if (bic is not null)
        {
            xml.WriteElementString("BICFI", bic);
        }
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", "NOTPROVIDED");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
