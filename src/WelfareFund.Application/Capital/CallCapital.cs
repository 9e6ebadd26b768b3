using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Settlement;
using WelfareFund.Capital;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Capital;

/// <param name="Id">Null for the next free <c>CALL-n</c>.</param>
/// <param name="Amount">In major units of the base currency, as a file writes it.</param>
/// <param name="On">The day of the call, in the open month; null for today.</param>
/// <param name="Purpose">In words; for the notices, and never on an entry.</param>
public sealed record CapitalCallOrder(string Fund, string Amount, LocalDate DueOn, string Purpose, LocalDate? On = null, string? Id = null);

/// <summary>
/// Calls capital from all who committed some. Another person's approval makes the call known, as a file of calls would, and posts it.
/// Right: <see cref="Right.Propose"/>.
/// </summary>
public sealed partial class CallCapital(RunsOutsideSettlement runs) : IDecision
{
    private const int LongestPurpose = 500;

    private sealed record Details(string Id, string CalledOn, string DueOn, string Amount, string Currency, string Purpose);

    string IDecision.Kind => "capital-call";

    /// <returns>Refused: <c>bad-id</c>, <c>known-id</c>, <c>no-purpose</c>, <c>not-positive</c>, <c>wrong-order</c>, what amounts refuse, <see cref="CapitalCallRun.Calculate"/>
    /// and <see cref="RunsOutsideSettlement"/>.</returns>
    public async Task<Result<ProposedRun>> RunAsync(Actor actor, CapitalCallOrder order, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (string.IsNullOrWhiteSpace(order.Purpose) || order.Purpose.Length > LongestPurpose || order.Purpose.Any(char.IsControl))
            return new Refusal("no-purpose", "--purpose", "investors read what their money is for", $"say it on one line, in {LongestPurpose} letters at most");
        return await runs.ProposeAsync(actor, order.Fund, RunPurpose.CapitalCall, order.On, (snapshot, on) => Calculate(order, snapshot, on), cancellation);
    }

    private static Result<CalculatedRun<Details>> Calculate(CapitalCallOrder order, RunSnapshot snapshot, LocalDate on)
    {
        if (order.Id is { } given && !IsId(given))
            return BadId;
        var known = snapshot.Facts.Calls.Select(call => call.Id).Concat(snapshot.Settled.Where(line => line.Kind == "capital-call").Select(line => line.Subject)).ToHashSet(StringComparer.Ordinal);
        if (order.Id is not null && known.Contains(order.Id))
            return new Refusal("known-id", "--id", $"there is a call {order.Id} already", "give the call another id, or none");
        if (!MoneyText.TryParse(order.Amount, snapshot.Terms.Terms.BaseCurrency, out var amount, out var refusal))
            return refusal with { Where = "--amount" };
        if (!amount.IsPositive)
            return new Refusal("not-positive", "--amount", $"{amount} is not above zero", "write a positive amount");
        if (order.DueOn < on)
            return new Refusal("wrong-order", "--due", $"{LocalDatePattern.Iso.Format(order.DueOn)} is before the call of {LocalDatePattern.Iso.Format(on)}", "capital is due after it is called");

        var call = new CapitalCall { Id = order.Id ?? NextId("CALL", known), CalledOn = on, DueOn = order.DueOn, Amount = amount, Purpose = order.Purpose };
        var proposal = CapitalCallRun.Calculate(snapshot.Terms.Terms, call, snapshot.Facts, snapshot.Settled);
        return proposal.IsRefused
            ? Result.Refused<CalculatedRun<Details>>(proposal.Refusals)
            : new CalculatedRun<Details>(proposal.Value.Lines, new(call.Id, Text(on), Text(call.DueOn), amount.ToAmountString(), amount.Currency.Code, call.Purpose), amount);
    }

    Task<Result<ProposalContent>> IDecision.ShowAsync(FundContext context, ProposalRow proposal, CancellationToken cancellation) => runs.ShowAsync<Details>(
        proposal, call => $"calls {call.Amount} {call.Currency} by {call.Id} on {call.CalledOn}, due on {call.DueOn}, for {call.Purpose}", cancellation);

    async Task<Result<string>> IDecision.ApproveAsync(FundContext context, ProposalRow proposal, Actor approver, CancellationToken cancellation)
    {
        var fund = proposal.Fund!.Value;
        var last = await Intake.LockAsync(context, fund, cancellation);
        var approved = await runs.ApproveAsync<Details>(context, proposal, approver, cancellation);
        if (approved.IsRefused)
            return Result.Refused<string>(approved.Refusals);
        var details = approved.Value.Details;
        var call = new CapitalCall
        {
            Fund = fund,
            Intake = last + 1,
            Id = details.Id,
            CalledOn = LocalDatePattern.Iso.Parse(details.CalledOn).Value,
            DueOn = LocalDatePattern.Iso.Parse(details.DueOn).Value,
            Amount = MoneyText.TryParse(details.Amount, Currency.Of(details.Currency), out var amount, out _) ? amount : throw new InvalidOperationException($"'{details.Amount}' is no amount."),
            Purpose = details.Purpose,
        };
        if ((await FactTables.CapitalCalls.FindAsync(context, fund, [call], cancellation)).Count > 0)
            return new Refusal("stale", $"proposal {proposal.Number}", $"a file has told a call {call.Id} since", "propose the call again under another id");
        await FactTables.CapitalCalls.AddAsync(context, [call], cancellation);
        await Intake.MoveAsync(context, fund, call.Intake, cancellation);
        return $"the call {call.Id} of {call.Amount} is approved and posted, due on {details.DueOn}";
    }

    Task<Result<string>> IDecision.FollowAsync(ProposalRow proposal, string approved, CancellationToken cancellation) => runs.FollowAsync<Details>(proposal, approved, cancellation);

    internal static Refusal BadId { get; } = new("bad-id", "--id", "this is no id", "write letters, digits, dots, dashes and underscores, 64 at most");

    internal static bool IsId(string text) => IdPattern().IsMatch(text);

    internal static string NextId(string word, HashSet<string> known)
    {
        var number = known.Count + 1;
        while (known.Contains(FormattableString.Invariant($"{word}-{number}")))
            number++;
        return FormattableString.Invariant($"{word}-{number}");
    }

    private static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
