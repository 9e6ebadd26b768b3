using Microsoft.EntityFrameworkCore;
using WelfareFund.Application.Access;
using WelfareFund.Ledger;
using WelfareFund.Refusals;
using WelfareFund.Storage;

namespace WelfareFund.Application.Proofs;

/// <summary>Whose seal a proof carries.</summary>
public enum SealStanding
{
    /// <summary>Of a fund that the reader does not see here: its key is to be compared with what the fund publishes.</summary>
    NotKnownHere,

    /// <summary>The very seal that stands in the books of the fund here.</summary>
    InTheBooks,
}

/// <summary>A statement's proof that holds.</summary>
public sealed record CheckedProof(SignedSeal Seal, IReadOnlyList<AccountName> AccountNames, IReadOnlyList<Entry> Entries, SealStanding Standing);

/// <summary>Whether a statement's proof holds, by nothing but its own bytes; and where the reader sees the fund, whether its books carry the same seal. Needs no right.</summary>
public sealed class CheckProof(FundDatabase database)
{
    /// <returns>Refused: <c>proof-file</c>, every part that fails, and <c>other-seal</c> where the fund's books here carry another one.</returns>
    public async Task<Result<CheckedProof>> RunAsync(Actor actor, ReadOnlyMemory<byte> json, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var proof = StatementProofJson.Read(json.Span);
        if (proof.IsRefused)
            return Result.Refused<CheckedProof>(proof.Refusals);
        var entries = proof.Value.Verify();
        if (entries.IsRefused)
            return Result.Refused<CheckedProof>(entries.Refusals);
        var seal = proof.Value.Seal;
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, seal.Seal.Fund, Right.SeeFund, cancellation);
        if (fund.IsRefused)
            return new CheckedProof(seal, proof.Value.AccountNames, entries.Value, SealStanding.NotKnownHere);
        var (number, period) = (fund.Value.Number, seal.Seal.Period);
        var own = await context.Seals.AsNoTracking().SingleOrDefaultAsync(known => known.Fund == number && known.Period == period, cancellation);
        if (own is null || !own.Encoding.AsSpan().SequenceEqual(seal.Seal.Encode()) || own.ToSeal().KeyFingerprint != seal.KeyFingerprint)
            return new Refusal("other-seal", "the seal", "it agrees with itself, but the books of the fund here carry another seal for that month: somebody else made this proof", "ask the fund for the statement again, and tell it about this one");
        return new CheckedProof(seal, proof.Value.AccountNames, entries.Value, SealStanding.InTheBooks);
    }
}
