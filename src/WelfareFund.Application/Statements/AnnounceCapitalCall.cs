using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Reports;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Statements;
using WelfareFund.Storage;
using WelfareFund.Storage.Access;
using WelfareFund.Storage.Facts;
using WelfareFund.Storage.Ledger;
using WelfareFund.Storage.Settlement;
using WelfareFund.Terms;
using WelfareFund.Tracing;

namespace WelfareFund.Application.Statements;

/// <summary>The notices of a posted capital call, one an investor. Right: <see cref="Right.ReadPersonalData"/>, or an investor's own alone.</summary>
public sealed class AnnounceCapitalCall(FundDatabase database)
{
    private sealed record PostedPart(EntryRow Entry, CapitalCalled Called, string Why);

    /// <param name="investorId">Null for all whom the call asks for something.</param>
    /// <returns>By investor. Refused: <c>unknown-call</c>, <c>not-posted</c>, <c>not-called</c>, <c>no-iban</c>, <c>no-terms</c>.</returns>
    public async Task<Result<IReadOnlyList<CapitalCallNotice>>> RunAsync(Actor actor, string fundId, string callId, string? investorId = null, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var opened = await BooksView.OpenOwnAsync(context, actor, fundId, Role.Investor, investorId, new(), cancellation);
        if (opened.IsRefused)
            return Result.Refused<IReadOnlyList<CapitalCallNotice>>(opened.Refusals);
        var books = opened.Value;
        var fund = books.Fund.Number;
        if (await context.Set<CapitalCall>().AsNoTracking().SingleOrDefaultAsync(known => known.Fund == fund && known.Id == callId, cancellation) is not { } call)
            return new Refusal("unknown-call", "--call", $"{fundId} has no capital call '{callId}'", "name one that was imported or approved");
        var terms = await TermsInForce.OnAsync(context, fund, call.CalledOn, cancellation);
        if (terms.IsRefused)
            return Result.Refused<IReadOnlyList<CapitalCallNotice>>(terms.Refusals);
        if (AccountFor(terms.Value.Terms) is not { } account)
            return new Refusal("no-iban", "bankAccounts", $"no bank account of {fundId} in {books.BaseCurrency} has an IBAN, so that a notice cannot say where to pay", "add the iban to the terms");
        var posted = await PostedAsync(context, fund, call, cancellation);
        if (posted.Count == 0)
            return new Refusal("not-posted", "--call", $"the call {callId} is not in the books yet", "it posts when it is approved, or with the settlement of its month; report held says what it waits for");
        var asked = posted.Where(part => investorId is null || part.Called.Investor.Value == investorId).ToLookup(part => part.Called.Investor);
        if (asked.Count == 0)
            return new Refusal("not-called", "--id", $"the call {callId} asks nothing of an investor '{investorId}'", "name one of those it asks, or none for all of them");

        var holdings = await HoldingsAsync(context, fund, terms.Value.Terms.Capital, asked, cancellation);
        var history = await HoldingHistory.ReadAsync(books, [.. holdings.Values], cancellation);
        var details = await new PersonalData(context, fund).ReadAsync("investors", asked.Select(investor => investor.Key.Value), cancellation);
        var names = await NamesAsync(context, posted, cancellation);
        var size = (await context.Heads.AsNoTracking().SingleAsync(head => head.Fund == fund, cancellation)).Size;
        var announced = await TermsOfCallAsync(context, call, terms.Value.Terms, posted.Min(part => part.Entry.Sequence), cancellation);
        return asked.OrderBy(investor => investor.Key.Value, StringComparer.Ordinal).Select(investor => new CapitalCallNotice(
            new(fundId, terms.Value.Terms.Name, books.BaseCurrency, investor.Key, details.GetValueOrDefault(investor.Key.Value)?.Name ?? investor.Key.Value, size),
            announced,
            [.. investor.OrderBy(part => terms.Value.Terms.Capital.Tranche(part.Called.Tranche)?.Rank ?? int.MaxValue).ThenBy(part => part.Called.Tranche, StringComparer.Ordinal)
                .Select(part => PartOf(part, holdings[(part.Called.Investor, part.Called.Tranche)], history))],
            new(terms.Value.Terms.Name, account.Iban!, $"{call.Id} {investor.Key}"),
            new(names[investor.First().Entry.Maker], names[investor.First().Entry.Approver]))).ToList();
    }

    /// <summary>The first account in base currency that has an IBAN and holds nobody's savings.</summary>
    private static BankAccountTerms? AccountFor(FundTerms terms)
    {
        var savings = terms.Contributions.Select(contribution => contribution.Savings?.Account).ToHashSet();
        return terms.BankAccounts.FirstOrDefault(account => account.Currency == terms.BaseCurrency && account.Iban is not null && !savings.Contains(account.Id));
    }

    /// <summary>The call's entries, each with the line that posted it.</summary>
    private static async Task<List<PostedPart>> PostedAsync(FundContext context, int fund, CapitalCall call, CancellationToken cancellation)
    {
        var prefix = $"capital-call/{LocalDatePattern.Iso.Format(call.CalledOn)}/{call.Id}/";
        var entries = (await context.Entries.AsNoTracking().Where(entry => entry.Fund == fund && entry.Key.StartsWith(prefix)).OrderBy(entry => entry.Sequence).ToListAsync(cancellation))
            .FindAll(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal));
        long[] runs = [.. entries.Select(entry => entry.Run).Distinct()];
        var rows = await context.Set<SettlementLineRow>().AsNoTracking()
            .Where(line => line.Fund == fund && runs.Contains(line.Run) && line.Kind == "capital-call" && line.Subject == call.Id && line.Event != null).ToListAsync(cancellation);
        var lines = rows.ConvertAll(RunStore.ToLine).ToDictionary(line => { var called = (CapitalCalled)line.Event!; return $"{called.Investor}:{called.Tranche}"; }, StringComparer.Ordinal);
        return entries.ConvertAll(entry => { var line = lines[entry.Key.Split('/')[3]]; return new PostedPart(entry, (CapitalCalled)line.Event!, TraceText.Sentence(line.Trace)); });
    }

    private static async Task<Dictionary<(InvestorId Investor, string Tranche), HoldingParty>> HoldingsAsync(
        FundContext context, int fund, CapitalTerms terms, ILookup<InvestorId, PostedPart> asked, CancellationToken cancellation) =>
        (await CapitalView.HoldingsAsync(context, fund, terms, cancellation)).Where(holding => asked.Contains(holding.Investor)).ToDictionary(holding => (holding.Investor, holding.Tranche));

    private static CalledPart PartOf(PostedPart part, HoldingParty holding, HoldingHistory history) =>
        new(part.Called.Amount, history.At(holding, part.Entry.Sequence - 1), history.At(holding, part.Entry.Sequence), part.Why);

    private static async Task<CallTerms> TermsOfCallAsync(FundContext context, CapitalCall call, FundTerms terms, long firstEntry, CancellationToken cancellation)
    {
        var earlier = await context.Entries.AsNoTracking().Where(entry => entry.Fund == call.Fund && entry.Sequence < firstEntry && string.Compare(entry.Key, "capital-call/") > 0 && string.Compare(entry.Key, "capital-call0") < 0)
            .Select(entry => entry.Key).ToListAsync(cancellation);
        var number = 1 + earlier.Select(key => key.Split('/')[2]).Where(id => id != call.Id).Distinct(StringComparer.Ordinal).Count();
        return new(call.Id, number, call.CalledOn, call.DueOn, call.Amount, call.Purpose, new BusinessDays(terms.Calendar).Between(call.CalledOn, call.DueOn), terms.Capital.CallNoticeBusinessDays);
    }

    private static async Task<Dictionary<int, string>> NamesAsync(FundContext context, List<PostedPart> posted, CancellationToken cancellation)
    {
        int[] people = [.. posted.SelectMany(part => new[] { part.Entry.Maker, part.Entry.Approver }).Distinct()];
        return await context.Set<UserRow>().AsNoTracking().Where(user => people.Contains(user.Number)).ToDictionaryAsync(user => user.Number, user => user.Name, cancellation);
    }
}
