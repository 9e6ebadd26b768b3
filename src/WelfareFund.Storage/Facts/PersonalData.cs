using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Storage.Access;

namespace WelfareFund.Storage.Facts;

/// <summary>The one way to what is personal: names, contacts, birth years, bank details, what payers wrote. In the context's transaction.</summary>
public sealed class PersonalData(FundContext context, int fund)
{
    private const int AtOnce = 500;

    /// <param name="kind">The kind of file: <c>workers</c>.</param>
    /// <returns>By id; who has nothing personal is left out.</returns>
    public async Task<IReadOnlyDictionary<string, PersonalDetails>> ReadAsync(string kind, IEnumerable<string> ids, CancellationToken cancellation = default)
    {
        var details = new Dictionary<string, PersonalDetails>(StringComparer.Ordinal);
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var rows = await context.Set<PersonalRow>().AsNoTracking().Where(row => row.Fund == fund && row.Kind == kind && some.Contains(row.Id)).ToListAsync(cancellation);
            foreach (var row in rows) details[row.Id] = row.ToDetails();
        }

        return details;
    }

    /// <summary>As <see cref="ReadAsync(string, IEnumerable{string}, CancellationToken)"/>, with the bank details that count on a day.</summary>
    public async Task<IReadOnlyDictionary<string, PersonalDetails>> ReadAsync(string kind, IEnumerable<string> ids, LocalDate on, CancellationToken cancellation = default)
    {
        var wanted = ids.ToList();
        var details = new Dictionary<string, PersonalDetails>(await ReadAsync(kind, wanted, cancellation), StringComparer.Ordinal);
        foreach (var change in (await ChangesAsync(kind, wanted, cancellation)).Where(change => change.CountsFrom <= on))
            details[change.Id] = (details.GetValueOrDefault(change.Id) ?? new()).With(change.Details);
        return details;
    }

    /// <summary>Changes of bank details that were not rejected: those that are approved in the order in which they count, then those that wait.</summary>
    public async Task<IReadOnlyList<BankDetailsChange>> ChangesAsync(string kind, IEnumerable<string> ids, CancellationToken cancellation = default)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        return [.. (await ChangesAsync(cancellation)).Where(change => change.Kind == kind && wanted.Contains(change.Id) && change.State != "rejected")];
    }

    /// <summary>All changes of bank details that were ever proposed, those that are approved in the order in which they count, then the others.</summary>
    public async Task<IReadOnlyList<BankDetailsChange>> ChangesAsync(CancellationToken cancellation = default)
    {
        var rows = await (
            from row in context.Set<BankDetailsChangeRow>().AsNoTracking()
            join proposal in context.Set<ProposalRow>().AsNoTracking() on row.Proposal equals proposal.Number
            where row.Fund == fund
            select new { Row = row, proposal.State }).ToListAsync(cancellation);
        return [.. rows.OrderBy(row => row.Row.CountsFrom ?? LocalDate.MaxIsoValue).ThenBy(row => row.Row.Proposal)
            .Select(row => new BankDetailsChange(row.Row.Proposal, row.Row.Kind, row.Row.Id, new() { Iban = row.Row.Iban, Bic = row.Row.Bic, Account = row.Row.Account }, row.State, row.Row.CountsFrom))];
    }

    /// <summary>Keeps what a proposal would change.</summary>
    public async Task WriteChangeAsync(long proposal, string kind, string id, PersonalDetails details, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(details);
        context.Add(new BankDetailsChangeRow { Fund = fund, Proposal = proposal, Kind = kind, Id = id, Iban = details.Iban, Bic = details.Bic, Account = details.Account });
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>The day from which an approved change counts.</summary>
    public async Task CountFromAsync(long proposal, LocalDate day, CancellationToken cancellation = default) =>
        (await context.Set<BankDetailsChangeRow>().SingleAsync(row => row.Fund == fund && row.Proposal == proposal, cancellation)).CountsFrom = day;

    /// <summary>The same lines with what the payers wrote.</summary>
    public async Task<IReadOnlyList<BankLine>> FillInAsync(IReadOnlyList<BankLine> lines, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<long, BankLineTextRow>();
        foreach (var some in lines.Select(line => line.Intake).Chunk(AtOnce))
        {
            var rows = await context.Set<BankLineTextRow>().AsNoTracking().Where(row => row.Fund == fund && some.Contains(row.Intake)).ToListAsync(cancellation);
            foreach (var row in rows) texts[row.Intake] = row;
        }

        return [.. lines.Select(line => texts.TryGetValue(line.Intake, out var text) ? With(line, text) : line)];
    }

    /// <summary>Lines of the bank that name an agreement, with what the payers wrote; by worker, then in the order of booking. The context takes no other command meanwhile.</summary>
    /// <inheritdoc cref="LinesNamingNoAgreement" path="/param"/>
    public IEnumerable<(WorkerId Worker, BankLine Line)> LinesNamingAgreements(long after, LocalDate bookedAfter, LocalDate bookedThrough, long through)
    {
        var columns = MappedTable<BankLine>.Of(context.Model).Columns.Count + 3;
        return ReadLines(
            "JOIN agreements AS named ON named.fund = line.fund AND named.agreement_id = text.reference", ", named.worker_id",
            "AND named.intake <= @through AND NOT EXISTS (SELECT 1 FROM agreements AS later WHERE later.fund = @fund AND later.agreement_id = named.agreement_id AND later.intake > named.intake AND later.intake <= @through)",
            "named.worker_id || '', ", // An order that no index has: SQLite would begin with all agreements.
            row => (new WorkerId(row.Text(columns)), LineOf(row)), after, bookedAfter, bookedThrough, through);
    }

    /// <summary>Lines of the bank that name none, with what the payers wrote, in the order of booking.</summary>
    /// <param name="after">Told after this intake number, or booked after the next.</param>
    /// <param name="bookedThrough">And not booked after this day.</param>
    /// <param name="through">The last intake number.</param>
    public IReadOnlyList<BankLine> LinesNamingNoAgreement(long after, LocalDate bookedAfter, LocalDate bookedThrough, long through) =>
        [.. ReadLines("", "", "AND NOT EXISTS (SELECT 1 FROM agreements AS named WHERE named.fund = @fund AND named.agreement_id = text.reference AND named.intake <= @through)", "", LineOf, after, bookedAfter, bookedThrough, through)];

    private IEnumerable<T> ReadLines<T>(string join, string column, string condition, string order, Func<StoredRow, T> make, long after, LocalDate bookedAfter, LocalDate bookedThrough, long through) =>
        StoredRow.Read(context, $"""
            SELECT {string.Join(", ", MappedTable<BankLine>.Of(context.Model).Columns.Select(own => $"line.\"{own.Name}\""))}, text.counterparty, text.reference, text.return_reason{column}
            FROM bank_lines AS line LEFT JOIN bank_line_texts AS text ON text.fund = line.fund AND text.intake = line.intake {join}
            WHERE line.fund = @fund AND line.intake <= @through AND (line.intake > @after OR line.booked_on > @bookedAfter) AND line.booked_on <= @bookedThrough {condition}
            ORDER BY {order}line.booked_on, line.intake
            """, make, ("fund", fund), ("after", after), ("bookedAfter", bookedAfter), ("bookedThrough", bookedThrough), ("through", through));

    private BankLine LineOf(StoredRow row)
    {
        var table = MappedTable<BankLine>.Of(context.Model);
        var first = table.Columns.Count;
        return table.Make(row) with { Counterparty = row.TextOrNull(first), Reference = row.TextOrNull(first + 1), ReturnReason = row.TextOrNull(first + 2) };
    }

    private static BankLine With(BankLine line, BankLineTextRow text) => line with { Counterparty = text.Counterparty, Reference = text.Reference, ReturnReason = text.ReturnReason };

    /// <summary>As whom the bank has named the other side of its lines, by their intake numbers.</summary>
    /// <param name="through">The last intake number.</param>
    public IEnumerable<(string Name, string BankAccount, long Intake)> PayersNamed(long through)
    {
        var named =
            from text in context.Set<BankLineTextRow>()
            join line in context.Set<BankLine>() on new { text.Fund, text.Intake } equals new { line.Fund, line.Intake }
            where text.Fund == fund && text.Counterparty != null && line.Intake <= through
            orderby line.Intake
            select new { text.Counterparty, line.BankAccount, line.Intake };
        return named.AsEnumerable().Select(found => (found.Counterparty!, found.BankAccount, found.Intake));
    }

    /// <summary>Of some references those that a line of the bank names.</summary>
    /// <param name="through">The last intake number.</param>
    public IReadOnlySet<string> NamedByBank(IReadOnlyCollection<string> references, long through) =>
        context.Set<BankLineTextRow>().Where(text => text.Fund == fund && text.Intake <= through && references.Contains(text.Reference!)).Select(text => text.Reference!).Distinct().ToHashSet(StringComparer.Ordinal);

    /// <summary>The same grievances with what was written.</summary>
    public async Task<IReadOnlyList<Grievance>> FillInAsync(IReadOnlyList<Grievance> grievances, CancellationToken cancellation = default)
    {
        var intakes = grievances.Select(grievance => grievance.Intake).ToList();
        var texts = await context.Set<GrievanceTextRow>().AsNoTracking().Where(row => row.Fund == fund && intakes.Contains(row.Intake)).ToDictionaryAsync(row => row.Intake, row => row.Text, cancellation);
        return [.. grievances.Select(grievance => grievance with { Text = texts.GetValueOrDefault(grievance.Intake) })];
    }

    /// <param name="kind">The kind of file: <c>workers</c>.</param>
    public async Task WriteAsync(string kind, IReadOnlyList<(string Id, PersonalDetails Details)> people, CancellationToken cancellation = default)
    {
        var rows = people.Where(person => !person.Details.IsEmpty).Select(person => new PersonalRow
        {
            Fund = fund,
            Kind = kind,
            Id = person.Id,
            Name = person.Details.Name,
            Email = person.Details.Email,
            BirthYear = person.Details.BirthYear,
            Iban = person.Details.Iban,
            Bic = person.Details.Bic,
            Account = person.Details.Account,
        }).ToList();
        await BulkWriter.WriteAsync(context, rows, cancellation);
    }

    public async Task WriteAsync(IReadOnlyList<BankLine> lines, CancellationToken cancellation = default)
    {
        var rows = lines.Where(line => line.Counterparty is not null || line.Reference is not null || line.ReturnReason is not null)
            .Select(line => new BankLineTextRow { Fund = fund, Intake = line.Intake, Counterparty = line.Counterparty, Reference = line.Reference, ReturnReason = line.ReturnReason }).ToList();
        await BulkWriter.WriteAsync(context, rows, cancellation);
    }

    public async Task WriteAsync(IReadOnlyList<Grievance> grievances, CancellationToken cancellation = default)
    {
        var rows = grievances.Where(grievance => grievance.Text is not null)
            .Select(grievance => new GrievanceTextRow { Fund = fund, Intake = grievance.Intake, Text = grievance.Text! }).ToList();
        await BulkWriter.WriteAsync(context, rows, cancellation);
    }

    /// <summary>What appeals say, by claim. One that was erased is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AppealsAsync(IEnumerable<string> claims, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in claims.Chunk(AtOnce))
        {
            foreach (var row in await context.Set<AppealTextRow>().AsNoTracking().Where(row => row.Fund == fund && some.Contains(row.ClaimId)).ToListAsync(cancellation))
                texts[row.ClaimId] = row.Text;
        }

        return texts;
    }

    /// <summary>Saved with the context.</summary>
    public void WriteAppeal(string claim, string text) => context.Add(new AppealTextRow { Fund = fund, ClaimId = claim, Text = text });

    /// <summary>What the words on grievances say, by grievance and number. One that was erased is left out.</summary>
    public async Task<IReadOnlyDictionary<(string Grievance, int Number), string>> GrievanceWordsAsync(IEnumerable<string> grievances, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<(string, int), string>();
        foreach (var some in grievances.Chunk(AtOnce))
        {
            foreach (var row in await context.Set<GrievanceWordTextRow>().AsNoTracking().Where(row => row.Fund == fund && some.Contains(row.GrievanceId)).ToListAsync(cancellation))
                texts[(row.GrievanceId, row.Number)] = row.Text;
        }

        return texts;
    }

    /// <summary>Saved with the context.</summary>
    public void WriteGrievanceWord(string grievance, int number, string text) =>
        context.Add(new GrievanceWordTextRow { Fund = fund, GrievanceId = grievance, Number = number, Text = text });
}

/// <summary>A change of bank details that a second person decides.</summary>
/// <param name="Kind">The kind of file: <c>providers</c>.</param>
/// <param name="Details">The bank details alone.</param>
/// <param name="State">The proposal's: <c>pending</c>, <c>approved</c>, <c>rejected</c>.</param>
/// <param name="CountsFrom">Null until it is approved.</param>
public sealed record BankDetailsChange(long Proposal, string Kind, string Id, PersonalDetails Details, string State, LocalDate? CountsFrom);
