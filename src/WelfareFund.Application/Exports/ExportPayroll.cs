using NodaTime;
using NodaTime.Text;
using WelfareFund.Application.Access;
using WelfareFund.Application.Settlement;
using WelfareFund.Application.Terms;
using WelfareFund.Files;
using WelfareFund.Refusals;
using WelfareFund.Settlement;
using WelfareFund.Storage;
using WelfareFund.Storage.Facts;

namespace WelfareFund.Application.Exports;

/// <param name="Month">The settled month that asks for it.</param>
/// <param name="Reference">What the employer's one transfer is to name, and its file of deductions.</param>
public sealed record PayrollLine(string Worker, YearMonth Month, Money Amount, string Reference);

/// <summary>What an employer is to keep for whom, after the month was settled. Right: <see cref="Right.ReadBooks"/>.</summary>
public sealed class ExportPayroll(FundDatabase database)
{
    /// <returns>By worker. Refused: <c>not-found</c>, <c>not-settled</c>, <c>not-the-last</c>, <c>unknown-id</c>.</returns>
    public async Task<Result<List<PayrollLine>>> RunAsync(Actor actor, string fundId, YearMonth month, string employer, CancellationToken cancellation = default)
    {
        await using var context = database.NewContext();
        var fund = await FundAccess.RequireAsync(context, actor, fundId, Right.ReadBooks, cancellation);
        if (fund.IsRefused)
            return Result.Refused<List<PayrollLine>>(fund.Refusals);
        var (number, of) = (fund.Value.Number, YearMonthPattern.Iso.Format(month));
        if ((await FactIds.KnownAsync(context, number, FactKind.Employer, [employer], cancellation)).Count == 0)
            return new Refusal("unknown-id", "--employer", $"the fund knows no employer {employer}", "name one of the file employers");
        if (await RunStore.RunOfAsync(context, number, month, cancellation) is not { State: >= RunState.Posted } run)
            return new Refusal("not-settled", of, "the month is not posted yet, and nobody knows what is to be paid", $"settle it with `welfarefund settle --fund {fundId} --month {of} --to posted`");
        if (await RunStore.RunOfAsync(context, number, month.PlusMonths(1), cancellation) is { State: >= RunState.Posted })
            return new Refusal("not-the-last", of, "a later month is posted, and what is to be paid has changed", "name the last settled month");

        var terms = await TermsInForce.NumberedAsync(context, number, run.TermsVersion, cancellation);
        var facts = await FactsReader.ReadAsync(context, number, await Intake.LastAsync(context, number, cancellation), terms, cancellation);
        List<SettlementLine> settled = [.. RunStore.SettledLines(context, number)];
        return PayrollDeductions.Of(terms, month, new(employer), facts, settled)
            .Select(deduction => new PayrollLine(deduction.Worker.Value, month, deduction.Amount, $"PAYROLL-{of}-{employer}")).ToList();
    }
}
