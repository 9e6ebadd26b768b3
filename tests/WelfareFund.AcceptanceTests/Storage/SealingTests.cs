using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using WelfareFund.Storage.Ledger;
using static WelfareFund.AcceptanceTests.Storage.SmallFund;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class SealingTests
{
    private static readonly YearMonth February = new(2025, 2);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_sealed_month_takes_no_entry_and_its_seal_says_what_was_in_it(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await fund.PostAsync(PaidIn("call-1", 100_00), Contribution("w-1", 10_00));
        var seal = (await fund.SealAsync(January)).Value;

        (await fund.PostAsync(Contribution("w-2", 1_00, Worker2))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("period-sealed");
        (await fund.PostAsync(Contribution("w-2", 1_00, Worker2, new(2025, 2, 28), new(2025, 1, 31)))).IsRefused.ShouldBeFalse();
        (await fund.SealAsync(January)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("not-open");
        var second = (await fund.SealAsync(February)).Value;

        (seal.Seal.LogSize, second.Seal.LogSize).ShouldBe((2, 3));
        second.Seal.Previous.ShouldBe(seal.Seal.Hash);
        seal.IsSigned().ShouldBeTrue();
        await using var context = fund.Database.NewContext();
        (await new LedgerReader(context, fund.Number).SealsAsync()).ShouldBe([seal, second]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_month_without_a_closing_rate_is_not_sealed(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await fund.PostAsync(Draft("outcome", "claim-1", new(2025, 1, 31), null,
            new(OutcomePayments, new Money(1_650_00, Eur)), new(TradingEur, new Money(-1_650_00, Eur)),
            new(TradingPhp, new Money(99_000_00, Php)), new(Payable, new Money(-99_000_00, Php), Contract)));

        (await fund.SealAsync(January, _ => null)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("no-rate");
        (await fund.SealAsync(January, _ => 61m)).Value.Seal.Rates.ShouldBe([new ClosingRate(Php, 61m)]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Any_date_known_at_any_point_restated_or_not_agrees_with_counting_the_entries(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        var random = new Seeded(20250131);
        var all = new List<Entry>();
        for (var month = January; month < new YearMonth(2025, 6); month = month.PlusMonths(1))
        {
            for (var chunk = 0; chunk < 3; chunk++)
            {
                var drafts = Enumerable.Range(0, 8).Select(number => SomeContribution(random, month, $"{month.Month}-{chunk}-{number}")).ToArray();
                all.AddRange((await fund.PostAsync(drafts)).Value.Entries);
            }

            if (month != new YearMonth(2025, 5)) (await fund.SealAsync(month)).IsRefused.ShouldBeFalse();
        }

        await using var context = fund.Database.NewContext();
        var reader = new LedgerReader(context, fund.Number);
        await CompareAsync();
        (await reader.BalancesAsync()).ShouldBe(Totals(all), ignoreOrder: true);
        var before = await DumpAsync(context);
        await fund.Periods.DropAndRebuildBalancesAsync(context, fund.Number);
        (await DumpAsync(context)).ShouldBe(before);

        async Task CompareAsync()
        {
            for (var turn = 0; turn < 60; turn++)
            {
                var asOf = new LocalDate(2024, 12, 20).PlusDays(random.Next(200));
                var (knownAt, restated) = (random.Next(all.Count + 1), turn % 2 == 0);
                var counted = all.Where(entry => entry.Sequence <= knownAt && (restated ? entry.Body.Concerns : entry.Body.Effective) <= asOf).ToList();
                (await reader.BalancesAsync(asOf, knownAt, restated)).Where(balance => balance.Value != 0).ToDictionary()
                    .ShouldBe(Totals(counted), ignoreOrder: true, $"as of {asOf}, known at {knownAt}, restated {restated}");
                (await reader.BalancesOfPartyAsync(Worker2, asOf, knownAt, restated)).Values.Sum()
                    .ShouldBe(counted.SelectMany(entry => entry.Body.Postings).Where(posting => posting.Party == Worker2).Sum(posting => posting.Amount.MinorUnits));
            }
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_partys_entries_are_proven_against_the_seal_with_the_names_of_its_month(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await fund.PostAsync(PaidIn("call-1", 100_00), Contribution("w-1", 10_00), PaidIn("call-2", 50_00), Contribution("w-2", 7_00, Worker2));
        var seal = (await fund.SealAsync(January)).Value;
        await using var context = fund.Database.NewContext();
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await new FundBooks(fund.Database, fund.Empty.Keys).NameAccountsAsync(context, fund.Number, [new(Bank, "1000", "Another bank")]);
            await transaction.CommitAsync();
        }

        var proof = (await new LedgerReader(context, fund.Number).ProofAsync([Holding], January, fund.Empty.Keys.SecretOf("small-fund")))!;

        var proven = proof.Verify(seal.KeyFingerprint);
        proven.Refusals.ShouldBeEmpty();
        proven.Value.Select(entry => entry.Sequence).ShouldBe([1L, 3L]);
        proof.AccountNames.Single(name => name.Number == Bank).Name.ShouldBe("bank:main");
        (await new LedgerReader(context, fund.Number).ProofAsync([Holding], February, fund.Empty.Keys.SecretOf("small-fund"))).ShouldBeNull();
    }

    private static EntryDraft SomeContribution(Seeded random, YearMonth month, string subject)
    {
        var effective = month.OnDayOfMonth(1 + random.Next(28)).PlusMonths(random.Next(4) == 0 ? 1 : 0);
        return Contribution(subject, 1 + random.Next(10_000), 1 + random.Next(3), effective, effective.PlusDays(random.Next(3) == 0 ? -random.Next(60) : 0));
    }

    private static Dictionary<BalanceKey, long> Totals(IEnumerable<Entry> entries) => entries
        .SelectMany(entry => entry.Body.Postings)
        .GroupBy(posting => new BalanceKey(posting.Account, posting.Amount.Currency, 0))
        .ToDictionary(group => group.Key, group => group.Sum(posting => posting.Amount.MinorUnits))
        .Where(balance => balance.Value != 0).ToDictionary();

    private static async Task<List<string>> DumpAsync(WelfareFund.Storage.FundContext context) =>
    [
        .. (await context.Balances.OrderBy(row => row.Account).ToListAsync()).Select(row => $"{row.Account} {row.Amount}"),
        .. (await context.PartyBalances.OrderBy(row => row.Account).ThenBy(row => row.Party).ToListAsync()).Select(row => $"{row.Account} {row.Party} {row.Amount}"),
        .. (await context.Snapshots.OrderBy(row => row.Period).ThenBy(row => row.Account).ToListAsync()).Select(row => $"{row.Period} {row.Account} {row.Amount}"),
        .. (await context.PartySnapshots.OrderBy(row => row.Period).ThenBy(row => row.Account).ThenBy(row => row.Party).ToListAsync()).Select(row => $"{row.Period} {row.Account} {row.Party} {row.Amount}"),
    ];

    /// <summary>The same numbers on every machine and in every version: a linear congruential generator.</summary>
    private sealed class Seeded(uint seed)
    {
        private uint state = seed;

        internal int Next(int below)
        {
            state = unchecked((state * 1_664_525) + 1_013_904_223);
            return (int)(state >> 8) % below;
        }
    }
}
