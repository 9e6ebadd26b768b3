using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Payments;
using WelfareFund.Application.Tables;
using WelfareFund.Files;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>payments list</c>, <c>payments release</c> and <c>allocate</c>: what the bank was told to pay, the batches that another person releases, and receipts that named nothing.</summary>
internal static class PaymentCommands
{
    internal static Command Of(SessionOptions options) => new("payments", "Payments out: how far each is, and their release to the bank.") { List(options), Release(options), Withdraw(options), Details(options) };

    private static Command List(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var batch = new Option<long?>("--batch") { Description = "of one batch only" };
        var command = new Command("list", "Every payment: instructed, released, paid or returned, since when and why.") { fund, batch };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var payments = await session.Get<ListPayments>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(batch), token);
            if (payments.IsRefused)
                return Result.Refused<int>(payments.Refusals);
            Table.Write(session, payments.Value, Payments);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Details(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var command = new Command("details", "Changes of payees' bank details: what waits for another person, and from when the others count.") { fund };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var changes = await session.Get<ChangeBankDetails>().ListAsync(session.Actor, parsed.GetRequiredValue(fund), token);
            if (changes.IsRefused)
                return Result.Refused<int>(changes.Refusals);
            Table.Write(session, changes.Value, Changes);
            return 0;
        }, cancellation));
        return command;
    }

    private static readonly ListColumn<ListedBankDetails>[] Changes =
    [
        new("proposal", change => change.Proposal.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("file", change => change.File), new("payee", change => change.Payee),
        new("account_today", change => change.From), new("account_told", change => change.To), new("state", change => change.State),
        new("counts_from", change => change.CountsFrom is { } day ? LocalDatePattern.Iso.Format(day) : null),
    ];

    private static Command Release(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var account = new Option<string?>("--bank-account") { Description = "out of this bank account only" };
        var command = new Command("release", "Proposes what is instructed and not released, a batch for each bank account and date.") { fund, account };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var proposed = await session.Get<ReleasePayments>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(account), token);
            if (proposed.IsRefused)
                return Result.Refused<int>(proposed.Refusals);
            Table.Write(session, proposed.Value.Batches, Batches);
            foreach (var left in proposed.Value.LeftOut)
                session.Errors.WriteLine($"Left out: {left}");
            session.Errors.WriteLine("`payments list --batch N` shows a batch. Another person releases it: welfarefund approve N");
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Withdraw(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var batch = new Option<long>("--batch") { Required = true, Description = "a released batch, none of whose payments the bank has made" };
        var reason = new Option<string>("--reason") { Required = true, Description = "what the bank said, for whoever approves" };
        var command = new Command("withdraw", "Proposes that a released batch, which the bank has rejected whole, is released no more; `approve` does it.") { fund, batch, reason };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var proposal = await session.Get<WithdrawBatch>().RunAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(batch), parsed.GetRequiredValue(reason), token);
            if (proposal.IsRefused)
                return Result.Refused<int>(proposal.Refusals);
            session.Output.WriteLine($"proposal {proposal.Value}");
            session.Errors.WriteLine($"Another person withdraws it: welfarefund approve {proposal.Value}");
            return 0;
        }, cancellation));
        return command;
    }

    internal static Command Allocate(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var line = new Option<string>("--line") { Required = true, Description = "the receipt, as `report clearing` names it" };
        var to = new Option<string>("--to") { Required = true, Description = "what its payer should have written: an agreement, a call and its investor, an employer, a payment" };
        var on = new Option<LocalDate?>("--on") { Description = "the accounting date, in the open month; else today", CustomParser = Parsing.Date };
        var command = new Command("allocate", "Proposes what an unallocated receipt is for; `approve` posts it.") { fund, line, to, on };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => CapitalCommands.Print(session, await session.Get<AllocateReceipt>().RunAsync(
            session.Actor, parsed.GetRequiredValue(fund), parsed.GetRequiredValue(line), parsed.GetRequiredValue(to), parsed.GetValue(on), token)), cancellation));
        return command;
    }

    private static readonly ListColumn<ProposedBatch>[] Batches =
    [
        new("batch", batch => batch.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("bank_account", batch => batch.BankAccount),
        new("date", batch => LocalDatePattern.Iso.Format(batch.On)), new("payments", batch => batch.Payments.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("amount", batch => batch.Total.ToAmountString(), IsNumber: true), new("currency", batch => batch.Total.Currency.Code),
    ];

    private static readonly ListColumn<ListedPayment>[] Payments =
    [
        new("instruction", payment => payment.Instruction), new("paid_as", payment => payment.PaidAs), new("payee", payment => payment.Payee), new("name", payment => payment.Name),
        new("account", payment => payment.Account), new("amount", payment => payment.Amount.ToAmountString(), IsNumber: true), new("currency", payment => payment.Amount.Currency.Code),
        new("bank_account", payment => payment.BankAccount), new("date", payment => LocalDatePattern.Iso.Format(payment.On)),
        new("batch", payment => payment.Batch?.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("state", payment => Words.Of(payment.State)),
        new("since", payment => LocalDatePattern.Iso.Format(payment.Since)), new("why", payment => payment.Why),
    ];
}
