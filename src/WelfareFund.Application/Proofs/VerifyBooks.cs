using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Proofs;

/// <summary>What somebody noted of a fund's log before: its size and its root then.</summary>
public sealed record OlderRoot(long Size, Digest Root);

/// <summary>Replays a fund's books, compares its months with their lines, and says what differs. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class VerifyBooks(FundDatabase database, LedgerVerifier verifier)
{
    /// <param name="since">When given, the log must begin with exactly the entries that this root was made of.</param>
    public async Task<Result<Verification>> RunAsync(Actor actor, string fundId, OlderRoot? since, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<Verification>(fund.Refusals);
        var verification = await verifier.VerifyAsync(fund.Value.Number, progress, cancellation);
        var ofLines = await new LinesCheck(database, fund.Value.Number).RunAsync(cancellation);
        return verification with { Findings = [.. verification.Findings, .. ofLines, .. since is null ? [] : Compare(context, fund.Value.Number, since, verification.Size)] };
    }

    private static IEnumerable<Finding> Compare(FundContext context, int fund, OlderRoot since, long size)
    {
        if (since.Size > size)
            return [new($"log of {since.Size} entries", $"the log has {size} entries only: it was cut")];
        using var leaves = new LedgerReader(context, fund).LeafHashes(since.Size).GetEnumerator();
        var root = MerkleLog.Root(since.Size, _ => leaves.MoveNext() ? leaves.Current : default);
        return root == since.Root ? [] : [new($"log of {since.Size} entries", $"its root is {root} and not {since.Root}: the log does not begin with what that root was made of")];
    }
}
