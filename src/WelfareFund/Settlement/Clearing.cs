using NodaTime;
using WelfareFund.Terms;

namespace WelfareFund.Settlement;

/// <summary>The accounts that have to return to zero, and what waits in none.</summary>
public enum ClearingKind
{
    /// <summary>Instructed and not confirmed by the bank.</summary>
    PaymentsInTransit,

    /// <summary>Currency that the bank was asked to buy and has not booked on both sides; it stands on no account.</summary>
    ExchangesInTransit,

    /// <summary>Kept from workers' pay and not passed on.</summary>
    DeductedByEmployers,
    UnallocatedReceipts,

    /// <summary>Called and not paid.</summary>
    CalledCapital,
}

/// <summary>One part of what a clearing account holds.</summary>
/// <param name="BankAccount">Empty where it is of none.</param>
/// <param name="Subject">The instruction, the call, the bank line's id; empty for an employer's account.</param>
/// <param name="Party">Empty where it is not known.</param>
/// <param name="Amount">As the ledger has it on the account: negative for a credit.</param>
/// <param name="Since">The accounting date since which it stands.</param>
/// <param name="Suggestions">Of an unallocated receipt.</param>
public sealed record ClearingItem(ClearingKind Kind, string BankAccount, string Subject, string Party, Money Amount, LocalDate Since, IReadOnlyList<Suggestion> Suggestions);

/// <summary>What makes up the clearing accounts.</summary>
/// <remarks>Rules: docs/rules.md, section 7 "Clearing".</remarks>
public static class Clearing
{
    /// <param name="terms">In force now.</param>
    /// <param name="facts">All that the fund was told: suggestions come from it.</param>
    /// <param name="posted">Every line that was posted or refused, in the order of posting.</param>
    /// <returns>By kind, the oldest first. The items of a kind sum to its accounts in the ledger.</returns>
    public static IReadOnlyList<ClearingItem> Of(FundTerms terms, SettlementFacts facts, IReadOnlyList<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(posted);
        var state = FundState.Of(posted);
        var calculation = MonthCalculation.AtOnce(terms, posted.Count == 0 ? terms.FirstMonth : posted[^1].Effective.ToYearMonth(), new(facts, posted), state);
        var lines = facts.BankLines.ToDictionary(MonthCalculation.IdOf, StringComparer.Ordinal);
        return
        [
            .. state.PaymentsInTransit.Select(payment => new ClearingItem(ClearingKind.PaymentsInTransit, payment.BankAccount, payment.Instruction, FundState.PartyOf(payment), -payment.Amount, state.InstructedOn(payment.Instruction), []))
                .Concat(state.ExchangesInTransit.Select(exchange => new ClearingItem(ClearingKind.ExchangesInTransit, exchange.Received ? exchange.What.FromAccount : exchange.What.ToAccount, exchange.What.Instruction, "",
                    exchange.Received ? -exchange.What.Estimate : exchange.What.Buy, state.InstructedOn(exchange.What.Instruction), [])))
                .Concat(state.DeductedByEmployers.Select(kept => new ClearingItem(ClearingKind.DeductedByEmployers, "", "", FundState.PartyOf(kept.Employer), kept.Amount, kept.Since, [])))
                .Concat(state.Receipts.Select(receipt => new ClearingItem(ClearingKind.UnallocatedReceipts, receipt.What.BankAccount, receipt.What.BankLine, "", -receipt.What.Amount, receipt.Since,
                    lines.TryGetValue(receipt.What.BankLine, out var line) ? calculation.SuggestionsFor(line) : [])))
                .Concat(state.OpenCalls.SelectMany(open => state.CalledAndUnpaid(open.Call, open.Investor).Select(part =>
                    new ClearingItem(ClearingKind.CalledCapital, "", $"{open.Call} {open.Investor}", $"{FundState.PartyOf(open.Investor)}/{part.Tranche}", part.Amount, state.CalledOn(open.Call, open.Investor), []))))
                .OrderBy(item => item.Kind).ThenBy(item => item.Since).ThenBy(item => item.Subject, StringComparer.Ordinal).ThenBy(item => item.Party, StringComparer.Ordinal),
        ];
    }
}
