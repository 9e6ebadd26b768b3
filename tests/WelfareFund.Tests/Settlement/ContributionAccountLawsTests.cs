using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;

namespace WelfareFund.Tests.Settlement;

/// <summary>Laws that hold whatever is reported, corrected, paid and ended, in whatever order: half a year of pay, settled until nothing follows.</summary>
public sealed class ContributionAccountLawsTests
{
    private static readonly Currency Eur = FundInMemory.Eur;
    private static readonly YearMonth First = new(2025, 1);
    private const int Months = 6;

    /// <param name="Known">Months after its own in which a month's report becomes known.</param>
    /// <param name="Corrections">Of a month, to a pay, so many months after the report.</param>
    private sealed record Case(
        IReadOnlyList<int> Pays, IReadOnlyList<int> Known, IReadOnlyList<(int Month, int Pay, int After)> Corrections, IReadOnlyList<(int Month, int Amount)> Payments,
        int EndsIn, EndingReason Ending);

    private static readonly Gen<Case> Cases =
        from pays in Gen.Choose(100_000, 500_000).ListOf(Months)
        from known in Gen.Choose(1, 3).ListOf(Months)
        from corrections in (from month in Gen.Choose(0, Months - 1) from pay in Gen.Choose(0, 500_000) from after in Gen.Choose(1, 3) select (month, pay, after)).ListOf(4)
        from payments in (from month in Gen.Choose(1, Months) from amount in Gen.Choose(1, 60_000) select (month, amount)).ListOf(5)
        from ends in Gen.Choose(2, 20)
        from ending in Gen.Elements(EndingReason.Died, EndingReason.Disabled, EndingReason.Returned)
        select new Case([.. pays], [.. known], [.. corrections.DistinctBy(each => each.month)], [.. payments], ends, ending);

    [Fact]
    public void Nobody_is_ever_asked_above_the_cap_or_the_limit_or_with_less_than_the_floor_left() => Check(Cases, each => Live(each, (fund, month, proposal) =>
    {
        var asked = proposal.Lines.Where(line => line.State is LineState.Posts && line.Concerns == line.Effective).Sum(line => line.Event switch
        {
            ContributionDue due => due.Parts.Sum(part => part.Due.MinorUnits),
            ArrearsCalled called => called.Amount.MinorUnits,
            _ => 0,
        });
        var pay = WageReports.Standing(fund.Facts.Wages).Where(report => report.Month == month.PlusMonths(-1)).Sum(report => report.Gross.MinorUnits);
        asked.ShouldBeInRange(0, Math.Max(0, Math.Min(pay * 15 / 100, pay - 180_000)), $"{month}");
        (fund.Events.OfType<ContributionDue>().Sum(due => due.Counted.MinorUnits) - fund.Events.OfType<ContributionWrittenOff>().Sum(gone => gone.Counted.MinorUnits))
            .ShouldBeInRange(0, 148_500);
    }));

    [Fact]
    public void Dues_are_what_was_paid_and_not_given_back_what_was_written_off_and_what_is_open() => Check(Cases, each => Live(each, (fund, _, _) =>
    {
        var (due, paid, refunded, gone) = Sums(fund);
        var account = FundState.Of(fund.Posted).Workers.Accounts(new("W1")).SingleOrDefault();
        var (open, credit, tooMuch) = account is null ? (0, 0, 0) : (account.Open.MinorUnits, account.Credit.MinorUnits, account.WrittenOffTooMuch.MinorUnits);
        due.ShouldBe(paid - refunded - credit + gone + open);
        tooMuch.ShouldBe(0);
        (open == 0 || credit == 0).ShouldBeTrue();
        refunded.ShouldBeLessThanOrEqualTo(paid);
        Balance(fund, AccountRole.ContributionsReceivable).ShouldBe(open - credit);
    }));

    [Fact]
    public void After_a_death_nothing_stands_on_the_account() => Check(Cases, each =>
    {
        var fund = Live(each with { EndsIn = Math.Min(each.EndsIn, Months), Ending = EndingReason.Died });
        Balance(fund, AccountRole.ContributionsReceivable).ShouldBe(0);
    });

    [Fact]
    public void A_correction_and_its_reversal_leave_no_trace_in_balances() => Check(Cases, each =>
    {
        var plain = each with { Corrections = [], Payments = [], EndsIn = 99 };
        Figures(Live(each with { Payments = [], EndsIn = 99 }, andBack: true)).ShouldBe(Figures(Live(plain)));
    });

    [Fact]
    public void The_order_in_which_reports_arrive_does_not_matter() => Check(Cases, each =>
    {
        var lasting = each with { Payments = [], EndsIn = 99 };
        Figures(Live(lasting)).ShouldBe(Figures(Live(lasting with { Known = [.. each.Known.Select(_ => 1)] })));
    });

    private static string Figures(FundInMemory fund) =>
        $"{Balance(fund, AccountRole.ContributionsReceivable)} {Balance(fund, AccountRole.ContributionIncome)} {Balance(fund, AccountRole.ContributionHeadroom)}";

    private static long Balance(FundInMemory fund, AccountRole role) => fund.BalanceOf(role, Eur).MinorUnits;

    private static (long Due, long Paid, long Refunded, long WrittenOff) Sums(FundInMemory fund) => (
        fund.Events.OfType<ContributionDue>().SelectMany(due => due.Parts).Sum(part => part.Due.MinorUnits),
        fund.Events.OfType<ContributionReceived>().Sum(paid => paid.Amount.MinorUnits),
        fund.Events.OfType<RefundOwed>().Sum(refund => refund.Amount.MinorUnits),
        fund.Events.OfType<ContributionWrittenOff>().SelectMany(gone => gone.Parts).Sum(part => part.Due.MinorUnits));

    /// <summary>From the first pay until three months after everything is known.</summary>
    private static FundInMemory Live(Case each, Action<FundInMemory, YearMonth, Proposal>? settled = null, bool andBack = false)
    {
        var fund = ContributionAccountTests.Fund();
        while (fund.OpenPeriod < First)
            fund.Settle(fund.OpenPeriod);
        for (var at = 0; at < Months + 10; at++)
        {
            var month = First.PlusMonths(at);
            Tell(fund, each, at, andBack);
            var proposal = fund.Settle(month);
            settled?.Invoke(fund, month, proposal);
        }

        return fund;
    }

    private static void Tell(FundInMemory fund, Case each, int at, bool andBack)
    {
        for (var i = 0; i < Months; i++)
        {
            if (i + each.Known[i] == at)
                fund.Wage($"R{i}", First.PlusMonths(i), new(each.Pays[i], Eur));
            foreach (var correction in each.Corrections.Where(correction => correction.Month == i))
            {
                if (i + each.Known[i] + correction.After == at)
                    fund.Wage($"R{i}b", First.PlusMonths(i), new(correction.Pay, Eur), $"R{i}");
                if (andBack && i + each.Known[i] + correction.After + 1 == at)
                    fund.Wage($"R{i}c", First.PlusMonths(i), new(each.Pays[i], Eur), $"R{i}b");
            }
        }

        foreach (var (month, amount) in each.Payments.Where(payment => payment.Month == at))
            fund.Bank("main", First.PlusMonths(month).OnDayOfMonth(10), new(amount, Eur), "A1");
        if (each.EndsIn == at)
            fund.End(First.PlusMonths(at).OnDayOfMonth(20), each.Ending);
    }

    private static void Check(Gen<Case> cases, Action<Case> law) => Prop.ForAll(Arb.From(cases), each =>
    {
        law(each);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
}
