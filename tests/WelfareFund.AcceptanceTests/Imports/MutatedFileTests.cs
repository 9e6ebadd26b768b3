using System.Text;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Imports;
using WelfareFund.Files;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.AcceptanceTests.Imports;

/// <summary>Whatever stands in a file: facts or refusals with their place, never a crash. WELFAREFUND_DEEP=1 tries a million.</summary>
public sealed class MutatedFileTests
{
    private static readonly bool IsDeep = Environment.GetEnvironmentVariable("WELFAREFUND_DEEP") == "1";
    private static readonly FundTerms Terms = FundFile.Read("fund.json", ImportingFund.Terms).Value;

    private static readonly byte[] WageFile = Encoding.UTF8.GetBytes(ImportingFund.Wages(
        "r-1,w-1,e-1,2025-04,2000.00,1600.50,EUR,payroll,2025-05-05,", "r-2,w-1,\"e-1\",2025-04,2100.00,,EUR,payslip,2025-05-09,r-1", "r-3,w-2,e-1,2025-04,250000,,JPY,self-report,2025-05-06,"));

    private static readonly byte[] WorkerFile = Encoding.UTF8.GetBytes(
        "worker_id,enrolled_on,contract_id,corridor,gender,birth_year,groups,home_monthly_income,home_currency,name,email\n" +
        "w-1,2025-03-10,visayas-1,ph-pt,female,1994,woman|over-50,18000.00,PHP,\"Cruz, Maria \"\"Ria\"\"\",maria@example.org\nw-2,2025-03-11,visayas-1,ph-pt,,,,,,,\n");

    private static readonly byte[] Statement = Encoding.UTF8.GetBytes("""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr><Id>main</Id></Othr></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-03-01</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1125.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-03-31</Dt></Dt></Bal>
        <Ntry><Amt Ccy="EUR">125.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-03-08</Dt></BookgDt><AcctSvcrRef>C/1</AcctSvcrRef>
        <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Ánh</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>A-1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>
        """);

    /// <summary>What is taken of it is the one entry, in full, and both balances around it.</summary>
    [Fact]
    public void A_mutated_statement_of_a_bank_is_taken_whole_or_refused()
    {
        var count = IsDeep ? 1_000_000 : 20_000;
        var taken = 0;
        for (var seed = 0; seed < count; seed++)
        {
            using var reader = CsvRows.Open(new MemoryStream(Mutation.Of(Statement, (ulong)seed)));
            var statements = new Camt053("in.xml", Terms);
            var told = statements.ReadLines(reader).ToList();
            told.SelectMany(line => line.Refusals).All(refusal => refusal.Where.StartsWith("in.xml", StringComparison.Ordinal) && refusal.What.Length > 0).ShouldBeTrue($"seed {seed}");
            if (told.Exists(line => line.Fact is null)) continue;
            taken++;
            told.Select(line => line.Fact!.Amount.MinorUnits).ShouldBe([125_50]);
            statements.Balances.Select(balance => balance.Fact!.Balance.MinorUnits).ShouldBe([1_125_50]);
        }

        taken.ShouldBeGreaterThan(count / 200);
    }

    [Fact]
    public void A_mutated_file_never_crashes_the_reader()
    {
        var count = IsDeep ? 1_000_000 : 20_000;
        var refused = 0;
        for (var seed = 0; seed < count; seed++)
            refused += seed % 2 == 0 ? Refusals(FileKinds.Wages, Mutation.Of(WageFile, (ulong)seed)) : Refusals(FileKinds.Workers, Mutation.Of(WorkerFile, (ulong)seed));
        refused.ShouldBeGreaterThan(count / 2);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task A_mutated_file_imports_whole_or_not_at_all(Engine engine)
    {
        await using var fund = await ImportingFund.OpenAsync(engine);
        await fund.TellOfPeopleAsync();
        var imported = 0;
        for (var seed = 0; seed < (IsDeep ? 5_000 : 150); seed++)
        {
            var result = await fund.ImportAsync("wages", seed == 0 ? WageFile : Mutation.Of(WageFile, (ulong)seed), isDryRun: true);
            result.Refusals.ShouldAllBe(refusal => refusal.Where.StartsWith("in.csv", StringComparison.Ordinal));
            if (!result.IsRefused) imported++;
        }

        imported.ShouldBeGreaterThan(0);
        await using var context = fund.Database.NewContext();
        context.Set<WageReport>().ShouldBeEmpty();
    }

    private static int Refusals<T>(FileKind<T> kind, byte[] bytes) where T : Fact
    {
        using var stream = new MemoryStream(bytes);
        using var reader = CsvRows.Open(stream);
        Header? header = null;
        var refusals = 0;
        foreach (var row in CsvRows.Read(reader, "in.csv"))
        {
            if (row.Broken is not null) return 1;
            if (header is null)
            {
                var read = kind.ReadHeader("in.csv", row.Cells);
                if (read.IsRefused) return 1;
                header = read.Value;
                continue;
            }

            var told = kind.ReadRow(header, row.Cells, row.Line, Terms);
            told.Refusals.ShouldAllBe(refusal => refusal.Where.StartsWith("in.csv:", StringComparison.Ordinal) && refusal.What.Length > 0);
            if (told.Refusals.Count > 0) refusals = 1;
        }

        return refusals;
    }

    private static class Mutation
    {
        private static readonly byte[] Telling = Encoding.UTF8.GetBytes(",\"\n\r-.0|;\t\0'xE9é");

        /// <summary>One to four bytes overwritten, put in, taken out or doubled; the seed reproduces.</summary>
        internal static byte[] Of(byte[] file, ulong seed)
        {
            var state = seed;
            var bytes = file.ToList();
            for (var changes = 1 + Next(4); changes > 0; changes--)
            {
                var at = Next(bytes.Count);
                var value = Next(3) == 0 ? (byte)Next(256) : Telling[Next(Telling.Length)];
                switch (Next(5))
                {
                    case 0: bytes[at] = value; break;
                    case 1: bytes.Insert(at, value); break;
                    case 2: bytes.RemoveAt(at); break;
                    case 3: bytes.RemoveRange(at, Math.Min(Next(40), bytes.Count - at - 1)); break;
                    default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(Next(60), bytes.Count - at))); break;
                }
            }

            return [.. bytes];

            // SplitMix64.
            int Next(int below)
            {
                unchecked
                {
                    state += 0x9E3779B97F4A7C15;
                    var z = state;
                    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                    return (int)((z ^ (z >> 31)) % (ulong)below);
                }
            }
        }
    }
}
