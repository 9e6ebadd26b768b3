using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Imports;

/// <summary>How the rows of one kind of file come in.</summary>
internal abstract record KindImport(string Name)
{
    internal abstract Task RunAsync(ImportSession session, TextReader reader, FundBooks books, IProgress<WorkProgress>? progress, CancellationToken cancellation);
}

internal sealed record KindImport<T>(string Name, FactTable<T> Table) : KindImport(Name) where T : Fact
{
    private const int BatchSize = 1_000;

    /// <summary>Another reader than that of comma-separated columns.</summary>
    internal Func<TextReader, ImportSession, IEnumerable<Told<T>>>? Reader { get; init; }

    /// <summary>Whether a file without one such fact is right.</summary>
    internal bool MayBeEmpty { get; init; }

    /// <summary>The party that the fact brings into the books.</summary>
    internal Func<T, PartyId>? Party { get; init; }

    /// <summary>What this kind's facts refer to among themselves; its ids are not judged once a row was refused.</summary>
    internal FactKind? Self { get; init; }

    /// <summary>What only the fund's other facts can tell.</summary>
    internal Func<ImportSession, IReadOnlyList<Told<T>>, CancellationToken, Task>? Check { get; init; }

    /// <summary>What is personal in the facts themselves.</summary>
    internal Func<ImportSession, IReadOnlyList<T>, CancellationToken, Task>? WriteApart { get; init; }

    private FileKind<T> Kind => Table.Kind;

    internal override async Task RunAsync(ImportSession session, TextReader reader, FundBooks books, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        foreach (var batch in (Reader ?? ReadCsv)(reader, session).Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            await TakeInAsync(session, batch, books, cancellation);
            progress?.Report(new("rows", session.Rows, null));
            if (session.IsFull)
                return;
        }

        if (!MayBeEmpty && session.Rows == 0 && session.Refusals.Count == 0)
            session.Refuse(new("no-rows", session.File, "there is not one row in this file", "below the header each line is a row"));
    }

    private IEnumerable<Told<T>> ReadCsv(TextReader reader, ImportSession session) => CsvRows.Read(reader, session.File, Kind, session.Terms, session.Refuse);

    private async Task TakeInAsync(ImportSession session, Told<T>[] batch, FundBooks books, CancellationToken cancellation)
    {
        var told = new List<Told<T>>(batch.Length);
        foreach (var row in batch)
        {
            session.CountRow();
            foreach (var refusal in row.Refusals)
                session.Refuse(refusal);
            foreach (var warning in row.Row?.Warnings ?? [])
                session.Warn(warning);
            if (row.Fact is not null)
                told.Add(row);
        }

        told = WithoutRepeated(session, told);
        told = await WithoutKnownAsync(session, told, cancellation);
        await CheckReferencesAsync(session, told, cancellation);
        if (Check is not null)
            await Check(session, told, cancellation);

        // A file with a refusal keeps nothing, so that nothing more is written; what is still read is only to find more that is wrong.
        if (session.Refusals.Count == 0)
            await AddAsync(session, told, books, cancellation);
    }

    /// <summary>Of two rows of one key in a file, the second is refused.</summary>
    private List<Told<T>> WithoutRepeated(ImportSession session, List<Told<T>> told)
    {
        var lines = new Dictionary<string, int>(told.Count, StringComparer.Ordinal);
        var once = new List<Told<T>>(told.Count);
        foreach (var row in told)
        {
            var key = Kind.Key(row.Fact!);
            if (lines.TryAdd(key, row.Row?.Line ?? 0))
                once.Add(row);
            else
                session.Refuse(new("duplicate-id", Place(session, row, Kind.KeyColumn.Name), $"{key} stands in line {lines[key]} already", "keep one of the two"));
        }

        return once;
    }

    private async Task<List<Told<T>>> WithoutKnownAsync(ImportSession session, List<Told<T>> told, CancellationToken cancellation)
    {
        var known = await Table.FindAsync(session.Context, session.Fund, [.. told.Select(row => row.Fact!)], cancellation);
        if (known.Count == 0)
            return told;
        var personal = Kind.Personal is null ? null : await session.Personal.ReadAsync(Kind.Name, told.Select(row => Kind.Key(row.Fact!)).Where(known.Contains), cancellation);
        var changes = (personal is null ? [] : await session.Personal.ChangesAsync(Kind.Name, personal.Keys, cancellation)).ToLookup(change => change.Id, StringComparer.Ordinal);
        var fresh = new List<Told<T>>(told.Count);
        foreach (var row in told)
        {
            var key = Kind.Key(row.Fact!);
            var versions = known[key].ToList();
            if (versions.Count == 0)
                fresh.Add(row);
            else if (versions[^1].Intake > session.Before)
                session.Refuse(new("duplicate-id", Place(session, row, Kind.KeyColumn.Name), $"{key} stands in an earlier line already", "keep one of the two"));
            else if (WhatDiffers(session, versions, row, personal?.GetValueOrDefault(key)) is not { } column)
                continue;
            else if (row.Personal is { } said && OnlyBankDetailsDiffer(session, versions, row.Fact!, said, personal!.GetValueOrDefault(key) ?? new()))
            {
                if (!changes[key].Any(change => change.Details == said.BankDetails))
                    session.BankDetails.Add((Kind.Name, key, said.BankDetails));
            }
            else if (Kind.MayFollow(WithoutIntake(versions[^1]), row.Fact!))
                fresh.Add(row);
            else
                session.Refuse(new("known-otherwise", Place(session, row, column), $"{key} is known already and says something else here", Kind.HowToCorrect));
        }

        return fresh;
    }

    /// <summary>Null when the row tells what was told before, be it replaced since or not.</summary>
    private string? WhatDiffers(ImportSession session, IReadOnlyList<T> versions, Told<T> row, PersonalDetails? personal)
    {
        if (versions.All(version => Table.FirstDifference(session.Context, version, row.Fact!) is not null))
            return Table.FirstDifference(session.Context, versions[^1], row.Fact!);
        return row.Personal is null ? null : row.Personal.FirstDifference(personal ?? new());
    }

    /// <summary>Of somebody whom the fund pays: a second person decides what another account means.</summary>
    private bool OnlyBankDetailsDiffer(ImportSession session, IReadOnlyList<T> versions, T fact, PersonalDetails said, PersonalDetails known) =>
        versions.Any(version => Table.FirstDifference(session.Context, version, fact) is null) && said != known && said == known.With(said.BankDetails);

    private static T WithoutIntake(T fact) => (T)(fact with { Fund = 0, Intake = 0 });

    private async Task CheckReferencesAsync(ImportSession session, List<Told<T>> told, CancellationToken cancellation)
    {
        var references = told.SelectMany(row => row.Row?.References ?? [], (row, reference) => (Row: row, Reference: reference)).ToList();
        foreach (var group in references.GroupBy(pair => pair.Reference.Kind))
        {
            if (group.Key == Self && session.Refusals.Count > 0)
                continue;
            List<string> ids = [.. group.Select(pair => pair.Reference.Id).Distinct(StringComparer.Ordinal)];
            var known = session.Own is { } own && group.Key == FactKind.Worker
                ? await own.WorkersAsync(session, ids, cancellation)
                : await FactIds.KnownAsync(session.Context, session.Fund, group.Key, ids, cancellation);
            var lines = group.Key == Self ? told.ToDictionary(row => Kind.Key(row.Fact!), row => row.Row!.Line, StringComparer.Ordinal) : null;
            foreach (var (row, reference) in group)
            {
                if (known.Contains(reference.Id) || (lines is not null && lines.TryGetValue(reference.Id, out var line) && line < row.Row!.Line))
                    continue;
                var what = Words.Of(reference.Kind);
                session.Refuse(new("unknown-id", Place(session, row, reference.Column), $"the fund knows no {what} {reference.Id}",
                    group.Key == Self ? $"a {what} stands before what names it" : $"import the {what}s first, or correct the id"));
            }
        }
    }

    private async Task AddAsync(ImportSession session, List<Told<T>> told, FundBooks books, CancellationToken cancellation)
    {
        var facts = told.Select(row => (T)(row.Fact! with { Fund = session.Fund, Intake = session.NextIntake() })).ToList();
        await Table.AddAsync(session.Context, facts, cancellation);
        if (Kind.Personal is not null)
            await session.Personal.WriteAsync(Kind.Name, [.. told.Select(row => (Kind.Key(row.Fact!), row.Personal!))], cancellation);
        if (WriteApart is not null)
            await WriteApart(session, facts, cancellation);
        if (Party is not null)
            await books.NumberPartiesAsync(session.Context, session.Fund, [.. facts.Select(Party)], cancellation);
        session.Context.ChangeTracker.Clear();
    }

    private static string Place(ImportSession session, Told<T> row, string column) => row.Row?.Place(column) ?? session.File;
}
