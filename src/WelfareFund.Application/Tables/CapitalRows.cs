using WelfareFund.Application.Reports;

namespace WelfareFund.Application.Tables;

/// <param name="Section">As scripts find it: <c>holding</c>, <c>total</c>, or what else has a claim to the net assets.</param>
/// <param name="Holding">Null where nobody's holding is told.</param>
internal sealed record CapitalRow(string Section, HoldingLine? Holding, Money Account);

/// <summary>Capital accounts as rows, and below them what else the net assets are made of.</summary>
internal static class CapitalRows
{
    internal static readonly ListColumn<CapitalRow>[] Columns =
    [
        new("section", row => row.Section), new("investor", row => row.Holding?.Account.Investor.Value), new("tranche", row => row.Holding?.Account.Tranche),
        Amount("committed", row => row.Holding?.Commitment.Committed), Amount("called", row => row.Holding?.Commitment.Called), Amount("paid_in", row => row.Holding?.Commitment.PaidIn),
        Amount("unfunded", row => row.Holding?.Commitment.Unfunded), Amount("recallable", row => row.Holding?.Commitment.Recallable), Amount("distributed", row => row.Holding?.Distributed),
        Amount("capital", row => row.Holding?.Account.Capital), Amount("preferred", row => row.Holding?.Account.Preferred), Amount("profit", row => row.Holding?.Account.Profit),
        Amount("capital_account", row => row.Account), new("currency", row => row.Account.Currency.Code),
    ];

    internal static IEnumerable<CapitalRow> Of(CapitalAccountFigures figures) =>
    [
        .. figures.Holdings.Select(line => new CapitalRow("holding", line, line.Account.Balance)),
        new("total", null, figures.Holdings.Aggregate(Money.Zero(figures.NetAssets.Currency), (sum, line) => sum + line.Account.Balance)),
        new("manager-claim", null, figures.ManagerClaim),
        new("unspent-grants", null, figures.UnspentGrants),
        new("recycled-surplus", null, figures.RecycledSurplus),
        new("net-assets", null, figures.NetAssets),
    ];

    private static ListColumn<CapitalRow> Amount(string name, Func<CapitalRow, Money?> of) => new(name, row => of(row)?.ToAmountString(), IsNumber: true);
}
