using NodaTime;
using WelfareFund.People;

namespace WelfareFund.Payments;

/// <summary>One line of a bank statement: a fact that always posts.</summary>
public sealed record BankLine : Fact
{
    /// <summary>The bank's own reference, unique in the account.</summary>
    public required string BankReference { get; init; }
    public required string BankAccount { get; init; }

    /// <summary>The line's effective date.</summary>
    public required LocalDate BookedOn { get; init; }
    public required LocalDate ValueOn { get; init; }

    /// <summary>Positive into the account.</summary>
    public required Money Amount { get; init; }

    /// <summary>Who paid or was paid, in the bank's words. Personal data: kept apart from the line.</summary>
    public string? Counterparty { get; init; }

    /// <summary>What the payer wrote. Personal data: kept apart from the line. A reference that names an instruction, a call or an agreement matches by it.</summary>
    public string? Reference { get; init; }

    /// <summary>Why a payment came back, as the bank's own code (ISO 20022: <c>AC04</c>, account closed); null where the statement does not say. Kept with what the payer wrote.</summary>
    public string? ReturnReason { get; init; }
}

/// <summary>A statement's closing balance: a month needs one per account before it seals.</summary>
public sealed record BankBalance : Fact
{
    public required string BankAccount { get; init; }
    public required LocalDate On { get; init; }
    public required Money Balance { get; init; }
}
