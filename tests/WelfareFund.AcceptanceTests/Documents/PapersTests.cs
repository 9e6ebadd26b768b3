using System.Text.RegularExpressions;
using WelfareFund.AcceptanceTests.Reports;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Documents;
using WelfareFund.Application.Statements;
using WelfareFund.Documents;
using WelfareFund.Statements;

namespace WelfareFund.AcceptanceTests.Documents;

/// <summary>Every kind of paper, as other people's tools read it.</summary>
public sealed partial class PapersTests(TypstWorkers workers) : IClassFixture<TypstWorkers>
{
    [Fact]
    public async Task A_remittance_advice_shows_of_every_claim_how_its_payment_came_about()
    {
        var text = Poppler.ReadingOrder(await DrawAsync(SamplePapers.Provider(claims: 3))).Replace('\n', ' ');

        text.ShouldHaveInOrder(
            "Remittance advice", "1 March 2026 – 31 March 2026", "Maharlika Care Academy, Inc.", "account ending in 4711", "142,500.00 PHP",
            "Opening balance", "142,500.00", "1,500,000.00", "Payments given to the bank", "(142,500.00)", "Closing balance", "16,500.00",
            "Payment P-202603-001", "manila", "31 March 2026", "not yet",
            "CL-0001", "W00001", "started", "2026-01-06", "55,000.00", "(5,500.00)", "(1,000.00)", "(1,000.00)", "47,500.00", "Total", "165,000.00", "142,500.00",
            "Earlier payments", "P-202602-001", "2026-03-05", "Owed and not yet paid", "2026-04-20", "CL-0004", "to be bought",
            "Claims that wait", "held", "CL-9001", "comes after", "Turned down", "rejected", "CL-9002", "Held back", "retained-6m", "5,500.00", "16,500.00 PHP");
    }

    [Fact]
    public async Task A_table_of_hundreds_of_claims_repeats_its_head_and_counts_its_pages()
    {
        var pdf = await DrawAsync(SamplePapers.Provider("A provider with a very long name that needs more than one line because nobody ever shortened it, Incorporated and Associates", 400));

        var pages = Poppler.Pages(pdf);
        pages.ShouldBeGreaterThan(15);
        for (var page = 2; page <= pages; page++)
        {
            var text = Poppler.Page(pdf, page);
            text.ShouldContain($"Page {page} of {pages}");
            if (ClaimLine().IsMatch(text))
                text.ShouldContain("Claim ", customMessage: $"page {page} has claims under no head");
        }
    }

    [Fact]
    public async Task A_workers_statement_says_what_to_pay_how_much_is_left_and_what_it_is_not()
    {
        var text = Poppler.ReadingOrder(await DrawAsync(SamplePapers.Worker())).Replace('\n', ' ');

        text.ShouldHaveInOrder(
            "My contributions", "Makisig Tolentino", "You pay 10% of your pay", "You have paid 272.00 EUR", "never pay more than 2,125.16 EUR", "Please pay 272.00 EUR now.",
            "never pay for finding the job", "This is not a loan", "no interest",
            "You have paid or owe 544.00 EUR of at most 1,600.47 EUR", "2 of at most 36 payments", "November 2030", "1,600.47 EUR is what counts today",
            "December 2025", "first months are free", "January 2026", "272.00", "February 2026", "please pay the rest",
            "lose my job", "fall ill", "go home", "DE02120300000000202051", "A-W00019", "workers@care-corridors.example", "complaints@care-corridors.example");
    }

    /// <summary>Every paper of every kind: whom it is for by a name in three scripts, its title, and the day it is dated by.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "investor-statement", "Capital account statement", "Tue Mar 31 00:00:00 2026" },
        { "capital-call-notice", "Capital call notice CALL-2", "Mon Mar  2 00:00:00 2026" },
        { "distribution-notice", "Distribution notice DIST-2", "Tue Mar 31 00:00:00 2026" },
        { "provider-statement", "Remittance advice", "Tue Mar 31 00:00:00 2026" },
        { "worker-statement", "My contributions", "Tue Mar 31 00:00:00 2026" },
        { "fund-report", "Quarterly report", "Tue Mar 31 00:00:00 2026" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_paper_is_archival_accessible_tagged_titled_dated_by_its_own_day_and_has_all_its_fonts_and_every_name_right(string kind, string title, string date)
    {
        foreach (var (name, font) in new[] { ("सीता शर्मा", "NotoSans"), ("محمد العلي", "IBMPlexSansArabic"), ("Nguyễn Thị Hồng", "NotoSans") })
        {
            var paper = SamplePapers.Of(kind, name);
            paper.Template.ShouldBe(kind);
            var pdf = (await workers.DrawAsync(paper, SamplePapers.FirstIssue)).Value;

            var (info, metadata) = (Poppler.Info(pdf), Poppler.Metadata(pdf));
            info.ShouldMatch($@"Title:\s+{Regex.Escape(title)}, ");
            info.ShouldMatch(@"Tagged:\s+yes");
            info.ShouldMatch($@"CreationDate:\s+{Regex.Escape(date)}");
            metadata.ShouldContain("<pdfaid:part>3</pdfaid:part>");
            metadata.ShouldContain("<pdfaid:conformance>A</pdfaid:conformance>");
            metadata.ShouldContain("<rdf:li>en</rdf:li>");
            metadata.ShouldContain("care-corridors-2026-0008, 1");
            Poppler.Structure(pdf).ShouldMatch(@"(?s)\bH1\b.*\bH2\b.*\bTable\b.*\bTH\b");
            Poppler.ShouldEmbedAllFonts(pdf);
            Poppler.Fonts(pdf).ShouldContain(line => line.Contains(font, StringComparison.Ordinal));
            Poppler.Letters(pdf).ShouldContain(name.Normalize());
            Poppler.Page(pdf, Poppler.Pages(pdf)).ShouldContain($"Page {Poppler.Pages(pdf)} of {Poppler.Pages(pdf)}");
        }

        var accessible = (await workers.DrawAsync(SamplePapers.Of(kind, "Stiftung & Co.").ToDocument(SamplePapers.FirstIssue) with { Standard = TypstDocument.UniversallyAccessible }, default)).Value;
        Poppler.Metadata(accessible).ShouldContain("<pdfuaid:part>1</pdfuaid:part>");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task There_are_words_for_every_figure_that_can_change(string kind, string title, string date)
    {
        (title + date).ShouldNotBeEmpty();
        var paper = SamplePapers.Of(kind, "Stiftung Faire Wege");
        var everything = FigureChange.Between("{}", paper.Content);
        foreach (var some in everything.Chunk(60))
        {
            var pdf = (await workers.DrawAsync(paper, SamplePapers.FirstIssue with { Version = 2, Changes = some, NamesChanged = true })).Value;

            Poppler.ReadingOrder(pdf).Replace('\n', ' ').ShouldHaveInOrder("This is version 2 of this document", "What changed since version 1", "A name or a contact");
        }
    }

    /// <summary>An earlier version was drawn by an earlier edition of the product.</summary>
    [Fact]
    public async Task A_figure_that_an_earlier_edition_had_is_named_as_it_was_and_its_long_words_stand_in_their_own_column()
    {
        var gone = FigureChange.Between($$"""{"cashInWords":"{{string.Join(' ', Enumerable.Repeat("less 29,203.21 EUR", 20))}}"}""", "{}");
        var text = Poppler.ReadingOrder((await workers.DrawAsync(SamplePapers.Of("distribution-notice", "Stiftung Faire Wege"), SamplePapers.FirstIssue with { Version = 2, Changes = gone })).Value).Replace('\n', ' ');
        text.ShouldHaveInOrder("What changed since version 1", "cashInWords", "less 29,203.21 EUR less 29,203.21 EUR");
    }

    [Fact]
    public async Task A_distribution_notice_says_what_is_paid_as_what_and_why_and_what_may_be_called_again()
    {
        var text = Poppler.ReadingOrder((await workers.DrawAsync(SamplePapers.Of("distribution-notice", "Stiftung Faire Wege"), SamplePapers.FirstIssue)).Value).Replace('\n', ' ');

        text.ShouldHaveInOrder(
            "Distribution notice", "No. 2, DIST-2", "Stiftung Faire Wege", "INV-003", "31 March 2026", "90,000.00 EUR", "120,000.00 EUR", "Amount paid to you", "62,000.00 EUR", "account ending in 4711",
            "What it is", "Senior", "50,000.00", "12,000.00", "62,000.00", "20,000.00", "10,000.00 EUR of your principal stays in the fund",
            "How it was computed", "Senior, step 1", "3% of 400,000.00", "Your commitment", "600,000.00", "200,000.00", "220,000.00", "P-202603-007", "2026-03-31",
            "Distributable cash", "Bank: main", "200,000.00", "Held in banks", "200,000.00", "Provider payable", "(80,000.00)", "Distributable cash", "120,000.00", "Prepared by", "Amara Okafor", "Jonas Lindqvist");
    }

    [Fact]
    public async Task A_funds_report_says_what_its_cash_is_bound_to_and_what_enrolments_it_does_not_cover()
    {
        var text = Poppler.ReadingOrder((await workers.DrawAsync(SamplePapers.Of("fund-report", "Care Corridors Fund"), SamplePapers.FirstIssue)).Value).Replace('\n', ' ');

        text.ShouldHaveInOrder("Cash and liquidity", "Provider payable", "(100.00)", "Unspent grants", "(50.00)", "Reserve", "(250.00)", "900.00", "250.00 EUR at least", "Enrolled beyond free cash: 75.00 is not covered.");
    }

    [Fact]
    public async Task An_investors_statement_shows_the_outcomes_achieved_with_its_money()
    {
        var statement = SampleStatement.For(transactions: 3) with { Outcomes = [new("started", 3.25m, SampleStatement.Euros(4_050), 12.5m, SampleStatement.Euros(15_700)), new("retained-6m", 0, SampleStatement.Euros(0), 1_204.6667m, SampleStatement.Euros(1_000.01m))] };
        var text = Poppler.ReadingOrder((await workers.DrawAsync(SampleStatement.Paper(statement), SamplePapers.FirstIssue)).Value).Replace('\n', ' ');

        text.ShouldHaveInOrder("Outcomes achieved with your money", "Started", "3.25", "4,050.00", "12.50", "15,700.00", "Retained 6m", "0.00", "1,204.67", "1,000.01", "All outcomes", "3.25", "1,217.17", "16,700.01");
    }

    /// <summary>With nothing but the file: no database, no network, no word of the fund's but the key that it publishes.</summary>
    [Fact]
    public async Task The_proof_attached_to_an_issued_statement_is_taken_out_by_another_tool_and_verified_offline()
    {
        await using var fund = await WorkedFund.LiveAsync(Engine.Sqlite);
        var prepared = (await fund.Get<StateInvestor>().RunAsync(fund.Actor, WorkedFund.Id, "inv-a", new(2025, 3, 31))).Value;
        var issued = (await fund.Get<IssueDocuments>().RunAsync(fund.Actor, WorkedFund.Id, [prepared.Draft])).Value.ShouldHaveSingleItem();
        var proof = Path.Combine(fund.Folder, "taken-out.json");
        await File.WriteAllBytesAsync(proof, Poppler.Attachment(issued.Pdf));

        await using var nothing = await EmptyDatabase.CreateBareAsync(Engine.Sqlite);
        var said = await Settlement.SampleBooks.OutputAsync(nothing, Path.Combine(fund.Folder, "no-keys"), "verify", "--proof", proof, "--key", $"{prepared.Statement.Seal!.KeyFingerprint}");

        said.ShouldContain($"These {prepared.Statement.Transactions.Count} entries are in the books of worked-fund, sealed for 2025-03");
        said.ShouldContain("as expected");
        File.Exists(nothing.SqlitePath).ShouldBeFalse("nothing was read but the file");
    }

    private async Task<byte[]> DrawAsync(IDocument document) => (await workers.DrawAsync(SamplePapers.Of(document), SamplePapers.FirstIssue)).Value;

    [GeneratedRegex(@"^ *CL-\d{4}", RegexOptions.Multiline)]
    private static partial Regex ClaimLine();

    // Readers put marks around right-to-left words.
}
