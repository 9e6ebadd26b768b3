using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.Application.Samples;

/// <summary>Fills an empty database with sample funds, and goes on where that was interrupted. A database with any other fund is left alone.</summary>
public sealed class FillWithSamples(FundDatabase database, LoadSample load)
{
    /// <param name="folders">Folders of fund-config, each with a <c>fund.json</c> and <c>sample/</c>.</param>
    /// <param name="progress">Gets each sealed month.</param>
    /// <returns>Whether anything was there before. Refused: <c>not-empty</c>, and whatever loading refuses.</returns>
    public async Task<Result<bool>> RunAsync(IReadOnlyList<string> folders, IProgress<YearMonth>? progress = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var funds = await context.Funds.AsNoTracking().Select(fund => fund.Id).ToListAsync(cancellation);
        var samples = new List<(string Folder, string Id)>();
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, "fund.json");
            var read = FundFile.Read(path, await File.ReadAllTextAsync(path, cancellation));
            if (read.IsRefused)
                return Result.Refused<bool>(read.Refusals);
            samples.Add((folder, read.Value.Id));
        }

        if (funds.Except(samples.Select(sample => sample.Id), StringComparer.Ordinal).ToList() is [var other, ..])
            return new Refusal("not-empty", "--demo", $"the database holds the fund '{other}', and sample funds only ever fill an empty one", "name an empty database with --db, or leave --demo away");
        foreach (var (folder, _) in samples)
        {
            var loaded = await load.RunAsync(folder, null, progress, cancellation);
            if (loaded.IsRefused)
                return Result.Refused<bool>(loaded.Refusals);
        }

        return funds.Count > 0;
    }
}
