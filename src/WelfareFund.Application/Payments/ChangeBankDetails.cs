using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Imports;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Payments;

/// <param name="Proposal">What <c>approve</c> takes.</param>
/// <param name="File">The kind of file that told it.</param>
/// <param name="From">The account that counts today, its last four letters; null where there is none.</param>
/// <param name="CountsFrom">Null until it is approved.</param>
public sealed record ListedBankDetails(long Proposal, string File, string Payee, string? From, string? To, string State, LocalDate? CountsFrom);

/// <param name="File">The kind of file that told of the payee.</param>
/// <param name="Payee">By the file's key.</param>
/// <param name="Iban">Or account and BIC; null where there is none.</param>
public sealed record BankDetailsOrder(string File, string Payee, string? Iban, string? Account, string? Bic);

/// <summary>
/// A payee's changed bank details: told by a file, proposed to a second person, and counting only some days after the approval. In between nobody is paid on either
/// account. The first details of a new payee count at once.
/// </summary>
/// <remarks>Rules: docs/rules.md, section 7 "Changed bank details".</remarks>
public sealed class ChangeBankDetails(FundDatabase database, ImportFile import, IClock clock) : IDecision
{
    private sealed record Payload(string File, string Payee);

    string IDecision.Kind => "bank-details";

    /// <summary>In the import's transaction.</summary>
    /// <returns>The proposal's number.</returns>
    internal static async Task<long> ProposeAsync(
        FundContext context, IClock clock, Actor maker, int fund, string fundId, string file, string payee, PersonalDetails details, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{details.Iban}\n{details.Bic}\n{details.Account}")));
        var proposal = await Proposals.AddAsync(context, clock, maker, fund, fundId, "bank-details", JsonSerializer.Serialize(new Payload(file, payee)), hash, cancellation);
        await new PersonalData(context, fund).WriteChangeAsync(proposal, file, payee, details, cancellation);
        return proposal;
    }

    /// <summary>Proposes other bank details of a payee, as a file with everything else as it is known does. Right: <see cref="Right.ImportFacts"/>.</summary>
    /// <returns>The proposal's number. Refused: each with the column as its place; <c>known-account</c>, <c>not-found</c>, <c>not-allowed</c>.</returns>
    public async Task<Result<long>> RunAsync(Actor actor, string fundId, BankDetailsOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ImportFacts, cancellation);
        if (fund.IsRefused)
            return Result.Refused<long>(fund.Refusals);
        if (await CellsAsync(context, fund.Value.Number, order.File, order.Payee, cancellation) is not { } cells)
            return new Refusal("not-found", "", "there is no such payee", "choose one of the list of payees");
        if (order is { Iban: null, Account: null })
            return new Refusal("empty", "iban", "neither an IBAN nor an account stands here", "write the IBAN, or the account and its bank's BIC");
        var told = await import.TellAsync(actor, fund.Value, order.File, "change-bank-details", [.. cells, ("iban", order.Iban), ("account", order.Account), ("bic", order.Bic)], isDryRun: false, cancellation, isOfThemselves: false);
        if (told.IsRefused)
            return Result.Refused<long>(told.Refusals);
        return told.Value.Proposals is [var proposal, ..]
            ? proposal
            : new Refusal("known-account", "iban", $"the fund was told of this account of {order.Payee} before", "look whether it counts or waits already; one that was left for another does not come back");
    }

    /// <summary>What a file says of a payee besides the bank details; null for one whom nobody told of.</summary>
    private static async Task<IReadOnlyList<(string Column, string? Cell)>?> CellsAsync(FundContext context, int fund, string file, string payee, CancellationToken cancellation)
    {
        var personal = (await new PersonalData(context, fund).ReadAsync(file, [payee], cancellation)).GetValueOrDefault(payee);
        if (file == FileKinds.Providers.Name)
        {
            var id = new ProviderId(payee);
            return await context.Set<Provider>().AsNoTracking().SingleOrDefaultAsync(one => one.Fund == fund && one.Id == id, cancellation) is { } provider
                ? [("provider_id", payee), ("name", personal?.Name), ("country", provider.Country), ("currency", provider.Currency.Code)] : null;
        }

        if (file == FileKinds.Investors.Name)
        {
            var id = new InvestorId(payee);
            return await context.Set<Investor>().AsNoTracking().SingleOrDefaultAsync(one => one.Fund == fund && one.Id == id, cancellation) is { } investor
                ? [("investor_id", payee), ("name", personal?.Name), ("kind", Words.Of(investor.Kind)), ("country", investor.Country), ("email", personal?.Email)] : null;
        }

        if (file != FileKinds.Payees.Name || payee.Split(' ', 2) is not [var word, var number] || !Words.TryRead<PayeeKind>(word, out var kind))
            return null;
        return await context.Set<Payee>().AsNoTracking().SingleOrDefaultAsync(one => one.Fund == fund && one.Kind == kind && one.Id == number, cancellation) is { } other
            ? [("payee_kind", word), ("payee_id", number), ("name", personal?.Name), ("country", other.Country)] : null;
    }

    async Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation)
    {
        var (fund, payload) = (proposal.Fund!.Value, JsonSerializer.Deserialize<Payload>(proposal.Payload)!);
        var terms = (await TermsInForce.LatestAsync(context, fund, cancellation))!.Terms;
        var personal = new PersonalData(context, fund);
        var change = (await personal.ChangesAsync(cancellation)).Single(change => change.Proposal == proposal.Number);
        var now = (await personal.ReadAsync(payload.File, [payload.Payee], clock.GetCurrentInstant().InZone(terms.TimeZone).Date, cancellation)).GetValueOrDefault(payload.Payee);
        return ProposalContent.Says(
        [
            $"changes the account of {payload.Payee} (file {payload.File}) from {Masked(now) ?? "none"} to {Masked(change.Details) ?? "none"}",
            string.Create(CultureInfo.InvariantCulture, $"counts {terms.Approvals.BankDetailsDelayDays} days after the approval, and nobody is paid before that"),
        ]);
    }

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var (fund, payload) = (proposal.Fund!.Value, JsonSerializer.Deserialize<Payload>(proposal.Payload)!);
        var terms = (await TermsInForce.LatestAsync(context, fund, cancellation))!.Terms;
        var day = clock.GetCurrentInstant().InZone(terms.TimeZone).Date.PlusDays(terms.Approvals.BankDetailsDelayDays);
        await new PersonalData(context, fund).CountFromAsync(proposal.Number, day, cancellation);
        return $"the new bank details of {payload.Payee} (file {payload.File}) are approved and count from {LocalDatePattern.Iso.Format(day)} on";
    }

    /// <summary>Every change that was proposed, newest last; whole accounts are shown to nobody. Right: <see cref="Right.ReadBooks"/>.</summary>
    public async Task<Result<List<ListedBankDetails>>> ListAsync(Actor actor, string fundId, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<List<ListedBankDetails>>(fund.Refusals);
        var today = clock.GetCurrentInstant().InZone((await CurrentTerms.ReadAsync(context, fund.Value, cancellation)).TimeZone).Date;
        var personal = new PersonalData(context, fund.Value.Number);
        var listed = new List<ListedBankDetails>();
        foreach (var change in (await personal.ChangesAsync(cancellation)).OrderBy(change => change.Proposal))
        {
            var now = (await personal.ReadAsync(change.Kind, [change.Id], today, cancellation)).GetValueOrDefault(change.Id);
            listed.Add(new(change.Proposal, change.Kind, change.Id, Masked(now), Masked(change.Details), change.State, change.CountsFrom));
        }

        return listed;
    }

    /// <summary>The last four letters of the account; null where there is none.</summary>
    internal static string? Masked(PersonalDetails? details) => (details?.Iban ?? details?.Account) is { } account ? "…" + LastFour(account) : null;

    internal static string LastFour(string account) => account[^Math.Min(4, account.Length)..];

    /// <summary>Why nobody is paid meanwhile; null where nothing changes.</summary>
    internal static string? WhyWaits(IEnumerable<BankDetailsChange> changes, LocalDate today) =>
        changes.FirstOrDefault(change => change.CountsFrom is null || change.CountsFrom > today) is not { } change ? null
        : change.CountsFrom is { } day ? $"its new bank details count from {LocalDatePattern.Iso.Format(day)} on, and nobody is paid before that"
        : string.Create(CultureInfo.InvariantCulture, $"its bank details are to change (proposal {change.Proposal}), and nobody is paid before another person has decided");
}
