using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WelfareFund.Accounting;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Tests.Settlement;

/// <summary>A payment that comes back is owed again and paid by a new instruction, once.</summary>
public sealed class ReturnedPaymentTests
{
    private static readonly Currency Eur = FundInMemory.Eur;

    /// <summary>Under a contract in EUR, so that nothing has to be bought.</summary>
    private static FundInMemory Paid()
    {
        var fund = FundInMemory.Under(FundInMemory.Terms with
        {
            Contracts = [.. FundInMemory.Terms.Contracts.Select(contract => contract.Id == "maharlika-2024" ? InEuro(contract) : contract)],
            Reserve = new() { Minimum = new(0, Eur) },
        });
        fund.Bank("main", new(2024, 10, 18), new(18_000_001, Eur), "call-1 bank");
        fund.Claim("C1", "started", new(2024, 10, 7), new(2024, 10, 15));
        return fund;
    }

    private static ContractTerms InEuro(ContractTerms contract) => contract with
    {
        Currency = Eur,
        Maximum = null,
        PerWorker = null,
        Advance = null,
        RateCards = [.. contract.RateCards.Select(card => card with { Metrics = [.. card.Metrics.Select(metric => metric with { Price = new(165_000, Eur) })] })],
    };

    private static PaymentInstructed Provider(FundInMemory fund) => fund.Events.OfType<PaymentInstructed>().Last(payment => payment.To is PaymentTo.Provider);

    [Fact]
    public void A_returned_payment_is_owed_again_and_paid_by_the_next_settlement_under_a_new_number()
    {
        var fund = Paid();
        fund.Settle(new(2024, 10));
        var first = Provider(fund);
        fund.Bank(first.BankAccount, new(2024, 11, 4), -first.Amount, first.Instruction);
        fund.Bank(first.BankAccount, new(2024, 11, 8), first.Amount, first.Instruction + " Care Corridors");
        fund.Tell(facts => facts with { BankLines = [.. facts.BankLines.Take(facts.BankLines.Count - 1), facts.BankLines[^1] with { ReturnReason = "AC04" }] });

        var november = fund.Settle(new(2024, 11));

        var back = november.Lines.Single(line => line.Event is PaymentReturned);
        TraceText.Sentence(back.Trace).ShouldBe($"the bank sent back {first.Instruction}: {FormattedMoney.WithCurrency(first.Amount)}, which is owed again; its reason is AC04");
        var second = Provider(fund);
        second.Instruction.ShouldNotBe(first.Instruction);
        (second.Party, second.Amount).ShouldBe((first.Party, first.Amount));
        second.Claims.ShouldBe(first.Claims);
        fund.Bank(second.BankAccount, new(2024, 12, 3), -second.Amount, second.Instruction);
        fund.Settle(new(2024, 12));
        fund.Events.OfType<PaymentInstructed>().Count(payment => payment.To is PaymentTo.Provider).ShouldBe(2);
        fund.Standing(AccountRole.ProviderPayable).ShouldBeEmpty();

        var claims = new ProviderClaims();
        foreach (var line in fund.Posted)
            claims.Take(line);
        claims.Payments.Select(payment => (payment.PaidOn, payment.ReturnedOn)).ShouldBe([(new(2024, 11, 4), new(2024, 11, 8)), (new(2024, 12, 3), null)]);
        claims.Owed.ShouldBeEmpty();
        InstructedPayments.Of(fund.Posted).Where(payment => payment.What.To is PaymentTo.Provider).Select(payment => (payment.PaidOn, payment.ReturnedOn, payment.ReturnReason))
            .ShouldBe([(new(2024, 11, 4), new(2024, 11, 8), "AC04"), (new(2024, 12, 3), null, null)]);
    }

    [Fact]
    public void The_providers_claim_says_that_its_payment_came_back_and_why()
    {
        var fund = Paid();
        fund.Settle(new(2024, 10));
        var first = Provider(fund);
        fund.Bank(first.BankAccount, new(2024, 11, 4), -first.Amount, first.Instruction);
        fund.Bank(first.BankAccount, new(2024, 11, 8), first.Amount, first.Instruction);
        fund.Tell(facts => facts with { BankLines = [.. facts.BankLines.Take(facts.BankLines.Count - 1), facts.BankLines[^1] with { ReturnReason = "AC04" }] });
        fund.Settle(new(2024, 11));

        var progress = new ClaimProgress(FundInMemory.Terms, fund.Facts.Verifications);
        foreach (var line in fund.Posted)
            progress.Take(line);
        var status = progress.LinesOf(fund.Facts.Claims[0]).Single();
        status.Standing.ShouldBe(ClaimStanding.Scheduled);
        status.Status.ShouldContain($"by {Provider(fund).Instruction}, after {first.Instruction} was returned by the bank on 2024-11-08 (AC04); expected");
    }

    [Theory]
    [InlineData(1, "main", "")]
    [InlineData(0, "main", " and more")]
    public void What_is_not_the_whole_payment_or_names_none_is_unallocated(long lessMinor, string account, string text)
    {
        var fund = Paid();
        fund.Settle(new(2024, 10));
        var first = Provider(fund);
        fund.Bank(first.BankAccount, new(2024, 11, 4), -first.Amount, first.Instruction);
        fund.Bank(account, new(2024, 11, 8), first.Amount - new Money(lessMinor, Eur), (lessMinor > 0 ? "" : "x") + first.Instruction + text);

        fund.Settle(new(2024, 11)).Lines.Count(line => line.Event is ReceiptUnallocated).ShouldBe(1);
    }

    [Fact]
    public void The_same_payment_is_confirmed_once_and_returned_once()
    {
        var fund = Paid();
        fund.Settle(new(2024, 10));
        var first = Provider(fund);
        foreach (var sign in new[] { -1, -1, 1, 1 })
            fund.Bank(first.BankAccount, new(2024, 11, 4), sign < 0 ? -first.Amount : first.Amount, first.Instruction);

        var lines = fund.Settle(new(2024, 11)).Lines;

        lines.Count(line => line.Event is PaymentConfirmed).ShouldBe(1);
        lines.Count(line => line.Event is PaymentReturned).ShouldBe(1);
        lines.Count(line => line.Event is ReceiptUnallocated).ShouldBe(2);
        fund.BalanceOf(AccountRole.UnallocatedReceipts, Eur).ShouldBe(Money.Zero(Eur));
    }

    [Fact]
    public void What_was_clawed_back_since_its_payment_counts_as_returned_by_the_provider()
    {
        var fund = Paid();
        fund.Settle(new(2024, 10));
        var first = Provider(fund);
        fund.Bank(first.BankAccount, new(2024, 11, 4), -first.Amount, first.Instruction);
        fund.StartJob(new(2025, 6, 1));
        fund.Settle(new(2024, 11)).Lines.ShouldContain(line => line.Event is OutcomeClawedBack);
        fund.BalanceOf(AccountRole.ClawbackReceivable, Eur).ShouldBe(first.Amount);

        fund.Bank(first.BankAccount, new(2024, 12, 2), first.Amount, first.Instruction);
        var december = fund.Settle(new(2024, 12));

        december.Lines.Select(line => line.Event).OfType<PaymentReturned>().Single().TakenBack.ShouldBe(first.Amount);
        fund.Standing(AccountRole.ClawbackReceivable, AccountRole.ProviderPayable).ShouldBeEmpty();
        december.Lines.ShouldNotContain(line => line.Event is PaymentInstructed && ((PaymentInstructed)line.Event).To == PaymentTo.Provider);
    }

    /// <summary>Each month whatever was instructed is confirmed; some of it comes back, again and again, to the provider and to whoever runs the fund.</summary>
    [Fact]
    public void However_often_payments_come_back_in_the_end_everybody_is_paid_once_and_every_clearing_account_is_at_zero() => Prop.ForAll(
        Gen.Choose(0, 3).ListOf(24).ToArbitrary(),
        choices =>
        {
            var fund = Paid();
            var next = 0;
            for (var month = new YearMonth(2024, 10); month <= new YearMonth(2025, 3); month = month.PlusMonths(1))
            {
                var isLast = month >= new YearMonth(2025, 2);
                foreach (var payment in fund.Settle(month).Lines.Select(line => line.Event).OfType<PaymentInstructed>())
                {
                    fund.Bank(payment.BankAccount, month.PlusMonths(1).OnDayOfMonth(5), -payment.Amount, payment.Instruction);
                    if (!isLast && choices[next++ % choices.Count] == 0)
                        fund.Bank(payment.BankAccount, month.PlusMonths(1).OnDayOfMonth(9), payment.Amount, payment.Instruction);
                }
            }

            fund.Settle(new(2025, 4));
            fund.Standing(AccountRole.ProviderPayable, AccountRole.UnallocatedReceipts).ShouldBeEmpty();
            var kept = fund.Events.OfType<PaymentConfirmed>().Select(payment => payment.Instruction).Except(fund.Events.OfType<PaymentReturned>().Select(payment => payment.Instruction)).ToHashSet();
            var toProvider = fund.Events.OfType<PaymentInstructed>().Where(payment => payment.To is PaymentTo.Provider && kept.Contains(payment.Instruction)).ToList();
            toProvider.Sum(payment => payment.Amount.MinorUnits).ShouldBe(fund.Events.OfType<OutcomeAccepted>().Sum(outcome => outcome.Gross.MinorUnits - outcome.HeldBack.MinorUnits));
            toProvider.SelectMany(payment => payment.Claims).Count().ShouldBe(1);
            var open = fund.Events.OfType<PaymentInstructed>().Where(payment => !fund.Events.OfType<PaymentConfirmed>().Any(paid => paid.Instruction == payment.Instruction)).Sum(payment => payment.Amount.MinorUnits);
            fund.BalanceOf(AccountRole.PaymentsInTransit, Eur, "main").MinorUnits.ShouldBe(-open);
        }).QuickCheckThrowOnFailure();
}
