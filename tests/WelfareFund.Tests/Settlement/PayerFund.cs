using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tests.House;

namespace WelfareFund.Tests.Settlement;

/// <summary>A fund of fund-config in memory, with one worker W1 from January 2025 on.</summary>
internal sealed class PayerFund
{
    private readonly FundInMemory fund;
    private YearMonth next;

    internal PayerFund(string folder, Func<FundTerms, FundTerms>? change = null)
    {
        var terms = FundFile.Read("fund.json", File.ReadAllText(Path.Combine(Repository.Root, "fund-config", folder, "fund.json"))).Value;
        Terms = change?.Invoke(terms) ?? terms;
        fund = FundInMemory.Bare(Terms);
        next = Terms.FirstMonth;
        var contract = Terms.Contracts[0];
        Tell(facts => facts with { Workers = [new() { Intake = fund.NextIntake(), Id = new("W1"), EnrolledOn = new(2025, 1, 1), Contract = contract.Id, Corridor = contract.Corridors[0] }] });
    }

    internal FundTerms Terms { get; }

    internal void Tell(Func<SettlementFacts, SettlementFacts> more) => fund.Tell(more);

    internal void Signs(string id, LocalDate on, decimal cap, string? terms = null) => Tell(facts => facts with
    {
        Agreements = [.. facts.Agreements, new() { Intake = fund.NextIntake(), Id = new(id), Worker = new("W1"), TermsId = terms ?? Terms.Contributions[0].Id, ConsentOn = on, DisclosedCap = Amount(cap) }],
    });

    internal void Works(string id, string employer, LocalDate from, LocalDate? to = null) => Tell(facts => facts with
    {
        Employments = [.. facts.Employments, new() { Intake = fund.NextIntake(), Id = new(id), Worker = new("W1"), Employer = new(employer), StartedOn = from, EndedOn = to, OfferedWage = Amount(2000), ContractWage = Amount(2000), HoursPerWeek = 40 }],
    });

    internal void Earns(YearMonth month, decimal gross, string employer) => Tell(facts => facts with
    {
        Wages = [.. facts.Wages, new() { Intake = fund.NextIntake(), Id = $"R{facts.Wages.Count}", Worker = new("W1"), Employer = new(employer), Month = month, Gross = Amount(gross), Source = WageSource.Payroll, ReportedOn = month.PlusMonths(1).OnDayOfMonth(3) }],
    });

    internal void Achieves(string metric, LocalDate on, LocalDate acceptedOn) => Tell(facts => facts with
    {
        Claims = [.. facts.Claims, new() { Intake = fund.NextIntake(), Id = new($"C{facts.Claims.Count}"), Contract = Terms.Contracts[0].Id, Worker = new("W1"), Metric = metric, AchievedOn = on, SubmittedOn = on, Evidence = "file" }],
        Verifications = [.. facts.Verifications, new() { Intake = fund.NextIntake(), Claim = new($"C{facts.Claims.Count}"), DecidedOn = acceptedOn, Decision = ClaimDecision.Accepted, DecidedBy = "verifier" }],
    });

    internal void Decides(string claim, ClaimDecision decision, LocalDate on) => Tell(facts => facts with
    {
        Verifications = [.. facts.Verifications, new() { Intake = fund.NextIntake(), Claim = new(claim), DecidedOn = on, Decision = decision, DecidedBy = "verifier" }],
    });

    internal void Bank(string account, LocalDate on, decimal amount, string reference) => fund.Bank(account, on, Amount(amount), reference);

    internal void Ends(LocalDate on, EndingReason reason, string? brokenBy = null) => Tell(facts => facts with
    {
        Endings = [.. facts.Endings, new() { Intake = fund.NextIntake(), Worker = brokenBy is null ? new("W1") : null, Employment = brokenBy is { } job ? new(job) : null, EndedOn = on, Reason = reason }],
    });

    /// <returns>The lines of all months up to this one that were not settled before.</returns>
    internal IReadOnlyList<SettlementLine> SettleThrough(int year, int month)
    {
        var lines = new List<SettlementLine>();
        for (; next <= new YearMonth(year, month); next = next.PlusMonths(1))
            lines.AddRange(fund.Settle(next).Lines);
        return lines;
    }

    internal decimal Balance(AccountRole role, string? qualifier = null) => fund.BalanceOf(role, Terms.BaseCurrency, qualifier).Amount;

    internal Money Amount(decimal amount) => Money.Round(amount, Terms.BaseCurrency, RoundingMode.HalfUp);
}
