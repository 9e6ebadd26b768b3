using System.Collections.Frozen;
using T = WelfareFund.Tracing.TraceTemplates;

namespace WelfareFund.Tracing;

/// <summary>The sentences of a trace in English. <see cref="TraceText"/> says what stands in braces.</summary>
internal static class EnglishTrace
{
    internal static readonly FrozenDictionary<string, string> Templates = new Dictionary<string, string>
    {
        [T.PayOfEmployer] = "{0} paid {1}",
        [T.PayConverted] = "{0} paid {1} × {2} = {3:bare} {4}",
        [T.PayOfLowTier] = "{0} paid {1}, which does not count: the job's quality is too low to carry contributions",
        [T.PayAfterBreach] = "{0} paid {1}, which does not count: the employer broke the contract",
        [T.UpperCutOff] = "of {0} what exceeds {1} is left out",
        [T.UnderFloor] = "{0} is below the floor of {1:bare}",
        [T.ShareAboveFloor] = "({0} − {1:bare}) × {2:share} = {3:bare}",
        [T.NothingOverFloor] = "{0} − floor {1:bare} leaves nothing",
        [T.RoomOverFloor] = "{0} − floor {1:bare} leaves {2:bare}",
        [T.ShareOfPay] = "{0} × {1:share} = {2:bare}",
        [T.ShareLimit] = "at most ({0:share} − {1:share}) × {2:bare} = {3:bare}",
        [T.CapLeft] = "cap left {0:bare}",
        [T.RoundedHalfUp] = "{0:bare} rounded to the nearest {1:bare}",
        [T.RoundedHalfEven] = "{0:bare} rounded to the nearest {1:bare}, a half to the even one",
        [T.RoundedDown] = "{0:bare} rounded down to a multiple of {1:bare}",
        [T.EffectiveShare] = "{0:bare} ÷ {1:bare} is a share of {2:share}",
        [T.EmployerDueHalfUp] = "{0}: {1} × {2:share}, to the nearest unit, {3:bare}",
        [T.EmployerDueHalfEven] = "{0}: {1} × {2:share}, to the nearest unit, a half to the even one, {3:bare}",
        [T.EmployerDueDown] = "{0}: {1} × {2:share}, rounded down, {3:bare}",
        [T.Due] = "due {0:bare}",
        [T.ReportMissing] = "a wage report is missing and has been asked for",
        [T.InGrace] = "month {0} after the month of the first start; nothing is due up to month {1}",
        [T.AllPaymentsMade] = "all {0} payments were made",
        [T.CapReached] = "{0} of {1:bare} were contributed",
        [T.WindowOver] = "the window of {0} months is over",
        [T.NothingUnderShareLimit] = "other obligations take {0:share} of pay already, and all together may take {1:share}",
        [T.NothingDue] = "nothing is due: {0:reason}",
        [T.NoRate] = "{0} paid {1}, for which there is no rate",
        [T.PriceTimesFactors] = "{0} × {1} (tier {2}) × (1 + {3:share} uplift) × {4} (volume, number {5}) = {6:bare}",
        [T.PriceRoundedHalfUp] = "to the nearest unit {0:bare}",
        [T.PriceRoundedHalfEven] = "to the nearest unit, a half to the even one, {0:bare}",
        [T.PriceRoundedDown] = "rounded down {0:bare}",
        [T.WorkerCapLeft] = "left for this worker {0:bare}",
        [T.ContractLeft] = "left in the contract {0:bare}",
        [T.Payable] = "payable {0:bare}",
        [T.HeldBack] = "held back {0:share} = {1:bare}",
        [T.PaidOut] = "paid out {0:bare}",
        [T.Releases] = "releases {0:bare} held back of claim {1}",
        [T.AchievedByFacts] = "achieved on {0}, as the records of work show",
        [T.AchievedByVerification] = "achieved on {0}, as verified",
        [T.OutcomeHeld] = "waits: {0}",
        [T.OutcomeRefused] = "not payable: {0}",

        ["commitment-signed"] = "{0} committed {1} to the tranche {2}",
        ["over-commitment"] = "the call of {0} exceeds the {1:bare} that is unfunded",
        ["call-part"] = "of the call of {0}, {1:bare} of {2:bare} unfunded take {3:bare}",
        ["contract-maximum"] = "contract {0} may spend {1}",
        ["cap-disclosed"] = "worker {0} consented on {2} to contribute {1} at most",
        ["administration"] = "administration of the month, {0}",
        ["bank-payment"] = "the bank carried out {0}: {1}",
        ["bank-exchange"] = "the bank exchanged currency for {0}: {1}",
        ["bank-charge"] = "the bank charged {0}",
        ["bank-contribution"] = "worker {0} paid {1}",
        ["bank-drawdown"] = "investor {0} paid {2} of the call {1}",
        ["bank-grant"] = "{1} of the grant {0} arrived",
        ["bank-interest"] = "the bank paid interest of {0}",
        ["bank-unallocated"] = "{0} names nothing that the fund knows",
        ["payment-instructed"] = "{1} to {0} from account {3}",
        ["payment-waits"] = "{0} is owed {1}, which the bank account does not hold",
        ["payment-waits-for"] = "{0} waits for {1}",
        ["exchange-instructed"] = "{0} is short in account {2}; buying it takes about {1}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["no-consent"] = "the month ended before the worker's consent",
        ["ended"] = "the worker's time in the fund had ended",
        ["not-abroad"] = "the worker was not abroad",
        ["paused"] = "a pause covers part of the month",
        ["tier"] = "no pay counts",
        ["below-floor"] = "pay is at or below what is protected",
        ["wage-report-missing"] = "no pay was reported",
        ["no-rate"] = "the month waits for a rate",
        ["too-small"] = "it rounds to nothing",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
