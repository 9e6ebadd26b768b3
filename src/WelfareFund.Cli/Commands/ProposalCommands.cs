using System.CommandLine;
using NodaTime.Text;
using WelfareFund.Application.Approvals;
using WelfareFund.Application.Tables;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>approvals list --fund ID</c> and <c>approvals show NUMBER</c>: what waits for a second person, and what it would post.</summary>
internal static class ProposalCommands
{
    private sealed record PostingRow(ProposedEntry Entry, ProposedPosting Posting);

    private static readonly ListColumn<ProposalHead>[] Heads =
    [
        new("number", head => head.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), IsNumber: true), new("fund", head => head.FundId), new("kind", head => head.Kind),
        new("state", head => head.State), new("proposed_by", head => head.Maker), new("proposed_at", head => InstantPattern.General.Format(head.ProposedAt)),
        new("decided", head => string.Join("; ", head.Votes.Select(vote => $"{vote.Decision} by {vote.By} at {InstantPattern.General.Format(vote.At)}{(vote.Reason is { } reason ? ": " + reason : "")}"))),
    ];

    private static readonly ListColumn<PostingRow>[] Postings =
    [
        new("entry", row => row.Entry.Key.ToString()), new("effective", row => LocalDatePattern.Iso.Format(row.Entry.Effective)), new("concerns", row => LocalDatePattern.Iso.Format(row.Entry.Concerns)),
        new("code", row => row.Posting.Name.Code), new("account", row => row.Posting.Name.Name), new("party", row => row.Posting.Party),
        new("debit", row => row.Posting.Amount.IsPositive ? row.Posting.Amount.ToAmountString() : "", IsNumber: true),
        new("credit", row => row.Posting.Amount.IsPositive ? "" : (-row.Posting.Amount).ToAmountString(), IsNumber: true), new("currency", row => row.Posting.Amount.Currency.Code),
    ];

    internal static Command Of(SessionOptions options) => new("approvals", "What waits for a second person.") { List(options), Show(options) };

    private static Command List(SessionOptions options)
    {
        var fund = new Option<string>("--fund") { Required = true, Description = "the fund's id" };
        var all = new Option<bool>("--all") { Description = "those that were decided, too" };
        var command = new Command("list", "The fund's proposals that nobody decided yet.") { fund, all };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var heads = await session.Get<ShowProposal>().ListAsync(session.Actor, parsed.GetRequiredValue(fund), parsed.GetValue(all), token);
            if (heads.IsRefused)
                return Result.Refused<int>(heads.Refusals);
            Table.Write(session, heads.Value, Heads);
            return 0;
        }, cancellation));
        return command;
    }

    private static Command Show(SessionOptions options)
    {
        var number = new Argument<long>("NUMBER");
        var command = new Command("show", "A proposal: what it does, and every entry that its approval posts.") { number };
        command.SetAction((parsed, cancellation) => options.RunAsync(parsed, async (session, token) =>
        {
            var shown = await session.Get<ShowProposal>().RunAsync(session.Actor, parsed.GetRequiredValue(number), token);
            if (shown.IsRefused)
                return Result.Refused<int>(shown.Refusals);
            Write(session, shown.Value);
            return 0;
        }, cancellation));
        return command;
    }

    private static void Write(Session session, ShownProposal shown)
    {
        var (head, content) = (shown.Head, shown.Content);
        List<PostingRow> postings = [.. content.Entries.SelectMany(entry => entry.Postings.Select(posting => new PostingRow(entry, posting)))];
        if (session.Json)
        {
            Table.WriteJson(session.Output, new Dictionary<string, object?>
            {
                ["proposal"] = Heads.ToDictionary(column => column.Name, column => column.Text(head)),
                ["does"] = content.Words,
                ["postings"] = postings.ConvertAll(row => Postings.ToDictionary(column => column.Name, column => column.Text(row))),
            });
            return;
        }

        if (!session.Csv)
        {
            session.Output.WriteLine($"{head.Kind} {head.Number} of {head.FundId}, proposed by {head.Maker}: {head.State}");
            foreach (var words in content.Words)
                session.Output.WriteLine($"  It {words}.");
        }

        if (session.Csv || postings.Count > 0)
            Table.Write(session, postings, Postings);
    }
}
