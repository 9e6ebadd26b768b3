using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;
using WelfareFund.Terms;

namespace WelfareFund.Application.Imports;

/// <summary>One import while it runs: in one transaction, which is committed when nothing was refused.</summary>
internal sealed class ImportSession(FundContext context, int fund, FundTerms terms, string file, long lastIntake)
{
    /// <summary>After so many nobody reads on.</summary>
    internal const int MostRefusals = 50;

    private const int MostWarnings = 20;

    private readonly List<Refusal> refusals = [];
    private readonly List<Refusal> warnings = [];

    internal FundContext Context => context;
    internal int Fund => fund;
    internal FundTerms Terms => terms;
    internal string File => file;

    /// <summary>A longer pause waits for another person; at 0 every one does.</summary>
    internal required int LongestPause { get; init; }

    /// <summary>What a provider who brings claims knows of; null for whoever may bring everything.</summary>
    internal OwnClaims? Own { get; init; }
    internal PersonalData Personal { get; } = new(context, fund);

    /// <summary>The newest fact before this import: what is newer came from this file.</summary>
    internal long Before { get; } = lastIntake;
    internal long LastIntake { get; private set; } = lastIntake;
    internal long Rows { get; private set; }
    internal long New => LastIntake - Before;
    internal IReadOnlyList<Refusal> Refusals => refusals;
    internal IReadOnlyList<Refusal> Warnings => warnings;
    internal long WarningCount { get; private set; }

    /// <summary>Pauses longer than one person may grant: proposed once the file is right.</summary>
    internal List<Pause> LongPauses { get; } = [];

    /// <summary>Parties whose bank details this file tells otherwise than they are known: proposed once the file is right.</summary>
    internal List<(string Kind, string Id, PersonalDetails Details)> BankDetails { get; } = [];
    internal bool IsFull => refusals.Count == MostRefusals;

    internal long NextIntake() => ++LastIntake;

    internal void CountRow() => Rows++;

    internal void Refuse(Refusal refusal)
    {
        if (!IsFull)
            refusals.Add(refusal);
    }

    internal void Warn(Refusal warning)
    {
        WarningCount++;
        if (warnings.Count < MostWarnings)
            warnings.Add(warning);
    }
}
