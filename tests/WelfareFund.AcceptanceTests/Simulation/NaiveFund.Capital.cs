using NodaTime;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>Commitments, calls and the bank's lines. Rules: docs/rules.md, sections 6 and 7 "Matching".</summary>
internal sealed partial class NaiveFund
{
    private readonly List<CalledPart> called = [];

    /// <summary>What came in and names nothing; what went out so does not lower it.</summary>
    private long unallocated;

    private sealed record CalledPart(string Call, string Investor, string Tranche, LocalDate On, long Open)
    {
        internal long Open { get; set; } = Open;
    }

    private void SignCommitments()
    {
        foreach (var commitment in Known<ToldCommitment>().Where(commitment => commitment.SignedOn <= LastDay && done.Add(commitment.Id)))
            books.Move("unfunded-commitments", $"{commitment.Investor}/{commitment.Tranche}", "signed-commitments", $"{commitment.Investor}/{commitment.Tranche}", commitment.Amount);
    }

    private void Call()
    {
        foreach (var call in Known<ToldCall>().Where(call => call.CalledOn <= LastDay && !done.Contains(call.Id)).OrderBy(call => call.CalledOn).ThenBy(call => call.Id, StringComparer.Ordinal))
        {
            var unfunded = Known<ToldCommitment>().Where(commitment => commitment.SignedOn <= LastDay).GroupBy(commitment => (commitment.Investor, commitment.Tranche))
                .Select(holding => (holding.Key.Investor, holding.Key.Tranche, terms.Tranches.Single(tranche => tranche.Id == holding.Key.Tranche).Rank,
                    Left: books["unfunded-commitments", $"{holding.Key.Investor}/{holding.Key.Tranche}"] - holding.Where(commitment => commitment.SignedOn > call.CalledOn).Sum(commitment => commitment.Amount)))
                .Where(holding => holding.Left > 0).OrderBy(holding => holding.Rank).ThenBy(holding => holding.Tranche, StringComparer.Ordinal).ThenBy(holding => holding.Investor, StringComparer.Ordinal).ToList();
            if (call.Amount > unfunded.Sum(holding => holding.Left) || WeekdaysOf(call) < TermsFile.NoticeDays)
                continue;
            done.Add(call.Id);
            var left = call.Amount;
            foreach (var together in unfunded.GroupBy(holding => terms.DrawOrder == "by-rank" ? holding.Rank : 0).OrderBy(group => group.Key).Select(group => group.ToList()))
            {
                var part = Math.Min(left, together.Sum(holding => holding.Left));
                left -= part;
                foreach (var (holding, amount) in together.Zip(NaiveMath.Split(part, [.. together.Select(holding => (decimal)holding.Left)])).Where(split => split.Second > 0))
                    CallOf(call, holding.Investor, holding.Tranche, amount);
            }
        }
    }

    /// <summary>After the day of the call, the day it is due included.</summary>
    private static int WeekdaysOf(ToldCall call) =>
        Enumerable.Range(1, Period.DaysBetween(call.CalledOn, call.DueOn)).Count(days => call.CalledOn.PlusDays(days).DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday));

    private void CallOf(ToldCall call, string investor, string tranche, long amount)
    {
        books.Move("called-capital", $"{investor}/{tranche}", "investor-capital", $"{investor}/{tranche}", amount);
        books.Move("signed-commitments", $"{investor}/{tranche}", "unfunded-commitments", $"{investor}/{tranche}", amount);
        Happens("a part of a call");
        called.Add(new(call.Id, investor, tranche, call.CalledOn, amount));
    }

    private void BookBank()
    {
        foreach (var line in Known<ToldBankLine>().Where(line => line.BookedOn <= LastDay && done.Add($"bank {line.Number}")).OrderBy(line => line.BookedOn).ThenBy(line => line.Number))
        {
            books.Add("bank:main", "", line.Amount);
            if (Matches(line))
                continue;
            Happens("a receipt unallocated");
            books.Add("unallocated-receipts", "", -line.Amount);
            unallocated += Math.Max(0, line.Amount);
        }
    }

    /// <summary>Books the other side of a line that names what it is.</summary>
    private bool Matches(ToldBankLine line)
    {
        if (payments.TryGetValue(line.Reference.Split(' ')[0], out var payment))
            return Confirms(line, payment) || ComesBack(line, payment);
        if (line.Amount < 0)
            return line.Reference == "BANK-CHARGES" && Book("bank-charges", "", line.Amount);
        if (Known<ToldAgreement>().FirstOrDefault(agreement => agreement.Id == line.Reference) is { } consent)
        {
            AccountOf(consent.Worker).Receive(line.Amount, line.BookedOn);
            return Book("contributions-receivable", consent.Worker, line.Amount);
        }

        var transferred = Known<ToldDeduction>().Where(deduction => deduction.Transfer == line.Reference).Select(deduction => deduction.Employer).Distinct().ToList();
        if (transferred.Count == 1)
            return Book("deducted-by-employers", transferred[0], line.Amount);
        return line.Reference == "INTEREST" ? Book("interest", "", line.Amount) : PaysCall(line);
    }

    private bool Confirms(ToldBankLine line, ToldPayment payment)
    {
        var paid = onTheirWay.Find(one => (one.PaidAs, one.Payee, one.Amount) == (payment.PaidAs, payment.Payee, payment.Amount));
        if (paid is null || line.Reference != payment.Number || line.Amount != -payment.Amount)
            return false;
        onTheirWay.Remove(paid);
        confirmed[payment.Number] = paid;
        return Book("payments-in-transit:main", "", line.Amount);
    }

    /// <summary>The whole amount of a confirmed payment, its number at the head of the reference: owed as before.</summary>
    private bool ComesBack(ToldBankLine line, ToldPayment payment)
    {
        if (line.Amount != payment.Amount || !confirmed.TryGetValue(payment.Number, out var paid))
            return false;
        var takenBack = paid.For.Where(part => part.What.IsGone).Sum(part => part.Amount);
        if (takenBack > books["clawback-receivable", paid.Party])
            return false;
        Happens(takenBack > 0 ? "a payment that comes back after a clawback" : "a payment that comes back");
        confirmed.Remove(payment.Number);
        if (paid.PaidAs == "worker")
            refundsOwed[paid.Payee] += paid.Amount;
        Book("clawback-receivable", paid.Party, takenBack);
        Book(paid.Account, paid.Party, line.Amount - takenBack);
        foreach (var (what, amount) in paid.For.Where(part => !part.What.IsGone))
        {
            what.Amount = amount;
            owedToProviders.Add(what);
            Net(what);
        }

        return true;
    }

    private bool PaysCall(ToldBankLine line)
    {
        var open = called.Where(part => part.Open > 0 && $"{part.Call} {part.Investor}" == line.Reference).ToList();
        if (open.Count == 0)
        {
            var oldest = called.Where(part => part.Open > 0 && part.Investor == line.Reference).OrderBy(part => part.On).ThenBy(part => part.Call, StringComparer.Ordinal).FirstOrDefault();
            open = called.FindAll(part => part.Open > 0 && part.Call == oldest?.Call && part.Investor == oldest.Investor);
        }

        if (open.Count == 0 || line.Amount > open.Sum(part => part.Open))
            return false;
        var left = line.Amount;
        foreach (var part in open)
        {
            var paid = Math.Min(left, part.Open);
            (part.Open, left) = (part.Open - paid, left - paid);
            Book("called-capital", $"{part.Investor}/{part.Tranche}", paid);
        }

        return true;
    }

    private bool Book(string account, string party, long received)
    {
        books.Add(account, party, -received);
        return true;
    }
}
