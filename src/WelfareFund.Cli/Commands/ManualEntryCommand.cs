using System.CommandLine;
using WelfareFund.Application.Ledger;

namespace WelfareFund.Cli.Commands;

/// <summary><c>manual-entry</c>: what no file tells, between income and expense; `approve` posts it.</summary>
internal static class ManualEntryCommand
{
    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var debit = new Option<string[]>("--debit") { Description = "an account's code and an amount in base currency, as in 5500=40.00; several where needed" };
        var credit = new Option<string[]>("--credit") { Description = "the same, for the other side" };
        var reverse = new Option<string?>("--reverse") { Description = "the number of a manual entry to take back, instead of debits and credits" };
        var reason = new Option<string>("--reason") { Required = true, Description = "why, for whoever approves" };
        var on = CapitalCommands.On();
        var command = new Command("manual-entry", "Proposes an entry between accounts of income and expense, or its reversal; `approve` posts it.") { fund, debit, credit, reverse, reason, on };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => CapitalCommands.Print(session, await session.Get<MakeManualEntry>().RunAsync(session.Actor, new(
            parsed.GetRequiredValue(fund), parsed.GetValue(debit) ?? [], parsed.GetValue(credit) ?? [], parsed.GetValue(reverse), parsed.GetRequiredValue(reason), parsed.GetValue(on)), token)), cancellation));
        return command;
    }
}
