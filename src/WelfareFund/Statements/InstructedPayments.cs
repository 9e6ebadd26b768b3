using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.Statements;

/// <summary>A payment that the bank was told to make, and what the bank's lines say of it since.</summary>
/// <param name="InstructedOn">The accounting date.</param>
/// <param name="PaidOn">The bank's booking date; null while no line confirms it.</param>
/// <param name="ReturnedOn">The booking date of the line by which it came back; null where it did not.</param>
/// <param name="ReturnReason">The bank's own code; null where the statement does not say.</param>
public sealed record InstructedPayment(PaymentInstructed What, LocalDate InstructedOn, LocalDate? PaidOn = null, LocalDate? ReturnedOn = null, string? ReturnReason = null)
{
    public string Id => What.Instruction;
}

/// <summary>Every payment of a fund, folded from the posted lines.</summary>
public static class InstructedPayments
{
    /// <param name="posted">In the order of posting; at least the lines of kinds <c>payment</c> and <c>bank</c>.</param>
    /// <returns>In the order of their instruction.</returns>
    public static IReadOnlyList<InstructedPayment> Of(IEnumerable<SettlementLine> posted)
    {
        ArgumentNullException.ThrowIfNull(posted);
        var payments = new List<InstructedPayment>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in posted)
        {
            switch (line.Event)
            {
                case PaymentInstructed e:
                    places.Add(e.Instruction, payments.Count);
                    payments.Add(new(e, line.Effective));
                    break;
                case PaymentConfirmed e when places.TryGetValue(e.Instruction, out var place):
                    payments[place] = payments[place] with { PaidOn = line.Concerns };
                    break;
                case PaymentReturned e when places.TryGetValue(e.Instruction, out var place):
                    payments[place] = payments[place] with { ReturnedOn = line.Concerns, ReturnReason = e.Reason };
                    break;
            }
        }

        return payments;
    }
}
