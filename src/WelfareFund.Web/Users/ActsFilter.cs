using WelfareFund.Application.Access;
using WelfareFund.Refusals;

namespace WelfareFund.Web.Users;

/// <summary>Which acts the address of an audit trail's page asks for.</summary>
public sealed class ActsFilter
{
    internal const int PageSize = 50;

    internal ActsFilter(string? act, string? by, string? about, string? from, string? to, string? before)
    {
        (Act, By, About, From, To) = (act, by, about, from, to);
        var (first, noNumber) = Address.ReadNumber("before", before);
        var (firstDay, noFrom) = Address.ReadDate("from", from);
        var (lastDay, noTo) = Address.ReadDate("to", to);
        (First, Asked) = (first, new(act, by?.Trim(), about?.Trim(), firstDay, lastDay));
        Wrong = [.. new[] { noNumber, noFrom, noTo }.OfType<Refusal>()];
    }

    internal string? Act { get; }
    internal string? By { get; }
    internal string? About { get; }
    internal string? From { get; }
    internal string? To { get; }
    internal AuditFilter Asked { get; }

    /// <summary>Only acts with lower numbers; null for the newest.</summary>
    internal long? First { get; }
    internal IReadOnlyList<Refusal> Wrong { get; }

    internal string Query(long? before) => Address.Query([("act", Act), ("by", By), ("about", About), ("from", From), ("to", To), ("before", before is { } number ? Format.Text(number) : null)]);
}
