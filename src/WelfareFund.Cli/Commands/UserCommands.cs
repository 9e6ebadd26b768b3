using System.CommandLine;
using System.Globalization;
using WelfareFund.Application.Access;
using WelfareFund.Application.Tables;
using WelfareFund.Files;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>user add NAME [--fund ID] [--role ROLE] [--account ID]</c>: the first person of an empty database needs nobody's permission.</summary>
internal static class UserCommands
{
    internal static Command Of(SessionOptions options)
    {
        var name = new Argument<string>("NAME");
        var fund = new Option<string?>("--fund") { Description = "where the role holds; else in the whole installation" };
        var role = new Option<Role?>("--role");
        var account = new Option<string?>("--account") { Description = "whose: the investor, provider or worker of the fund that the role stands for" };
        var add = new Command("add", "Adds a person, and prints their key once.") { name, fund, role, account };
        add.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            IReadOnlyList<GivenRole> roles = parsed.GetValue(role) is { } given ? [new(parsed.GetValue(fund), given, parsed.GetValue(account))] : [];
            var actor = session.Actor.IsSample ? Actor.Installer(Channel.Cli, session.Actor.OsUser) : session.Actor;
            var added = await session.Get<AddUser>().RunAsync(actor, new(parsed.GetRequiredValue(name), false, roles), token);
            if (added.IsRefused)
                return Result.Refused<int>(added.Refusals);
            session.Output.WriteLine(added.Value ?? $"{parsed.GetRequiredValue(name)} was there already; roles added: {string.Join(", ", roles.Select(each => Words.Of(each.Role)))}");
            return 0;
        }, cancellation));
        return new("user", "People who may act.") { add, Take(options), Password(options), Invite(options), List(options) };
    }

    private static Command Take(SessionOptions options)
    {
        var name = new Argument<string>("NAME");
        var fund = new Option<string?>("--fund") { Description = "where the role holds; else in the whole installation" };
        var role = new Option<Role>("--role") { Required = true };
        var account = new Option<string?>("--account") { Description = "whose, of a role that stands for an account" };
        var command = new Command("take", "Takes a role away from a person.") { name, fund, role, account };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var given = new GivenRole(parsed.GetValue(fund), parsed.GetValue(role), parsed.GetValue(account));
            var taken = await session.Get<TakeRole>().RunAsync(session.Actor, parsed.GetRequiredValue(name), given, token);
            if (taken.IsRefused)
                return Result.Refused<int>(taken.Refusals);
            session.Output.WriteLine($"{taken.Value} has not the role {given} any more");
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Password(SessionOptions options)
    {
        var name = new Argument<string>("NAME");
        var command = new Command("password", "Gives a person another password for the pages, read from the first line of the input; their sessions end.") { name };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            if (!Console.IsInputRedirected)
                session.Errors.Write("password: ");
            var set = await session.Get<SetPassword>().RunAsync(session.Actor, parsed.GetRequiredValue(name), await Console.In.ReadLineAsync(token) ?? "", token);
            if (set.IsRefused)
                return Result.Refused<int>(set.Refusals);
            session.Output.WriteLine($"{set.Value} signs in with the new password");
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Invite(SessionOptions options)
    {
        var name = new Argument<string>("NAME");
        var command = new Command("invite", "Prints a token by which the person chooses a password once, on the page /invitation?token=…, within seven days.") { name };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var invited = await session.Get<Invitations>().InviteAsync(session.Actor, parsed.GetRequiredValue(name), token);
            if (invited.IsRefused)
                return Result.Refused<int>(invited.Refusals);
            session.Output.WriteLine(invited.Value.Token);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command List(SessionOptions options)
    {
        var command = new Command("list", "Who has which roles.");
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var users = new List<ListedUser>();
            int? after = 0;
            while (after is { } last)
            {
                var page = await session.Get<ListUsers>().RunAsync(session.Actor, last, AtOnce, token);
                if (page.IsRefused)
                    return Result.Refused<int>(page.Refusals);
                users.AddRange(page.Value.Users);
                after = page.Value.Next;
            }

            Table.Write(session, users, Columns);
            return 0;
        }, cancellation));
        return command;
    }

    private const int AtOnce = 500;

    private static readonly ListColumn<ListedUser>[] Columns =
    [
        new("number", user => user.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("name", user => user.Name), new("sample", user => user.IsSample ? "yes" : "no"),
        new("roles", user => string.Join("; ", user.Roles)), new("password", user => user.HasPassword ? "yes" : "no"), new("second_factor", user => user.SecondFactor ? "yes" : "no"),
    ];
}
