using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using WelfareFund.Ledger;
using WelfareFund.Storage;
using WelfareFund.Storage.Ledger;
using static WelfareFund.AcceptanceTests.Storage.SmallFund;

namespace WelfareFund.AcceptanceTests.Storage;

public sealed class VerifyTests
{
    /// <summary>Eight bytes that stand nowhere else in the file.</summary>
    private const long Amount = 0x0012_3456_789A_BCDE;

    [Fact]
    public async Task A_flipped_byte_in_the_file_is_found_and_its_entry_named()
    {
        await using var fund = await SmallFund.OpenAsync(Engine.Sqlite);
        await fund.PostAsync(PaidIn("call-1", 100_00), PaidIn("call-2", Amount), Contribution("w-1", 5_00));
        SqliteConnection.ClearAllPools();
        await fund.Empty.ExecutePlainAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var copy = fund.Empty.SqlitePath + ".copy.db";
        var bytes = await File.ReadAllBytesAsync(fund.Empty.SqlitePath);
        Span<byte> wanted = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(wanted, Amount);
        var place = bytes.AsSpan().IndexOf(wanted);
        place.ShouldBePositive();
        bytes.AsSpan(place + 8).IndexOf(wanted).ShouldBe(-1);
        bytes[place + 5] ^= 0x10;
        await File.WriteAllBytesAsync(copy, bytes);

        (await VerifyAsync(fund.Database)).ShouldBeEmpty();
        var findings = await VerifyAsync(await FundDatabase.OpenAsync($"sqlite:{copy}"));

        findings.ShouldContain(finding => finding.Where == "entry 2 (drawdown/2025-01/call-2/due/0)" && finding.What.Contains("leaf hash", StringComparison.Ordinal));
        findings.ShouldNotContain(finding => finding.Where.StartsWith("entry 1", StringComparison.Ordinal) || finding.Where.StartsWith("entry 3", StringComparison.Ordinal));

        async Task<IReadOnlyList<Finding>> VerifyAsync(FundDatabase database) =>
            (await new LedgerVerifier(database, fund.Empty.Keys).VerifyAsync(fund.Number)).Findings;
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Whoever_gets_past_the_triggers_is_found_out(Engine engine)
    {
        await using var fund = await SmallFund.OpenAsync(engine);
        await fund.PostAsync(PaidIn("call-1", 100_00), Contribution("w-1", 5_00), Contribution("w-2", 6_00, Worker2));
        await fund.SealAsync(January);
        (await VerifyAsync()).ShouldBeEmpty();

        await fund.Empty.ExecutePlainAsync("UPDATE party_balances SET amount = amount + 1 WHERE party = 2", asOwner: true);
        (await VerifyAsync()).ShouldContain(finding => finding.Where.Contains("party 2", StringComparison.Ordinal));
        await fund.Empty.ExecutePlainAsync("UPDATE party_balances SET amount = amount - 1 WHERE party = 2", asOwner: true);

        await fund.Empty.ExecutePlainAsync("UPDATE snapshots SET amount = amount + 1 WHERE account = 1000", asOwner: true);
        (await VerifyAsync()).ShouldHaveSingleItem().Where.ShouldBe("snapshot of 2025-01");
        await fund.Empty.ExecutePlainAsync("UPDATE snapshots SET amount = amount - 1 WHERE account = 1000", asOwner: true);

        await fund.Empty.ExecutePlainAsync(engine == Engine.Sqlite ? "DROP TRIGGER postings_never_updated" : "ALTER TABLE postings DISABLE TRIGGER postings_never_changed", asOwner: true);
        (await VerifyAsync()).ShouldHaveSingleItem().Where.ShouldStartWith("trigger postings_never_");

        await fund.Empty.ExecutePlainAsync("UPDATE postings SET amount = amount + 100 WHERE sequence = 2 AND line = 1", asOwner: true);
        (await VerifyAsync()).ShouldContain(finding => finding.Where == "entry 2 (contribution/2025-01/w-1/due/0)");

        await fund.Empty.ExecutePlainAsync("UPDATE postings SET currency = 1 WHERE sequence = 3 AND line = 1", asOwner: true);
        (await VerifyAsync()).ShouldContain(finding => finding.Where == "entry 3" && finding.What.Contains("posting 1", StringComparison.Ordinal));

        async Task<IReadOnlyList<Finding>> VerifyAsync() => (await new LedgerVerifier(fund.Database, fund.Empty.Keys).VerifyAsync(fund.Number)).Findings;
    }
}
