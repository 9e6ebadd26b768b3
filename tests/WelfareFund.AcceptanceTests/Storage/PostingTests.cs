using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using static WelfareFund.AcceptanceTests.Storage.SmallFund;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class PostingTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_posted_is_read_back_the_same_with_its_balances(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        EntryDraft[] drafts = [PaidIn("call-1", 1_000_00), Contribution("w-1", 125_00, concerns: new LocalDate(2024, 12, 31)), Contribution("w-2", 80_50, Worker2)];

        var posted = (await fund.PostAsync(drafts)).Value;

        posted.New.ShouldBe(3);
        posted.Entries.Select(entry => entry.Sequence).ShouldBe([1L, 2L, 3L]);
        await using var context = fund.Database.NewContext();
        var rows = await context.Entries.Include(entry => entry.Postings).Where(entry => entry.Fund == fund.Number).OrderBy(entry => entry.Sequence).ToListAsync();
        rows.Select(row => Text(row.ToEntry())).ShouldBe(posted.Entries.Select(Text));
        rows.ShouldAllBe(row => row.RecordedAt == Instant.FromUtc(2025, 2, 5, 6, 0) + Duration.FromTicks(1234560));
        (await context.Balances.Where(row => row.Fund == fund.Number).ToDictionaryAsync(row => row.Account, row => row.Amount))
            .ShouldBe(new Dictionary<int, long> { [Bank] = 1_000_00, [Receivable] = 205_50, [PaidInCapital] = -1_000_00, [Income] = -205_50 }, ignoreOrder: true);
        (await context.PartyBalances.Where(row => row.Fund == fund.Number).OrderBy(row => row.Party).Select(row => new { row.Party, row.Amount }).ToListAsync())
            .Select(row => (row.Party, row.Amount)).ShouldBe([(Worker1, 125_00L), (Worker2, 80_50L), (Holding, -1_000_00L)]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task The_same_key_with_the_same_body_posts_nothing_and_with_another_body_is_a_conflict(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        var first = (await fund.PostAsync(Contribution("w-1", 125_00))).Value.Entries.Single();

        var again = (await fund.PostAsync(Contribution("w-1", 125_00), Contribution("w-2", 1_00, Worker2))).Value;
        again.New.ShouldBe(1);
        again.Entries.Select(entry => entry.Sequence).ShouldBe([first.Sequence, 2]);
        again.Entries[0].LeafHash.ShouldBe(first.LeafHash);

        var refusal = (await fund.PostAsync(Contribution("w-3", 7_00, Worker3), Contribution("w-1", 125_01))).Refusals.ShouldHaveSingleItem();
        (refusal.Code, refusal.Where).ShouldBe(("key-conflict", "contribution/2025-01/w-1/due/0"));
        await using var context = fund.Database.NewContext();
        (await context.Entries.CountAsync()).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Limits_hold_against_the_balances_in_the_database(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        (await fund.PostAsync(PaidIn("call-1", 100_00), Owed("claim-1", 150_00))).IsRefused.ShouldBeFalse();

        (await fund.PostAsync(SentOut("claim-1", 100_01))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("limit");
        (await fund.PostAsync(SentOut("claim-1", 60_00))).IsRefused.ShouldBeFalse();
        (await fund.PostAsync(SentOut("claim-2", 40_01))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("limit");
        (await fund.PostAsync(SentOut("claim-2", 40_00))).IsRefused.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_party_that_is_not_registered_or_of_another_kind_is_refused(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        (await fund.PostAsync(Contribution("w-9", 1_00, worker: 99))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("unknown-party");
        (await fund.PostAsync(Contribution("w-9", 1_00, worker: Contract))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("wrong-party");
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task What_is_posted_in_a_callers_transaction_goes_with_it(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await using (var context = fund.Database.NewContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            (await fund.Writer.PostAsync(context, fund.Number, [Contribution("w-1", 1_00)])).IsRefused.ShouldBeFalse();
            (await fund.Writer.PostAsync(context, fund.Number, [Contribution("w-2", 1_00, Worker2)])).Value.Entries.Single().Sequence.ShouldBe(2);
        }

        (await fund.PostAsync(Contribution("w-3", 1_00, Worker3))).Value.Entries.Single().Sequence.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chunks_prepared_ahead_make_the_same_log_as_one_posting(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        var other = await OpenBooksAsync(fund.Empty, fund.Database, "other-fund");
        EntryDraft[] drafts = [PaidIn("call-1", 100_00), Owed("claim-0", 100_00), .. Enumerable.Range(1, 20).Select(number => SentOut($"claim-{number}", 5_00))];

        // The last of each chunk comes again as the first of the next, while its chunk may still be on its way.
        var chunks = drafts.Chunk(3).Select((chunk, index) => index == 0 ? chunk : [drafts[(index * 3) - 1], .. chunk]);
        var inChunks = await fund.Writer.PostChunksAsync(fund.Number, chunks.ToAsyncEnumerable<IReadOnlyList<EntryDraft>>());
        await using var context = fund.Database.NewContext();
        var atOnce = await fund.Writer.PostAsync(context, other, drafts);

        inChunks.Value.ShouldBe(drafts.Length);
        atOnce.Value.New.ShouldBe(drafts.Length);
        var first = await context.Entries.Where(entry => entry.Fund == fund.Number).OrderBy(entry => entry.Sequence).Select(entry => entry.Key).ToListAsync();
        first.ShouldBe(drafts.Select(draft => draft.Key.ToString()));
        (await BalancesAsync(fund.Number)).ShouldBe(await BalancesAsync(other));

        // One cent more than the bank holds, in a chunk of its own: those before it stay.
        var tooMuch = await fund.Writer.PostChunksAsync(fund.Number, new EntryDraft[][] { [PaidIn("call-2", 5_00)], [Owed("claim-x", 5_01)], [SentOut("claim-x", 5_01)], [SentOut("claim-y", 1)] }.ToAsyncEnumerable<IReadOnlyList<EntryDraft>>());
        tooMuch.Refusals.ShouldHaveSingleItem().Code.ShouldBe("limit");
        (await context.Entries.CountAsync(entry => entry.Fund == fund.Number)).ShouldBe(drafts.Length + 2);

        async Task<List<(int, long)>> BalancesAsync(int number) =>
            [.. (await context.Balances.Where(row => row.Fund == number).OrderBy(row => row.Account).ToListAsync()).Select(row => (row.Account, row.Amount))];
    }

    internal static string Text(Entry entry) => $"{entry.Sequence} {entry.Body with { Postings = [] }} {string.Join(", ", entry.Body.Postings)} {entry.LeafHash}";
}
