using System.Text.RegularExpressions;
using WelfareFund.Documents;
using WelfareFund.Statements;

namespace WelfareFund.AcceptanceTests.Documents;

public sealed partial class InvestorStatementPdfTests(TypstWorkers workers) : IClassFixture<TypstWorkers>
{
    [Fact]
    public async Task Figures_are_read_in_the_order_they_are_seen()
    {
        var text = Poppler.ReadingOrder(await DrawAsync(SampleStatement.For())).Replace('\n', ' ');

        text.ShouldHaveInOrder(
            "Capital account statement", "As of 31 March 2026", "Stiftung Faire Wege gGmbH", "INV-003", "1 January 2026 – 31 March 2026", "entry 48377",
            "Committed", "2,000,000.00", "1,387,500.00", "75,000.00", "1,331,310.00",
            "Commitments", "Senior", "1,500,000.00", "1,050,000.00", "487,500.00", "37,500.00", "First loss", "Total", "2,000,000.00", "637,500.00",
            "Opening balance", "1,268,455.37", "Capital paid in", "Distributions", "(18,750.00)", "(75,000.00)", "Share of the net result", "(43,395.37)",
            "Contribution income", "Outcome payments", "(298,114.62)", "Losses on receivables", "Closing balance", "1,331,310.00",
            "Transactions", "2026-01-01", "37211", "2,014.40", "2026-01-03", "(1,333.33)", "Net of the transactions", "(24,668.53)",
            "Performance", "31 December 2025", "31 March 2026", "0.69×", "0.05×", "0.96×", "1.01×",
            "Prior-period adjustments", "2025-11-30", "212.40", "Net of the adjustments", "1,692.40",
            "Notes", "The capital account is what", "Seal and proof", "March 2026", "48,211", "not that none is missing",
            "Prepared by", "Amara Okafor", "Approved by", "Jonas Lindqvist");
    }

    [Fact]
    public async Task The_first_page_carries_commitments_roll_forward_transactions_and_the_root()
    {
        var page = Poppler.Page(await DrawAsync(SampleStatement.For()), 1);

        page.ShouldHaveInOrder("Commitments", "Opening balance", "Closing balance", "Transactions", "2026-01-01", "Document care-corridors-2026-0007, version 1", "Page 1 of 3", $"{SampleStatement.For().Seal!.Root}");
    }

    [Fact]
    public async Task Every_page_says_whose_it_is_and_repeats_the_head_of_its_table()
    {
        var pdf = await DrawAsync(SampleStatement.For());

        foreach (var page in new[] { 2, 3 })
        {
            Poppler.Page(pdf, page).ShouldHaveInOrder("Care Corridors Fund", "Stiftung Faire Wege gGmbH", "31 March 2026", "Entry", "Description", "Amount", $"Page {page} of 3");
        }
    }

    [Fact]
    public async Task A_total_never_stands_without_a_line_above_it()
    {
        var totalsAfterABreak = 0;
        for (var count = 4; count <= 53; count++)
        {
            var pdf = await DrawAsync(SampleStatement.For(transactions: count));
            var page = Enumerable.Range(1, Poppler.Pages(pdf)).Select(number => Poppler.Page(pdf, number)).Single(text => text.Contains("Net of the transactions", StringComparison.Ordinal));

            var above = page[..page.IndexOf("Net of the transactions", StringComparison.Ordinal)];
            TransactionDate().IsMatch(above).ShouldBeTrue($"with {count} transactions");
            totalsAfterABreak += above.Contains("2026-01-01", StringComparison.Ordinal) ? 0 : 1;
        }

        totalsAfterABreak.ShouldBeInRange(10, 49, "the lengths tried have to cross page ends");
    }

    [Fact]
    public async Task The_proof_is_attached_byte_for_byte()
    {
        Poppler.Attachment(await DrawAsync(SampleStatement.For())).ShouldBe(SampleStatement.Proof);
    }

    [Fact]
    public async Task It_is_tagged_titled_dated_by_the_statement_and_PDF_A_3a()
    {
        var pdf = await DrawAsync(SampleStatement.For(transactions: 2));

        var info = Poppler.Info(pdf);
        info.ShouldMatch(@"Title:\s+Capital account statement, Stiftung Faire Wege gGmbH");
        info.ShouldMatch(@"Tagged:\s+yes");
        info.ShouldMatch(@"CreationDate:\s+Tue Mar 31 00:00:00 2026");
        var metadata = Poppler.Metadata(pdf);
        metadata.ShouldContain("<pdfaid:part>3</pdfaid:part>");
        metadata.ShouldContain("<pdfaid:conformance>A</pdfaid:conformance>");
        metadata.ShouldContain("<rdf:li>en</rdf:li>");
        Poppler.Structure(pdf).ShouldMatch(@"(?s)\bH1\b.*\bH2\b.*\bTable\b.*\bTH\b.*/Scope /Column.*\bTD\b.*/Headers");
    }

    [Fact]
    public async Task It_is_universally_accessible_as_well()
    {
        var document = SampleStatement.Paper(SampleStatement.For()).ToDocument(SampleStatement.FirstIssue) with { Standard = TypstDocument.UniversallyAccessible };

        var pdf = await workers.DrawAsync(document, default);

        Poppler.Metadata(pdf.Value).ShouldContain("<pdfuaid:part>1</pdfuaid:part>");
    }

    [Fact]
    public async Task Every_font_is_embedded_and_is_one_of_the_pinned_ones()
    {
        var fonts = Poppler.Fonts(await DrawAsync(SampleStatement.For("सीता शर्मा & محمد العلي")));

        fonts.Select(line => line.Split(' ')[0].Split('+')[1]).Order(StringComparer.Ordinal)
            .ShouldBe(["IBMPlexSansArabic-Regular", "IBMPlexSansArabic-SemiBold", "NotoSans-Regular", "NotoSans-SemiBold", "NotoSansMono-Regular"]);
        fonts.ShouldAllBe(line => EmbeddedSubsetWithUnicode().IsMatch(line));
    }

    [Theory]
    [InlineData("सीता शर्मा")]
    [InlineData("محمد العلي")]
    [InlineData("Nguyễn Thị Hồng")]
    [InlineData("Łukasz Żółć & Søren Ångström")]
    public async Task A_name_comes_out_right_in_its_own_script(string name)
    {
        var pdf = await DrawAsync(SampleStatement.For(name));

        Poppler.Letters(pdf).ShouldContain(name.Normalize());
        Poppler.Info(pdf).ShouldContain(name);
    }

    [Theory]
    [InlineData("#panic(\"no\") *Bold* $x$ = Head @ref <label> // note")]
    [InlineData("\\u{41} `raw` #read(\"design.typ\") \"quoted\" {date}")]
    public async Task Markup_in_a_name_stays_words(string name)
    {
        Poppler.Text(await DrawAsync(SampleStatement.For(name))).ShouldContain(name);
    }

    [Fact]
    public async Task The_same_figures_give_the_same_bytes_from_any_worker()
    {
        using var others = new TypstWorkers();
        var first = await DrawAsync(SampleStatement.For());
        await DrawAsync(SampleStatement.For("Somebody else"));

        (await DrawAsync(SampleStatement.For())).ShouldBe(first);
        (await others.DrawAsync(SampleStatement.Paper(SampleStatement.For()), SampleStatement.FirstIssue)).Value.ShouldBe(first);
    }

    [Fact]
    public async Task A_script_without_a_font_is_refused_and_not_drawn_as_boxes()
    {
        var answer = await workers.DrawAsync(SampleStatement.Paper(SampleStatement.For("សុខ")), SampleStatement.FirstIssue);

        answer.Refusals.Single().Code.ShouldBe("document-refused");
        answer.Refusals.Single().What.ShouldContain("ស");
        answer.Refusals.Single().Remedy.ShouldContain("font package");
    }

    [Fact]
    public async Task Without_approval_it_says_that_it_is_preliminary_and_without_a_seal_that_nothing_is_proven()
    {
        var statement = SampleStatement.For() with { Approval = null, Seal = null };

        var pdf = (await workers.DrawAsync(Paper.Of(statement, NoFiles), SampleStatement.FirstIssue)).Value;

        Poppler.ReadingOrder(pdf).ShouldHaveInOrder("Preliminary: these figures have not been approved.", "No period of these books has been sealed yet");
        Poppler.Text(pdf).ShouldNotContain("proof.json");
    }

    [Fact]
    public void A_proof_without_a_seal_is_no_document()
    {
        Should.Throw<ArgumentException>(() => SampleStatement.Paper(SampleStatement.For() with { Seal = null }));
        Should.Throw<ArgumentException>(() => Paper.Of(SampleStatement.For(), NoFiles));
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> NoFiles => [];

    private async Task<byte[]> DrawAsync(InvestorStatement statement) =>
        (await workers.DrawAsync(SampleStatement.Paper(statement), SampleStatement.FirstIssue)).Value;

    [GeneratedRegex(@"^ *2026-\d\d-\d\d", RegexOptions.Multiline)]
    private static partial Regex TransactionDate();

    [GeneratedRegex(@"Identity-H\s+yes yes yes")]
    private static partial Regex EmbeddedSubsetWithUnicode();

    // Readers put marks around right-to-left words.
}
