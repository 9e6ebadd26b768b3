using WelfareFund.Files;
using WelfareFund.Payments;
using WelfareFund.Storage.Ledger;

namespace WelfareFund.Application.Imports;

/// <summary>A bank's statements: their booked entries come in as lines of <c>bank</c>, and then their closing balances as <c>bank-balances</c>.</summary>
internal sealed record Camt053Import(KindImport<BankLine> Lines, KindImport<BankBalance> ClosingBalances) : KindImport("camt053")
{
    internal override async Task RunAsync(ImportSession session, TextReader reader, FundBooks books, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var statements = new Camt053(session.File, session.Terms);
        await (Lines with { Reader = (text, _) => statements.ReadLines(text), MayBeEmpty = true }).RunAsync(session, reader, books, progress, cancellation);
        await (ClosingBalances with { Reader = (_, _) => statements.Balances, MayBeEmpty = true }).RunAsync(session, TextReader.Null, books, progress, cancellation);
    }
}
