using WelfareFund.Application.Payments;
using WelfareFund.Payments;

namespace WelfareFund.AcceptanceTests.Payments;

/// <summary>A released batch is written again with the same bytes: a spelling that changes is a decision (docs/decisions/0008-payment-letters.md).</summary>
public sealed class AllowedLettersTests
{
    [Theory]
    [InlineData("صندوق رفيق للتنمية", "sndwq rfyq lltnmyh")]
    [InlineData("Raíces Impacto S.C.A.", "Raices Impacto S.C.A.")]
    [InlineData("Łódź Straße Ærø", "Lodz Strasse Aero")]
    [InlineData("Фонд помощи", "Fond pomoshchi")]
    [InlineData("Fundación \"Marea\" & Co", "Fundacion 'Marea' + Co")]
    [InlineData("台北", "TaiBei")]
    [InlineData("ñandú’s – €5", "nandu's - EUR5")]
    [InlineData("///", "")]
    public void A_name_in_any_script_is_written_in_the_letters_that_banks_take(string name, string written) => AllowedLetters.Of(name, PaymentLetters.LongestName).ShouldBe(written);

    [Fact]
    public void A_name_that_is_too_long_is_cut() => AllowedLetters.Of(new string('ß', 60), PaymentLetters.LongestName).ShouldBe(new string('s', 70));
}
