using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Capital;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>capital call</c> and what else moves investors' capital outside a month's settlement: each proposes, <c>approve</c> posts.</summary>
internal static class CapitalCommands
{
    internal static Command Of(SessionOptions options) =>
        new("capital", "Investors' capital: proposed here, posted by `approve`.") { Call(options), Distribute(options), Transfer(options), CapitalNoticeCommand.Of(options) };

    private static Command Call(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var amount = new Option<string>("--amount") { Required = true, Description = "in base currency" };
        var due = new Option<LocalDate?>("--due") { Required = true, Description = "the day the money is due", CustomParser = Parsing.Date };
        var purpose = new Option<string>("--purpose") { Required = true, Description = "what the money is for, as the notices say it" };
        var on = On();
        var id = new Option<string?>("--id") { Description = "the call's id; else the next CALL-n" };
        var command = new Command("call", "Calls capital pro rata to what each investor has unfunded, or by rank.") { fund, amount, due, purpose, on, id };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => Print(session, await session.Get<CallCapital>().RunAsync(session.Actor, new(
            parsed.GetRequiredValue(fund), parsed.GetRequiredValue(amount), parsed.GetValue(due)!.Value, parsed.GetRequiredValue(purpose), parsed.GetValue(on), parsed.GetValue(id)), token)), cancellation));
        return command;
    }

    private static Command Distribute(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var on = On();
        var amount = new Option<string?>("--amount") { Description = "in base currency; else all that may be distributed" };
        var recallable = new Option<string?>("--recallable") { Description = "what of the capital that comes back may be called again: an amount, or a share (25%, or 0.25)" };
        var windDown = new Option<bool>("--wind-down") { Description = "the fund ends: nothing is recycled or kept in reserve, and the rest goes to whom the terms name" };
        var command = new Command("distribute", "Distributes cash by the waterfall of the terms, over the books as of the day.") { fund, on, amount, recallable, windDown };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => Print(session, await session.Get<DistributeCapital>().RunAsync(session.Actor, new(
            parsed.GetRequiredValue(fund), parsed.GetValue(amount), parsed.GetValue(recallable), parsed.GetValue(on), parsed.GetValue(windDown)), token)), cancellation));
        return command;
    }

    private static Command Transfer(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true };
        var from = new Option<string>("--from") { Required = true, Description = "the investor who gives it up" };
        var to = new Option<string>("--to") { Required = true, Description = "the investor who takes it over" };
        var tranche = new Option<string>("--tranche") { Required = true };
        var share = new Option<decimal>("--share") { Description = "what part of the interest; else all of it", DefaultValueFactory = _ => 1m };
        var on = On();
        var id = new Option<string?>("--id") { Description = "the transfer's id; else the next TRANSFER-n" };
        var command = new Command("transfer", "Passes an interest in a tranche to another investor, with its commitment and what was paid in.") { fund, from, to, tranche, share, on, id };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) => Print(session, await session.Get<TransferInterest>().RunAsync(session.Actor, new(
            parsed.GetRequiredValue(fund), parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetRequiredValue(tranche), parsed.GetValue(share), parsed.GetValue(on), parsed.GetValue(id)), token)), cancellation));
        return command;
    }

    internal static Option<LocalDate?> On() => new("--on") { Description = "the accounting date, in the open month; else today", CustomParser = Parsing.Date };

    /// <summary>The lines that approval posts, and whom to ask.</summary>
    internal static Result<int> Print(Session session, Result<ProposedRun> proposed)
    {
        if (proposed.IsRefused)
            return Result.Refused<int>(proposed.Refusals);
        Table.Write(session, proposed.Value.Lines, LineColumns.All);
        session.Errors.WriteLine($"Proposed for {LocalDatePattern.Iso.Format(proposed.Value.On)}. Another person goes on: welfarefund approve {proposed.Value.Proposal}");
        return 0;
    }
}
