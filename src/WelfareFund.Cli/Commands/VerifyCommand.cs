using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime.Text;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Proofs;
using WelfareFund.Application.Tables;
using WelfareFund.Ledger;
using WelfareFund.Refusals;

namespace WelfareFund.Cli.Commands;

/// <summary><c>verify --fund ID [--since SIZE ROOT]</c>, <c>verify --document FILE</c>, or offline <c>verify --proof FILE [--key FINGERPRINT]</c>.</summary>
internal static class VerifyCommand
{
    internal static Command Of(SessionOptions options)
    {
        var fund = new Option<string?>("--fund") { Description = "replays this fund's books" };
        var since = new Option<OlderRoot?>("--since") { Description = "SIZE ROOT: that the log began with what this root was made of", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, CustomParser = ReadSince };
        var proof = new Option<FileInfo?>("--proof") { Description = "checks a statement's proof, with nothing but this file" };
        var document = new Option<FileInfo?>("--document") { Description = "looks a PDF up in the register of documents" };
        var key = new Option<Digest?>("--key") { Description = "the fingerprint of the key that the fund publishes", CustomParser = ReadKey };
        var command = new Command("verify", "Replays the books, or checks one document or proof.") { fund, since, document, proof, key };
        command.Validators.Add(parsed =>
        {
            if (new object?[] { parsed.GetValue(fund), parsed.GetValue(proof), parsed.GetValue(document) }.Count(given => given is not null) != 1)
                parsed.AddError("Name one of --fund, --document and --proof.");
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(proof) is { } file
            ? CheckProofAsync(file, parsed.GetValue(key), options, cancellation)
            : options.RunAsync(parsed, (session, token) => parsed.GetValue(document) is { } pdf
                ? CheckDocumentAsync(session, pdf, token)
                : ReplayAsync(session, parsed.GetValue(fund)!, parsed.GetValue(since), token), cancellation));
        return command;
    }

    private static async Task<Result<int>> CheckDocumentAsync(Session session, FileInfo file, CancellationToken cancellation)
    {
        if (!file.Exists)
            return new Refusal("not-found", file.FullName, "there is no such file", "name a PDF that is there");
        var found = await session.Get<CheckDocument>().RunAsync(session.Actor, await File.ReadAllBytesAsync(file.FullName, cancellation), cancellation);
        if (found.IsRefused)
            return Result.Refused<int>(found.Refusals);
        var document = found.Value;
        if (session.Json || session.Csv)
        {
            Table.Write(session, [document], DocumentColumns);
        }
        else
        {
            var about = document.Matter.Length == 0 ? document.Subject : $"{document.Subject}, {document.Matter}";
            session.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"This is document {document.Number}, version {document.Version}: {document.Kind} of {about} as of {LocalDatePattern.Iso.Format(document.AsOf)}, issued {InstantPattern.General.Format(document.MadeAt)}."));
            if (document.NewestVersion > document.Version)
                session.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It is superseded by version {document.NewestVersion}."));
        }

        return document.NewestVersion > document.Version ? 1 : 0;
    }

    private static readonly ListColumn<CheckedDocument>[] DocumentColumns =
    [
        new("fund", document => document.Fund), new("number", document => document.Number), new("version", document => document.Version.ToString(CultureInfo.InvariantCulture), IsNumber: true),
        new("newest_version", document => document.NewestVersion.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("kind", document => document.Kind),
        new("subject", document => document.Subject), new("matter", document => document.Matter), new("as_of", document => LocalDatePattern.Iso.Format(document.AsOf)),
        new("issued_at", document => InstantPattern.General.Format(document.MadeAt)),
    ];

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
            : string.Create(CultureInfo.InvariantCulture, $"{fund}: {size} entries replayed; {findings.Count} {(findings.Count == 1 ? "finding" : "findings")}."));
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
