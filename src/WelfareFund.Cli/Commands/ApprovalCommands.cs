using System.CommandLine;
using WelfareFund.Application.Approvals;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>approve ID</c> and <c>reject ID --reason TEXT</c>: by another person than the maker.</summary>
internal static class ApprovalCommands
{
    internal static Command Approve(SessionOptions options)
    {
        var id = new Argument<long>("ID");
        var command = new Command("approve", "Approves what another person proposed.") { id };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed,
            async (session, token) => Print(session, await session.Get<Decide>().ApproveAsync(session.Actor, parsed.GetRequiredValue(id), token)), cancellation));
        return command;
    }

    internal static Command Reject(SessionOptions options)
    {
        var id = new Argument<long>("ID");
        var reason = new Option<string>("--reason") { Required = true };
        var command = new Command("reject", "Rejects what another person proposed, and says why.") { id, reason };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed,
            async (session, token) => Print(session, await session.Get<Decide>().RejectAsync(session.Actor, parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), token)), cancellation));
        return command;
    }

    private static Result<int> Print(Session session, Result<string> decided)
    {
        if (decided.IsRefused)
            return Result.Refused<int>(decided.Refusals);
        session.Output.WriteLine(char.ToUpperInvariant(decided.Value[0]) + decided.Value[1..] + ".");
        return 0;
    }
}
