using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Reports;
using WelfareFund.Ledger;
using WelfareFund.Statements;

namespace WelfareFund.Application.Statements;

/// <summary>The posted lines that an investor's statement lists.</summary>
internal static class StatementLines
{
    /// <summary>The investor's own entries of a period, in the order of the log; with the day each concerns.</summary>
    internal static async Task<List<(StatementLine Line, LocalDate Concerns)>> OwnAsync(BooksView books, IReadOnlyList<HoldingParty> own, LocalDate first, CancellationToken cancellation)
    {
        var tranches = own.ToDictionary(holding => holding.Number, holding => holding.Tranche);
        long[] numbers = [.. tranches.Keys];
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where entry.Effective >= first && posting.Party != null && numbers.Contains(posting.Party.Value)
            orderby posting.Sequence, posting.Line
            select new { entry.Sequence, entry.Key, entry.Effective, entry.Concerns, posting.Account, Party = posting.Party!.Value, posting.Amount }).ToListAsync(cancellation);
        var lines = new List<(StatementLine, LocalDate)>();
        foreach (var entry in postings.GroupBy(posting => posting.Sequence))
        {
            var one = entry.First();
            var raises = entry.Where(posting => books.Accounts[posting.Account].Type is AccountType.Equity).Aggregate(Money.Zero(books.BaseCurrency), (sum, posting) => sum - posting.Amount);
            var key = one.Key.Split('/');
            var amount = entry.Max(posting => posting.Amount.MinorUnits < 0 ? -posting.Amount : posting.Amount);
            lines.Add((new(one.Effective, one.Sequence, Describe(key[0], key[2], key[3], tranches[one.Party], amount), raises), one.Concerns));
        }

        return lines;
    }

    /// <summary>What came late of the fund's income and cost, by kind and by the month it concerns: the investor's part of it.</summary>
    /// <param name="part">Of an amount of the whole fund.</param>
    internal static async Task<List<PriorPeriodAdjustment>> LateAsync(BooksView books, LocalDate first, Func<Money, Money> part, CancellationToken cancellation)
    {
        int[] results = [.. books.Accounts.Values.Where(account => account.Type is AccountType.Income or AccountType.Expense).Select(account => account.Number)];
        var postings = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            where entry.Effective >= first && entry.Concerns < entry.Effective && results.Contains(posting.Account)
            orderby posting.Sequence
            select new { entry.Sequence, entry.Key, entry.Effective, entry.Concerns, posting.Amount }).ToListAsync(cancellation);
        var adjustments = new List<PriorPeriodAdjustment>();
        foreach (var late in postings.Where(posting => IsLate(posting.Effective, posting.Concerns)).GroupBy(posting => (Kind: posting.Key.Split('/')[0], Month: posting.Concerns.ToYearMonth())))
        {
            var last = late.Last();
            var amount = part(late.Aggregate(Money.Zero(books.BaseCurrency), (sum, posting) => sum - posting.Amount));
            var entries = late.Select(posting => posting.Sequence).Distinct().Count();
            var what = late.Key.Kind switch { "contribution" => "Contributions", "outcome" => "Outcome payments", "oversight" => "Oversight", "grant" => "Grant income", var other => other };
            if (!amount.IsZero)
                adjustments.Add(new(new(last.Effective, last.Sequence, entries == 1 ? $"{what}, your share" : $"{what}, {entries} entries to this one, your share", amount), late.Max(posting => posting.Concerns)));
        }

        return [.. adjustments.OrderBy(adjustment => adjustment.Line.LogSequence)];
    }

    /// <summary>Posted in a later month than it concerns: that one was sealed.</summary>
    internal static bool IsLate(LocalDate effective, LocalDate concerns) => concerns < effective.ToYearMonth().OnDayOfMonth(1);

    private static string Describe(string kind, string subject, string part, string tranche, Money amount) => kind switch
    {
        "commitment" => $"Commitment {subject} of {FormattedMoney.WithCurrency(amount)} signed, {tranche}",
        "capital-call" => $"Capital call {subject} of {FormattedMoney.WithCurrency(amount)}, {tranche}",
        "distribution" => part.Split(':')[1] switch
        {
            "capital" => $"Distribution {subject}: capital returned, {tranche}",
            "preferred" => $"Distribution {subject}: preferred return, {tranche}",
            "profit" => $"Distribution {subject}: profit, {tranche}",
            _ => $"Distribution {subject}: {FormattedMoney.WithCurrency(amount)} of principal recycled, {tranche}",
        },
        "payment" => $"Payment {subject} of {FormattedMoney.WithCurrency(amount)} instructed, {tranche}",
        "bank" => $"Capital paid in, {tranche}",
        _ => $"{kind} {subject}, {tranche}",
    };
}
