using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using WelfareFund.AcceptanceTests.Settlement;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application;
using WelfareFund.Application.Access;
using WelfareFund.Application.Claims;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Statements;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Outcomes;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Terms;

namespace WelfareFund.AcceptanceTests.Payments;

/// <summary>What is read of one provider's claims is so much less than the fund's whole, and says the same.</summary>
[Collection(LivedSampleTests.Name)]
public sealed class ListClaimsTests(LivedSample sample)
{
    private const string Fund = "care-corridors";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_providers_claims_read_page_by_page_are_the_whole_list_with_every_filter(Engine engine)
    {
        await using var services = await ServicesAsync(engine);

        var states = await ComparePagesAsync(services, await ActorAsync(services), Fund, 17);

        states.Count.ShouldBeGreaterThan(4);
    }

    [Theory]
    [InlineData(Engine.Sqlite, 5)]
    [InlineData(Engine.PostgreSql, 30)]
    public async Task Where_claims_are_too_many_to_be_counted_each_part_goes_on_where_the_one_before_ended(Engine engine, int most)
    {
        await using var services = await ServicesAsync(engine);

        await ComparePartsAsync(services, Fund, most);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Contracts_and_the_first_page_say_what_the_list_and_the_statement_say(Engine engine)
    {
        await using var services = await ServicesAsync(engine);

        var payments = await CompareFirstPagesAsync(services, await ActorAsync(services), Fund, Enumerable.Range(0, 20).Select(month => new LocalDate(2024, 8, 20).PlusMonths(month)));

        payments.ShouldBeGreaterThan(20);
    }

    /// <returns>The states that claims are in.</returns>
    internal static async Task<IReadOnlySet<ClaimStanding>> ComparePagesAsync(IServiceProvider services, Actor actor, string fund, int size)
    {
        var list = services.GetRequiredService<ListClaims>();
        var (all, terms) = await WholeAsync(services, fund);
        foreach (var provider in terms.Contracts.Select(contract => contract.Provider).Distinct())
        {
            foreach (var contract in terms.Contracts.Where(contract => contract.Provider == provider).Select(contract => contract.Id).Append(""))
            {
                var own = all.FindAll(line => line.Provider == provider && (contract.Length == 0 || line.Contract == contract));
                foreach (var state in own.Select(line => Words.Of(line.Standing)).Distinct().Append("").Append(Words.Of(ClaimStanding.Returned)))
                {
                    var wanted = NewestFirst(own.Where(line => state.Length == 0 || Words.Of(line.Standing) == state));
                    var read = new List<OutcomeLine>();
                    string? after = null;
                    do
                    {
                        var page = (await list.RunAsync(actor, fund, provider, new(state, contract), after, size)).Value;
                        page.Total.ShouldBe(wanted.Count);
                        page.IsMore.ShouldBeFalse();
                        page.ByState.ShouldBe(own.GroupBy(line => line.Standing).OrderBy(group => group.Key).Select(group => KeyValuePair.Create(group.Key, group.Count())));
                        page.Sums.Sum(sum => sum.MinorUnits).ShouldBe(wanted.Sum(line => line.Amount?.MinorUnits ?? 0));
                        read.AddRange(page.Lines);
                        after = page.Next;
                    }
                    while (after is not null);
                    read.ShouldBe(wanted);
                }

                (await list.RunAsync(actor, fund, provider, new("", contract))).Value.Lines.ShouldBe(NewestFirst(own));
            }
        }

        return all.Select(line => line.Standing).ToHashSet();
    }

    internal static async Task ComparePartsAsync(IServiceProvider services, string fund, int most)
    {
        var (all, terms) = await WholeAsync(services, fund);
        await using var context = services.GetRequiredService<FundDatabase>().NewContext();
        var reader = new ClaimReader(await BooksAsync(services, context, fund), terms);
        foreach (var provider in terms.Contracts.Select(contract => contract.Provider).Distinct())
        {
            List<string> contracts = [.. terms.Contracts.Where(contract => contract.Provider == provider).Select(contract => contract.Id)];
            foreach (var state in all.Select(line => (ClaimStanding?)line.Standing).Distinct().Append(null))
            {
                var read = new List<string>();
                (LocalDate, string)? from = null;
                ClaimPage page;
                do
                {
                    page = new(state, from, 3, isWhole: false, most);
                    await page.FillAsync(reader, contracts, default);
                    page.Ids.Count.ShouldBeLessThanOrEqualTo(3);
                    read.AddRange(page.Ids);
                    from = page.Next is { } next ? (LocalDatePattern.Iso.Parse(next[..10]).Value, next[11..]) : null;
                }
                while (page.Next is not null);
                read.ShouldBe(NewestFirst(all.Where(line => line.Provider == provider && (state is null || line.Standing == state))).Select(line => line.Claim));
            }
        }
    }

    /// <returns>How many payments the first pages of the days list.</returns>
    internal static async Task<int> CompareFirstPagesAsync(IServiceProvider services, Actor actor, string fund, IEnumerable<LocalDate> days)
    {
        var (all, terms) = await WholeAsync(services, fund);
        var payments = 0;
        foreach (var provider in terms.Contracts.Select(contract => contract.Provider).Distinct())
        {
            foreach (var contract in (await services.GetRequiredService<ShowContracts>().RunAsync(actor, fund, provider)).Value)
            {
                contract.Accepted.ShouldBe(
                    all.Where(line => line.Contract == contract.Terms.Id && line.Standing is ClaimStanding.Approved or ClaimStanding.Scheduled or ClaimStanding.Paid && line.Contract == contract.Terms.Id)
                        .GroupBy(line => line.Metric).ToDictionary(metric => metric.Key, metric => metric.Count()), ignoreOrder: true);
            }

            foreach (var day in days)
            {
                var stated = await services.GetRequiredService<StateProvider>().RunAsync(actor, fund, provider, day);
                var shown = await services.GetRequiredService<ShowProvider>().RunAsync(actor, fund, provider, day, 4);
                shown.Refusals.ShouldBe(stated.Refusals);
                if (stated.IsRefused)
                    continue;
                shown.Value.Head.ShouldBe(stated.Value.Head);
                shown.Value.Contracts.ShouldBe(stated.Value.Contracts.Select(contract => new ContractBalance(contract.Contract, contract.Currency, contract.Closing)));
                shown.Value.Payments.ShouldBe(stated.Value.Payments.Select(payment =>
                    new ShownPayment(payment.Reference, payment.Contract, payment.InstructedOn, payment.PaidOn, payment.ReturnedOn, payment.Claims.Count, payment.Amount)));
                shown.Value.Owed!.First.ShouldBe(stated.Value.Owed.Take(4));
                shown.Value.Owed.Count.ShouldBe(stated.Value.Owed.Count);
                shown.Value.Owed.Sums.Sum(sum => sum.MinorUnits).ShouldBe(stated.Value.Owed.Sum(owed => owed.Payout.Paid.MinorUnits));
                payments += shown.Value.Payments.Count;
            }
        }

        return payments;
    }

    private static List<OutcomeLine> NewestFirst(IEnumerable<OutcomeLine> lines) =>
        [.. lines.OrderByDescending(line => line.SubmittedOn).ThenBy(line => CatchUp.Read(new(line.Claim)).Claim.Value, StringComparer.Ordinal).ThenBy(line => line.Claim, StringComparer.Ordinal)];

    /// <summary>Every claim of the fund, folded from all of its lines.</summary>
    private static async Task<(List<OutcomeLine> Lines, FundTerms Terms)> WholeAsync(IServiceProvider services, string fund)
    {
        await using var context = services.GetRequiredService<FundDatabase>().NewContext();
        var books = await BooksAsync(services, context, fund);
        var terms = await CurrentTerms.ReadAsync(context, books.Fund);
        return (await OutcomeReport.LinesAsync(books, terms, await books.LinesAsync(default, [.. ClaimProgress.Kinds]), default), terms);
    }

    private static async Task<BooksView> BooksAsync(IServiceProvider services, FundContext context, string id)
    {
        var fund = await context.Funds.AsNoTracking().SingleAsync(fund => fund.Id == id);
        var open = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund.Number)).OpenPeriod.ToDateInterval().End;
        return (await BooksView.OpenAsync(context, fund, new(LocalDate.Max(open, services.GetRequiredService<IClock>().GetCurrentInstant().InUtc().Date)), default)).Value;
    }

    private async Task<ServiceProvider> ServicesAsync(Engine engine) =>
        new ServiceCollection().AddWelfareFund(await sample.On(engine).OpenAsync(), sample.Keys, new SettableClock()).BuildServiceProvider();

    private static async Task<Actor> ActorAsync(ServiceProvider services) => (await services.GetRequiredService<SignIn>().RunAsync(SignIn.SampleAdministrator, null, Channel.Job, null)).Value;
}
