using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Reports;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Documents;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Documents;

namespace WelfareFund.AcceptanceTests.Documents;

public sealed class RegisterTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_register_of_documents_from_the_first_number_to_the_last_version(Engine engine)
    {
        await using var fund = await WorkedFund.LiveAsync(engine);

        var first = await IssueAsync(fund, SamplePapers.Worker());
        var other = await IssueAsync(fund, SamplePapers.Worker(id: "W00020"));
        var again = await IssueAsync(fund, SamplePapers.Worker(knownAt: 7_000));
        var corrected = await IssueAsync(fund, SamplePapers.Worker(lastDue: 250, knownAt: 7_000));
        var renamed = await IssueAsync(fund, SamplePapers.Worker("Makisig R. Tolentino", lastDue: 250, knownAt: 7_001));

        (first.Number, first.Version, first.IsNew).ShouldBe(("worked-fund-2026-0001", 1, true));
        (other.Number, other.Version).ShouldBe(("worked-fund-2026-0002", 1));
        (again.Number, again.Version, again.IsNew).ShouldBe(("worked-fund-2026-0001", 1, false), "the same figures read later are the same document");
        again.Pdf.ShouldBe(first.Pdf);
        (corrected.Number, corrected.Version).ShouldBe(("worked-fund-2026-0001", 2));
        (renamed.Number, renamed.Version).ShouldBe(("worked-fund-2026-0001", 3));

        var said = Poppler.ReadingOrder(corrected.Pdf).Replace('\n', ' ');
        said.ShouldContain("Document worked-fund-2026-0001, version 2");
        said.ShouldContain("This is version 2 of this document. It takes the place of version 1");
        said.ShouldMatch("Month by month, February 2026.*Due 272.00 250.00");
        var saidOfName = Poppler.ReadingOrder(renamed.Pdf).Replace('\n', ' ');
        saidOfName[saidOfName.IndexOf("What changed", StringComparison.Ordinal)..].ShouldNotContain("Tolentino", customMessage: "what is personal is not told again");
        saidOfName.ShouldContain("A name or a contact that this document shows");

        await TheRegisterTellsAsync(fund);
        await AFileIsFoundByItsBytesAsync(fund, first, renamed);
    }

    [Fact]
    public async Task Documents_issued_at_the_same_time_get_numbers_without_a_gap()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.PostgreSql);

        var issued = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => IssueAsync(fund, SamplePapers.Worker(id: $"W{number:D5}"))));

        issued.Select(document => document.Number).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 6).Select(number => $"worked-fund-2026-{number:D4}"));
    }

    [Fact]
    public async Task What_cannot_be_drawn_takes_no_number()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var drafts = new[] { SamplePapers.Worker(), SamplePapers.Worker("សុខ", id: "W00020") }.Select(document => new DocumentDraft(document)).ToList();

        (await fund.Get<IssueDocuments>().RunAsync(fund.Actor, WorkedFund.Id, drafts)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("document-refused");

        (await fund.Get<ListDocuments>().RunAsync(fund.Actor, WorkedFund.Id, new())).Value.ShouldBeEmpty();
        (await IssueAsync(fund, SamplePapers.Worker())).Number.ShouldBe("worked-fund-2026-0001");
    }

    [Fact]
    public async Task Many_drafts_at_once_are_numbered_in_their_order_and_a_draft_twice_is_one_document()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var drafts = new[] { "W00003", "W00001", "W00003", "W00002" }.Select(id => new DocumentDraft(SamplePapers.Worker(id: id))).ToList();

        var issued = (await fund.Get<IssueDocuments>().RunAsync(fund.Actor, WorkedFund.Id, drafts)).Value;

        issued.Select(document => document.Number[^4..]).ShouldBe(["0001", "0002", "0001", "0003"]);
        issued.ShouldAllBe(document => document.Version == 1);
        issued[2].Pdf.ShouldBe(issued[0].Pdf);
    }

    private static async Task TheRegisterTellsAsync(WorkedFund fund)
    {
        var list = (await fund.Get<ListDocuments>().RunAsync(fund.Actor, WorkedFund.Id, new())).Value;

        list.Select(document => string.Create(CultureInfo.InvariantCulture, $"{document.Number[^4..]} {document.Version} {document.Subject} {document.IsSuperseded} {document.KnownAt}"))
            .ShouldBe(["0001 1 W00019 True 6368", "0001 2 W00019 True 7000", "0001 3 W00019 False 7001", "0002 1 W00020 False 6368"]);
        list.ShouldAllBe(document => document.Kind == "worker-statement" && document.AsOf == new LocalDate(2026, 3, 31) && document.Maker == SignIn.SampleAdministrator && document.PdfHashes.Count == 1);
        list[1].FiguresHash.ShouldBe(list[2].FiguresHash, "a name is no figure");
        (await fund.Get<ListDocuments>().RunAsync(fund.Actor, WorkedFund.Id, new(Subject: "W00020"))).Value.ShouldHaveSingleItem();

        await using var context = fund.Get<FundDatabase>().NewContext();
        (await context.Set<DocumentRow>().AsNoTracking().ToListAsync()).ShouldAllBe(row => !row.Figures.Contains("Makisig"));
    }

    private static async Task AFileIsFoundByItsBytesAsync(WorkedFund fund, IssuedDocument first, IssuedDocument last)
    {
        var check = fund.Get<CheckDocument>();

        var found = (await check.RunAsync(fund.Actor, first.Pdf)).Value;
        (found.Number, found.Version, found.NewestVersion, found.Subject).ShouldBe(("worked-fund-2026-0001", 1, 3, "W00019"));
        (await check.RunAsync(fund.Actor, last.Pdf)).Value.NewestVersion.ShouldBe(3);

        (await check.RunAsync(fund.Actor, [.. first.Pdf, (byte)'\n'])).Refusals.ShouldHaveSingleItem().What.ShouldContain("calls itself worked-fund-2026-0001");
        (await check.RunAsync(fund.Actor, "%PDF-1.7 a stranger"u8.ToArray())).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-ours");
        var stranger = new Actor(99, "stranger", false, Channel.Cli, null, new Dictionary<int, IReadOnlySet<Role>>());
        (await check.RunAsync(stranger, first.Pdf)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-ours");
    }

    private static async Task<IssuedDocument> IssueAsync(WorkedFund fund, IDocument document)
    {
        var issued = await fund.Get<IssueDocuments>().RunAsync(fund.Actor, WorkedFund.Id, [new DocumentDraft(document)]);
        return issued.IsRefused ? throw new InvalidOperationException(string.Join("; ", issued.Refusals)) : issued.Value.Single();
    }
}
