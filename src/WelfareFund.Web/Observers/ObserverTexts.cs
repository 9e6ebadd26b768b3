namespace WelfareFund.Web.Observers;

/// <summary>Every text of an observer's pages.</summary>
internal static class ObserverTexts
{
    internal const string Title = "What the fund does";
    internal const string Lead = "{0}, to {1}. No figure is of fewer than {2} people, and none can be found by subtraction.";
    internal const string Many = "The figures go through every worker and everything that was settled, and that is much: it takes a while.";
    internal const string ShowThem = "Show the figures";
    internal const string NotTold = "not shown";
    internal const string NotToldMeans = "What is {0} is over fewer than {1} people, or would give away such a figure.";
    internal const string WorkersCaption = "Workers by corridor";
    internal const string Corridor = "Corridor";
    internal const string Enrolled = "Enrolled";
    internal const string InWork = "In work";
    internal const string Tier = "Tier {0}";
    internal const string All = "All corridors";
    internal const string MoneyCaption = "Outcomes and contributions by corridor, in {0}, since the fund began";
    internal const string Accepted = "Outcomes accepted";
    internal const string Outcomes = "Paid and owed for outcomes";
    internal const string Contributed = "Contributed by workers";
    internal const string ProtectionCaption = "How workers fare, averages by corridor, amounts in {0} a month";
    internal const string RecruitmentMonths = "What the job cost, in months of pay (SDG 10.7.1)";
    internal const string ShareContributed = "Share of pay contributed";
    internal const string TakeHome = "Take-home pay";
    internal const string IncomeGain = "Gain over income at home";
    internal const string Nobody = "Nobody is enrolled yet. Figures show here once workers are, and a month was settled.";
    internal const string Workers = "Workers and jobs";
    internal const string Money = "Money";
    internal const string Protection = "How workers fare";
    internal const string TiersLead = "A tier says how good the newest job of a worker is, by the fund's own criteria, the best one first.";
}

internal static class FiguresAddress
{
    internal static string Of(string fund) => Address.Fund(fund) + "/figures";
}
