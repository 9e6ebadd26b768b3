using System.CommandLine;
using System.Globalization;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>api-key add --name TEXT --scope WORDS [--user NAME] [--days N]</c>, <c>api-key list</c>, <c>api-key revoke NUMBER</c>.</summary>
internal static class ApiKeyCommands
{
    private static readonly ListColumn<ApiKey>[] Columns =
    [
        new("number", key => key.Number.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("user", key => key.User), new("name", key => key.Name), new("scope", key => string.Join(' ', key.Scope)),
        new("made_at", key => InstantPattern.General.Format(key.MadeAt)), new("expires_at", key => InstantPattern.General.Format(key.ExpiresAt)),
        new("last_used_at", key => key.LastUsedAt is { } used ? InstantPattern.General.Format(used) : ""), new("revoked_at", key => key.RevokedAt is { } revoked ? InstantPattern.General.Format(revoked) : ""),
    ];

    internal static Command Of(SessionOptions options) => new("api-key", "Keys with which programs act as a person over HTTP.") { Add(options), List(options), Revoke(options) };

    private static Command Add(SessionOptions options)
    {
        var user = new Option<string?>("--user") { Description = "whose; else your own" };
        var name = new Option<string>("--name") { Required = true, Description = "which program it is for" };
        var scope = new Option<string>("--scope") { Required = true, Description = "read, and kinds of files that it may bring, between commas: read,claims" };
        var days = new Option<int>("--days") { Description = "for how long it holds", DefaultValueFactory = _ => 90 };
        var command = new Command("add", "Makes a key, and prints it once.") { user, name, scope, days };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var made = await session.Get<ApiKeys>().AddAsync(session.Actor, parsed.GetValue(user), parsed.GetRequiredValue(name), parsed.GetRequiredValue(scope), parsed.GetValue(days), token);
            if (made.IsRefused)
                return Result.Refused<int>(made.Refusals);
            await session.Errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"key {made.Value.Key.Number} of {made.Value.Key.User} holds to {InstantPattern.General.Format(made.Value.Key.ExpiresAt)}; it is printed now and never again"));
            session.Output.WriteLine(made.Value.Secret);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command List(SessionOptions options)
    {
        var command = new Command("list", "Your keys; for whoever manages users, everybody's.");
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            Table.Write(session, await session.Get<ApiKeys>().ListAsync(session.Actor, token), Columns);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Revoke(SessionOptions options)
    {
        var number = new Argument<int>("NUMBER");
        var command = new Command("revoke", "Ends a key at once.") { number };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var revoked = await session.Get<ApiKeys>().RevokeAsync(session.Actor, parsed.GetRequiredValue(number), token);
            if (revoked.IsRefused)
                return Result.Refused<int>(revoked.Refusals);
            session.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"key {revoked.Value.Number} of {revoked.Value.User} opens nothing any more"));
            return 0;
        }, cancellation));
        return command;
    }
}
