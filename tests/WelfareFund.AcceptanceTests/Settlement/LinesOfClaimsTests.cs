using Microsoft.EntityFrameworkCore;
using NodaTime;
using WelfareFund.AcceptanceTests.Storage;
using WelfareFund.Application.Settlement;
using WelfareFund.Outcomes;
using WelfareFund.People;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Settlement;

namespace WelfareFund.AcceptanceTests.Settlement;

[Collection(LivedSampleTests.Name)]
public sealed class LinesOfClaimsTests(LivedSample sample)
{
    private const string Before =
        "DROP TABLE settlement_line_claims; DROP TABLE settlement_line_payments; DROP INDEX claims_of_contract; CREATE INDEX settlement_lines_of_payments ON settlement_lines (fund, run, number); DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '20261130100000_Lines_of_claims'";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_is_kept_of_claims_and_payments_is_what_the_lines_say(Engine engine) =>
        (await CompareAsync(sample.On(engine))).ShouldBe(["forfeit", "holdback", "outcome", "payment"]);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_fund_from_before_anything_was_kept_of_claims_is_migrated(Engine engine)
    {
        await using var old = await sample.On(engine).CopyAsync();
        await old.ExecutePlainAsync(Before, asOwner: true);

        (await CompareAsync(old)).ShouldBe(["forfeit", "holdback", "outcome", "payment"]);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Every_line_that_names_a_claim_or_a_payment_is_migrated(Engine engine)
    {
        await using var old = await EmptyDatabase.CreateAsync(engine);
        await using (var context = (await old.OpenAsync()).NewContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await SettlementLineTable.AddAsync(context, [.. OfEveryKind().Select((line, place) => RunStore.ToRow(1, 7, line with { Number = place + 1 }))], []);
            await transaction.CommitAsync();
        }

        await old.ExecutePlainAsync(Before, asOwner: true);

        (await CompareAsync(old)).ShouldBe(["advance", "advance-recovery", "bank", "clawback", "clawback-netting", "forfeit", "holdback", "holdback-retaken", "outcome", "payment"]);
    }

    private static IEnumerable<SettlementLine> OfEveryKind()
    {
        var (claim, caughtUp, worker, day) = (new ClaimId("CL-1"), CatchUp.IdOf(new("CL-1"), "started"), new WorkerId("W-1"), new LocalDate(2025, 2, 3));
        Money Eur(long cents) => new(cents, Currency.Of("EUR"));
        Money Yen(long units) => new(units, Currency.Of("JPY"));
        SettlementLine Line(string kind, string subject, Money? amount, FundEvent? what, LineState state = LineState.Posts, string reason = "") => new(0, kind, subject, day.PlusDays(25), day, state, reason, amount, what, []);
        List<ClaimPart> parts = [new(claim, Eur(810_05), false), new(caughtUp, Eur(9), true), new(AdvanceGranted.PaidAs("east", 0), Eur(5_000_00), false)];

        yield return Line("outcome", "CL-1", Yen(90_000), new OutcomeAccepted(claim, worker, "east", "ph-jp", "retained", day.PlusDays(-3), day, Yen(90_000), Yen(9_000), Eur(500_00), true, [new("job-finding", Eur(500_00))]));
        yield return Line("outcome", caughtUp.Value, Eur(900_00), new OutcomeAccepted(caughtUp, worker, "east", "ph-jp", "started", day, day, Eur(900_00), Eur(0), Eur(900_00), true, []), reason: LineReason.CutToCap);
        yield return Line("outcome", "CL-2", null, null, LineState.Held, LineReason.NotDecided);
        yield return Line("outcome", "CL-3:started", null, null, LineState.Refused, LineReason.Rejected);
        yield return Line("holdback", "CL-1", Yen(9_000), new HoldbackReleased(claim, worker, "east", Yen(9_000), caughtUp));
        yield return Line("holdback-retaken", caughtUp.Value, Eur(90_00), new HoldbackRetaken(caughtUp, claim, "east", Eur(90_00), Eur(1), Eur(2), Eur(3), 0));
        yield return Line("forfeit", "CL-1", Eur(-90_00), new HoldbackForfeited(claim, worker, "east", "ph-jp", Eur(-90_00), Eur(-90_00), false, [], 0));
        yield return Line("clawback", caughtUp.Value, Eur(900_00), new OutcomeClawedBack(caughtUp, worker, "east", "ph-jp", Eur(900_00), Eur(900_00), Eur(0), Eur(0), Eur(0), Eur(900_00), true, [], 0));
        yield return Line("clawback-netting", "CL-1:holdback", Eur(7), new ClawbackNetted(claim, true, "east", Eur(7), 0));
        yield return Line("advance-recovery", caughtUp.Value, Eur(8), new AdvanceRecovered(caughtUp, false, "east", Eur(8), 1));
        yield return Line("advance", "east", Eur(5_000_00), new AdvanceGranted("east", Eur(5_000_00)));
        yield return Line("advance", "east", Eur(1_00), new AdvanceGranted("east", Eur(1_00), 2));
        yield return Line("payment", "P-202502-001", Eur(5_810_14), new PaymentInstructed("P-202502-001", "main", PaymentTo.Provider, "east", Eur(5_810_14), parts), LineState.Pays);
        yield return Line("payment", "P-202502-002", Eur(5), new PaymentInstructed("P-202502-002", "main", PaymentTo.Administration, "administrator", Eur(5), []), LineState.Pays);
        yield return Line("payment", "CL-4", Yen(12), null, LineState.Held, LineReason.WaitsForCash);
        yield return Line("payment", "CL-1:started:holdback", Yen(12), null, LineState.Held, LineReason.WaitsForCash);
        yield return Line("payment", "advance:east:2", Eur(1_00), null, LineState.Held, LineReason.WaitsForCash);
        yield return Line("bank", "main:1", Eur(5_810_14), new PaymentConfirmed("main:1", "main", "P-202502-001", Eur(5_810_14)));
        yield return Line("bank", "main:2", Eur(5_810_14), new PaymentReturned("main:2", "main", "P-202502-001", PaymentTo.Provider, "east", Eur(5_810_14), parts, Eur(0), "AC04"));
        yield return Line("bank", "main:3", Eur(6), new BankCharged("main:3", "main", Eur(6), Eur(6)));
        yield return Line("exchange", "X-202502-001", Yen(6), new ExchangeInstructed("X-202502-001", "main", "tokyo", Yen(6), Eur(1)), LineState.Pays);
    }

    internal static async Task<IReadOnlyList<string>> CompareAsync(EmptyDatabase database)
    {
        await using var context = (await database.OpenAsync()).NewContext();
        return await CompareAsync(context);
    }

    /// <returns>The kinds of lines that say something of claims.</returns>
    internal static async Task<IReadOnlyList<string>> CompareAsync(FundContext context)
    {
        var lines = await context.Set<SettlementLineRow>().AsNoTracking().OrderBy(line => line.Fund).ThenBy(line => line.Run).ThenBy(line => line.Number).ToListAsync();
        var claims = lines.SelectMany(line => LineClaims.Of(line.Fund, line.Run, RunStore.ToLine(line))).ToList();
        var payments = lines.Select(line => LineClaims.PaymentOf(line.Fund, line.Run, RunStore.ToLine(line))).OfType<LinePaymentRow>().ToList();

        (await context.Set<LineClaimRow>().AsNoTracking().OrderBy(row => row.Fund).ThenBy(row => row.Run).ThenBy(row => row.Line).ThenBy(row => row.Part).ToListAsync()).ShouldBe(claims);
        var kept = await context.Set<LinePaymentRow>().AsNoTracking().OrderBy(row => row.Fund).ThenBy(row => row.Run).ThenBy(row => row.Line).ToListAsync();
        kept.Select(row => (row.Fund, row.Run, row.Line, row.Claims, row.Event)).ShouldBe(payments.Select(row => (row.Fund, row.Run, row.Line, row.Claims, row.Event)));
        foreach (var accepted in lines.Where(line => line.Kind == "outcome").Select(RunStore.ToLine).Where(line => line.Event is not null))
            ((OutcomeAccepted)accepted.Event!).AcceptedOn.ShouldBe(accepted.Concerns);
        return [.. claims.Select(row => row.Kind).Distinct().Order(StringComparer.Ordinal)];
    }
}
