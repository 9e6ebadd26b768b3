using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WelfareFund.Capital;
using WelfareFund.People;
using WelfareFund.Terms;

namespace WelfareFund.Tests.Capital;

/// <summary>Terms and holdings as one writes them down.</summary>
internal static class Given
{
    internal static readonly Currency Eur = Currency.Of("EUR");

    internal static CapitalTerms TermsOf(string json)
    {
        var terms = FundFile.ReadCapital("capital.json", System.Text.Encoding.UTF8.GetBytes(json), Eur);
        return terms.IsRefused ? throw new ArgumentException(string.Join('\n', terms.Refusals)) : terms.Value;
    }

    internal static Money Euros(decimal amount) => Money.Round(amount, Eur, RoundingMode.HalfUp);
    internal static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    /// <param name="drawdowns">As <c>2025-01-01 100000.00</c>.</param>
    internal static Holding Holding(string investor, string tranche, params string[] drawdowns) =>
        new(new InvestorId(investor), tranche, [.. drawdowns.Select(text => new Drawdown(Day(text[..10]), Euros(decimal.Parse(text[11..], CultureInfo.InvariantCulture))))]);

    internal static CapitalStanding Standing(params Holding[] holdings) => CapitalStanding.Of(holdings, Eur);

    /// <summary>One line a part: <c>return-of-capital ReturnOfCapital a/senior 100.00</c>.</summary>
    internal static string[] Lines(Payout payout) => [.. payout.Parts.Select(part => $"{part.Step.Name} {part.Kind} {Name(part.To)} {part.Amount.ToAmountString()}")];

    internal static string Name(Recipient to) => to switch
    {
        Recipient.Holder holder => $"{holder.Investor}/{holder.Tranche}",
        Recipient.Beneficiary beneficiary => beneficiary.Name,
        Recipient.Manager => "manager",
        _ => "fund",
    };
}
