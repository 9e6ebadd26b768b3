using WelfareFund.Outcomes;
using WelfareFund.Payments;
using WelfareFund.People;

namespace WelfareFund.Settlement;

/// <summary>
/// What a month is calculated from, up to its snapshot. What concerns the fund as a whole is there at once; its workers come some at a time, in the order of their ids,
/// so that few of them are in memory however many they are.
/// </summary>
public abstract class FactsOfMonth
{
    /// <summary>How many workers are looked at together. A proposal's lines stand in the order of its parts for each so many workers.</summary>
    public const int WorkersAtOnce = 200;

    /// <summary>The subject of what a line of the bank becomes.</summary>
    public static string SubjectOf(string bankAccount, long intake) => FormattableString.Invariant($"{bankAccount}:{intake:D8}");

    /// <summary>
    /// All about the fund as a whole, and what of its workers it has to look at without them: claims that are not decided for good, that a verifier ever rejected, that were
    /// taken back or met a cap, with all that verifiers said of them; serious grievances that are open. Of the bank's lines nothing.
    /// </summary>
    public abstract SettlementFacts OfFund { get; }

    /// <summary>Those that are not in the books and name no agreement.</summary>
    public abstract IEnumerable<BankLine> BankLines { get; }

    /// <summary>Every line of the earlier settlements that was posted or refused, in the order of posting; those that move a worker's account alone may be left out.</summary>
    public abstract IEnumerable<SettlementLine> Settled { get; }

    /// <summary>What employers kept and what names an agreement on the bank's statement, as far as it is not in the books; in the order of the workers.</summary>
    public abstract IEnumerable<WorkersMoney> Money { get; }

    /// <summary>All of them in their order, so many at once.</summary>
    public abstract IEnumerable<SomeWorkers> Workers { get; }

    /// <summary>At least these workers, without their lines.</summary>
    public abstract SettlementFacts Of(IReadOnlyCollection<WorkerId> workers);

    /// <summary>What verifiers said of these claims, whether the fund has to look at them or not.</summary>
    public abstract IReadOnlyList<Verification> WordsOn(IReadOnlyCollection<ClaimId> claims);

    /// <summary>What was posted or refused before and changes where one worker stands (<see cref="SomeWorkers.Lines"/>).</summary>
    public abstract IReadOnlyList<SettlementLine> LinesOf(WorkerId worker);

    public abstract Agreement? AgreementNamed(string reference);

    /// <summary>What an employer's one transfer is for.</summary>
    public abstract IReadOnlyList<Deduction> DeductionsNaming(string transferReference);

    /// <summary>Those that name a transfer.</summary>
    public abstract IReadOnlyList<Deduction> DeductionsBy(EmployerId employer);

    public abstract bool HasEmployer(EmployerId employer);

    /// <summary>Of some references those that a line of the bank has ever named.</summary>
    public abstract IReadOnlySet<string> NamedByBank(IReadOnlyCollection<string> references);

    /// <summary>As whom the bank has named the other side of lines that are in the books.</summary>
    /// <param name="isAsked">Whether anybody wants to know who a name is.</param>
    public abstract IEnumerable<NamedPayer> NamedPayers(Func<string, bool> isAsked);

    /// <summary>How many workers joined the fund in the month.</summary>
    public abstract int Joined(NodaTime.YearMonth month);
}

/// <param name="Facts">All about these workers; claims and audits with them.</param>
/// <param name="Lines">Those posted or refused before that change where the workers stand, in the order of posting.</param>
public sealed record SomeWorkers(SettlementFacts Facts, IEnumerable<SettlementLine> Lines);

/// <param name="Agreements">All of the worker's.</param>
public sealed record WorkersMoney(WorkerId Worker, IReadOnlyList<Agreement> Agreements, IReadOnlyList<Deduction> Deductions, IReadOnlyList<BankLine> BankLines);

/// <param name="Name">The bank's own word.</param>
/// <param name="Line">What the line turned out to be.</param>
public readonly record struct NamedPayer(string Name, FundEvent Line);
