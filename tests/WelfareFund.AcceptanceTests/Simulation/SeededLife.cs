using NodaTime;
using WelfareFund.Settlement;

namespace WelfareFund.AcceptanceTests.Simulation;

/// <summary>One seed's fund, month by month: told, disturbed, settled, sealed, and compared with the naive model.</summary>
internal sealed class SeededLife
{
    private readonly Dice dice;
    private readonly Chaos? chaos;
    private readonly SimulatedTerms terms;
    private readonly List<SimulatedFact> facts;
    private readonly Dictionary<string, ToldPayment> payments = new(StringComparer.Ordinal);
    private readonly RandomBank bank;
    private readonly Dice slips;
    private readonly List<(string Kind, string Text)> files = [];
    private readonly List<string> story = [];
    private SimulatedFund fund = null!;

    private SeededLife(ulong seed, bool isDisturbed)
    {
        dice = new Dice(seed);
        terms = RandomTerms.Of(dice.For(1));
        facts = [.. RandomBusiness.Of(dice.For(2), terms)];
        bank = new(dice.For(3), terms);
        slips = dice.For(4);
        chaos = isDisturbed ? new(dice.For(5), story) : null;
    }

    /// <summary>Lives a seed's fund through.</summary>
    /// <param name="keys">The folder of the fund's keys.</param>
    internal static async Task<LivedSeed> LiveAsync(ulong seed, bool isDisturbed, string keys)
    {
        var life = new SeededLife(seed, isDisturbed);
        try
        {
            return await life.LiveAsync(keys);
        }
        catch (Exception broken)
        {
            throw new SimulationException(seed, life.Narration(), broken);
        }
        finally
        {
            if (life.fund is not null)
                await life.fund.DisposeAsync();
        }
    }

    private string Narration() => $"The terms: {TermsFile.Write(terms)}\n{string.Join('\n', story)}";

    private async Task<LivedSeed> LiveAsync(string keys)
    {
        fund = await SimulatedFund.OpenAsync(terms, keys);
        NaiveFund? model = null;
        for (var month = 0; month < terms.Months; month++)
        {
            story.Add($"— {terms.Month(month):uuuu-MM} —");
            fund.Now = terms.Month(month + 1).OnDayOfMonth(5).At(new LocalTime(6, 0)).InUtc().ToInstant();
            model = await LiveAsync(month, model);
        }

        (await fund.VerifyAsync()).ShouldBeEmpty();
        await fund.CompareClaimsAsync();
        return new(await fund.RootsAsync(), await fund.LogAsync(), model!.Happened, chaos?.Happened ?? []);
    }

    private async Task<NaiveFund> LiveAsync(int month, NaiveFund? before)
    {
        List<(string, long)> owed = before is null ? [] : [.. before.OpenCalls, .. before.OpenDues, .. before.OpenTransfers];
        facts.AddRange(bank.InMonth(month, owed, [.. payments.Values], [.. facts.OfType<ToldAgreement>().Select(agreement => agreement.Id).Distinct()]));
        await TellAsync(month);
        await SlipAsync();
        await SettleAsync(month);
        foreach (var payment in await fund.PaymentsAsync())
            payments[payment.Number] = payment;
        var model = NaiveFund.After(terms, facts, payments, month);
        var differences = Differences(await fund.BalancesAsync(), model.Books.NotZero);
        if (differences.Count > 0)
            story.AddRange([model.Why, .. await fund.LinesAsync(terms.Month(month))]);
        differences.ShouldBeEmpty(string.Join('\n', differences));
        var head = await fund.HeadAsync();
        (await fund.SettleAsync(terms.Month(month))).Value.State.ShouldBe(RunState.Sealed);
        (await fund.HeadAsync()).ShouldBe(head, "a sealed month was settled again");
        return model;
    }

    private async Task TellAsync(int month)
    {
        foreach (var (kind, columns) in FactFiles.InOrder)
        {
            var rows = facts.Where(fact => fact.Told == month && fact.Kind == kind).Select(fact => fact.Row).ToList();
            if (rows.Count == 0)
                continue;
            story.AddRange(rows.Select(row => $"{kind}: {row}"));
            var text = $"{columns}\n{string.Join('\n', rows)}\n";
            await DoAsync($"import {kind}", async (at, stop) => (await at.ImportAsync(kind, text, stop)).Refusals.ShouldBeEmpty());
            files.Add((kind, text));
        }

        foreach (var pause in terms.ApprovesLongPauses ? await fund.PendingPausesAsync() : [])
            await DoAsync($"approve {pause}", (at, stop) => ApproveAsync(at, pause, stop));
    }

    /// <summary>What is wrong is refused whole, and what was told before changes nothing.</summary>
    private async Task SlipAsync()
    {
        var told = facts.FindAll(fact => BadInput.IsFor(fact) && files.Exists(file => file.Text.Contains(fact.Row, StringComparison.Ordinal)));
        var (isWrong, isKnown) = (slips.Percent(50) && told.Count > 0, slips.Percent(30));
        if (!isWrong && !isKnown)
            return;
        var before = await fund.HeadAsync();
        if (isWrong)
        {
            var (kind, text) = BadInput.Of(slips, told);
            (await fund.ImportAsync(kind, text)).IsRefused.ShouldBeTrue($"{kind} were taken that are wrong: {text}");
        }

        if (isKnown)
        {
            var (kind, text) = slips.OneOf(files.Where(file => file.Kind is not ("employments" or "pauses" or "agreements")).ToArray());
            (await fund.ImportAsync(kind, text)).Value.New.ShouldBe(0, $"{kind} told again: {text}");
        }

        (await fund.HeadAsync()).ShouldBe(before);
    }

    private async Task SettleAsync(int month)
    {
        var (isByBell, isOvertaken) = (dice.For(6).Percent(50), slips.Percent(15));
        for (var act = 0; act < 40; act++)
        {
            await DoAsync(isByBell ? "ring" : "settle", isByBell ? RingAsync : (at, stop) => SettleAsync(at, month, stop));
            if (await fund.OpenMonthAsync() > terms.Month(month))
                return;
            if (await fund.WaitingAsync() is not { } proposal)
                continue;
            if (isOvertaken)
                await OvertakeAsync(month, proposal);
            else
                await DoAsync($"approve {proposal}", (at, stop) => ApproveAsync(at, proposal, stop));
            isOvertaken = false; // The first proposal of the month alone, whatever broke off before it.
        }

        throw new InvalidOperationException("The month is never sealed.");
    }

    private async Task SettleAsync(SimulatedFund at, int month, CancellationToken stop) =>
        (await at.SettleAsync(terms.Month(month), stop)).Refusals.ShouldBeEmpty();

    /// <summary>Whoever died at it keeps others waiting for some seconds; before its time nothing is due.</summary>
    private static async Task RingAsync(SimulatedFund at, CancellationToken stop)
    {
        var rung = await at.RingAsync(stop);
        if (rung.IsRefused && rung.Refusals[0].Code == "under-way")
            at.Now += Duration.FromSeconds(21);
        else if (rung.IsRefused)
            rung.Refusals[0].Code.ShouldBe("not-due");
    }

    /// <summary>An approval that comes twice finds it decided, and one of two proposals of one month finds it overtaken.</summary>
    private static async Task ApproveAsync(SimulatedFund at, long proposal, CancellationToken stop)
    {
        var decided = await at.DecideAsync(proposal, stop);
        if (decided.IsRefused)
            decided.Refusals[0].Code.ShouldBeOneOf("decided-already", "stale");
    }

    /// <summary>A fact is told between the proposal and its approval, and the month is calculated again: what was proposed before is stale.</summary>
    private async Task OvertakeAsync(int month, long proposal)
    {
        story.Add($"employer-late-{month} is told, and proposal {proposal} is stale");
        (await fund.ImportAsync("employers", $"{FactFiles.ColumnsOf("employers")}\nemployer-late-{month},Employer,DE\n")).Refusals.ShouldBeEmpty();
        await SettleAsync(fund, month, CancellationToken.None);
        (await fund.DecideAsync(proposal)).Refusals.ShouldHaveSingleItem().Code.ShouldBe("stale");
        await fund.RejectAsync(proposal);
    }

    /// <summary>An act that may break off once; then it is done again.</summary>
    private async Task DoAsync(string what, Func<SimulatedFund, CancellationToken, Task> act)
    {
        if (chaos is null || await chaos.BreaksAsync(what, act, fund))
            await act(fund, CancellationToken.None);
    }

    private static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, long> booked, IReadOnlyDictionary<string, long> predicted)
    {
        booked.Values.Sum().ShouldBe(0, "the books do not balance");
        return [.. booked.Keys.Union(predicted.Keys).Order(StringComparer.Ordinal).Select(key => (key, Booked: booked.GetValueOrDefault(key), Predicted: predicted.GetValueOrDefault(key)))
            .Where(one => one.Booked != one.Predicted).Select(one => $"{one.key}: the books say {TermsFile.Text(one.Booked)}, the model {TermsFile.Text(one.Predicted)}")];
    }
}

/// <param name="Roots">Of its seals, month by month.</param>
/// <param name="Log">Its entries, a line each.</param>
/// <param name="Business">How often each matter came about.</param>
/// <param name="Faults">How often each disturbance did.</param>
internal sealed record LivedSeed(IReadOnlyList<string> Roots, IReadOnlyList<string> Log, IReadOnlyDictionary<string, int> Business, IReadOnlyDictionary<string, int> Faults);

/// <summary>Where a seed's fund did not come out as predicted, with all that was told.</summary>
public sealed class SimulationException(ulong seed, string narration, Exception broken)
    : Exception($"{broken.Message}\n\nSeed {seed}; WELFAREFUND_SEED={seed} runs it alone.\n{narration}", broken);
