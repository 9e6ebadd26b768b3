using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Accounting;
using WelfareFund.Application.Access;
using WelfareFund.Application.Terms;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Reports;

/// <param name="Worker">Whom it is about; empty for what governments and donors owe.</param>
/// <param name="Month">The wage month of a share of pay, else the month in which it fell due; null for what was paid beyond all dues.</param>
/// <param name="Due">Null where nothing is due; <paramref name="Reason"/> says why.</param>
/// <param name="WrittenOff">Of a bond also the days that nobody owes, which never were due.</param>
/// <param name="Missing">Whose wage report is missing, and since when it has been asked for; empty where none is.</param>
/// <param name="Subject">The agreement, empty for a share of pay under a worker's first; the claim; the terms of fixed support.</param>
/// <param name="OwedBy">The worker, employer, contract or terms that owe it; empty where nobody does.</param>
/// <param name="Open">Negative for what was paid beyond all dues.</param>
public sealed record ContributionLine(
    string Worker, YearMonth? Month, Money? Due, Money? Paid, Money? WrittenOff, string Reason, string Missing, string Subject, Payer Payer, string OwedBy, Money? Open)
{
    /// <summary>The reason of a line that says what was paid beyond all dues.</summary>
    public const string Credit = "credit";
}

/// <summary>All of one payer's kind in one currency.</summary>
public sealed record ContributionTotal(Payer Payer, Money Due, Money Paid, Money WrittenOff, Money Open);

/// <summary>
/// What workers, employers, agencies, governments and donors owe month by month, what is expected as savings, and what was paid. Right: <see cref="Right.ReadBooks"/>.
/// </summary>
public sealed partial class ContributionReport(FundDatabase database)
{
    /// <summary>Why a month shows no due, or why it has one that waits.</summary>
    private sealed record Reasoned(Payer Payer, string Worker, string Subject, YearMonth Month, string Reason, string Missing, Money? WrittenOff);

    /// <returns>By payer; of each by debtor and day of falling due.</returns>
    public async Task<Result<List<ContributionLine>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<ContributionLine>>(opened.Refusals);
        var books = opened.Value;
        var number = books.Fund.Number;
        var agreements = new Lazy<Task<Dictionary<string, string>>>(async () =>
            (await context.Set<Agreement>().AsNoTracking().Where(agreement => agreement.Fund == number).Select(agreement => new { agreement.Id, agreement.Worker }).ToListAsync(cancellation))
            .DistinctBy(agreement => agreement.Id).ToDictionary(agreement => agreement.Id.Value, agreement => agreement.Worker.Value, StringComparer.Ordinal));

        var lines = new List<ContributionLine>();
        foreach (var role in new[] { AccountRole.ContributionsReceivable, AccountRole.EmployerReceivable, AccountRole.AgencyReceivable, AccountRole.OutcomePayerReceivable })
            lines.AddRange(LinesOf(await NamedAsync(books, role, await ContributionBooks.ReadAsync(books, role, null, cancellation), agreements, cancellation), role));
        lines.AddRange(await SavingsAsync(books, agreements, cancellation));

        var reasons = await ReasonsAsync(books, agreements, cancellation);
        var dues = lines.Where(line => line.Month is not null && line.Due is { IsZero: false }).Select(line => (line.Payer, line.Worker, line.Subject, line.Month!.Value)).ToHashSet();
        var missing = reasons.Where(reason => reason.Missing.Length > 0).ToDictionary(KeyOf, reason => reason.Missing);
        lines = lines.ConvertAll(line => line.Month is { } month ? line with { Missing = missing.GetValueOrDefault((line.Payer, line.Worker, line.Subject, month)) ?? "" } : line);
        lines.AddRange(reasons.Where(reason => !dues.Contains(KeyOf(reason)))
            .Select(reason => new ContributionLine(reason.Worker, reason.Month, null, null, reason.WrittenOff, reason.Reason, reason.Missing, reason.Subject, reason.Payer, "", null)));
        return lines.OrderBy(line => line.Payer).ThenBy(line => line.Worker, StringComparer.Ordinal).ThenBy(line => line.Month is null).ThenBy(line => line.Month)
            .ThenBy(line => line.OwedBy, StringComparer.Ordinal).ThenBy(line => line.Subject, StringComparer.Ordinal).ToList();
    }

    /// <returns>By payer and currency.</returns>
    public static IReadOnlyList<ContributionTotal> TotalsOf(IEnumerable<ContributionLine> lines) =>
    [
        .. lines.Where(line => (line.Due ?? line.Paid ?? line.WrittenOff) is not null).GroupBy(line => (line.Payer, (line.Due ?? line.Paid ?? line.WrittenOff)!.Value.Currency))
            .OrderBy(group => group.Key.Payer).ThenBy(group => group.Key.Currency)
            .Select(group => new ContributionTotal(group.Key.Payer, Sum(group, line => line.Due), Sum(group, line => line.Paid), Sum(group, line => line.WrittenOff), Sum(group, line => line.Open))),
    ];

    private static Money Sum(IGrouping<(Payer Payer, Currency Currency), ContributionLine> lines, Func<ContributionLine, Money?> what) =>
        lines.Aggregate(Money.Zero(lines.Key.Currency), (sum, line) => what(line) is { } amount ? sum + amount : sum);

    private static (Payer, string, string, YearMonth) KeyOf(Reasoned reason) => (reason.Payer, reason.Worker, reason.Subject, reason.Month);

    /// <summary>Each debt, and what each debtor paid beyond all of them.</summary>
    private static IEnumerable<ContributionLine> LinesOf(ContributionBooks books, AccountRole role)
    {
        var standings = books.Standings();
        foreach (var standing in standings)
        {
            var debt = standing.Debt;
            yield return new(debt.Worker, debt.Month, debt.Due, standing.Paid, standing.WrittenOff, "", "", debt.Subject, debt.Payer, debt.Debtor, standing.Open);
        }

        var paid = standings.GroupBy(standing => (standing.Debt.Debtor, standing.Debt.Due.Currency))
            .ToDictionary(group => group.Key, group => (Sum: group.Aggregate(Money.Zero(group.Key.Currency), (sum, standing) => sum + standing.Paid), Last: group.Last().Debt));
        foreach (var (debtor, received) in books.Received.OrderBy(received => received.Key.Debtor, StringComparer.Ordinal).ThenBy(received => received.Key.Currency))
        {
            var known = paid.TryGetValue(debtor, out var of);
            var beyond = known ? received - of.Sum : received;
            if (!beyond.IsZero)
                yield return new(role is AccountRole.ContributionsReceivable ? debtor.Debtor : "", null, null, beyond, null, ContributionLine.Credit, "", "", known ? of.Last.Payer : PayerOf(role), debtor.Debtor, -beyond);
        }
    }

    /// <summary>Who is credited that never owed anything.</summary>
    private static Payer PayerOf(AccountRole role) => role switch
    {
        AccountRole.ContributionsReceivable => Payer.Worker,
        AccountRole.EmployerReceivable => Payer.Employer,
        AccountRole.AgencyReceivable => Payer.Membership,
        _ => Payer.Government,
    };

    /// <summary>With the worker that an employer's agreement is about, and with governments told from donors.</summary>
    private static async Task<ContributionBooks> NamedAsync(
        BooksView books, AccountRole role, ContributionBooks known, Lazy<Task<Dictionary<string, string>>> agreements, CancellationToken cancellation)
    {
        if (known.Dues.Count == 0 || role is AccountRole.ContributionsReceivable or AccountRole.AgencyReceivable)
            return known;
        if (role is AccountRole.EmployerReceivable)
        {
            var workers = await agreements.Value;
            return known with { Dues = [.. known.Dues.Select(debt => debt.Payer is Payer.Membership ? debt : debt with { Worker = workers.GetValueOrDefault(debt.Subject) ?? "" })] };
        }

        var terms = await TermsInForce.OnAsync(books.Context, books.Fund.Number, books.AsOf, cancellation);
        return terms.IsRefused ? known : known with { Dues = [.. known.Dues.Select(debt => debt with { Payer = terms.Value.Terms.Contribution(debt.Debtor)?.Payer ?? debt.Payer })] };
    }

    /// <summary>What employers are to pass on posts nothing before it arrives, so that only the settlements know of it.</summary>
    private static async Task<IEnumerable<ContributionLine>> SavingsAsync(BooksView books, Lazy<Task<Dictionary<string, string>>> agreements, CancellationToken cancellation)
    {
        var expected = (await books.LinesAsync(cancellation, "savings")).Where(line => line.Counts && line.Line.Event is PayerDue).Select(line => (line.Line.Concerns, Due: (PayerDue)line.Line.Event!)).ToList();
        var account = books.Accounts.Values.FirstOrDefault(account => ChartOfAccounts.RoleOf(account) is AccountRole.WorkerSavingsPayable);
        if (expected.Count == 0 || account is null)
            return [];
        var workers = await agreements.Value;
        var arrived = await (
            from entry in books.Entries()
            join posting in books.Context.Postings on new { entry.Fund, entry.Sequence } equals new { posting.Fund, posting.Sequence }
            join party in books.Context.Parties on new { posting.Fund, Number = posting.Party } equals new { party.Fund, Number = (long?)party.Number }
            where posting.Account == account.Number
            select new { entry.Key, party.ExternalId, posting.Amount }).ToListAsync(cancellation);
        var received = arrived.Where(posting => posting.Key.Split('/')[3] == "savings").GroupBy(posting => (posting.ExternalId, posting.Amount.Currency))
            .ToDictionary(group => group.Key, group => group.Aggregate(Money.Zero(group.Key.Currency), (sum, posting) => sum - posting.Amount));
        var dues = expected.GroupBy(due => (due.Due.Subject, due.Due.From.Id, due.Due.Month, due.Due.Amount.Currency)).Select(group =>
        {
            var worker = workers.GetValueOrDefault(group.Key.Subject) ?? "";
            var sum = group.Aggregate(Money.Zero(group.Key.Currency), (sum, due) => sum + due.Due.Amount);
            return (Employer: group.Key.Id, Debt: new ContributionDebt(Payer.Savings, worker, worker, group.Key.Subject, group.Key.Month, group.Min(due => due.Concerns), sum));
        }).ToList();
        return LinesOf(new(dues.ConvertAll(due => due.Debt), received, new Dictionary<(string, string, Currency), Money>()), AccountRole.ContributionsReceivable)
            .Select(line => line with { Payer = Payer.Savings, OwedBy = EmployerOf(line) });

        string EmployerOf(ContributionLine line) => dues.Find(due => due.Debt.Subject == line.Subject && due.Debt.Month == line.Month && due.Debt.Due == line.Due).Employer ?? "";
    }

    /// <summary>The last word of the settlements on months and fees that have one.</summary>
    private static async Task<List<Reasoned>> ReasonsAsync(BooksView books, Lazy<Task<Dictionary<string, string>>> agreements, CancellationToken cancellation)
    {
        var reasons = new Dictionary<(Payer, string, string, YearMonth), Reasoned>();
        foreach (var decided in await books.LinesAsync(cancellation, [.. Kinds.Keys]))
        {
            var line = decided.Line;
            if (!decided.Counts || line.Reason.Length == 0 || Subject().Match(line.Subject) is not { Success: true } subject)
                continue;
            var (payer, first, second) = (Kinds[line.Kind], subject.Groups[1].Value, subject.Groups[2].Value);
            var month = YearMonthPattern.Iso.Parse(subject.Groups[3].Value).Value;
            var isAgreements = payer is Payer.Employer or Payer.Savings;
            var reason = new Reasoned(
                payer, isAgreements ? (await agreements.Value).GetValueOrDefault(first) ?? "" : first, isAgreements ? first : payer is Payer.Membership or Payer.EmployerBond ? "" : second,
                month, line.Reason, MissingOf(line), line.Reason == LineReason.NobodyOwes ? line.Amount : null);
            reasons[KeyOf(reason)] = reason;
        }

        return [.. reasons.Values];
    }

    private static readonly Dictionary<string, Payer> Kinds = new()
    {
        ["contribution"] = Payer.Worker,
        ["membership"] = Payer.Membership,
        ["employer-share"] = Payer.Employer,
        ["employer-bond"] = Payer.EmployerBond,
        ["savings"] = Payer.Savings,
    };

    private static string MissingOf(SettlementLine line) => string.Join(", ", line.Trace.Where(step => step.Template == "report-missing-of")
        .Select(step => $"{step.Operands[0]} since {LocalDatePattern.Iso.Format((LocalDate)step.Operands[2])}"));

    /// <summary>As the settlement names a line: <c>worker:month</c> or <c>agreement:month</c>, with a later agreement between them, and a day or a number after them.</summary>
    [GeneratedRegex(@"^([^:]+)(?::([^:]+))?:(\d{4}-\d{2})(?:-\d{2})?(?::.+)?$")]
    private static partial Regex Subject();
}
