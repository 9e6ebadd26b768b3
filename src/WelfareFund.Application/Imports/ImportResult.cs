using WelfareFund.Refusals;

namespace WelfareFund.Application.Imports;

/// <param name="FirstIntake">0 when nothing was new.</param>
/// <param name="LastIntake">The fund's newest fact after the import.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
/// <param name="Warnings">The first few of what a person should look at.</param>
public sealed record ImportResult(
    string Kind, string File, long Rows, long New, long Known, long FirstIntake, long LastIntake, string Sha256, bool IsDryRun, IReadOnlyList<Refusal> Warnings, long WarningCount)
{
    /// <summary>What of the file another person has to approve (changed bank details, long pauses), by the numbers of the proposals.</summary>
    public IReadOnlyList<long> Proposals { get; init; } = [];
}
