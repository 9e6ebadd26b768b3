using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Application.Access;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Reports;

/// <summary>How far a claim is.</summary>
public enum ClaimStanding
{
    Submitted,
    Held,
    Refused,

    /// <summary>Owed to the provider and not yet instructed.</summary>
    Accepted,

    /// <summary>The bank was told to pay.</summary>
    Scheduled,
    Paid,
}

/// <param name="Amount">The gross price; null where nothing is owed.</param>
/// <param name="HeldBack">What of it is still held back.</param>
/// <param name="Reason">A code; empty where the claim simply goes its way.</param>
/// <param name="Why">The same in words.</param>
/// <param name="Instructions">The payment instructions that pay it, the holdback's last.</param>
public sealed record OutcomeLine(
    string Claim, string Contract, string Worker, string Metric, LocalDate SubmittedOn, ClaimStanding Standing, Money? Amount, Money? HeldBack, string Reason, string Why, string Instructions);

/// <summary>Every claim and where it is. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class OutcomeReport(FundDatabase database)
{
    /// <returns>By day of submission and claim.</returns>
    public async Task<Result<List<OutcomeLine>>> RunAsync(Actor actor, string fundId, ReportView view, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenAsync(context, actor, fundId, Right.ReadBooks, view, cancellation);
        if (opened.IsRefused)
            return Result.Refused<List<OutcomeLine>>(opened.Refusals);
        var books = opened.Value;
        var (fund, day) = (books.Fund.Number, books.AsOf);
        var claims = await context.Set<Claim>().AsNoTracking().Where(claim => claim.Fund == fund && claim.SubmittedOn <= day).OrderBy(claim => claim.Intake).ToListAsync(cancellation);
        var progress = new ClaimProgress();
        foreach (var decided in await books.LinesAsync(cancellation, "outcome", "holdback", "payment", "bank"))
        {
            if (decided.Counts)
                progress.Take(decided.Line);
        }

        return claims.OrderBy(claim => claim.SubmittedOn).ThenBy(claim => claim.Id.Value, StringComparer.Ordinal).Select(progress.LineOf).ToList();
    }

    private sealed class ClaimProgress
    {
        private readonly Dictionary<string, SettlementLine> decisions = new(StringComparer.Ordinal);
        private readonly Dictionary<ClaimId, OutcomeAccepted> accepted = [];
        private readonly HashSet<ClaimId> released = [];
        private readonly Dictionary<ClaimId, List<string>> instructions = [];
        private readonly HashSet<string> confirmed = new(StringComparer.Ordinal);

        internal void Take(SettlementLine line)
        {
            if (line.Kind == "outcome")
                decisions[line.Subject] = line;
            switch (line.Event)
            {
                case OutcomeAccepted outcome: accepted[outcome.Claim] = outcome; break;
                case HoldbackReleased release: released.Add(release.Claim); break;
                case PaymentConfirmed payment: confirmed.Add(payment.Instruction); break;
                case PaymentInstructed payment:
                    foreach (var part in payment.Claims)
                    {
                        if (!instructions.TryGetValue(part.Claim, out var list))
                            instructions.Add(part.Claim, list = []);
                        list.Add(payment.Instruction);
                    }

                    break;
            }
        }

        internal OutcomeLine LineOf(Claim claim)
        {
            var decision = decisions.GetValueOrDefault(claim.Id.Value);
            var outcome = accepted.GetValueOrDefault(claim.Id);
            var paidBy = instructions.GetValueOrDefault(claim.Id) ?? [];
            var heldBack = outcome is null ? (Money?)null : released.Contains(claim.Id) ? Money.Zero(outcome.Gross.Currency) : outcome.HeldBack;
            var standing = decision?.State switch
            {
                null => ClaimStanding.Submitted,
                LineState.Held => ClaimStanding.Held,
                LineState.Refused => ClaimStanding.Refused,
                _ when paidBy.Count == 0 => ClaimStanding.Accepted,
                _ => paidBy.TrueForAll(confirmed.Contains) ? ClaimStanding.Paid : ClaimStanding.Scheduled,
            };
            return new(claim.Id.Value, claim.Contract, claim.Worker.Value, claim.Metric, claim.SubmittedOn, standing, outcome?.Gross, heldBack,
                decision?.Reason ?? "", decision is null || decision.Reason.Length == 0 ? "" : TraceText.Sentence(decision.Trace), string.Join(' ', paidBy));
        }
    }
}
