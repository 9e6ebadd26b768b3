using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using WelfareFund.Application.Imports;
using WelfareFund.Jobs;
using WelfareFund.People;
using WelfareFund.Storage;

namespace WelfareFund.Application.Jobs;

/// <summary>
/// Takes in what lies in a fund's watched folders, one for each kind of file, in the order of the names. What was taken moves to <c>done/</c>; what
/// was refused stays, with its reasons beside it, and is tried again every time.
/// </summary>
internal abstract class TakeInFiles(ImportFile import) : IJobWork
{
    private const string Errors = ".errors.txt";

    public abstract Job Job { get; }

    /// <summary>Kinds of file, as <c>import</c> names them and in this order.</summary>
    protected abstract IReadOnlyList<string> Kinds { get; }

    public virtual async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        if (due.Watched is null)
            return new(JobResult.Done, "no folder is watched");
        var (taken, rows, refused) = (0, 0L, new List<string>());
        foreach (var kind in Kinds)
        {
            var folder = Path.Combine(due.Watched, due.Fund.Id, kind);
            foreach (var path in FilesIn(folder))
            {
                var imported = await ImportAsync(due, kind, path, cancellation);
                if (imported.IsRefused)
                {
                    await File.WriteAllLinesAsync(path + Errors, imported.Refusals.Select(refusal => refusal.ToString()), cancellation);
                    refused.Add($"correct {kind}/{Path.GetFileName(path)}: {imported.Refusals[0].ToString().TrimEnd('.')}");
                    continue;
                }

                MoveToDone(folder, path);
                (taken, rows) = (taken + 1, rows + imported.Value.New);
            }
        }

        var words = string.Create(CultureInfo.InvariantCulture, $"{taken} {(taken == 1 ? "file" : "files")} taken, {rows} new {(rows == 1 ? "row" : "rows")}{(refused.Count == 0 ? "" : $"; {refused.Count} refused")}");
        return new(JobResult.Done, words, JobOutcome.Few(refused));
    }

    private async Task<Refusals.Result<ImportResult>> ImportAsync(DueJob due, string kind, string path, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(path);
        return await import.RunAsync(due.Actor, new(due.Fund.Id, kind, Path.GetFileName(path), content), null, cancellation);
    }

    /// <summary>A name that begins with a dot is not finished yet.</summary>
    private static List<string> FilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.') && !path.EndsWith(Errors, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Another file of the same name that was taken before is kept: this one's name then carries its hash.</summary>
    private static void MoveToDone(string folder, string path)
    {
        var done = Directory.CreateDirectory(Path.Combine(folder, "done")).FullName;
        var to = Path.Combine(done, Path.GetFileName(path));
        if (File.Exists(to) && !SHA256.HashData(File.ReadAllBytes(to)).AsSpan().SequenceEqual(SHA256.HashData(File.ReadAllBytes(path))))
            to = Path.Combine(done, $"{Path.GetFileNameWithoutExtension(path)}-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12]}{Path.GetExtension(path)}");
        File.Move(path, to, overwrite: true);
        File.Delete(path + Errors);
    }
}

/// <summary>Exchange rates: the European Central Bank's files and the fund's own table. Says when the newest one is too old.</summary>
internal sealed class TakeInRates(ImportFile import, FundDatabase database) : TakeInFiles(import)
{
    public override Job Job => Job.Rates;

    protected override IReadOnlyList<string> Kinds => ["fx-ecb", "fx"];

    public override async Task<JobOutcome> RunAsync(DueJob due, CancellationToken cancellation)
    {
        var outcome = await base.RunAsync(due, cancellation);
        await using var context = database.NewContext();
        return await OldAsync(context, due, cancellation) is { } old ? outcome with { Needs = string.Join("; ", new[] { outcome.Needs, old }.Where(need => need.Length > 0)) } : outcome;
    }

    /// <summary>What is wrong with the age of the newest rate; null when it is young enough, and when the fund has one currency.</summary>
    internal static async Task<string?> OldAsync(FundContext context, DueJob due, CancellationToken cancellation)
    {
        var terms = due.Terms;
        if (terms.BankAccounts.Select(account => account.Currency).Concat(terms.Contracts.Select(contract => contract.Currency)).All(currency => currency == terms.BaseCurrency))
            return null;
        var newest = await context.Set<PublishedRate>().AsNoTracking().Where(rate => rate.Fund == due.Fund.Number && rate.Source == terms.Fx.Source)
            .OrderByDescending(rate => rate.Date).Select(rate => (NodaTime.LocalDate?)rate.Date).FirstOrDefaultAsync(cancellation);
        if (newest is { } date && date.PlusDays(terms.Fx.MaxAgeDays) >= due.Today)
            return null;
        return newest is { } old
            ? string.Create(CultureInfo.InvariantCulture, $"the newest rate of {terms.Fx.Source} is of {LocalDatePattern.Iso.Format(old)}, more than {terms.Fx.MaxAgeDays} days old")
            : $"there is no rate of {terms.Fx.Source}";
    }
}

/// <summary>The bank's lines and balances.</summary>
internal sealed class TakeInBankFiles(ImportFile import) : TakeInFiles(import)
{
    public override Job Job => Job.BankFiles;

    protected override IReadOnlyList<string> Kinds => ["camt053", "bank", "bank-balances"];
}
