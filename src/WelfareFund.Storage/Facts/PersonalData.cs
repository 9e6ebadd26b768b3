using Microsoft.EntityFrameworkCore;
using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.People;

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

    /// <summary>The same lines with what the payers wrote.</summary>
    public async Task<IReadOnlyList<BankLine>> FillInAsync(IReadOnlyList<BankLine> lines, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<long, BankLineTextRow>();
        foreach (var some in lines.Select(line => line.Intake).Chunk(AtOnce))
        {
            var rows = await context.Set<BankLineTextRow>().AsNoTracking().Where(row => row.Fund == fund && some.Contains(row.Intake)).ToListAsync(cancellation);
            foreach (var row in rows) texts[row.Intake] = row;
        }

        return [.. lines.Select(line => texts.TryGetValue(line.Intake, out var text) ? line with { Counterparty = text.Counterparty, Reference = text.Reference, ReturnReason = text.ReturnReason } : line)];
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
}
