using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Files;
using WelfareFund.Settlement;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class MonthLinesTests(LivedSample sample)
{
    private const string Fund = "care-corridors";
    private static readonly YearMonth Month = new(2025, 9);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_month_read_part_by_part_has_every_line_once_by_kind_and_what_is_held_first(Engine engine)
    {
        await using var services = await ServicesAsync(engine);
        var (show, actor) = await OpenAsync(services);

        var all = (await show.RunAsync(actor, Fund, Month)).Value.Lines;
        var (read, groups) = await ReadAsync(show, actor, new LineFilter(), size: 7);

        read.Select(line => line.Number).Order().ShouldBe(all.Select(line => line.Number));
        var kinds = all.Select(line => line.Kind).Distinct().ToList();
        kinds.Count.ShouldBeGreaterThan(8);
        read.ShouldBe(
            read.OrderBy(line => kinds.IndexOf(line.Kind)).ThenByDescending(line => line.State is LineState.Held).ThenBy(line => line.State).ThenBy(line => line.Number),
            new SameLine());
        groups.Sum(group => group.Lines).ShouldBe(all.Count);
        (await show.RunAsync(actor, Fund, Month, new LineFilter())).Value.Lines.ShouldBe(read, new SameLine());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_filter_takes_the_lines_of_a_kind_and_state_and_their_sum_and_a_line_can_be_opened_where_it_stands(Engine engine)
    {
        await using var services = await ServicesAsync(engine);
        var (show, actor) = await OpenAsync(services);
        var wanted = (await show.RunAsync(actor, Fund, Month)).Value.Lines.Where(line => line is { Kind: "contribution", State: LineState.Posts }).ToList();
        wanted.Count.ShouldBeGreaterThan(9);
        var filter = new LineFilter("contribution", Words.Of(LineState.Posts));

        var (read, groups) = await ReadAsync(show, actor, filter, size: 4);
        var opened = (await show.PartAsync(actor, Fund, Month, filter, 4, from: wanted[8].Number)).Value;

        read.ShouldBe(wanted, new SameLine());
        groups.ShouldHaveSingleItem().Sums.ShouldBe(
            wanted.Select(line => line.Amount!.Value).GroupBy(amount => amount.Currency).Select(sum => sum.Aggregate((left, right) => left + right)), ignoreOrder: true);
        opened.Lines[0].Number.ShouldBe(wanted[8].Number);
        (await ReadAsync(show, actor, new("contribution", "lost"), 4)).Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_was_counted_while_the_lines_were_kept_is_what_counting_them_says(Engine engine)
    {
        await using var context = (await sample.On(engine).OpenAsync()).NewContext();

        var kept = await context.Set<LineGroupRow>().AsNoTracking().ToListAsync();
        var counted = await context.Set<SettlementLineRow>().AsNoTracking()
            .GroupBy(line => new { line.Fund, line.Run, line.Kind, line.State, line.Reason, line.Currency })
            .Select(group => new { group.Key.Run, First = group.Min(line => line.Number), group.Key.Kind, group.Key.State, group.Key.Reason, group.Key.Currency, Lines = group.Count(), Amount = group.Sum(line => line.Amount) })
            .ToListAsync();

        kept.Count.ShouldBeGreaterThan(200);
        kept.Select(group => (group.Run, group.FirstLine, group.Kind, group.State, group.Reason, group.Currency, group.Lines, group.Amount ?? 0)).ShouldBe(
            counted.Select(group => (group.Run, group.First, group.Kind, group.State, group.Reason, group.Currency, group.Lines, group.Amount ?? 0)), ignoreOrder: true);
    }

    private static async Task<(IReadOnlyList<SettlementLine> Lines, IReadOnlyList<LineGroup> Groups)> ReadAsync(ShowMonth show, Actor actor, LineFilter filter, int size)
    {
        var lines = new List<SettlementLine>();
        var part = (await show.PartAsync(actor, Fund, Month, filter, size)).Value;
        for (lines.AddRange(part.Lines); part.Next is { } next; lines.AddRange(part.Lines))
        {
            part.Lines.Count.ShouldBe(size);
            part = (await show.PartAsync(actor, Fund, Month, filter, size, after: next)).Value;
        }

        return (lines, part.Groups);
    }

    private async Task<ServiceProvider> ServicesAsync(Engine engine) =>
        new ServiceCollection().AddWelfareFund(await sample.On(engine).OpenAsync(), sample.Keys, new SettableClock()).BuildServiceProvider();

    private static async Task<(ShowMonth Show, Actor Actor)> OpenAsync(ServiceProvider services) =>
        (services.GetRequiredService<ShowMonth>(), (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null)).Value);

    /// <summary>By its number: within a run it names one line.</summary>
    private sealed class SameLine : IEqualityComparer<SettlementLine>
    {
        public bool Equals(SettlementLine? one, SettlementLine? other) => one?.Number == other?.Number;

        public int GetHashCode(SettlementLine line) => line.Number;
    }
}
