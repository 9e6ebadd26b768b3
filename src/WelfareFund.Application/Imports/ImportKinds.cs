using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Contributions;
using WelfareFund.Files;
using WelfareFund.Ledger;
using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Quality;
using WelfareFund.Refusals;
using WelfareFund.Storage.Facts;
using Verification = WelfareFund.Outcomes.Verification;

namespace WelfareFund.Application.Imports;

/// <summary>Every kind of file that <c>import</c> takes.</summary>
internal static class ImportKinds
{
    internal static readonly IReadOnlyDictionary<string, KindImport> ByName = new KindImport[]
    {
        Of(FactTables.Investors),
        Of(FactTables.Commitments) with { Party = commitment => new(PartyKind.Holding, $"{commitment.Investor}/{commitment.Tranche}", commitment.Investor.Value) },
        Of(FactTables.CapitalCalls),
        Of(FactTables.Providers),
        Of(FactTables.Employers) with { Party = employer => new(PartyKind.Employer, employer.Id.Value) },
        Of(FactTables.Workers) with { Party = worker => new(PartyKind.Worker, worker.Id.Value) },
        Of(FactTables.Payees),
        Of(FactTables.Agreements),
        Of(FactTables.Costs),
        Of(FactTables.Employments),
        Of(FactTables.Audits) with { Check = AuditedInWorkAsync },
        Of(FactTables.Claims) with { Check = BroughtInTimeAsync },
        Of(FactTables.Decisions) with { Check = DecidedInOrderAsync },
        Of(FactTables.Wages) with { Self = FactKind.Wage, Check = ReplacedOnceAsync },
        Of(FactTables.Deductions),
        Of(FactTables.Pauses) with { WriteApart = GrantPause.LimitAsync },
        Of(FactTables.Endings) with { Check = EndedAfterEnrolmentAsync },
        Of(FactTables.Grievances) with { WriteApart = (session, grievances, cancellation) => session.Personal.WriteAsync(grievances, cancellation) },
        Of(FactTables.Fx),
        Of(FactTables.Fx) with { Name = "fx-ecb", Reader = ReadEcb },
        BankLines,
        Of(FactTables.BankBalances),
        new Camt053Import(BankLines, Of(FactTables.BankBalances)),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static KindImport<BankLine> BankLines =>
        Of(FactTables.Bank) with { WriteApart = (session, lines, cancellation) => session.Personal.WriteAsync(lines, cancellation) };

    private static KindImport<T> Of<T>(FactTable<T> table) where T : Fact => new(table.Kind.Name, table);

    private static IEnumerable<Told<PublishedRate>> ReadEcb(TextReader reader, ImportSession session)
    {
        foreach (var read in EcbRates.Read(reader, session.File, 0))
        {
            if (read.IsRefused)
                yield return new(null, null, null, read.Refusals[0]);
            else
                yield return new(PublishedRate.Of(read.Value), null, null, null);
        }
    }

    /// <summary>Two corrections of one report would both count.</summary>
    private static async Task ReplacedOnceAsync(ImportSession session, IReadOnlyList<Told<WageReport>> told, CancellationToken cancellation)
    {
        var corrections = told.Where(row => row.Fact!.Replaces is not null).ToList();
        if (corrections.Count == 0)
            return;
        var replaced = new Dictionary<string, string>(
            await FactIds.ReplacedAsync(session.Context, session.Fund, [.. corrections.Select(row => row.Fact!.Replaces!)], cancellation), StringComparer.Ordinal);
        foreach (var row in corrections)
        {
            if (!replaced.TryAdd(row.Fact!.Replaces!, row.Fact.Id))
                session.Refuse(new Refusal("replaced-already", row.Row!.Place("replaces"), $"{row.Fact.Replaces} is replaced by {replaced[row.Fact.Replaces!]} already", $"replace {replaced[row.Fact.Replaces!]}"));
        }
    }

    /// <summary>An audit looks at a job that has begun.</summary>
    private static async Task AuditedInWorkAsync(ImportSession session, IReadOnlyList<Told<Audit>> told, CancellationToken cancellation)
    {
        var jobs = told.Select(row => row.Fact!.Employment).Distinct().ToList();
        var starts = (await session.Context.Set<Employment>().AsNoTracking().Where(job => job.Fund == session.Fund && jobs.Contains(job.Id)).ToListAsync(cancellation))
            .GroupBy(job => job.Id).ToDictionary(job => job.Key, job => job.Min(version => version.StartedOn));
        foreach (var row in told.Where(row => starts.TryGetValue(row.Fact!.Employment, out var start) && row.Fact.AuditedOn < start))
            session.Refuse(new("wrong-order", row.Row!.Place("audited_on"), $"{row.Fact!.AuditedOn:uuuu-MM-dd} is before {row.Fact.Employment} began on {starts[row.Fact.Employment]:uuuu-MM-dd}", "an audit is of a job that has begun"));
    }

    /// <summary>A worker's time in the fund ends after it began.</summary>
    private static async Task EndedAfterEnrolmentAsync(ImportSession session, IReadOnlyList<Told<Ending>> told, CancellationToken cancellation)
    {
        var workers = told.Select(row => row.Fact!.Worker).OfType<WorkerId>().Distinct().ToList();
        var enrolled = await session.Context.Set<Worker>().AsNoTracking().Where(worker => worker.Fund == session.Fund && workers.Contains(worker.Id))
            .ToDictionaryAsync(worker => worker.Id, worker => worker.EnrolledOn, cancellation);
        foreach (var row in told.Where(row => row.Fact!.Worker is { } worker && enrolled.TryGetValue(worker, out var on) && row.Fact.EndedOn < on))
            session.Refuse(new("wrong-order", row.Row!.Place("ended_on"), $"{row.Fact!.EndedOn:uuuu-MM-dd} is before {row.Fact.Worker} was enrolled on {enrolled[row.Fact.Worker!.Value]:uuuu-MM-dd}", "write the day on which the worker's time in the fund ended"));
    }

    /// <summary>A provider says when a claim was submitted, and that decides whether it is in time: no later than today, and no longer ago than a month's file needs.</summary>
    private static Task BroughtInTimeAsync(ImportSession session, IReadOnlyList<Told<Claim>> told, CancellationToken cancellation)
    {
        if (session.Own is not { } own)
            return Task.CompletedTask;
        foreach (var row in told.Where(row => row.Fact!.SubmittedOn > own.Today || row.Fact.SubmittedOn < own.Earliest))
            session.Refuse(new("wrong-day", row.Row!.Place("submitted_on"), $"{row.Fact!.SubmittedOn:uuuu-MM-dd} is not between {own.Earliest:uuuu-MM-dd} and today, {own.Today:uuuu-MM-dd}",
                "write the day on which you bring the claim; what is older the fund's administrator brings"));
        return Task.CompletedTask;
    }

    private static async Task DecidedInOrderAsync(ImportSession session, IReadOnlyList<Told<Verification>> told, CancellationToken cancellation)
    {
        await DecidedOnceSubmittedAsync(session, told, cancellation);
        await AppealedOnceAsync(session, told, cancellation);
    }

    private static async Task DecidedOnceSubmittedAsync(ImportSession session, IReadOnlyList<Told<Verification>> told, CancellationToken cancellation)
    {
        var claims = told.Select(row => row.Fact!.Claim).Distinct().ToList();
        var submitted = await session.Context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == session.Fund && claims.Contains(claim.Id))
            .ToDictionaryAsync(claim => claim.Id, claim => claim.SubmittedOn, cancellation);
        foreach (var row in told.Where(row => submitted.TryGetValue(row.Fact!.Claim, out var on) && row.Fact.DecidedOn < on))
            session.Refuse(new("wrong-order", row.Row!.Place("decided_on"), $"{row.Fact!.DecidedOn:uuuu-MM-dd} is before {row.Fact.Claim} was submitted on {submitted[row.Fact.Claim]:uuuu-MM-dd}", "a decision follows the claim"));
    }

    /// <summary>After a rejection one more decision is the appeal's, and the last.</summary>
    private static async Task AppealedOnceAsync(ImportSession session, IReadOnlyList<Told<Verification>> told, CancellationToken cancellation)
    {
        var claims = told.Select(row => row.Fact!.Claim).Distinct().ToList();
        var known = await session.Context.Set<Verification>().AsNoTracking().Where(word => word.Fund == session.Fund && claims.Contains(word.Claim)).ToListAsync(cancellation);
        foreach (var claim in told.Where(row => row.Fact!.Decision is not ClaimDecision.Returned).GroupBy(row => row.Fact!.Claim))
        {
            var words = known.Where(word => word.Claim == claim.Key && word.Decision is not ClaimDecision.Returned).Select(word => (Word: word, Row: (Told<Verification>?)null))
                .Concat(claim.Select(row => (Word: row.Fact!, Row: (Told<Verification>?)row))).OrderBy(word => word.Word.DecidedOn).ToList();
            var rejected = words.FindIndex(word => word.Word.Decision is ClaimDecision.Rejected);
            if (rejected < 0 || words.Count <= rejected + 2)
                continue;
            foreach (var (_, row) in words.Skip(rejected).Where(word => word.Row is not null).TakeLast(words.Count - rejected - 2))
                session.Refuse(new Refusal("appealed-already", row!.Value.Row!.Place("decided_on"),
                    $"{claim.Key} was rejected on {words[rejected].Word.DecidedOn:uuuu-MM-dd} and decided on appeal on {words[rejected + 1].Word.DecidedOn:uuuu-MM-dd}",
                    "a claim is appealed once; what is new evidence is a new claim"));
        }
    }
}
