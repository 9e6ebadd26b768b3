using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime.Text;
using WelfareFund.Application.Proofs;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>verify --fund ID [--since SIZE ROOT]</c>, or offline <c>verify --proof FILE [--key FINGERPRINT]</c>.</summary>
internal static class VerifyCommand
{
    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string?>("--fund") { Description = "replays this fund's books" };
        var since = new Option<OlderRoot?>("--since") { Description = "SIZE ROOT: that the log began with what this root was made of", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, CustomParser = ReadSince };
        var proof = new Option<FileInfo?>("--proof") { Description = "checks a statement's proof, with nothing but this file" };
        var key = new Option<Digest?>("--key") { Description = "the fingerprint of the key that the fund publishes", CustomParser = ReadKey };
        var command = new Command("verify", "Replays the books, or checks one statement's proof.") { fund, since, proof, key };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(fund) is null) == (parsed.GetValue(proof) is null))
                parsed.AddError("Name either --fund or --proof.");
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(proof) is { } file
            ? CheckProofAsync(file, parsed.GetValue(key), options, cancellation)
            : options.RunAsync(parsed, (session, token) => ReplayAsync(session, parsed.GetValue(fund)!, parsed.GetValue(since), token), cancellation));
        return command;
    }

    private static async Task<Result<int>> ReplayAsync(Session session, string fund, OlderRoot? since, CancellationToken cancellation)
    {
        var verified = await session.Get<VerifyBooks>().RunAsync(session.Actor, fund, since, null, cancellation);
        if (verified.IsRefused)
            return Result.Refused<int>(verified.Refusals);
        var (size, root, findings) = verified.Value;
        if (session.Json || session.Csv)
        {
            Table.Write(session, findings, [new("where", finding => finding.Where), new("what", finding => finding.What)]);
        }
        else
        {
            foreach (var finding in findings)
                session.Output.WriteLine(finding);
        }

        session.Errors.WriteLine(findings.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{fund}: {size} entries replayed; everything agrees. Root {root}")
            : string.Create(CultureInfo.InvariantCulture, $"{fund}: {size} entries replayed; {findings.Count} findings."));
        return findings.Count == 0 ? 0 : 1;
    }

    private static async Task<int> CheckProofAsync(FileInfo file, Digest? key, SessionOptions options, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            await options.Errors.WriteLineAsync($"{file}: there is no such file.");
            return 1;
        }

        var proof = StatementProofJson.Read(await File.ReadAllBytesAsync(file.FullName, cancellation));
        var entries = proof.IsRefused ? Result.Refused<Entry[]>(proof.Refusals) : proof.Value.Verify(key);
        foreach (var refusal in entries.Refusals)
            await options.Errors.WriteLineAsync($"{file}: {refusal}");
        if (entries.IsRefused)
            return 1;

        var seal = proof.Value.Seal;
        var names = proof.Value.AccountNames.ToDictionary(name => name.Number, name => name.Name);
        foreach (var entry in entries.Value)
        {
            await options.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence}  {LocalDatePattern.Iso.Format(entry.Body.Effective)}  {entry.Body.Key}"));
            foreach (var posting in entry.Body.Postings)
                await options.Output.WriteLineAsync($"    {names[posting.Account]}  {posting.Amount}");
        }

        await options.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"These {entries.Value.Length} entries are in the books of {seal.Seal.Fund}, sealed for {YearMonthPattern.Iso.Format(seal.Seal.Period)} at {seal.Seal.LogSize} entries. It does not prove that none is missing."));
        await options.Output.WriteLineAsync(key is null ? $"Signed with the key {seal.KeyFingerprint}: compare it with the one the fund publishes." : $"Signed with the key {seal.KeyFingerprint}, as expected.");
        return 0;
    }

    private static OlderRoot? ReadSince(ArgumentResult result)
    {
        if (result.Tokens.Count == 2 && long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Digest.TryParse(result.Tokens[1].Value, out var root))
            return new(size, root.Value);
        result.AddError("--since takes a size and a root: a whole number and 64 hexadecimal digits.");
        return null;
    }

    private static Digest? ReadKey(ArgumentResult result)
    {
        if (Digest.TryParse(result.Tokens[0].Value, out var key))
            return key;
        result.AddError($"'{result.Tokens[0].Value}' is no fingerprint: it has 64 hexadecimal digits.");
        return null;
    }
}
