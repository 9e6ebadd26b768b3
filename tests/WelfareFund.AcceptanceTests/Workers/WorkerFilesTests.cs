using WelfareFund.AcceptanceTests.Pages;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Access;
using WelfareFund.Application.Tables;
using WelfareFund.Application.Workers;

namespace WelfareFund.AcceptanceTests.Workers;

public sealed class WorkerFilesTests
{
    private const string Id = ServedWorkers.Id;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Who_runs_the_fund_lists_workers_page_by_page_opens_one_and_finds_what_has_an_id_a_name_or_an_amount(Engine engine)
    {
        await using var fund = await LivedFund.LiveAsync(engine, Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));
        var list = fund.Get<ListWorkers>();
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await list.RunAsync(fund.Maker, Id, new(After: after), 10)).Value;
            (page.Total, page.IsMore).ShouldBe((28, false));
            seen.AddRange(page.Workers.Select(one => one.Worker.Id.Value));
            if (!page.HasNext)
                break;
            after = seen[^1];
        }

        seen.ShouldBe(seen.Distinct().Order(StringComparer.Ordinal));
        seen.Count.ShouldBe(28);
        (await list.RunAsync(fund.Maker, Id, new(Corridor: "np-pt"), 50)).Value.Workers.Count.ShouldBe(11);
        (await list.RunAsync(fund.Checker, Id, new(), 50)).Value.Workers.ShouldAllBe(one => one.Name == null, "an approver reads no names");

        var file = (await fund.Get<ShowWorkerFile>().RunAsync(fund.Maker, Id, "w-1")).Value;
        file.Jobs.Select(job => (job.Job.Id.Value, job.Tier)).ShouldBe([("j-1", "good"), ("j-0", "good")]);
        file.Lines.Where(line => line.Line.Kind == "contribution").Select(line => (line.Line.Subject, line.Line.Amount?.ToString())).ShouldBe([("w-1:2025-01", "200.00 EUR")]);
        (await fund.Get<ShowWorkerFile>().RunAsync(fund.Maker, Id, "w-")).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");

        (await FoundAsync("w-1")).ShouldBe(["Worker w-1"]);
        (await FoundAsync("tolentino")).ShouldBe(["Worker w-2"]);
        (await FoundAsync("olentin")).ShouldBeEmpty("a whole word is asked for");
        (await FoundAsync("%")).ShouldBeEmpty();
        (await FoundAsync("1")).ShouldBe(["Entry 1"]);
        (await FoundAsync("visayas")).ShouldBe(["Provider visayas"]);
        await fund.TellAsync("bank", "bank_account,booked_on,value_on,amount,currency,reference,bank_reference", "main,2025-02-03,2025-02-03,1234.50,EUR,hello,B-7");
        (await FoundAsync("1,234.50")).ShouldBe(["BankLine B-7"]);
        (await FoundAsync("hello")).ShouldBe(["BankLine B-7"]);

        async Task<IEnumerable<string>> FoundAsync(string text) => (await fund.Get<FindInFund>().RunAsync(fund.Maker, Id, text)).Value.Select(found => $"{found.Kind} {found.Id}");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_report_is_a_table_for_who_reads_the_books_and_nothing_for_anybody_else(Engine engine)
    {
        await using var fund = await LivedFund.LiveAsync(engine, Id, ServedWorkers.Terms, ServedWorkers.Files, new(2025, 1));
        var stranger = fund.Maker with { Roles = new Dictionary<int, IReadOnlySet<Role>>() };
        foreach (var kind in FundReports.All)
        {
            var table = (await fund.Get<FundReports>().RunAsync(fund.Maker, Id, kind.Name, new(new()))).Value;
            var rows = table.Rows.ToList();
            table.Columns.Select(column => column.Name).ShouldBeUnique(kind.Name);
            foreach (var column in table.Columns.Where(column => column.Amount is not null))
                rows.ShouldAllBe(row => column.Amount!(row) == null ? column.Text(row) == null : column.Amount!(row)!.Value.ToAmountString() == column.Text(row), $"{kind.Name} {column.Name}");
            (await fund.Get<FundReports>().RunAsync(stranger, Id, kind.Name, new(new()))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found", kind.Name);
        }

        (await fund.Get<FundReports>().RunAsync(fund.Maker, Id, "nothing", new(new()))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-found");
    }
}
