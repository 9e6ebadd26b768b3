using WelfareFund.Files;
using WelfareFund.Settlement;

namespace WelfareFund.Web;

/// <summary>Which of a month's lines are meant, as the address says it. An unknown word matches nothing.</summary>
internal sealed record LineFilter(string? Kind, string? State)
{
    internal bool IsOn => !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(State);

    /// <summary>By kind in the order in which kinds first appear, each in the order of the proposal.</summary>
    internal IReadOnlyList<SettlementLine> Of(IReadOnlyList<SettlementLine> lines) =>
        [.. lines.Where(line => (string.IsNullOrEmpty(Kind) || line.Kind == Kind) && (string.IsNullOrEmpty(State) || Words.Of(line.State) == State))
            .GroupBy(line => line.Kind).SelectMany(kind => kind)];
}
