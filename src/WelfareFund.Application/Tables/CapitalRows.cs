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
        new("committed", row => row.Holding?.Commitment.Committed), new("called", row => row.Holding?.Commitment.Called), new("paid_in", row => row.Holding?.Commitment.PaidIn),
        new("unfunded", row => row.Holding?.Commitment.Unfunded), new("recallable", row => row.Holding?.Commitment.Recallable), new("distributed", row => row.Holding?.Distributed),
        new("capital", row => row.Holding?.Account.Capital), new("preferred", row => row.Holding?.Account.Preferred), new("profit", row => row.Holding?.Account.Profit),
        new("capital_account", row => row.Account.ToAmountString(), IsNumber: true), new("currency", row => row.Account.Currency.Code),
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
}
