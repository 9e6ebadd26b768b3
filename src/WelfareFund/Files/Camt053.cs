using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Payments;
using WelfareFund.Refusals;
using WelfareFund.Terms;

namespace WelfareFund.Files;

/// <summary>
/// Reads a bank's statements as ISO 20022 <c>camt.053.001.02</c> or <c>.08</c>: booked entries become bank lines, the closing balance a balance. A statement
/// whose opening balance and entries do not come to its closing balance is refused. Entries that are not booked yet come again when they are.
/// </summary>
/// <param name="file">The file's name, for the refusals' places.</param>
public sealed class Camt053(string file, FundTerms terms)
{
    /// <summary>A booking of 200,000 entries has some 300 million characters.</summary>
    private const long MostCharacters = 2_000_000_000;

    private const string Iso20022 = "urn:iso:std:iso:20022:tech:xsd:";
    private static readonly string[] Versions = ["camt.053.001.02", "camt.053.001.08"];
    private static readonly string AskForOne = $"ask the bank for {string.Join(" or ", Versions)}";

    private readonly List<Told<BankBalance>> balances = [];
    private Statement? open;

    /// <summary>The statements' closing balances, once all lines are read.</summary>
    public IReadOnlyList<Told<BankBalance>> Balances => balances;

    /// <summary>Streams, an entry in memory at a time.</summary>
    public IEnumerable<Told<BankLine>> ReadLines(TextReader reader)
    {
        using var xml = XmlFile.Open(reader, MostCharacters);
        var statements = 0;
        XNamespace? version = null;
        while (true)
        {
            var (node, broken) = Next(xml, version);
            if (broken is not null)
            {
                yield return Refused(broken);
                yield break;
            }

            if (node is null)
                break;
            version ??= node.Name.Namespace;
            foreach (var refusal in Take(node))
                yield return Refused(refusal);
            if (node.Name.LocalName == "Stmt")
                statements++;
            else if (node.Name.LocalName == "Ntry" && open is { Account: not null })
                foreach (var told in LinesOf(node, open))
                    yield return told;
        }

        foreach (var refusal in Close())
            yield return Refused(refusal);
        if (statements == 0)
            yield return Refused(new("no-statement", file, "there is no statement (BkToCstmrStmt/Stmt) in this file", AskForOne));
    }

    /// <summary>The document's root, the begin of a statement, or what stands in one: its id, account, balances and entries. Null at the end or where it breaks.</summary>
    private (XElement? Node, Refusal? Broken) Next(XmlReader xml, XNamespace? version)
    {
        try
        {
            // What was loaded last leaves the reader on its end.
            while (xml.Read())
            {
                if (xml.NodeType is not XmlNodeType.Element)
                    continue;
                if (version is null)
                {
                    var message = xml.NamespaceURI.StartsWith(Iso20022, StringComparison.Ordinal) ? xml.NamespaceURI[Iso20022.Length..] : xml.Name;
                    return Versions.Contains(message) ? (Empty(xml), null) : (null, new("not-camt053", Place(((IXmlLineInfo)xml).LineNumber), $"this is {Excerpt.Of(message)}", AskForOne));
                }

                if (xml.Depth == 2 && xml.LocalName == "Stmt")
                    return (Empty(xml), null);
                if (xml.Depth == 3 && xml.LocalName is "Id" or "Acct" or "Bal" or "Ntry" && open is not null)
                {
                    using var part = xml.ReadSubtree();
                    return (XElement.Load(part, LoadOptions.SetLineInfo), null);
                }
            }

            return (null, version is null ? new("not-camt053", Place(1), "the file is empty", AskForOne) : null);
        }
        catch (XmlException error)
        {
            return (null, new("bad-xml", Place(Math.Max(error.LineNumber, 1)), $"the XML cannot be read: {XmlFile.Clause(error)}", "take the file as the bank sent it"));
        }
    }

    private static XElement Empty(XmlReader xml) => new(XName.Get(xml.LocalName, xml.NamespaceURI));

    private List<Refusal> Take(XElement node)
    {
        switch (node.Name.LocalName)
        {
            case "Stmt":
                var refusals = Close();
                open = new();
                return refusals;
            case "Id":
                open!.Id = node.Value;
                return [];
            case "Acct":
                open!.HasAccount = true;
                open.Account = AccountOf(node);
                return open.Account is null
                    ? [new("unknown-id", Place(node, "Acct"), $"{Excerpt.Of(NumberOf(node))} is no bank account of the fund", $"the bank accounts are {string.Join(", ", terms.BankAccounts.Select(account => account.Iban is null ? account.Id : $"{account.Id} ({account.Iban})"))}")]
                    : [];
            case "Bal" when open!.Account is not null:
                return TakeBalance(node, open);
            default:
                return [];
        }
    }

    private static string NumberOf(XElement account) => account.At("Id")?.Elements().FirstOrDefault() is { } id ? id.At("Id")?.Value ?? id.Value : "";

    /// <summary>By IBAN; an account that has none, by its id here.</summary>
    private BankAccountTerms? AccountOf(XElement account)
    {
        var number = NumberOf(account).Replace(" ", "", StringComparison.Ordinal);
        return terms.BankAccounts.FirstOrDefault(own => own.Iban == number) ?? terms.BankAccounts.FirstOrDefault(own => own.Iban is null && own.Id == number);
    }

    private List<Refusal> TakeBalance(XElement balance, Statement statement)
    {
        var kind = balance.At("Tp", "CdOrPrtry", "Cd")?.Value;
        if (kind is not ("OPBD" or "PRCD" or "CLBD"))
            return [];
        var (amount, refusal) = AmountOf(balance, statement.Account!);
        if (refusal is not null)
            return [refusal];
        if (kind != "CLBD")
        {
            statement.Opening ??= amount;
            return [];
        }

        if (DateOf(balance.At("Dt")) is not { } on)
            return [new("bad-date", Place(balance, "Bal/Dt"), "the closing balance has no date", "ask the bank for the statement again")];
        statement.Closing = (amount, on, balance);
        return [];
    }

    private List<Refusal> Close()
    {
        var statement = open;
        open = null;
        if (statement is { HasAccount: false })
            return [new("no-account", file, $"the statement {Excerpt.Of(statement.Id)} does not say of which account it is (Acct/Id)", "ask the bank for the statement again")];
        if (statement?.Account is not { } account)
            return [];
        if (statement.Closing is not var (closing, on, node))
            return [new("no-closing-balance", file, $"the statement {Excerpt.Of(statement.Id)} has no closing balance (CLBD)", "ask the bank for the whole statement")];
        if (statement.Opening is not { } opening)
            return [new("no-opening-balance", file, $"the statement {Excerpt.Of(statement.Id)} has no opening balance (OPBD or PRCD)", "ask the bank for the whole statement")];
        var comesTo = opening + statement.Booked;
        if (statement.IsWhole && comesTo != closing)
        {
            return [new("statement-does-not-add-up", Place(node, "Bal"),
                $"{opening.ToAmountString()} {account.Currency} at the beginning and the booked entries come to {comesTo.ToAmountString()}, and the closing balance is {closing.ToAmountString()}: {(closing - comesTo).ToAmountString()} is not explained",
                "ask the bank for the whole statement")];
        }

        balances.Add(new(new() { BankAccount = account.Id, On = on, Balance = closing }, null, null, null));
        return [];
    }

    private IEnumerable<Told<BankLine>> LinesOf(XElement entry, Statement statement)
    {
        statement.Entries++;
        var status = entry.At("Sts") is { } sts ? sts.At("Cd")?.Value ?? sts.Value : "";
        if (status != "BOOK")
            yield break;
        var (amount, refusal) = AmountOf(entry, statement.Account!);
        var booked = DateOf(entry.At("BookgDt"));
        if (refusal is null && booked is null)
            refusal = new("bad-date", Place(entry, "Ntry/BookgDt"), "the entry has no booking date", "ask the bank for the statement again");
        if (refusal is null && amount.IsZero)
            yield break;
        if (refusal is not null)
        {
            statement.IsWhole = false;
            yield return Refused(refusal);
            yield break;
        }

        statement.Booked += amount;
        var name = Text(entry.At("AcctSvcrRef")) ?? Text(entry.At("NtryRef")) ?? "";
        if (name.Length == 0)
            name = string.Create(CultureInfo.InvariantCulture, $"{statement.Id}/{statement.Entries}");
        var details = entry.Elements().Where(part => part.Name.LocalName == "NtryDtls").SelectMany(part => part.Elements().Where(detail => detail.Name.LocalName == "TxDtls")).ToList();
        var amounts = details.Count > 1 ? details.ConvertAll(detail => DetailAmount(detail, statement.Account!, amount.IsNegative)) : [];
        if (amounts.Count > 0 && amounts.All(part => part is not null) && amounts.Aggregate(Money.Zero(amount.Currency), (sum, part) => sum + part!.Value) == amount)
        {
            for (var i = 0; i < details.Count; i++)
                yield return Line(string.Create(CultureInfo.InvariantCulture, $"{name}/{i + 1}"), amounts[i]!.Value, details[i]);
        }
        else
        {
            yield return Line(name, amount, details.Count == 1 ? details[0] : null);
        }

        Told<BankLine> Line(string reference, Money part, XElement? detail) => new(new()
        {
            BankAccount = statement.Account!.Id,
            BookedOn = booked!.Value,
            ValueOn = DateOf(entry.At("ValDt")) ?? booked.Value,
            Amount = part,
            Counterparty = Cut(detail is null ? null : NameOf(detail, part.IsNegative), 200),
            ReturnReason = detail is null ? null : Cut(Text(detail.At("RtrInf", "Rsn", "Cd")) ?? Text(detail.At("RtrInf", "Rsn", "Prtry")), 35),
            Reference = Cut(detail is null ? Text(entry.At("AddtlNtryInf")) : ReferenceOf(detail, part.IsNegative), 500),
            BankReference = Cut(reference, 100)!,
        }, null, null, null);
    }

    /// <summary>
    /// What the fund sent carries the instruction's number from end to end, also when it comes back; who pays the fund writes into the remittance what the fund
    /// asked for.
    /// </summary>
    private static string? ReferenceOf(XElement detail, bool isOut)
    {
        var endToEnd = Text(detail.At("Refs", "EndToEndId")) is { } id && id != "NOTPROVIDED" ? id : null;
        var remittance = Text(detail.At("RmtInf", "Strd", "CdtrRefInf", "Ref"))
            ?? Text(string.Concat(detail.At("RmtInf")?.Elements().Where(part => part.Name.LocalName == "Ustrd").Select(part => part.Value) ?? []));
        return isOut || detail.At("RtrInf") is not null ? endToEnd ?? remittance : remittance ?? endToEnd;
    }

    private static string? NameOf(XElement detail, bool isOut)
    {
        var party = detail.At("RltdPties", isOut ? "Cdtr" : "Dbtr");
        return Text(party.At("Nm")) ?? Text(party.At("Pty", "Nm"));
    }

    private Money? DetailAmount(XElement detail, BankAccountTerms account, bool isOut)
    {
        var amount = detail.At("Amt") ?? detail.At("AmtDtls", "TxAmt", "Amt");
        if (amount is null || Parse(amount, account) is not (var money, null))
            return null;
        var sign = detail.At("CdtDbtInd")?.Value;
        return (sign is null ? isOut : sign == "DBIT") ? -money : money;
    }

    private (Money Amount, Refusal? Refusal) AmountOf(XElement of, BankAccountTerms account)
    {
        if (of.At("Amt") is not { } amount)
            return (default, new("no-amount", Place(of, $"{of.Name.LocalName}/Amt"), "the amount is missing", "ask the bank for the statement again"));
        var (money, refusal) = Parse(amount, account);
        return refusal is not null ? (default, refusal) : of.At("CdtDbtInd")?.Value switch
        {
            "CRDT" => (money, null),
            "DBIT" => (-money, null),
            _ => (default, new("no-direction", Place(of, $"{of.Name.LocalName}/CdtDbtInd"), "it does not say whether the amount is a credit or a debit", "the bank writes CRDT or DBIT")),
        };
    }

    /// <summary>The format has five decimals whatever the currency has; zeros at the end say nothing.</summary>
    private (Money Money, Refusal? Refusal) Parse(XElement amount, BankAccountTerms account)
    {
        var place = Place(amount, "Amt");
        if ((string?)amount.Attribute("Ccy") is var currency && currency != account.Currency.Code)
            return (default, new("wrong-currency", place, $"the account {account.Id} is kept in {account.Currency}, not {Excerpt.Of(currency ?? "")}", "compare the account with the fund's terms"));
        var text = amount.Value.Contains('.', StringComparison.Ordinal) ? amount.Value.TrimEnd('0').TrimEnd('.') : amount.Value;
        return MoneyText.TryParse(text, account.Currency, out var money, out var refusal) ? (money, null) : (default, refusal with { Where = place });
    }

    /// <summary>A time of day is the bank's own; its date counts.</summary>
    private static LocalDate? DateOf(XElement? date)
    {
        var text = date?.Elements().FirstOrDefault()?.Value ?? "";
        return text.Length >= 10 && LocalDatePattern.Iso.Parse(text[..10]).TryGetValue(default, out var day) ? day : null;
    }

    private static string? Text(XElement? node) => Text(node?.Value);
    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    private static string? Cut(string? text, int most) => text is { } long_ && long_.Length > most ? long_[..most] : text;

    private string Place(XElement node, string path) => $"{Place(((IXmlLineInfo)node).LineNumber)}: {path}";
    private string Place(int line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");

    private static Told<BankLine> Refused(Refusal refusal) => new(null, null, null, refusal);

    /// <summary>One statement while it is read.</summary>
    private sealed class Statement
    {
        private BankAccountTerms? account;

        internal string Id { get; set; } = "";
        internal Money? Opening { get; set; }
        internal Money Booked { get; set; }
        internal (Money Balance, LocalDate On, XElement Node)? Closing { get; set; }
        internal int Entries { get; set; }
        internal bool HasAccount { get; set; }

        /// <summary>Whether every booked entry could be read.</summary>
        internal bool IsWhole { get; set; } = true;

        internal BankAccountTerms? Account
        {
            get => account;
            set
            {
                account = value;
                if (value is not null)
                    Booked = Money.Zero(value.Currency);
            }
        }
    }
}

/// <summary>Steps down by local names: both versions of the format say the same in other namespaces.</summary>
file static class Steps
{
    internal static XElement? At(this XElement? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = node?.Elements().FirstOrDefault(child => child.Name.LocalName == name);
        return node;
    }
}
