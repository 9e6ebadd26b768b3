using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.Ledger;
using static WelfareFund.AcceptanceTests.Storage.SmallFund;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class WriterTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Whoever_lost_the_lease_can_commit_nothing_more(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        var first = (await fund.Leases.TakeAsync(fund.Number, "node-a", Duration.FromMinutes(1))).Value;
        (await fund.Leases.TakeAsync(fund.Number, "node-b", Duration.FromMinutes(1))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("leased");
        await using var context = fund.Database.NewContext();
        (await fund.Writer.PostAsync(context, fund.Number, [Contribution("w-1", 1_00)], first.Fence)).IsRefused.ShouldBeFalse();

        fund.Clock.Now += Duration.FromMinutes(2);
        var stolen = (await fund.Leases.TakeAsync(fund.Number, "node-b", Duration.FromMinutes(1))).Value;

        stolen.Fence.ShouldBeGreaterThan(first.Fence);
        (await fund.Writer.PostAsync(context, fund.Number, [Contribution("w-2", 1_00, Worker2)], first.Fence)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("fenced");
        (await fund.Leases.RenewAsync(first, Duration.FromMinutes(1))).Refusals.ShouldHaveSingleItem().Code.ShouldBe("fenced");
        (await fund.Writer.PostAsync(context, fund.Number, [Contribution("w-2", 1_00, Worker2)], stolen.Fence)).Value.Entries.Single().Sequence.ShouldBe(2);

        await fund.Leases.ReleaseAsync(stolen);
        (await fund.Leases.TakeAsync(fund.Number, "node-a", Duration.FromMinutes(1))).IsRefused.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Two_writers_at_once_leave_one_log_in_the_order_of_their_commits(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        var commits = new List<(string Writer, long Sequence)>();
        await Task.WhenAll(WriteAsync("a", Worker1), WriteAsync("b", Worker2));

        commits.Count.ShouldBe(40);
        commits.Select(commit => commit.Sequence).Order().ShouldBe(Enumerable.Range(1, 40).Select(number => (long)number));
        await using var context = fund.Database.NewContext();
        var leaves = await context.Entries.OrderBy(entry => entry.Sequence).Select(entry => entry.LeafHash).ToListAsync();
        var head = await context.Heads.SingleAsync(head => head.Fund == fund.Number);
        head.Frontier.ShouldBe(MerkleFrontier.Empty.Append([.. leaves.Select(leaf => new Digest(leaf))]).ToArray());

        // A writer's entry can be read before anybody gets a later sequence.
        async Task WriteAsync(string writer, long worker)
        {
            for (var number = 0; number < 20; number++)
            {
                await using var mine = fund.Database.NewContext();
                await using var transaction = await mine.Database.BeginTransactionAsync();
                var sequence = (await fund.Writer.PostAsync(mine, fund.Number, [Contribution($"{writer}-{number}", 1_00, worker)])).Value.Entries.Single().Sequence;
                await using var reader = fund.Database.NewContext();
                (await reader.Entries.CountAsync()).ShouldBe((int)sequence - 1);
                await transaction.CommitAsync();
                lock (commits) commits.Add((writer, sequence));
            }
        }
    }
}
